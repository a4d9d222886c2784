namespace EdgeNet.Trainer.Data.Tables;

/// <summary>The names and positions of a table's columns.</summary>
internal sealed class TableHeader
{
    private readonly string _fileName;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>Makes a header.</summary>
    /// <param name="fileName">The name of the file, for messages.</param>
    /// <param name="names">The columns.</param>
    /// <param name="line">The line of the file in which they begin, from 1: blank lines and comments may stand above it.</param>
    /// <exception cref="InputException">A column has no name, or one that another has.</exception>
    public TableHeader(string fileName, string[] names, int line)
    {
        _fileName = fileName;
        Names = names;
        Line = line;
        Check();
        for (int c = names.Length - 1; c >= 0; c--)
        {
            // A name written with the mark against formulas is also found without it, unless another column has that name.
            if (CsvCell.Unmark(names[c]) is { } unmarked)
            {
                _columns.TryAdd(unmarked, c);
            }

            _columns[names[c]] = c;
        }
    }

    /// <summary>The names of the columns, in form C of Unicode.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The line of the file in which the header begins, from 1.</summary>
    public int Line { get; }

    /// <summary>Says where the header is, for messages.</summary>
    public string Place => $"{_fileName}, line {Line}";

    /// <summary>Finds a column by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Its number, from 0.</returns>
    /// <exception cref="InputException">There is none of that name.</exception>
    public int FindColumn(string name) => FindColumn(name, null);

    /// <summary>Finds a column by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="key">The key of the recipe that names it, for the message; or null.</param>
    /// <returns>Its number, from 0.</returns>
    /// <exception cref="InputException">There is none of that name.</exception>
    public int FindColumn(string name, string? key)
    {
        int number = IndexOf(name);
        if (number >= 0)
        {
            return number;
        }

        string known = string.Join(", ", Names.Take(4)) + (Names.Count > 4 ? $", … {Names[^1]}" : string.Empty);
        string namedBy = key is null ? string.Empty : $", which '{key}' names";
        string hidden = HiddenText.Note(name, Names);
        string hash = Names[0].StartsWith('#') ? $" Line {Line} begins with '#'; if it is a comment, remove it." : string.Empty;
        throw new InputException($"{Place}: no column is called '{name}'{namedBy}; there {(Names.Count == 1 ? "is" : "are")} {known}.{hidden}{hash}");
    }

    /// <summary>Finds a column by its name.</summary>
    /// <returns>Its number, from 0; -1 where there is none.</returns>
    public int IndexOf(string name) => _columns.GetValueOrDefault(NormalForm.Of(name), -1);

    /// <summary>Says where a cell is, for messages.</summary>
    /// <param name="line">The line in which its row begins.</param>
    /// <param name="column">From 0.</param>
    /// <returns>File, line and column.</returns>
    public string Where(int line, int column) => $"{_fileName}, line {line}, column {column + 1} ('{Names[column]}')";

    private void Check()
    {
        if (Names is [var only] && only.AsSpan().IndexOfAny(";\t") is >= 0 and var at)
        {
            throw new InputException(
                $"{Place}: {CsvTable.Separated(only[at])}");
        }

        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < Names.Count; c++)
        {
            if (Names[c].Length == 0)
            {
                throw new InputException($"{Place}, column {c + 1}: the column has no name; give it one.");
            }

            if (!columns.TryAdd(Names[c], c))
            {
                throw new InputException($"{Place}: columns {columns[Names[c]] + 1} and {c + 1} are both called '{CsvTable.Shown(Names[c])}'; rename one.");
            }
        }
    }
}
