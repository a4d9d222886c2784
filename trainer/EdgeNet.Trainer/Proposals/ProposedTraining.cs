using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Proposals;

/// <summary>A network and options of training that suit tables in general: tests/EdgeNet.Benchmarks/TABLES.md has what they reach.</summary>
internal static class ProposedTraining
{
    private const int Units = 24;
    private const int BatchSize = 32;
    private const double LearningRate = 0.01;

    // Rows times epochs: as many steps of the optimizer for a small table as for a large one, within limits.
    private const double Presentations = 192_000;
    private const int FewestEpochs = 60;
    private const int MostEpochs = 1000;

    // A label of one output says less than one of several classes, and is learned by heart sooner.
    private const double LeastL2 = 0.0001;
    private const double MostL2 = 0.02;

    /// <summary>The list <c>hidden</c>.</summary>
    public static JsonArray Hidden() => [new JsonObject { ["units"] = Units, ["activation"] = "relu" }];

    /// <summary>The section <c>training</c>.</summary>
    /// <param name="rows">m, all parts together.</param>
    /// <param name="outputs">Classes; 0 for quantities.</param>
    public static JsonObject Training(int rows, int outputs) => new()
    {
        ["epochs"] = (int)Rounded(Math.Clamp(Presentations / rows, FewestEpochs, MostEpochs), 2),
        ["batchSize"] = BatchSize,
        ["learningRate"] = LearningRate,
        ["optimizer"] = "adam",
        ["schedule"] = new JsonObject { ["kind"] = "cosine" },
        ["l2"] = Rounded(Math.Clamp((outputs > 2 ? 1.0 : 5.0) / rows, LeastL2, MostL2), 1),
    };

    private static double Rounded(double value, int digits) =>
        double.Parse(value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
