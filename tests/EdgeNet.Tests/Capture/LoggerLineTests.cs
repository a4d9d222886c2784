using System.Globalization;
using System.Text;
using EdgeNet.Capture;

namespace EdgeNet.Tests.Capture;

[TestClass]
public class LoggerLineTests
{
    [TestMethod]
    public void TryReadReading_EverySingleBitFlipped_IsRefused()
    {
        byte[] line = LoggerLines.Reading(123456)[..^1];
        int[] counts = new int[3];
        Assert.IsTrue(LoggerLine.TryReadReading(line, counts, out _));
        for (int bit = 0; bit < line.Length * 8; bit++)
        {
            byte[] flipped = [.. line];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsFalse(LoggerLine.TryReadReading(flipped, counts, out _), $"bit {bit}");
        }
    }

    [TestMethod]
    public void ReadHeader_EverySingleBitFlippedAndEveryPrefix_IsRefused()
    {
        byte[] line = LoggerLines.Header[..^1];
        Assert.AreEqual(new LoggerHeader(100, 8192, "g", ["x", "y", "z"]), LoggerLine.ReadHeader(line));
        for (int bit = 0; bit < line.Length * 8; bit++)
        {
            byte[] flipped = [.. line];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsNull(LoggerLine.ReadHeader(flipped), $"bit {bit}");
        }

        for (int length = 0; length < line.Length; length++)
        {
            Assert.IsNull(LoggerLine.ReadHeader(line.AsSpan(0, length)));
        }
    }

    [TestMethod]
    [DataRow("#EDGENET2 rate=100 scale=1/g channels=x")] // another version
    [DataRow("#EDGENET1 rate=0 scale=1/g channels=x")]
    [DataRow("#EDGENET1 rate=100001 scale=1/g channels=x")]
    [DataRow("#EDGENET1 rate=99999999999 scale=1/g channels=x")]
    [DataRow("#EDGENET1 rate=100 scale=0/g channels=x")]
    [DataRow("#EDGENET1 rate=100 scale=1/ channels=x")]
    [DataRow("#EDGENET1 rate=100 scale=1/g channels=x,x")]
    [DataRow("#EDGENET1 rate=100 scale=1/g channels=x,")]
    [DataRow("#EDGENET1 rate=100 scale=1/g channels=1x")]
    [DataRow("#EDGENET1 rate=100 scale=1/g channels=a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q")]
    public void ReadHeader_SoundCheckAndWrongContent_IsRefused(string text) => Assert.IsNull(LoggerLine.ReadHeader(Sealed(text)));

    [TestMethod]
    [DataRow("@1,2,3")]
    [DataRow("@1,2,3,4,5")]
    [DataRow("@-1,2,3,4")]
    [DataRow("@2147483648,2,3,4")]
    [DataRow("@1,2,,4")]
    [DataRow("@1,2, 3,4")]
    [DataRow("@1,2,3.5,4")]
    [DataRow("#1,2,3,4")]
    public void TryReadReading_SoundCheckAndWrongContent_IsRefused(string text) => Assert.IsFalse(LoggerLine.TryReadReading(Sealed(text), new int[3], out _));

    [TestMethod]
    public void Splitter_PiecesOfEverySize_GiveTheSameLines()
    {
        byte[] stream = [.. LoggerLines.Readings(0, 20), .. "\r\n\nhalf"u8];
        string[] expected = [.. Encoding.ASCII.GetString(LoggerLines.Readings(0, 20)).Split('\n')[..^1], string.Empty, string.Empty];
        for (int size = 1; size <= stream.Length; size++)
        {
            var splitter = new LineSplitter();
            var lines = new List<string>();
            foreach (byte[] piece in stream.Chunk(size))
            {
                ReadOnlySpan<byte> input = piece;
                while (splitter.TryRead(ref input, out ReadOnlySpan<byte> line, out bool isTooLong))
                {
                    Assert.IsFalse(isTooLong);
                    lines.Add(Encoding.ASCII.GetString(line));
                }
            }

            CollectionAssert.AreEqual(expected, lines);
        }
    }

    [TestMethod]
    [DataRow(250, false)]
    [DataRow(251, false)]
    [DataRow(252, true)]
    [DataRow(10_000_000, true)]
    public void Splitter_LongLine_IsCutOffAndTheNextIsWhole(int length, bool isLong)
    {
        var splitter = new LineSplitter();
        byte[] stream = [.. Enumerable.Repeat((byte)'@', length), .. "\nnext\n"u8];
        ReadOnlySpan<byte> input = stream;
        Assert.IsTrue(splitter.TryRead(ref input, out ReadOnlySpan<byte> line, out bool isTooLong));
        Assert.AreEqual((isLong, isLong ? 0 : length), (isTooLong, line.Length));
        Assert.IsTrue(splitter.TryRead(ref input, out line, out isTooLong));
        Assert.AreEqual(("next", false), (Encoding.ASCII.GetString(line), isTooLong));
    }

    public static byte[] Sealed(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        return [.. bytes, .. Encoding.ASCII.GetBytes("*" + LoggerLine.Check(bytes).ToString("X4", CultureInfo.InvariantCulture))];
    }
}
