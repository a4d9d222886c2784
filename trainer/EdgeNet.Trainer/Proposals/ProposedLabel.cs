using System.Globalization;

namespace EdgeNet.Trainer.Proposals;

/// <summary>What a table is to teach: the column of the classes, or the columns of quantities.</summary>
/// <param name="Columns">The columns, from 0.</param>
/// <param name="Classes">The classes in the recipe's order; none for quantities.</param>
/// <param name="Note">Why, in one sentence.</param>
internal sealed record ProposedLabel(int[] Columns, IReadOnlyList<string> Classes, string Note)
{
    // Whole numbers of this many kinds, each of them often, are classes rather than a quantity.
    private const int MostNumberedClasses = 20;
    private const int LeastRowsOfClass = 8;
    private const int FewRows = 5;

    private static readonly HashSet<string> Names = new(
        ["label", "labels", "class", "target", "kind", "species", "outcome", "diagnosis", "activity", "state", "category", "condition", "fault", "status"], StringComparer.OrdinalIgnoreCase);

    // The class that is there when nothing is the matter: what a sensor looks for is the other one.
    private static readonly HashSet<string> Negatives = new(
        ["0", "no", "n", "false", "f", "neg", "negative", "normal", "ok", "good", "healthy", "benign", "off", "idle", "none", "pass", "-1"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the label by its name, or as the only column that could be one.</summary>
    public static ProposedLabel Of(TableProfile table, ProposalOptions options)
    {
        int[] columns = options.Labels.Count > 0 ? [.. options.Labels.Select(name => table.Header.FindColumn(name))] : [Guess(table, options)];
        string names = string.Join(", ", columns.Select(column => $"'{table.Header.Names[column]}'")) + (options.Labels.Count > 0 ? string.Empty : " (--label names another column)");
        if (options.Classes.Count == 0 && (options.IsQuantity || columns.Length > 1 || IsQuantity(table, columns[0])))
        {
            string hint = options.IsQuantity || columns.Length > 1 ? string.Empty : " If its numbers are classes, list them with --classes.";
            return columns.FirstOrDefault(column => !table.IsNumeric(column, 0.5), -1) is var text && text >= 0
                ? throw new InputException($"{table.Header.Where(table.Words[text].Line, text)}: '{NameList.Shorten(table.Words[text].First)}' is no number, so that the column is no quantity; leave out --quantity, or name one label.")
                : new ProposedLabel(columns, [], $"Label: {names}, {(columns.Length == 1 ? "a quantity" : "quantities")} to be estimated.{hint}");
        }

        IReadOnlyList<string> classes = options.Classes.Count > 0 ? Given(table, columns[0], options.Classes) : ClassesOf(table, columns[0]);
        string positive = classes.Count == 2 ? $" '{classes[1]}' is the positive class, the one to be detected; --classes \"{classes[1]},{classes[0]}\" swaps them." : string.Empty;
        return new ProposedLabel(columns, classes, $"Label: {names}; {classes.Count} classes: {NameList.Of(classes)}.{positive}{Alike(classes)}{Rare(table, columns[0], classes)}");
    }

    /// <summary>The column that a message proposes to somebody who has named none.</summary>
    /// <returns>A column's name.</returns>
    public static string Likely(IReadOnlyList<string> columns) => columns.FirstOrDefault(Names.Contains) ?? columns[^1];

    // OK and ok are two classes to training, and seldom to whoever typed them.
    private static string Alike(IReadOnlyList<string> classes) =>
        classes.GroupBy(name => name.Replace(" ", string.Empty, StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } same
            ? $" Careful: {string.Join(" and ", same.Select(name => $"'{name}'"))} are different classes here; if they are one, write it alike in the table."
            : string.Empty;

    // A class with a handful of rows has none in some part.
    private static string Rare(TableProfile table, int column, IReadOnlyList<string> classes)
    {
        (IReadOnlyList<string> texts, IReadOnlyList<int> numbers) = table.TextsOf(column)!.Value;
        int[] classOf = [.. texts.Select(text => Data.Tables.LabelText.IndexOf(text, classes))];
        string[] rare = [.. classes.Select((name, c) => (name, Count: numbers.Count(number => classOf[number] == c))).Where(each => each.Count < FewRows).Select(each => $"'{each.name}' in {NameList.Count(each.Count, "row")}")];
        return rare.Length == 0 ? string.Empty : $" Careful: {NameList.Of(rare)}: too few to learn or to judge; collect more, or leave the class out.";
    }

    private static int Guess(TableProfile table, ProposalOptions options)
    {
        IReadOnlyList<string> names = table.Header.Names;
        int[] all = [.. Enumerable.Range(0, names.Count).Where(column => names[column] != options.Group && !options.Ignore.Contains(names[column]))];
        int[] named = [.. all.Where(column => Names.Contains(names[column]))];
        int[] texts = [.. all.Where(column => table.Words[column].Count + table.Truths[column] > 0 && MayBeClasses(table, column))];
        int[][] guesses = named.Length > 1 ? [] : [named, texts, [.. all.TakeLast(1).Where(column => MayBeClasses(table, column) && !IsQuantity(table, column))]];
        return guesses.FirstOrDefault(guess => guess.Length == 1) is [var only]
            ? only
            : throw new InputException($"{table.Header.Place}: which column is the label? Name it with --label; the columns are {NameList.Of(named.Length > 1 ? [.. named.Select(column => names[column])] : names)}.");
    }

    private static bool MayBeClasses(TableProfile table, int column) =>
        table.Values(column) is { } values && values.Length is >= 2 and <= ModelFormat.MaxLabels && 2 * values.Length <= table.Rows;

    private static bool IsQuantity(TableProfile table, int column)
    {
        if (table.Words[column].Count + table.Truths[column] > 0)
        {
            return false;
        }

        string[]? values = table.Values(column);
        bool isWhole = values?.All(value => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number == decimal.Floor(number)) ?? false;
        return !isWhole || (values!.Length > 2 && (values.Length > MostNumberedClasses || table.Rows < LeastRowsOfClass * values.Length));
    }

    private static string[] ClassesOf(TableProfile table, int column)
    {
        string name = table.Header.Names[column];
        string[]? values = table.Values(column) is { } all ? [.. all.DistinctBy(Key)] : null;
        if (values is null || values.Length > ModelFormat.MaxLabels || (values.Length > 2 && 2 * values.Length > table.Rows))
        {
            string many = values is null ? "more than 1,000" : values.Length.ToString(CultureInfo.InvariantCulture);
            throw new InputException($"{table.Header.Place}: the column '{name}' has {many} different texts in {table.Rows} rows, too many for classes{TableProfile.Commas(table.Words[column].First ?? string.Empty) ?? "; name the column with the class with --label"}.");
        }

        if (values.Length < 2)
        {
            throw new InputException($"{table.Header.Place}: the column '{name}' has {(values.Length == 0 ? "no text" : $"only '{values[0]}'")}, so there is nothing to tell apart; add rows of another class, or name another column with --label.");
        }

        return values.Length == 2 ? Ordered(table, column, values) : [.. values.OrderBy(NumberIn).ThenBy(value => value, StringComparer.Ordinal)];

        // 1 and 1.0 are one class, as they are to training.
        static object Key(string value) => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : value;

        static double NumberIn(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.PositiveInfinity;
    }

    // The negative class first: by its name, as numbers are counted, or as the more frequent one.
    private static string[] Ordered(TableProfile table, int column, string[] values)
    {
        bool[] isNegative = [.. values.Select(Negatives.Contains)];
        if (isNegative[0] != isNegative[1])
        {
            return isNegative[0] ? values : [values[1], values[0]];
        }

        if (values.All(value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            return [.. values.OrderBy(value => double.Parse(value, CultureInfo.InvariantCulture))];
        }

        (IReadOnlyList<string> texts, IReadOnlyList<int> numbers) = table.TextsOf(column)!.Value;
        return [.. values.OrderByDescending(value => numbers.Count(number => texts[number] == value)).ThenBy(value => value, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> Given(TableProfile table, int column, IReadOnlyList<string> classes)
    {
        string[] values = table.Values(column) ?? throw new InputException($"{table.Header.Place}: the column '{table.Header.Names[column]}' has more than 1,000 different texts, too many for classes; name the column with the class with --label.");
        string? unknown = values.FirstOrDefault(value => Data.Tables.LabelText.IndexOf(value, classes) < 0);
        return unknown is null ? classes : throw new InputException(
            $"{table.Header.Place}: the column '{table.Header.Names[column]}' also has '{NameList.Shorten(unknown)}', which --classes does not name; name every class, or remove these rows.");
    }
}
