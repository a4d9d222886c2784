using EdgeNet.Trainer.Advice;

namespace EdgeNet.Trainer.Proposals;

/// <summary>The role of each column of a table: inputs, a group, and those that are left out, with the reason; and the rows that have every number.</summary>
internal sealed partial class ProposedColumns
{
    // A column with more gaps costs more rows than it is worth.
    private const double MostMissing = 0.2;

    // Fewer groups cannot be divided into three parts.
    private const int LeastGroups = 6;

    private static readonly HashSet<string> GroupNames = new(
        ["group", "subject", "person", "participant", "patient", "user", "machine", "device", "unit", "motor", "session", "recording", "run", "batch", "lot", "plant", "house", "room", "animal", "site"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> IdentifierNames = new(
        ["id", "index", "idx", "no", "nr", "number", "row", "serial", "uid", "uuid", "key", "sample", "rowid", "record"], StringComparer.OrdinalIgnoreCase);

    private readonly TableProfile _table;
    private readonly ProposedLabel _label;
    private readonly List<(string Column, string Why)> _ignored = [];

    /// <summary>Looks at every column.</summary>
    /// <exception cref="InputException">No column is left, or no row.</exception>
    public ProposedColumns(TableProfile table, ProposedLabel label, ProposalOptions options)
    {
        (_table, _label) = (table, label);
        int[] named = [.. options.Ignore.Select(name => table.Header.FindColumn(name, "--ignore"))];
        Group = options.Group is { } name ? table.Header.FindColumn(name, "--group") : FindGroup(named);
        if (label.Columns.Contains(Group))
        {
            throw new InputException($"{table.Header.Place}: the column '{options.Group}' is both the label and the group; name another one.");
        }

        if (Group >= 0 && table.Gaps[Group] > 0)
        {
            throw new InputException($"{table.Header.Place}: the column '{options.Group}' is the group, and {NameList.Count(table.Gaps[Group], "cell")} of it say nothing; fill them in, or name another one.");
        }

        foreach (int column in named)
        {
            _ignored.Add((table.Header.Names[column], "as you said"));
        }

        var inputs = new List<int>();
        for (int c = 0; c < table.Header.Names.Count; c++)
        {
            if (c == Group || label.Columns.Contains(c) || named.Contains(c))
            {
                continue;
            }

            if (WhyNotInput(c) is { } why)
            {
                _ignored.Add((table.Header.Names[c], why));
            }
            else
            {
                inputs.Add(c);
            }
        }

        Rows = RowsWithout(inputs);
        LeaveOutUseless(inputs);
        Inputs = inputs.Count > 0 ? inputs : throw new InputException($"{table.Header.Place}: no column of numbers is left for the inputs. {string.Join(" ", Notes)}");
        FewInputs();
    }

    /// <summary>The columns of the inputs, from 0.</summary>
    public IReadOnlyList<int> Inputs { get; }

    /// <summary>The column whose values stay on one side of a split, from 0; -1 where each row stands for itself.</summary>
    public int Group { get; }

    /// <summary>The rows that have a label and a number in every input.</summary>
    public IReadOnlyList<int> Rows { get; private set; }

    /// <summary>The inputs, and quantities, whose cells say true or false, and are to be written as 1 and 0.</summary>
    public int[] Truths => [.. Inputs?.Where(column => _table.Truths[column] > 0) ?? [], .. _label.Classes.Count > 0 ? [] : _label.Columns.Where(column => _table.Truths[column] > 0)];

    /// <summary>The columns that are left out.</summary>
    public IReadOnlyList<string> Ignored => [.. _ignored.Select(each => each.Column)];

    private int FindGroup(int[] named) => Enumerable.Range(0, _table.Header.Names.Count).FirstOrDefault(
        column => !named.Contains(column) && !_label.Columns.Contains(column) && GroupNames.Contains(_table.Header.Names[column]) && _table.Gaps[column] == 0
            && _table.Values(column) is { Length: >= LeastGroups } values && 2 * values.Length <= _table.Rows,
        -1);

    private string? WhyNotInput(int column)
    {
        (int count, string first, int line) = _table.Words[column];
        int gaps = _table.Gaps[column];
        if (gaps == _table.Rows)
        {
            return "it is empty";
        }

        if (!_table.IsNumeric(column, MostMissing))
        {
            return count > gaps
                ? $"text such as '{NameList.Shorten(first)}', and inputs are numbers{TableProfile.Commas(first) ?? "; write it in numbers if the board has it"}"
                : $"gaps in {gaps} of {_table.Rows} rows";
        }

        if (IsIdentifier(column))
        {
            return "by its name and its many different whole numbers it says which row it is";
        }

        return GroupNames.Contains(_table.Header.Names[column]) && _table.Values(column) is { } values && values.Length < LeastGroups && values.Length > 1
            ? $"by its name it says where a row comes from, with {values.Length} values, too few to split by; give it with --group all the same, or remove it from 'ignore'"
            : null;
    }

    // Numbers of patients or parts, some of them twice, are no measurement; RowNumbers finds those that count.
    private bool IsIdentifier(int column)
    {
        string name = _table.Header.Names[column];
        if (!IdentifierNames.Contains(name) && !name.EndsWith("_id", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("Id", StringComparison.Ordinal))
        {
            return false;
        }

        float[] numbers = _table.NumbersOf(column, [.. Enumerable.Range(0, _table.Rows)]);
        return numbers.All(number => float.IsNaN(number) || number == MathF.Floor(number)) && 2 * numbers.Distinct().Count() > numbers.Length;
    }

    // A label is needed in every row. Columns with gaps are left out, those with the most first, until most rows are whole.
    private int[] RowsWithout(List<int> inputs)
    {
        int[] labelled = [.. Enumerable.Range(0, _table.Rows).Where(HasLabel)];
        while (true)
        {
            int[] whole = [.. labelled.Where(row => inputs.TrueForAll(column => !float.IsNaN(_table[column, row])))];
            if (whole.Length >= (1 - MostMissing) * labelled.Length || inputs.Count == 0)
            {
                return whole.Length > 0 ? whole : throw new InputException($"{_table.Header.Place}: no row has both a label and numbers in the inputs; fill them in.");
            }

            int worst = inputs.MaxBy(column => _table.Gaps[column] + _table.Words[column].Count);
            inputs.Remove(worst);
            _ignored.Add((_table.Header.Names[worst], $"gaps in {_table.Gaps[worst] + _table.Words[worst].Count} of {_table.Rows} rows"));
        }
    }

    private bool HasLabel(int row)
    {
        if (_label.Classes.Count == 0)
        {
            return _label.Columns.All(column => !float.IsNaN(_table[column, row]));
        }

        (IReadOnlyList<string> texts, IReadOnlyList<int> numbers) = _table.TextsOf(_label.Columns[0])!.Value;
        return !TableProfile.IsGap(texts[numbers[row]]) || _label.Classes.Contains(texts[numbers[row]]);
    }

    // What the advice on data would warn of at the first training.
    private void LeaveOutUseless(List<int> inputs)
    {
        foreach (int column in inputs.Where(column => IsConstant(column)).ToArray())
        {
            inputs.Remove(column);
            _ignored.Add((_table.Header.Names[column], "the same number in every row"));
        }

        if (inputs.Count == 0)
        {
            return;
        }

        Dataset examples = Examples(inputs);
        foreach (Finding finding in (IEnumerable<Finding>)[.. RowNumbers.In(examples).Select(each => each.Finding), .. SameColumns.OfLabel(examples), .. SameColumns.In(examples)])
        {
            if (inputs.Remove(_table.Header.FindColumn(finding.Column)))
            {
                string text = finding.Kind == AdviceKind.LabelCopies ? "it gives the label away: " : string.Empty;
                _ignored.Add((finding.Column, text + finding.Text));
            }
        }
    }

    private bool IsConstant(int column)
    {
        float first = _table[column, Rows[0]];
        return Rows.All(row => _table[column, row] == first);
    }

    private Dataset Examples(List<int> inputs)
    {
        var features = new Matrix<float>(inputs.Count, Rows.Count);
        for (int i = 0; i < inputs.Count; i++)
        {
            _table.NumbersOf(inputs[i], Rows).CopyTo(features.Row(i));
        }

        string[] names = [.. inputs.Select(column => _table.Header.Names[column])];
        if (_label.Classes.Count == 0)
        {
            var targets = new Matrix<float>(_label.Columns.Length, Rows.Count);
            for (int t = 0; t < targets.Rows; t++)
            {
                _table.NumbersOf(_label.Columns[t], Rows).CopyTo(targets.Row(t));
            }

            return Dataset.ForRegression(features, targets, names, [.. _label.Columns.Select(column => _table.Header.Names[column])]);
        }

        (IReadOnlyList<string> texts, IReadOnlyList<int> numbers) = _table.TextsOf(_label.Columns[0])!.Value;
        int[] classOf = [.. texts.Select(text => Data.Tables.LabelText.IndexOf(text, _label.Classes))];
        return new Dataset(features, Dataset.LabelsOf([.. Rows.Select(row => classOf[numbers[row]])], _label.Classes.Count), names, _label.Classes);
    }

    private void FewInputs()
    {
        if (Inputs.Count > ModelFormat.MaxUnits)
        {
            throw new InputException(FormattableString.Invariant($"{_table.Header.Place}: {Inputs.Count:N0} columns of numbers, and a model has {ModelFormat.MaxUnits:N0} inputs at most; leave some out."));
        }
    }
}
