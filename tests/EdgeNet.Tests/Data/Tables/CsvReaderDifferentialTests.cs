using System.Text;
using EdgeNet.Files;
using EdgeNet.Trainer.Data.Tables;
using CsvHelperOptions = CsvHelper.CsvReaderOptions;
using CsvHelperReader = CsvHelper.CsvReader;

namespace EdgeNet.Tests.Data.Tables;

/// <summary>
/// The reader of CSV, which is Sep with checks around it, against CsvHelper on random texts: the same cells, in the same lines, and the same rows refused.
/// </summary>
[TestClass]
public class CsvReaderDifferentialTests
{
    private const string Refused = "refused";

    private static readonly CsvHelperOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        DetectSeparatorHint = false,
        SkipEmptyLines = false, // it takes a line of blanks for an empty one
        MalformedData = CsvHelper.CsvMalformedDataHandling.Throw,
    };

    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];
    private static readonly string[] Blanks = ["", "", "", " ", "\t", " \t "];
    private static readonly string[] Plain = ["", "a", "0.25", "-3", "x y", "größe", "中", "😀", "#", ";", "'", "sep=", "\\", "\u00A0", "\v"];
    private static readonly string[] Quoted = [.. Plain, .. LineEnds, "\"\"", ",", " ", "\t", "# "];

    [TestMethod]
    [DataRow(1, 3000, 8)]
    [DataRow(2, 500, 60)]
    [DataRow(3, 20, 2000)]
    public void Read_WellFormedText_GivesTheCellsAndLinesOfCsvHelper(int seed, int texts, int rows)
    {
        var random = new Random(seed);
        for (int i = 0; i < texts; i++)
        {
            string text = Table(random, random.Next(rows + 1));

            string[] expected = ReadWithCsvHelper(text);

            Assert.DoesNotContain(Refused, expected.LastOrDefault(string.Empty), $"not well-formed: {Shown(text)}");
            AssertSame(expected, text, random);
        }
    }

    [TestMethod]
    [DataRow("ab,,\"\"\"\r\n\n \té", 4)]
    [DataRow("a,\"\n", 5)]
    [DataRow("\"\"\", \r", 6)]
    public void Read_AnyText_RefusesTheRowThatCsvHelperRefuses(string alphabet, int seed)
    {
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            string text = new(random.GetItems<char>(alphabet, random.Next(16)));

            string[] expected = ReadWithCsvHelper(text);

            refused += expected is [.., var last] && last.EndsWith(Refused, StringComparison.Ordinal) ? 1 : 0;
            AssertSame(expected, text, random);
        }

        Assert.IsInRange(5_000, 19_000, refused);
    }

    private static void AssertSame(string[] expected, string text, Random random) =>
        Assert.AreEqual(Shown(string.Join(" / ", expected)), Shown(string.Join(" / ", Read(new Pieces(text, random)))), Shown(text));

    private static string[] ReadWithCsvHelper(string text)
    {
        var rows = new List<string>();
        using var reader = CsvHelperReader.FromText(text, Options);
        try
        {
            while (reader.Read())
            {
                if (reader.RawRecord.Length > 0)
                {
                    rows.Add(Row(reader.LineNumber, Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)));
                }
            }
        }
        catch (CsvHelper.CsvFormatException e)
        {
            rows.Add($"{e.LineNumber}: {Refused}");
        }

        return [.. rows];
    }

    private static string[] Read(TextReader text)
    {
        var rows = new List<string>();
        using var reader = new CsvReader(text, "d.csv");
        try
        {
            while (reader.Read())
            {
                rows.Add(Row(reader.Line, Enumerable.Range(0, reader.Count).Select(column => reader[column].ToString())));
            }
        }
        catch (InputException e)
        {
            const string Start = "d.csv, line ";
            Assert.StartsWith(Start, e.Message);
            rows.Add($"{e.Message[Start.Length..e.Message.IndexOf(':', StringComparison.Ordinal)]}: {Refused}");
        }

        return [.. rows];
    }

    private static string Row(long line, IEnumerable<string> cells) => $"{line}: [{string.Join("][", cells)}]";

    private static string Table(Random random, int rows)
    {
        var text = new StringBuilder();
        bool isMixed = random.Next(2) == 0;
        string lineEnd = Any(random, LineEnds);
        for (int r = 0; r < rows; r++)
        {
            string row = string.Join(',', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Cell(random)));

            // A row that begins with '#' is one line to EdgeNet, and to CsvHelper a row like any other.
            text.Append(row.StartsWith('#') && row.AsSpan().ContainsAny('\r', '\n') ? "x" : string.Empty).Append(row);
            int ends = r == rows - 1 ? random.Next(3) : Math.Max(1, random.Next(-3, 4));
            for (int e = 0; e < ends; e++)
            {
                text.Append(isMixed ? Any(random, LineEnds) : lineEnd);
            }
        }

        return text.ToString();
    }

    private static string Cell(Random random)
    {
        bool isQuoted = random.Next(3) == 0;
        string text = string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Any(random, isQuoted ? Quoted : Plain)));
        return Any(random, Blanks) + (isQuoted ? $"\"{text}\"" : text) + Any(random, Blanks);
    }

    private static string Any(Random random, string[] choices) => choices[random.Next(choices.Length)];

    private static string Shown(string text) =>
        text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);

    /// <summary>A text that comes in pieces, as from a pipe.</summary>
    private sealed class Pieces(string text, Random random) : TextReader
    {
        private readonly int _most = random.Next(2) == 0 ? 3 : 5000;
        private int _at;

        public override int Read(char[] buffer, int index, int count)
        {
            int length = Math.Min(Math.Min(count, text.Length - _at), random.Next(1, _most + 1));
            text.CopyTo(_at, buffer, index, length);
            _at += length;
            return length;
        }
    }
}
