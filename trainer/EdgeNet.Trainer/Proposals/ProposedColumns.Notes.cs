namespace EdgeNet.Trainer.Proposals;

/// <content>What is said of the columns and rows.</content>
internal sealed partial class ProposedColumns
{
    /// <summary>What was decided and why, a sentence for each kind of column.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            foreach (IGrouping<string, (string Column, string Why)> reason in _ignored.GroupBy(each => each.Why))
            {
                string[] columns = [.. reason.Select(each => $"'{each.Column}'")];
                yield return $"Left out {NameList.Of(columns)}: {reason.Key}.";
            }

            string[] telling = [.. (Inputs ?? []).Where(TellsTheClass).Select(column => $"'{_table.Header.Names[column]}'")];
            if (telling.Length > 0)
            {
                yield return $"Careful: {NameList.Of(telling)} by itself tells the class in every row. If it is known only afterwards, leave it out with --ignore: the board will not have it.";
            }

            if (Group >= 0)
            {
                yield return $"Rows with the same '{_table.Header.Names[Group]}' stay in one part, so that the test is on others than the training.";
            }

            string[] truths = [.. Truths.Select(column => $"'{_table.Header.Names[column]}'")];
            if (truths.Length > 0)
            {
                yield return $"Wrote 1 for true and 0 for false in {NameList.Of(truths)}: give the board's readings alike.";
            }

            if (Rows is not null && Rows.Count < _table.Rows)
            {
                foreach (string note in RowNotes())
                {
                    yield return note;
                }
            }
        }
    }

    // Sorted by the column, the rows of each class stand together.
    private bool TellsTheClass(int column)
    {
        if (_label.Classes.Count == 0 || Rows.Count < 20)
        {
            return false;
        }

        IReadOnlyList<int> numbers = _table.TextsOf(_label.Columns[0])!.Value.Numbers;
        (float Value, int Class)[] sorted = [.. Rows.Select(row => (_table[column, row], numbers[row])).Order()];
        int changes = Enumerable.Range(1, sorted.Length - 1).Count(i => sorted[i].Class != sorted[i - 1].Class);
        bool isClean = Enumerable.Range(1, sorted.Length - 1).All(i => sorted[i].Value != sorted[i - 1].Value || sorted[i].Class == sorted[i - 1].Class);
        return isClean && changes == sorted.Select(each => each.Class).Distinct().Count() - 1;
    }

    // Which cells cost rows, and whether that falls on one class: readings beyond the range of a sensor are often the very thing to be found.
    private IEnumerable<string> RowNotes()
    {
        int[] dropped = [.. Enumerable.Range(0, _table.Rows).Except(Rows)];
        string[] causes =
        [
            .. (Inputs ?? []).Concat(_label.Classes.Count > 0 ? [] : _label.Columns)
                .Select(column => (Column: column, Count: dropped.Count(row => float.IsNaN(_table[column, row]))))
                .Where(each => each.Count > 0)
                .Select(each => _table.Words[each.Column].Count > 0
                    ? $"'{_table.Header.Names[each.Column]}' has no number in {each.Count} of them, such as '{NameList.Shorten(_table.Words[each.Column].First)}' in line {_table.Words[each.Column].Line}"
                    : $"'{_table.Header.Names[each.Column]}' has a gap in {each.Count}"),
            .. LabelGaps(dropped) is var gaps && gaps > 0 ? (string[])[$"the label has a gap in {gaps}"] : [],
        ];
        yield return $"Left out {NameList.Count(dropped.Length, "row")} of {_table.Rows} with a gap, the first in line {_table.Lines[dropped[0]]}: {NameList.Of(causes)}.";
        if (_label.Classes.Count == 0)
        {
            yield break;
        }

        (IReadOnlyList<string> texts, IReadOnlyList<int> numbers) = _table.TextsOf(_label.Columns[0])!.Value;
        foreach ((string name, int number) in texts.Select((text, number) => (text, number)))
        {
            int all = numbers.Count(each => each == number), lost = dropped.Count(row => numbers[row] == number);
            if (!TableProfile.IsGap(name) && lost >= LeastGroups && lost > MostMissing * all && lost > dropped.Length / 2)
            {
                yield return $"Careful: {lost} of the {all} rows of '{name}' are among them. If the cells without a number are readings beyond the sensor's range, write the end of the range there.";
            }
        }
    }

    private int LabelGaps(int[] rows) => rows.Count(row => !HasLabel(row));
}
