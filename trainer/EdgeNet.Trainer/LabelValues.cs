namespace EdgeNet.Trainer;

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
