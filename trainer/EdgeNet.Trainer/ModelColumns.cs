using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer;

/// <summary>The role of each column of a CSV file for a model: the options of <c>edgenet run</c>.</summary>
/// <param name="Labels">The columns with the truth: one with the class, or one for each quantity; none if unknown.</param>
/// <param name="LabelValues">The text in the label column for each class; null for the names of the classes.</param>
/// <param name="Features">The columns that are inputs, in the model's order; none to find them by their names.</param>
/// <param name="Ignore">Columns that are left out.</param>
internal sealed record ModelColumns(IReadOnlyList<string> Labels, IReadOnlyList<string>? LabelValues, IReadOnlyList<string> Features, IReadOnlyList<string> Ignore)
{
    /// <summary>An anomaly model: what its recipe calls the classes; null where it is not known, or the user says it.</summary>
    public AnomalyKinds? Kinds { get; init; }

    /// <summary>Finds the columns with the truth.</summary>
    public int[] FindLabels(Model model, TableHeader header)
    {
        if (Labels.Count > 0 && Labels.Count != LabelColumns(model))
        {
            throw new InputException($"--label is given {Labels.Count} times; the model '{model.Name}' has {LabelColumns(model)} to compare: name a column for each, or none.");
        }

        return Labels.Distinct(StringComparer.Ordinal).Count() == Labels.Count
            ? [.. Labels.Select(header.FindColumn)]
            : throw new InputException("--label names a column twice; name a column for each quantity.");
    }

    /// <summary>Finds the inputs.</summary>
    /// <param name="file">The model.</param>
    /// <param name="header">The columns of the file.</param>
    /// <param name="labels">The columns with the truth.</param>
    /// <param name="notes">Receives notes on columns that are no inputs.</param>
    public int[] FindInputs(ModelFile file, TableHeader header, int[] labels, List<string> notes)
    {
        Model model = file.Device;
        bool isByOrder = file.HasNumberedInputs && header.IndexOf("x1") < 0;
        int[] inputs = file.Inputs is { } known && Features.Count == 0 && !isByOrder ? FindByName(model, known, header, labels, notes) : FindAsNamed(header, labels);
        return inputs.Length == model.InputCount
            ? inputs
            : throw new InputException($"{header.Place}: {inputs.Length} columns of inputs; the model '{model.Name}' takes {model.InputCount}.{Hint(model, inputs.Length)}");
    }

    // In the model's order, whatever the file's is. A column that is no input does no harm, but the user may have meant one.
    private int[] FindByName(Model model, IReadOnlyList<ModelInput> known, TableHeader header, int[] labels, List<string> notes)
    {
        int[] ignored = [.. Ignore.Select(header.FindColumn)];
        string place = header.Place;
        var inputs = new int[known.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            string name = known[i].Name;
            inputs[i] = header.IndexOf(name);
            if (inputs[i] < 0)
            {
                throw new InputException(
                    $"{place}: no column is called '{name}', which is an input of the model '{model.Name}'; it takes {NameList.Of([.. known.Select(input => input.Name)])}, and the file has {NameList.Of(header.Names)}. Rename the column, or name one for each input, in the model's order, with --feature.");
            }

            if (labels.Contains(inputs[i]) || ignored.Contains(inputs[i]))
            {
                throw new InputException($"'{name}' is an input of the model '{model.Name}': it can be named neither by --label nor by --ignore.");
            }
        }

        string[] others = [.. Enumerable.Range(0, header.Names.Count).Except(inputs).Except(labels).Except(ignored).Select(column => $"'{header.Names[column]}'")];
        if (others.Length > 0)
        {
            bool isOne = others.Length == 1;
            notes.Add(
                $"Note: {place}: {(isOne ? "the column" : "the columns")} {NameList.Of(others)} {(isOne ? "is no input" : "are no inputs")} of the model and left out."
                + (labels.Length == 0 ? $" If {(isOne ? "it" : "one of them")} is {What(model)}, name it with --label." : string.Empty));
        }

        return inputs;
    }

    // A model file of an older version has no names of inputs: which columns are inputs, and in which order, only the user can say.
    private int[] FindAsNamed(TableHeader header, int[] labels)
    {
        if (Features.Count == 0)
        {
            HashSet<int> others = [.. labels, .. Ignore.Select(header.FindColumn)];
            return [.. Enumerable.Range(0, header.Names.Count).Where(column => !others.Contains(column))];
        }

        return Features.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InputException($"--feature names '{twice.Key}' twice; name a column for each input of the model.")
            : [.. Features.Select(name => header.FindColumn(name) is var column && labels.Contains(column)
                ? throw new InputException($"'{name}' is named by --feature and by --label: a model must not see what it is compared with; remove it from one.")
                : column)];
    }

    private string Hint(Model model, int inputs)
    {
        if (inputs < model.InputCount || Features.Count > 0)
        {
            return string.Empty;
        }

        if (Labels.Count > 0)
        {
            return " Leave columns out with --ignore, or name the inputs in their order with --feature.";
        }

        return inputs == model.InputCount + LabelColumns(model)
            ? $" If one of them is {What(model)}, name it with --label."
            : $" If one of them is {What(model)}, name it with --label; leave others out with --ignore.";
    }

    private static string What(Model model) => model.IsRegression ? "the true quantity" : "the class";

    private static int LabelColumns(Model model) => model.IsRegression ? model.OutputCount : 1;
}

/// <summary><c>--label-values</c>: the text in the label column for each class of a model.</summary>
internal static class LabelValues
{
    /// <summary>Checks the values.</summary>
    /// <param name="values">A value for each class; null for the names of the classes.</param>
    /// <param name="predictor">The model.</param>
    /// <returns>The values.</returns>
    /// <exception cref="InputException">There are more or fewer than classes, or two alike.</exception>
    public static IReadOnlyList<string>? Check(IReadOnlyList<string>? values, Predictor predictor)
    {
        if (values?.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException($"--label-values names '{twice.Key}' twice; a value stands for one class.");
        }

        return values is null || values.Count == predictor.LabelCount
            ? values
            : throw new InputException($"--label-values has {values.Count} values; the model '{predictor.Name}' has {predictor.LabelCount} classes: give one for each, in their order.");
    }
}
