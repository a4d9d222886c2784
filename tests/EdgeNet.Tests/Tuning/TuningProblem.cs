using EdgeNet.Trainer;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>A recipe that is tuned in a second or two, in a folder that is gone with the test.</summary>
internal sealed class TuningProblem : IDisposable
{
    public const string Tune = """
        { "layers": [0, 1], "units": [1, 8], "epochs": [3, 10], "batchSize": [8, 32], "learningRate": [0.001, 0.1] }
        """;

    private readonly TemporaryFolder _folder = new();

    public TuningProblem(string tune = Tune)
    {
        _folder.Write("recipe.json", RecipeWith(tune));
        Recipe = RecipeDocument.Read(_folder.Path);
    }

    public RecipeDocument Recipe { get; }

    public Dataset Examples { get; } = TestData.Clouds(features: 4, examples: 120, seed: 3);

    public string Folder => _folder.Path;

    public static string RecipeWith(string tune, string training = """{ "epochs": 10 }""") => $$"""
        {
          "name": "m", "data": "d.csv", "label": "kind", "classes": ["no", "yes"],
          "hidden": [{ "units": 4 }],
          "training": {{training}},
          "split": { "dev": 0.25, "test": 0.25 },
          "tune": {{tune}}
        }
        """;

    public string PathOf(string name) => _folder.Combine(name);

    /// <summary>Runs a search and gives all that its study holds.</summary>
    public IReadOnlyList<Trial> Search(TuningOptions options, string study = "m.study.db", Action<Trial>? onFinished = null, CancellationToken cancellation = default)
    {
        var tuner = new Tuner(Recipe, Examples, null, options);
        using Study opened = Study.Open(PathOf(study), "m", tuner.Identity, options.Trials);
        tuner.Run(opened, onFinished, cancellation);
        return opened.ReadTrials();
    }

    public void Dispose() => _folder.Dispose();
}
