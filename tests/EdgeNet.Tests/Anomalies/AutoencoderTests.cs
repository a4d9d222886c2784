using EdgeNet.Cli;
using EdgeNet.Networks.Layers;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Anomalies;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Tests.Anomalies;

/// <summary>Networks that learn to reconstruct normal examples, and their integers.</summary>
[TestClass]
public class AutoencoderTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 150, LearningRate = 0.01, Anomaly = new AnomalyOptions { Kind = AnomalyKind.Autoencoder, FalseAlarms = 0.02 } };

    [TestMethod]
    [DataRow(8, 0.95)]
    [DataRow(4, 0.8)]
    public void TrainAnomaly_ExamplesOnACurve_FindsWhatIsBesideIt(int weightBits, double area)
    {
        TrainedAnomaly model = Experiment.TrainAnomaly(Curve(), Options with { WeightBits = weightBits });

        Assert.IsTrue(model.Device.SelfTest());
        Assert.IsTrue(model.Device.IsAnomaly);
        Assert.AreEqual((AnomalyKind.Autoencoder, 0, 4), (model.Kind, model.Prototypes, model.Device.LayerCount));
        Assert.AreSequenceEqual((int[])[4, 8, 2, 8, 4], Enumerable.Range(0, 5).Select(model.Device.UnitsOf));
        AnomalyScore test = model.Scores[^1];
        Assert.IsGreaterThan(area, test.Auc);
        Assert.IsLessThan(0.1, (double)test.FalseAlarms / test.NormalCount);
        Assert.IsTrue(weightBits < 8 || model.Device.Classify([0.5f, -1f, 3f, 100f]));
    }

    [TestMethod]
    public void TrainAnomaly_Integers_HaveTheErrorOfTheFloatNetwork()
    {
        TrainedAnomaly model = Experiment.TrainAnomaly(Curve(), Options);
        Dataset data = Curve();
        double[] real = model.Model.Normality.Surprises(NormalTrainer.Standardised(model.Model.Standardizer, data.Features));
        double[] device = [.. model.File.IntegerLogits(data).Select(logits => logits[0] * model.SquaredErrorPerStep)];

        Assert.IsGreaterThan(0.97, model.Model.Agreement!.Correlation);
        Assert.IsLessThan(0.25, model.Model.Agreement.Difference);
        for (int e = 0; e < 400; e++)
        {
            Assert.AreEqual(real[e] / 4, device[e], 0.05 + (0.25 * real[e] / 4), $"example {e}");
        }

        Assert.DoesNotContain("rounding is a part of the score", string.Join(' ', model.Warnings));
    }

    [TestMethod]
    public void Quantize_Identity_GivesTheCodesOfTheInputsAgain()
    {
        Dataset data = Curve();
        Dataset normal = NormalTrainer.NormalOf(Experiment.AllNormal(data.Features, data.FeatureNames));
        var standardizer = Standardizer.Fit(normal.Features);
        var grid = CodeGrid.Of(standardizer, NormalTrainer.Standardised(standardizer, normal.Features));
        var identity = new Network<float>(4, [new LayerShape(4, Activation.Linear)]);
        for (int i = 0; i < 4; i++)
        {
            identity.Output.Weights[i, i] = 1;
        }

        (IntegerDistance integers, _) = Autoencoder.Quantize(new(identity, [1, 1, 1, 1]), standardizer, grid, normal.Features, weightBits: 8, typical: 1);

        Assert.AreEqual(normal.Count, integers.Of(normal).Count(distance => distance == 0));
        Assert.AreEqual(0, integers.Of([1e30f, -1e30f, 1e30f, float.NaN]));
    }

    [TestMethod]
    public void TrainAnomaly_ColumnWithOneValue_DoesNotCount()
    {
        (float[][] rows, string[] labels) = Rows();
        var data = Dataset.FromRows([.. rows.Select(row => (float[])[.. row, 7f])], labels, classNames: ["normal", "odd"]);
        TrainedAnomaly model = Experiment.TrainAnomaly(data, Options);

        Assert.Contains("x5", string.Join(' ', model.Warnings));
        Assert.AreEqual(model.Device.Logit([.. rows[0], 7f]), model.Device.Logit([.. rows[0], 9f]));
    }

    [TestMethod]
    public void TrainAnomaly_Twice_GivesTheSameBytes() =>
        CollectionAssert.AreEqual(Experiment.TrainAnomaly(Curve(), Options).Bytes.ToArray(), Experiment.TrainAnomaly(Curve(), Options).Bytes.ToArray());

    [TestMethod]
    [DataRow(ModelMemory.Packed)]
    [DataRow(ModelMemory.Bytes)]
    public void Logit_Autoencoder_AllocatesNothingAndIsTheSameInEveryForm(ModelMemory memory)
    {
        TrainedAnomaly trained = Experiment.TrainAnomaly(Curve(), Options);
        Model model = Model.Load(trained.Bytes.ToArray(), memory);
        float[] features = [0.5f, -1f, 3f, 100f];
        int expected = trained.Device.Logit(features);
        int sum = 0;

        Assert.AreEqual(0, Allocations.Least(() => sum = model.Logit(features) + model.FarthestInput()));
        Assert.AreEqual(expected + trained.Device.FarthestInput(), sum);
    }

    [TestMethod]
    public void IsNoticeable_DifferencesOfAFifth_AreAndOfAHundredthAreNot()
    {
        double[] real = [1, 2, 3, 4];

        Assert.IsTrue(ReconstructionAgreement.Of(real, [16, 12, 39, 38], step: 0.1, inputs: 1).IsNoticeable);
        Assert.IsFalse(ReconstructionAgreement.Of(real, [101, 202, 303, 404], step: 0.01, inputs: 1).IsNoticeable);
    }

    [TestMethod]
    public void TrainAnomaly_LayersOfPrototypes_AreRefused() =>
        Assert.Contains("Hidden", Assert.ThrowsExactly<ArgumentException>(() => Experiment.TrainAnomaly(Curve(), Options with { Hidden = [4], Anomaly = new AnomalyOptions() })).Message);

    [TestMethod]
    public void Train_RecipeOfAutoencoder_ShowsHowItWasTrainedAndFloatBesideInt8()
    {
        using var folder = new TemporaryFolder();
        Write(folder, """, "hidden": [{ "units": 6, "activation": "tanh" }, { "units": 2, "activation": "linear" }, { "units": 6, "activation": "tanh" }], "training": { "epochs": 40, "patience": 10, "learningRate": 0.01 }, "anomaly": { "kind": "autoencoder" }""");

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("Normal is described by a network that reconstructs it, 4-6-2-6-4 (autoencoder)", run.Output);
        Assert.MatchesRegex(@"Of normal examples the mean squared error is \S+ in float and \S+ in integers; they differ by", run.Output);
        Assert.MatchesRegex(@"epoch \d+/40, cost \S+, dev cost", run.Output);
        Assert.Contains("Self-test: 4 of 4 golden vectors exact.", CliRun.Of("inspect", folder.Combine("curve.edgenet")).Output);
        Assert.MatchesRegex(@"│ test parts +│ +AUC │", CliRun.Of("evaluate", folder.Path, "--folds", "2").Output);
    }

    [TestMethod]
    [DataRow("""  , "threshold": 0.4 """, "'threshold' is a probability here")]
    [DataRow("""  , "training": { "epochs": 3 } """, "'training' has no part in it; remove it, or set 'anomaly.kind' to \"autoencoder\"")]
    [DataRow("""  , "quantization": { "weightBits": 4 } """, "'quantization' has no part in it")]
    [DataRow("""  , "inputs": "range" """, "'inputs' has no part in it")]
    [DataRow("""  , "anomaly": { "kind": "autoencoder", "prototypes": 3 } """, "'anomaly.prototypes' is of k-means and gaussian-mixture")]
    [DataRow("""  , "anomaly": { "kind": "autoencoder" }, "training": { "classWeights": "balanced" } """, "'training.classWeights' needs classes")]
    [DataRow("""  , "anomaly": { "kind": "autoencoder" }, "quantization": { "sparsity": 0.5 } """, "'quantization.sparsity' has no part in an autoencoder")]
    [DataRow("""  , "anomaly": { "kind": "autoencoder" }, "quantization": { "awareEpochs": 5 } """, "'quantization.awareEpochs' has no part in an autoencoder")]
    public void Train_KeyThatWouldHaveNoEffect_IsRefusedInOneLine(string keys, string expected)
    {
        using var folder = new TemporaryFolder();
        Write(folder, keys);

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.BadRecipe, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'));
    }

    private static void Write(TemporaryFolder folder, string keys)
    {
        folder.Write("recipe.json", $$"""{ "name": "curve", "data": "d.csv", "label": "state", "classes": ["normal", "odd"], "task": "anomaly"{{keys}} }""");
        (float[][] rows, string[] labels) = Rows();
        folder.Write("d.csv", string.Concat(rows.Select((row, e) => FormattableString.Invariant($"{row[0]},{row[1]},{row[2]},{row[3]},{labels[e]}\n")).Prepend("a,b,c,d,state\n")));
    }

    private static Dataset Curve()
    {
        (float[][] rows, string[] labels) = Rows();
        return Dataset.FromRows(rows, labels, classNames: ["normal", "odd"]);
    }

    // Normal examples lie on a curve in four dimensions; odd ones have each coordinate of another point of it.
    private static (float[][] Rows, string[] Labels) Rows()
    {
        var random = new Random(11);
        return ([.. Enumerable.Range(0, 460).Select(e => Row(e >= 400))], [.. Enumerable.Range(0, 460).Select(e => e >= 400 ? "odd" : "normal")]);

        float[] Row(bool isOdd)
        {
            double t = random.NextDouble();
            return [Of(0, t), Of(1, isOdd ? random.NextDouble() : t), Of(2, isOdd ? random.NextDouble() : t), Of(3, isOdd ? random.NextDouble() : t)];
        }

        float Of(int input, double t) => (float)((input switch { 0 => t, 1 => Math.Sin(6 * t), 2 => t * t * 4, _ => 100 + (20 * Math.Cos(4 * t)) }) * (1 + (0.3 * random.NextDouble())));
    }
}
