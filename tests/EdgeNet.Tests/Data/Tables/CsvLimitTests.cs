using System.Text;
using EdgeNet.Files;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Tests.Data.Tables;

/// <summary>Whatever a file is, reading it takes memory for what is a row and no more.</summary>
[TestClass]
public class CsvLimitTests
{
    private const long Endless = 1L << 40;

    public static IEnumerable<object[]> Killers =>
    [
        ["h,k\n1,\"", "open ", 2, "a quote opens in this line and is not closed within 65,536 characters"],
        ["h,k\n1,ok\n\"a\nb\",\"", "1,ok\n", 4, "a quote opens in this line"],
        ["h,k\n1,\"", "\"\"", 2, "a quote opens in this line and is not closed within 65,536 characters"],
        ["h,k\n1,", "x", 2, "column 2: the cell has more than 65,536 characters"],
        ["", "header", 1, "column 1: the cell has more than 65,536 characters"],
        ["h,k\n", "\0", 2, "column 1: there are bytes that are no text"],
        ["# ", "x", 1, "more than"],
        ["h,k\n", "1234567,", 2, "the row has more than 8,388,608 characters"],
    ];

    [TestMethod]
    [DynamicData(nameof(Killers))]
    public void Read_TextWithoutEnd_IsRefusedBeforeItIsRead(string start, string rest, int line, string expected)
    {
        InputException? error = null;
        long bytes = Allocations.Least(
            () => error = Assert.ThrowsExactly<InputException>(() => Read(new EndlessText(start, rest, Endless))), runs: 1);

        Assert.StartsWith($"d.csv, line {line}", error!.Message);
        Assert.Contains(expected, error.Message);
        Assert.IsLessThan(expected.Contains("row") || start == "# " ? 400_000_000L : 3_000_000L, bytes);
    }

    [TestMethod]
    public void Read_EmptyLinesWithoutNumber_TakeNoMemory()
    {
        int rows = 0;
        long bytes = Allocations.Least(() => rows = Read(new EndlessText("h,k\n1,ok\n", "\r\n\n\r", 40_000_000)), runs: 1);

        Assert.AreEqual(1, rows);
        Assert.IsLessThan(1_000_000L, bytes);
    }

    [TestMethod]
    public void Read_ManyColumns_AllocatesByTheirNumber()
    {
        long few = BytesOf(10_000);
        long many = BytesOf(160_000);

        Assert.IsLessThan(40 * few, many);

        static long BytesOf(int columns)
        {
            string header = string.Join(',', Enumerable.Range(0, columns).Select(c => $"column{c:D7}"));
            byte[] text = Encoding.UTF8.GetBytes($"{header}\n{string.Join(',', Enumerable.Repeat("1", columns))}\n");
            return Allocations.Least(() => Assert.AreEqual(columns - 1, FindColumn(text, $"column{columns - 1:D7}")), runs: 1);
        }
    }

    [TestMethod]
    public void Find_MoreFeaturesThanAModelTakes_SaysHowMany()
    {
        string header = string.Join(',', Enumerable.Range(0, 65_537).Select(c => $"f{c}"));
        byte[] text = Encoding.UTF8.GetBytes($"{header},kind\n{string.Join(',', Enumerable.Repeat("1", 65_537))},ok\n");
        TableHeader table = CsvTable.Read("d.csv", new MemoryStream(text), table => table.Header);

        InputException error = Assert.ThrowsExactly<InputException>(() => new TableColumns { Labels = ["kind"] }.Find(table));
        Assert.AreEqual(
            "d.csv, line 1: 65,537 columns of features, and 65,535 are the most; leave some out with 'ignore', or name the inputs with 'features'.", error.Message);
        Assert.HasCount(65_535, new TableColumns { Labels = ["kind"], Ignore = ["f7", "f9"] }.Find(table).Features);
    }

    [TestMethod]
    [DataRow("PK\x3\x4rest of it", "a ZIP archive, such as .xlsx")]
    [DataRow("\x1f\x8b\x8\0gz", "a gzip archive")]
    [DataRow("%PDF-1.7", "a PDF file")]
    [DataRow("PAR1....", "a Parquet file")]
    [DataRow("SQLite format 3\0", "an SQLite database")]
    [DataRow("EDGN....", "a model file")]
    [DataRow("<!DOCTYPE html><html>", "a web page")]
    [DataRow("{\"a\": 1}", "a JSON file")]
    public void Read_FileOfAnotherKind_IsNamed(string bytes, string kind)
    {
        InputException error = Assert.ThrowsExactly<InputException>(() => Read(new MemoryStream(Encoding.Latin1.GetBytes(bytes))));

        Assert.StartsWith($"d.csv: this is {kind}", error.Message);
    }

    [TestMethod]
    [DataRow(true, false)]
    [DataRow(true, true)]
    public void Read_Utf16WithItsMark_IsRead(bool hasMark, bool isBigEndian)
    {
        Encoding encoding = new UnicodeEncoding(isBigEndian, hasMark);
        Assert.AreEqual(1, FindColumn([.. encoding.Preamble, .. encoding.GetBytes("h,größe\r1,2\r")], "größe"));
    }

    private static int FindColumn(byte[] text, string name) => CsvTable.Read("d.csv", new MemoryStream(text), table =>
    {
        table.ReadRest();
        return table.Header.FindColumn(name);
    });

    private static int Read(Stream text) => CsvTable.Read("d.csv", text, table =>
    {
        table.ReadRest();
        return table.RowCount;
    });

    /// <summary>A text that goes on and on.</summary>
    private sealed class EndlessText(string start, string rest, long length) : Stream
    {
        private readonly byte[] _start = Encoding.UTF8.GetBytes(start);
        private readonly byte[] _rest = Encoding.UTF8.GetBytes(rest);
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int taken = (int)Math.Min(count, length - _at);
            for (int i = 0; i < taken; i++, _at++)
            {
                buffer[offset + i] = _at < _start.Length ? _start[_at] : _rest[(_at - _start.Length) % _rest.Length];
            }

            return taken;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
