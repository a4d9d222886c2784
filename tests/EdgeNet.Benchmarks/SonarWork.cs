using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Benchmarks;

/// <summary>EdgeNet's side of (e), on the data of models/sonar, and the file that tells the peer to do the same.</summary>
internal sealed class SonarWork : IDisposable
{
    private const int Patience = 20;
    private const int MostEpochs = 1000;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenet-benchmark").FullName;
    private readonly RecipeDocument _document = RecipeDocument.Read(Path.Combine(AppContext.BaseDirectory, "sonar", "recipe.json"));
    private readonly Recipe _recipe;
    private readonly Dataset _examples;
    private readonly TrainingSet<float> _train;
    private readonly TrainingSet<float> _dev;
    private readonly DescentOptions _options;

    /// <summary>Divides and standardises the examples, and finds out how many epochs a fit takes.</summary>
    public SonarWork()
    {
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

    /// <summary>For the peer: the examples and the epochs.</summary>
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

    /// <summary>Deletes the files.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private TrainingResult Fit(Action<EpochReport>? onEpoch)
    {
        var network = new Network<float>(_train.Features.Rows, _recipe.Layers, OutputLayer.LossOf(_recipe.Layers[^1].Activation));
        return new GradientDescent<float>(network, _train, _dev, _options).Run(onEpoch);
    }

    private JsonObject Describe()
    {
        return new JsonObject
        {
            ["train"] = Describe(_train),
            ["dev"] = Describe(_dev),
            ["epochs"] = Epochs,
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
}
