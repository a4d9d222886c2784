using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNet.Files;
using EdgeNet.Tests.Data.Images;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;
using Json.Schema;

namespace EdgeNet.Tests.Recipes;

/// <summary>Judges recipes by the readers of training and of a search, and by the schema in a validator of another make.</summary>
internal sealed class RecipeJudge : IDisposable
{
    /// <summary>A recipe of each sort, with nothing that may be left out.</summary>
    public static readonly IReadOnlyList<string> Plain =
    [
        """{ "name": "m", "data": "d.csv", "label": "l", "classes": ["u", "v"] }""",
        """{ "name": "m", "data": "d.csv", "label": ["l", "k"], "output": "linear" }""",
        """{ "name": "m", "images": {} }""",
        """{ "name": "m", "data": "d.csv", "task": "anomaly" }""",
        """{ "name": "m", "data": "d.csv", "label": "l", "classes": ["u", "v"], "task": "anomaly" }""",
        """{ "name": "m", "data": "d.csv", "label": "l", "classes": ["u", "v"], "stream": { "rate": 50, "window": 64, "channels": ["a", "b"] } }""",
    ];

    /// <summary>Recipes with every key.</summary>
    public static readonly IReadOnlyList<string> Full =
    [
        """
        {
          "$schema": "./recipe.schema.json", "name": "m", "data": "d.csv", "label": "l", "classes": ["u", 1, true], "labelValues": [0, 1, "2"], "features": ["a", "b"],
          "group": "g", "inputs": "range", "adviceOff": ["row-numbers", "gaps"], "seed": 7, "readings": { "lowest": -5, "highest": 4095 },
          "hidden": [{ "units": 3, "activation": "prelu", "slope": 0.2, "dropout": 0.1, "batchNormalization": true }, { "units": 2, "activation": "tanh" }],
          "training": {
            "epochs": 7, "batchSize": 8, "learningRate": 0.5, "optimizer": "momentum", "momentum": 0.8, "l2": 0.1, "patience": 4, "initialization": "he",
            "classWeights": [1, 2.5, 3], "schedule": { "kind": "step", "factor": 0.1, "every": 30, "patience": 4, "lowest": 0.01 }
          },
          "split": { "dev": 0.2, "test": 0.1 }, "quantization": { "weightBits": "auto", "awareEpochs": 3, "learningRate": 0.001, "sparsity": 0.5 },
          "tune": {
            "layers": [0, 3], "units": [2, 9], "activation": ["tanh", "prelu"], "slope": 0.1, "dropout": [0, 0.5], "epochs": [5, 50], "batchSize": 0,
            "learningRate": [0.001, 0.1], "optimizer": "adam", "momentum": [0.5, 0.95], "l2": [0.0001, 0.01], "patience": [3, 9], "initialization": ["he"]
          }
        }
        """,
        """
        { "name": "m", "data": "d.csv", "label": ["l", "k"], "output": "relu", "ignore": ["n"], "dev": "dev.csv", "test": "test.csv", "training": { "patience": 2 } }
        """,
        """
        { "name": "m", "data": "d.csv", "label": "l", "classes": ["u", "v", "w"], "task": "anomaly",
          "anomaly": { "normal": ["u", "w"], "kind": "gaussian-mixture", "prototypes": 3, "falseAlarms": 0.02 } }
        """,
        """
        { "name": "m", "images": { "width": 9, "height": 8, "grey": true }, "classes": ["light", "dark"], "group": "subfolder", "readings": { "lowest": 0, "highest": 255 },
          "threshold": { "by": "cost", "miss": 10, "falseAlarm": 1 } }
        """,
        """
        {
          "name": "m", "data": "recordings", "classes": ["u", "v"], "threshold": 0.6,
          "stream": {
            "rate": 50, "window": 64, "channels": ["a", "b"], "magnitude": ["a", "b"], "stride": 32, "countsPerUnit": [1000, 10], "recording": "r", "time": "t", "timeUnit": "milliseconds",
            "labelFrom": "file", "labelValues": ["0", 1], "splitBy": "machine",
            "features": ["mean", { "kind": "band-energy", "from": 2, "to": 5, "channels": ["a"], "window": "hann", "log": true }, "autocorrelation-lag",
                         { "kind": "kurtosis", "channels": ["magnitude"], "log": true }, { "kind": "correlation", "channels": ["a", "b"] }],
            "decision": { "on": 0.8, "off": 0.3, "votes": 2, "of": 3, "minimumSeconds": 1.5 }
          },
          "training": { "classWeights": "balanced" }, "tune": { "window": [16, 64], "features": "subsets", "deviceWeight": 0.2 }
        }
        """,
        """
        { "name": "m", "data": "d.csv", "label": "l", "classes": ["u", "v"], "threshold": { "by": "recall", "at": 0.9 },
          "stream": { "rate": 0.5, "window": 9, "channels": ["a"], "overlap": 0.5, "countsPerUnit": 2.5 } }
        """,
    ];

    private static readonly JsonDocumentOptions AsReader = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly JsonSchema Schema = JsonSchema.FromText(System.Text.Encoding.UTF8.GetString(RecipeSchema.ToBytes()));

    private readonly TemporaryFolder _folder = ImageFiles.DarkAndLight();

    /// <summary>Whether the schema accepts a recipe.</summary>
    public static bool SchemaAccepts(string recipe) => Schema.Evaluate(JsonNode.Parse(recipe, null, AsReader)).IsValid;

    /// <summary>What the readers say against a recipe; null where they accept it.</summary>
    public string? Refusal(string recipe)
    {
        _folder.Write("recipe.json", recipe);
        try
        {
            RecipeDocument document = RecipeDocument.Read(_folder.Path);
            document.ToRecipe();
            SearchSpaceReader.Read(document, 100);
            return null;
        }
        catch (InputException e)
        {
            return e.Message;
        }
    }

    public void Dispose() => _folder.Dispose();
}
