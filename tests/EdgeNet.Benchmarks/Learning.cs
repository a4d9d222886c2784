using System.Text.Json;
using EdgeNet.Trainer;

namespace EdgeNet.Benchmarks;

/// <summary>The limits of learning, from an argument such as <c>{"Weight":50}</c>.</summary>
internal static class Learning
{
    private static readonly LearningOptions Short = new() { Examples = 170, Calibration = 120 }; // in half of a recording

    /// <summary>The limits of the benchmark, with what an argument changes.</summary>
    public static LearningOptions Of(string[] arguments)
    {
        LearningOptions options = Short;
        foreach (JsonProperty change in arguments.SelectMany(argument => JsonDocument.Parse(argument).RootElement.EnumerateObject()))
        {
            options = change.Name switch
            {
                nameof(options.Examples) => options with { Examples = change.Value.GetInt32() },
                nameof(options.Calibration) => options with { Calibration = change.Value.GetInt32() },
                nameof(options.Drift) => options with { Drift = change.Value.GetDouble() },
                nameof(options.Refuse) => options with { Refuse = change.Value.GetDouble() },
                nameof(options.Refused) => options with { Refused = change.Value.GetDouble() },
                nameof(options.Saturated) => options with { Saturated = change.Value.GetDouble() },
                nameof(options.Weight) => options with { Weight = change.Value.GetInt32() },
                nameof(options.Forget) => options with { Forget = change.Value.GetBoolean() },
                nameof(options.Widths) => options with { Widths = change.Value.GetBoolean() },
                _ => throw new ArgumentException($"There is no limit '{change.Name}'."),
            };
        }

        return options;
    }
}
