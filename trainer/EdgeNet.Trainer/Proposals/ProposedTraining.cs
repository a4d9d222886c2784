using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Proposals;

/// <summary>The options that suit most tables, as keys of a recipe; see <see cref="TrainingOptions.SuitedTo(Dataset)"/>.</summary>
internal static class ProposedTraining
{
    /// <summary>Adds network and training to a recipe.</summary>
    /// <param name="root">The recipe.</param>
    /// <param name="rows">m, all parts together.</param>
    /// <param name="classes">Classes; 0 for quantities.</param>
    public static void AddTo(JsonObject root, int rows, int classes)
    {
        var options = TrainingOptions.SuitedTo(rows, classes > 2);
        root["hidden"] = new JsonArray { new JsonObject { ["units"] = options.Hidden[0].Units, ["activation"] = "relu" } };
        root["training"] = new JsonObject
        {
            ["epochs"] = options.Epochs,
            ["batchSize"] = options.BatchSize,
            ["learningRate"] = options.LearningRate,
            ["optimizer"] = "adam",
            ["schedule"] = new JsonObject { ["kind"] = "cosine" },
            ["l2"] = options.L2,
        };
    }
}
