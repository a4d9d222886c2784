namespace EdgeNet.Trainer.Data.Tables;

/// <summary>A column of a table that holds texts, gathered row after row: each text once, and for each row the number of its text.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The column, from 0.</param>
internal sealed class TextColumn(CsvTable table, int column)
{
    private readonly List<string> _texts = [];
    private readonly List<int> _firstLines = [];
    private readonly List<int> _numbers = [];

    // By the text of the cell, and by its Unicode form C.
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    /// <summary>The texts, in the order in which they first appear.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The number of the empty text; -1 where no cell is empty.</summary>
    public int Empty => _known.GetValueOrDefault(string.Empty, -1);

    /// <summary>For each row that was added the number of its text.</summary>
    public IReadOnlyList<int> Numbers => _numbers;

    /// <summary>Takes the cell of the table's row.</summary>
    public void Add() => _numbers.Add(NumberOf());

    /// <summary>Finds the number of the text in the table's row.</summary>
    /// <returns>From 0, in the order in which the texts first appear.</returns>
    public int NumberOf()
    {
        ReadOnlySpan<char> cell = table.Cell(column);
        if (_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell, out int number))
        {
            return number;
        }

        string text = table.Text(column);
        if (!_known.TryGetValue(text, out number))
        {
            number = _texts.Count;
            _texts.Add(text);
            _firstLines.Add(table.Line);
            _known[text] = number;
        }

        _known[cell.ToString()] = number;
        return number;
    }

    /// <summary>Says that a text cannot be used.</summary>
    /// <param name="number">The number of the text.</param>
    /// <param name="what">What is wrong with it, and what to do.</param>
    /// <returns>The fault, in the first row that has the text.</returns>
    public InputException Fault(int number, string what) => new($"{table.Header.Where(_firstLines[number], column)}: {what}");

    /// <summary>Finds the class that a text names.</summary>
    /// <param name="number">The number of the text.</param>
    /// <param name="classNames">The allowed texts: a cell is one of these, or a number of the same value, or true or false in any case.</param>
    /// <returns>From 0, the number of the class.</returns>
    /// <exception cref="InputException">The text is none of them.</exception>
    public int ClassOf(int number, IReadOnlyList<string> classNames)
    {
        int found = LabelText.IndexOf(_texts[number], classNames);
        if (found >= 0)
        {
            return found;
        }

        string known = string.Join(", ", classNames.SkipLast(1).Select(name => $"'{name}'")) + $" and '{classNames[^1]}'";
        throw Fault(number, $"unknown label '{CsvTable.Shown(_texts[number])}'; the classes are {known}. Correct the cell or the recipe.{HiddenText.Note(_texts[number], classNames)}");
    }

    /// <summary>Finds the classes of all rows that were added.</summary>
    /// <param name="classNames">As in <see cref="ClassOf"/>.</param>
    /// <returns>For each row the number of its class, from 0.</returns>
    /// <exception cref="InputException">A text is none of them.</exception>
    public int[] ToClasses(IReadOnlyList<string> classNames)
    {
        int[] classes = [.. Enumerable.Range(0, _texts.Count).Select(number => ClassOf(number, classNames))];
        return [.. _numbers.Select(number => classes[number])];
    }
}
