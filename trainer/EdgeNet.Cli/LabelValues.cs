using System.CommandLine;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Cli;

/// <summary><c>--label-values</c>: what stands in the label's column for each class of a model.</summary>
internal static class LabelValues
{
    public static Option<string?> Option() => new("--label-values")
    {
        Description = "What stands in that column for each class of the model, in its order, with commas between, such as 0,1. [default: the names of the classes]",
    };

    /// <summary>Reads the option.</summary>
    /// <returns>A value for each class, or null where it is not given.</returns>
    public static string[]? Read(string? text, Predictor predictor)
    {
        string[]? values = text?.Split(',', StringSplitOptions.TrimEntries);
        if (values?.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException($"--label-values names '{twice.Key}' twice; a value stands for one class.");
        }

        return values is null || values.Length == predictor.LabelCount
            ? values
            : throw new InputException($"--label-values has {values.Length} values; the model '{predictor.Name}' has {predictor.LabelCount} classes: give one for each, in their order.");
    }
}
