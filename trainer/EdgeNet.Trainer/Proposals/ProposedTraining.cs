using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Proposals;

/// <summary>The network and the options of training that suit most tables; tests/EdgeNet.Benchmarks/RESULTS.md has what they reach.</summary>
internal static class ProposedTraining
{
    /// <summary>The list <c>hidden</c>.</summary>
    public static JsonArray Hidden() => [new JsonObject { ["units"] = 16, ["activation"] = "relu" }];

    /// <summary>The section <c>training</c>.</summary>
    /// <param name="rows">m, all parts together.</param>
    public static JsonObject Training(int rows) => new()
    {
        ["epochs"] = Math.Clamp(60_000 / Math.Max(1, rows), 60, 300),
        ["batchSize"] = 32,
        ["learningRate"] = 0.003,
        ["optimizer"] = "adam",
        ["l2"] = 0.001,
    };
}
