using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Benchmarks;

/// <summary>EdgeNet's side of (e) and (f), on the data of models/sonar, and the file that tells the peer to do the same.</summary>
internal sealed class SonarWork : IDisposable
{
    private const int Trials = 64;
    private const int Patience = 20;
    private const int MostEpochs = 1000;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenet-benchmark").FullName;
    private readonly RecipeDocument _document = RecipeDocument.Read(Path.Combine(AppContext.BaseDirectory, "sonar", "recipe.json"));
    private readonly Recipe _recipe;
    private readonly Dataset _examples;
    private readonly TrainingSet<float> _train;
    private readonly TrainingSet<float> _dev;
    private readonly DescentOptions _options;
    private readonly int _jobs;

    /// <summary>Divides and standardises the examples, finds out how many epochs a fit takes, and runs the search once to know its trials.</summary>
    /// <param name="jobs">Trials at one time.</param>
    public SonarWork(int jobs)
    {
        _jobs = jobs;
        _recipe = _document.ToRecipe();
        _examples = RecipeData.Read(_recipe);
        _options = _recipe.Options.Training with { Epochs = MostEpochs, Patience = Patience };
        StratifiedSplit split = StratifiedSplit.Create(_examples, _recipe.Options.DevShare, _recipe.Options.TestShare, _recipe.Options.Training.Seed);
        Dataset train = _examples.Select(split.Train);
        Dataset dev = _examples.Select(split.Dev);
        Standardizer standardizer = Standardizer.Fit(train.Features);
        _train = new TrainingSet<float>(standardizer.Apply(train.Features), train.Labels);
        _dev = new TrainingSet<float>(standardizer.Apply(dev.Features), dev.Labels);
        TrainingResult result = Fit(null);
        Epochs = result.Epochs.Count;
        PeerFile = Path.Combine(_folder, "peer.json");
        File.WriteAllText(PeerFile, Describe().ToJsonString());
    }

    /// <summary>The epochs of a fit until early stopping ends it.</summary>
    public int Epochs { get; }

    /// <summary>For the peer: the examples, the epochs, and the hyperparameters of all trials.</summary>
    public string PeerFile { get; }

    /// <summary>(e): a whole fit to early stopping.</summary>
    public void Fit() => Fit(null);

    /// <summary>Bytes that an epoch of the fit allocates after the first.</summary>
    /// <returns>The mean.</returns>
    public double BytesAnEpoch()
    {
        long first = 0, last = 0;
        Fit(report =>
        {
            last = GC.GetTotalAllocatedBytes(precise: true);
            first = report.Epoch == 1 ? last : first;
        });
        return (double)(last - first) / (Epochs - 1);
    }

    /// <summary>(f): a whole search, with its study in a file, its networks quantized and judged as the device computes.</summary>
    public void Tune() => Tune(out _, out _);

    /// <summary>Deletes the files.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private TrainingResult Fit(Action<EpochReport>? onEpoch)
    {
        var network = new Network<float>(_train.Features.Rows, _recipe.Layers, OutputLayer.LossOf(_recipe.Layers[^1].Activation));
        return new GradientDescent<float>(network, _train, _dev, _options).Run(onEpoch);
    }

    private void Tune(out Tuner tuner, out IReadOnlyList<Trial> trials)
    {
        var options = new TuningOptions { Trials = Trials, Jobs = _jobs };
        tuner = new Tuner(_document, _examples, null, options);
        string path = Path.Combine(_folder, Path.GetRandomFileName());
        using (Study study = Study.Open(path, "sonar", tuner.Identity, options.Trials))
        {
            tuner.Run(study);
            trials = study.ReadTrials();
        }

        File.Delete(path);
    }

    private JsonObject Describe()
    {
        Tune(out Tuner tuner, out IReadOnlyList<Trial> trials);
        return new JsonObject
        {
            ["train"] = Describe(_train),
            ["dev"] = Describe(_dev),
            ["epochs"] = Epochs,
            ["trials"] = new JsonArray([.. trials.Select(trial => Describe(tuner.Apply(trial).ToRecipe()))]),
        };
    }

    private static JsonObject Describe(TrainingSet<float> set)
    {
        Matrix<float> rows = set.Features.Transpose();
        return new JsonObject
        {
            ["x"] = new JsonArray([.. Enumerable.Range(0, rows.Rows).Select(e => JsonSerializer.SerializeToNode(rows.Row(e).ToArray()))]),
            ["y"] = JsonSerializer.SerializeToNode(set.Labels.Values.ToArray()),
        };
    }

    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "The peer's names are in lower case.")]
    private static JsonObject Describe(Recipe recipe) => new()
    {
        ["hidden"] = new JsonArray([.. recipe.Options.Hidden.Select(layer => (JsonNode)layer.Units)]),
        ["activation"] = recipe.Options.Hidden.Count > 0 ? recipe.Options.Hidden[0].Activation.ToString().ToLowerInvariant() : "relu",
        ["optimizer"] = recipe.Options.Training.Optimizer.ToString().ToLowerInvariant(),
        ["momentum"] = recipe.Options.Training.Momentum,
        ["rate"] = recipe.Options.Training.LearningRate,
        ["l2"] = recipe.Options.Training.L2,
        ["batch"] = recipe.Options.Training.BatchSize,
        ["epochs"] = recipe.Options.Training.Epochs,
    };
}
