using System.Globalization;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer.Proposals;

/// <summary>What the columns of a table hold, found in one reading: numbers, texts and gaps.</summary>
internal sealed class TableProfile
{
    // A column with more different texts names rows, and has no classes.
    private const int MostTexts = 1000;

    // How programs write that a value is not known; R, pandas, Excel, SQL and the UCI repository among them.
    private static readonly HashSet<string> GapTexts = new(["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "?"], StringComparer.Ordinal); // Na is sodium

    private readonly ColumnBuffer<float> _numbers;
    private readonly TextColumn?[] _texts;
    private readonly List<int> _lines = [];

    private TableProfile(CsvTable table)
    {
        Header = table.Header;
        string[] numbers = [.. Header.Names.Where(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _))];
        if (2 * numbers.Length > Header.Names.Count && !AreSteps(numbers))
        {
            throw new InputException($"{Header.Place}: is a row of numbers, such as {NameList.Of(numbers)}, and must name the columns; put a line with names above it.");
        }

        IsNamed = table.IsNamed;
        int columns = Header.Names.Count;
        _numbers = new ColumnBuffer<float>(columns);
        _texts = [.. Enumerable.Range(0, columns).Select(column => new TextColumn(table, column))];
        Gaps = new int[columns];
        Truths = new int[columns];
        Words = new (int Count, string First, int Line)[columns];
        while (table.Read())
        {
            _numbers.AddRow();
            _lines.Add(table.Line);
            for (int c = 0; c < columns; c++)
            {
                Add(table, c);
            }
        }
    }

    /// <summary>The names of the columns.</summary>
    public TableHeader Header { get; }

    /// <summary>Whether the first column had no name, and is called <see cref="FirstName"/> now.</summary>
    public bool IsNamed { get; }

    /// <summary>m.</summary>
    public int Rows => _lines.Count;

    /// <summary>The cells of each column that are empty or say that the value is not known.</summary>
    public int[] Gaps { get; }

    /// <summary>The cells of each column that are neither numbers nor gaps, with the first of them and its line.</summary>
    public (int Count, string First, int Line)[] Words { get; }

    /// <summary>The line of the file in which each row begins.</summary>
    public IReadOnlyList<int> Lines => _lines;

    /// <summary>The name of a first column that has none.</summary>
    public const string FirstName = "row";

    /// <summary>The cells of each column that are true or false in place of 1 and 0.</summary>
    public int[] Truths { get; }

    /// <summary>Reads a table.</summary>
    /// <exception cref="InputException">It cannot be read; the message says where and why.</exception>
    public static TableProfile Read(string path) => CsvTable.ReadNaming(path, FirstName, table => new TableProfile(table));

    /// <summary>The number that true and false stand for; null for any other text.</summary>
    public static string? NumberOfTruth(string text) => bool.TryParse(text, out bool truth) ? truth ? "1" : "0" : null;

    /// <summary>What to do with a number that has commas in it, such as 22,060; null for any other text.</summary>
    public static string? Commas(string text) =>
        text.Contains(',', StringComparison.Ordinal) && double.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? $"; write {text.Replace(",", string.Empty, StringComparison.Ordinal)}, without commas" : null;

    /// <summary>Whether a text says that a value is not known.</summary>
    public static bool IsGap(string text) => text.Length == 0 || GapTexts.Contains(text);

    /// <summary>The number in a cell; NaN where there is none.</summary>
    public float this[int column, int row] => _numbers[column, row];

    /// <summary>The different texts of a column and for each row the number of its own; null where there are more than a label or a group has.</summary>
    public (IReadOnlyList<string> Texts, IReadOnlyList<int> Numbers)? TextsOf(int column) => _texts[column] is { } texts ? (texts.Texts, texts.Numbers) : null;

    /// <summary>The different texts of a column that are no gaps; null where there are too many.</summary>
    public string[]? Values(int column) => _texts[column] is { } texts ? [.. texts.Texts.Where(text => !IsGap(text))] : null;

    /// <summary>Whether most cells of a column are numbers, so that it can be an input or a quantity.</summary>
    /// <param name="column">From 0.</param>
    /// <param name="mostMissing">The largest share of the rows that may be without a number.</param>
    public bool IsNumeric(int column, double mostMissing) => Gaps[column] + Words[column].Count <= mostMissing * Rows;

    /// <summary>A column's numbers in some rows.</summary>
    public float[] NumbersOf(int column, IReadOnlyList<int> rows) => [.. rows.Select(row => _numbers[column, row])];

    // 0, 1, 2 as pandas calls columns, or 900, 902, 904 of a spectrometer: names, and hardly a row of readings.
    private static bool AreSteps(string[] numbers)
    {
        double[] values = [.. numbers.Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        double step = values.Length > 1 ? values[1] - values[0] : 1;
        return step != 0 && (values.Length > 2 || step == 1) && Enumerable.Range(1, values.Length - 1).All(i => Math.Abs(values[i] - values[i - 1] - step) < 1e-6 * Math.Abs(step));
    }

    private void Add(CsvTable table, int column)
    {
        if (_texts[column] is { } texts)
        {
            texts.Add();
            _texts[column] = texts.Texts.Count <= MostTexts ? texts : null;
        }

        bool isNumber = table.TryNumber(column, out float number);
        _numbers.Set(column, isNumber ? number : float.NaN);
        if (isNumber)
        {
            Truths[column] += char.IsAsciiLetter(table.Cell(column)[0]) ? 1 : 0; // a table of this kind reads true as 1
            return;
        }

        string text = table.Text(column);
        if (IsGap(text))
        {
            Gaps[column]++;
        }
        else
        {
            Words[column] = Words[column].Count == 0 ? (1, text, table.Line) : Words[column] with { Count = Words[column].Count + 1 };
        }
    }
}
