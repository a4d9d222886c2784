using EdgeNet.Files;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Experiments;

/// <summary>What training makes of the inputs: standardised, from 0 to 1, or as they are.</summary>
[TestClass]
public class InputScalingTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Read_Inputs_AreUsed()
    {
        Assert.AreEqual(InputScaling.Standardized, Read(string.Empty).Options.Inputs);
        Assert.AreEqual(InputScaling.Standardized, Read(""", "inputs": "standardized" """).Options.Inputs);
        Assert.AreEqual(InputScaling.Range, Read(""", "inputs": "range" """).Options.Inputs);
        Assert.AreEqual(InputScaling.Raw, Read(""", "inputs": "raw" """).Options.Inputs);
        RecipeException error = Assert.ThrowsExactly<RecipeException>(() => Read(""", "inputs": "none" """));
        Assert.AreEqual("recipe.json: 'inputs' must be one of \"standardized\", \"range\", \"raw\", and is \"none\".", error.Message);
    }

    [TestMethod]
    public void FitRange_TrainingPart_BecomesZeroToOne()
    {
        Matrix<float> features = Matrix<float>.FromRows([-3, 1, 7], [5, 5, 5], [1e30f, -3e38f, 3e38f]);
        Standardizer range = Standardizer.FitRange(features);

        CollectionAssert.AreEqual((float[])[0, 0.4f, 1], range.Apply(features).Row(0).ToArray());
        CollectionAssert.AreEqual((float[])[0, 0, 0], range.Apply(features).Row(1).ToArray());
        CollectionAssert.AreEqual((float[])[0, 1], range.Apply(features).Row(2).ToArray()[1..]);
        Assert.IsTrue(range.IsConstant(1));
        Assert.AreEqual((-3.0, 10.0), (range.Means[0], range.Deviations[0]));
        Assert.AreEqual((5.0, 0.0), (range.Means[1], range.Deviations[1]));
    }

    [TestMethod]
    public void FitNothing_Features_StayButForConstantOnes()
    {
        Matrix<float> features = Matrix<float>.FromRows([-3, 1, 7], [5, 5, 5]);
        Standardizer nothing = Standardizer.FitNothing(features);

        CollectionAssert.AreEqual((float[])[-3, 1, 7, 0, 0, 0], nothing.Apply(features).Values.ToArray());
        Assert.AreEqual((0.0, 1.0), (nothing.Means[0], nothing.Deviations[0]));
        Assert.IsTrue(nothing.IsConstant(1));
    }

    [TestMethod]
    public void FitRange_NoExample_IsRefused()
    {
        Assert.ThrowsExactly<ShapeException>(() => Standardizer.FitRange(new Matrix<float>(4, 0)));
        Assert.ThrowsExactly<ShapeException>(() => Standardizer.FitNothing(new Matrix<float>(4, 0)));
    }

    [TestMethod]
    [DataRow(InputScaling.Range)]
    [DataRow(InputScaling.Raw)]
    internal void Restate_AnyScale_GivesTheSameAnswers(InputScaling scaling)
    {
        Dataset examples = TestData.Clouds(features: 5, examples: 60, seed: 3);
        examples.Features.Row(2).Fill(4);
        var network = new Network<float>(5, [new LayerShape(4, Activation.Tanh), new LayerShape(1, Activation.Sigmoid)]);
        Initializer.Initialize(network, Initialization.Small, new SeededRandom(1));
        Standardizer from = Standardizer.Fit(examples, scaling), to = Standardizer.Fit(examples.Features);
        network.Forward(from.Apply(examples.Features));
        float[] expected = network.Output.Logits.Values.ToArray();

        RestatedInputs.Restate(network, from, to);

        network.Forward(to.Apply(examples.Features));
        float[] actual = network.Output.Logits.Values.ToArray();
        for (int e = 0; e < expected.Length; e++)
        {
            Assert.AreEqual(expected[e], actual[e], 1e-6f);
        }

        Assert.AreNotEqual(expected[0], expected[1]);
    }

    // Features of very different ranges share one scale of codes on the device, whatever training saw.
    [TestMethod]
    [DataRow(InputScaling.Standardized)]
    [DataRow(InputScaling.Range)]
    [DataRow(InputScaling.Raw)]
    internal void Build_FeaturesOfDifferentRanges_AreAsGoodOnTheDeviceAsInFloat(InputScaling scaling)
    {
        var random = new SeededRandom(7);
        var x = new Matrix<float>(2, 200);
        var y = new Matrix<float>(1, 200);
        for (int e = 0; e < 200; e++)
        {
            x[0, e] = (float)random.NextDouble();
            x[1, e] = (float)(40 * random.NextDouble());
            y[0, e] = x[0, e] > 0.5f ? 1 : 0;
        }

        var examples = new Dataset(x, y, ["small", "large"], ["no", "yes"]);
        TrainingOptions options = TestData.SonarRecipe().Options with
        {
            Inputs = scaling,
            Hidden = [new LayerShape(6, Activation.Tanh)],
            Training = new DescentOptions { Epochs = 300, LearningRate = 0.02 },
        };

        TrainedModel model = ModelBuilder.Build(options, examples, null);

        double real = model.ScoreFloat(examples).Accuracy, device = model.ScoreDevice(examples).Accuracy;
        TestContext.WriteLine($"{scaling}: float {real:P1}, device {device:P1}");
        Assert.IsGreaterThanOrEqualTo(0.97, real);
        Assert.IsGreaterThanOrEqualTo(real - 0.02, device);
        Assert.AreEqual(-1, model.Device.FirstGoldenMismatch());
    }

    [TestMethod]
    [DataRow("standardized")]
    [DataRow("range")]
    public void Build_FeaturesOfAStream_AreScaledToo(string inputs)
    {
        using var folder = new StreamFolder(rest: $", \"inputs\": \"{inputs}\"");
        Recipe recipe = RecipeReader.Read(folder.Path);
        TrainingOptions options = recipe.Options with { Epochs = 200, LearningRate = 0.02 };
        Dataset windows = RecipeData.Read(recipe);

        TrainedModel model = ModelBuilder.Build(options, windows, null);

        CollectionAssert.AreEqual(Standardizer.Fit(windows.Features).Deviations.ToArray(), model.Standardizer.Deviations.ToArray(), "The model's own scale does not depend on it.");
        Assert.IsGreaterThanOrEqualTo(0.95, model.ScoreDevice(windows).Accuracy);
        Assert.AreEqual(-1, model.Device.FirstGoldenMismatch());
    }

    [TestMethod]
    [DataRow(InputScaling.Range)]
    [DataRow(InputScaling.Raw)]
    internal void Build_IntegerReadings_AreAsGoodOnTheDeviceAsInFloat(InputScaling scaling)
    {
        var random = new SeededRandom(3);
        var x = new Matrix<float>(1, 200);
        var y = new Matrix<float>(1, 200);
        for (int e = 0; e < 200; e++)
        {
            x[0, e] = random.Next(256);
            y[0, e] = x[0, e] > 100 ? 1 : 0;
        }

        TrainingOptions options = TestData.SonarRecipe().Options with
        {
            Inputs = scaling,
            Readings = (0, 255),
            Hidden = [],
            Training = new DescentOptions { Epochs = 300, LearningRate = 0.1 },
        };
        var examples = new Dataset(x, y, ["light"], ["dark", "bright"]);

        TrainedModel model = ModelBuilder.Build(options, examples, null);

        Assert.IsGreaterThanOrEqualTo(0.93, model.ScoreFloat(examples).Accuracy);
        Assert.AreEqual(model.ScoreFloat(examples).Accuracy, model.ScoreDevice(examples).Accuracy, 0.03);
    }

    // Ng's course "Neural Networks and Deep Learning", week 3: the flower of 400 points, four tanh units, full batches, rate 1.2, 10,000 steps.
    [TestMethod]
    public void Train_FlowerOfTheCourseRaw_GivesTheFigureOfTheCourse()
    {
        double raw = FlowerAccuracies(InputScaling.Raw).Average();

        Assert.IsGreaterThanOrEqualTo(0.90, raw, $"{raw:P2}");
    }

    private double[] FlowerAccuracies(InputScaling scaling)
    {
        const int Seeds = 4;
        var accuracies = new double[Seeds];
        for (int seed = 0; seed < Seeds; seed++)
        {
            Dataset flower = Flower(seed);
            TrainingOptions options = TestData.SonarRecipe().Options with
            {
                Inputs = scaling,
                Hidden = [new LayerShape(4, Activation.Tanh)],
                Training = new DescentOptions
                {
                    Epochs = 10_000, BatchSize = 0, LearningRate = 1.2, Optimizer = OptimizerKind.Plain, Initialization = Initialization.Small, Seed = seed,
                },
            };
            accuracies[seed] = ModelTrainer.Train(options, flower, null).Score(flower).Accuracy;
        }

        TestContext.WriteLine($"{scaling}: {string.Join(", ", accuracies.Select(accuracy => $"{accuracy:P2}"))}; mean {accuracies.Average():P2}");
        return accuracies;
    }

    // Two classes of 200 points on the petals r = 4 sin 4t, with noise in angle and radius.
    private static Dataset Flower(int seed)
    {
        const int OfEach = 200;
        var random = new SeededRandom((ulong)seed);
        var noise = new double[2];
        var x = new Matrix<float>(2, 2 * OfEach);
        var y = new Matrix<float>(1, 2 * OfEach);
        for (int e = 0; e < 2 * OfEach; e++)
        {
            int kind = e / OfEach;
            Initializer.Fill<double>(noise, 0.2, random);
            double t = (3.12 * (kind + ((e % OfEach) / (OfEach - 1.0)))) + noise[0];
            double r = (4 * Math.Sin(4 * t)) + noise[1];
            x[0, e] = (float)(r * Math.Sin(t));
            x[1, e] = (float)(r * Math.Cos(t));
            y[0, e] = kind;
        }

        return new Dataset(x, y, ["x1", "x2"], ["red", "blue"]);
    }

    private static Recipe Read(string rest)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", """{ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "b"] """ + rest + "}");
        return RecipeReader.Read(folder.Path);
    }
}
