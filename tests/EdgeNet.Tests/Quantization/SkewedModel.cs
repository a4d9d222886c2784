using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Quantization;

/// <summary>Options with examples of skewed, spiky, discrete and mixed columns, made from a seed.</summary>
internal sealed record SkewedModel(string Name, TrainingOptions Options, Dataset Train, Dataset? Dev, Dataset Test)
{
    private const int TestExamples = 4000;

    private static readonly Activation[] _hidden = [Activation.Relu, Activation.Relu, Activation.LeakyRelu, Activation.Tanh, Activation.Sigmoid];

    /// <summary>Makes the data and the options of a seed.</summary>
    public static SkewedModel Create(int seed, bool isReadings = false, int weightBits = 8)
    {
        var random = new Random(seed);
        int inputs = random.Next(2, 8);
        SkewedColumn[] columns = [.. Enumerable.Range(0, inputs).Select(_ => new SkewedColumn(SkewedColumn.Kinds[random.Next(SkewedColumn.Kinds.Length)], random))];
        LearningTask task = (LearningTask)random.Next(3);
        int train = (int)(150 * Math.Pow(8, random.NextDouble()));
        int dev = random.Next(4) == 0 ? 0 : train / 6;
        return Create(seed, random, columns, task, train, dev, isReadings, weightBits);
    }

    /// <summary>Makes data of some kinds of columns.</summary>
    public static SkewedModel Create(int seed, string[] kinds, LearningTask task, int train)
    {
        var random = new Random(seed);
        return Create(seed, random, [.. kinds.Select(kind => new SkewedColumn(kind, random))], task, train, train / 6, isReadings: false, weightBits: 8);
    }

    private static SkewedModel Create(
        int seed, Random random, SkewedColumn[] columns, LearningTask task, int train, int dev, bool isReadings, int weightBits)
    {
        int inputs = columns.Length;
        Matrix<float> features = new(inputs, train + dev + TestExamples);
        double[] scores = Draw(columns, random, features, isReadings);
        Dataset examples = Label(task, scores, features, [.. columns.Select((column, i) => $"{column.Kind}-{i}")]);
        LayerShape[] hidden =
            [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new LayerShape(8 * random.Next(1, 4), _hidden[random.Next(_hidden.Length)]))];
        var options = new TrainingOptions
        {
            Name = "m",
            Readings = isReadings ? (0, 4095) : null,
            Hidden = hidden,
            Training = new DescentOptions { Epochs = 60, BatchSize = 32, LearningRate = 0.005, Seed = seed },
            Quantization = new QuantizationOptions { WeightBits = weightBits, AwareEpochs = weightBits == 4 ? QuantizationOptions.DefaultAwareEpochs : null },
            DevShare = 0.15,
            TestShare = 0.15,
            Threshold = 0.5,
        };
        string name = $"{seed}: {task} {string.Join(", ", examples.FeatureNames)}; {train}+{dev}; {string.Join(", ", hidden.Select(layer => $"{layer.Units} {layer.Activation}"))}";
        return new SkewedModel(name, options, Part(0, train), dev == 0 ? null : Part(train, dev), Part(train + dev, TestExamples));

        Dataset Part(int start, int count) => examples.Select([.. Enumerable.Range(start, count)]);
    }

    private static double[] Draw(SkewedColumn[] columns, Random random, Matrix<float> features, bool isReadings)
    {
        double[] slopes = [.. columns.Select(_ => (random.Next(2) == 0 ? -1 : 1) * (0.5 + random.NextDouble()))];
        double bend = random.NextDouble();
        var scores = new double[features.Columns];
        for (int e = 0; e < scores.Length; e++)
        {
            double previous = 0;
            for (int i = 0; i < columns.Length; i++)
            {
                (double value, double effect) = columns[i].Draw();
                features[i, e] = isReadings ? (float)Math.Clamp(Math.Round(value * 20), 0, 4095) : (float)value;
                scores[e] += (slopes[i] * effect) + (i == 0 ? 0 : bend * Math.Tanh(effect * previous));
                previous = effect;
            }

            scores[e] += 0.2 * (random.NextDouble() + random.NextDouble() - 1);
        }

        return scores;
    }

    private static Dataset Label(LearningTask task, double[] scores, Matrix<float> features, string[] names)
    {
        if (task == LearningTask.Regression)
        {
            return Dataset.ForRegression(features, new Matrix<float>(1, scores.Length, [.. scores.Select(score => (float)score)]), names, ["y"]);
        }

        double[] sorted = [.. scores.Order()];
        int classes = task == LearningTask.Binary ? 2 : 3;
        var labels = new Matrix<float>(classes == 2 ? 1 : 3, scores.Length);
        for (int e = 0; e < scores.Length; e++)
        {
            int number = Enumerable.Range(1, classes - 1).Count(c => scores[e] > sorted[c * sorted.Length / classes]);
            labels[classes == 2 ? 0 : number, e] = classes == 2 ? number : 1;
        }

        return new Dataset(features, labels, names, classes == 2 ? ["a", "b"] : ["a", "b", "c"]);
    }
}
