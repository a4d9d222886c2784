using System.Globalization;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;

namespace EdgeNet.Benchmarks;

/// <summary>
/// The output layer of a classifier of exercises learns from a few labelled recordings, by the device library, and is judged on others. The recordings are of one person; a sensor that is
/// worn differently stands in for another person.
/// </summary>
internal static class ExerciseAdaptation
{
    private const int Draws = 20;
    private const int RateHertz = 100;
    private const double T95 = 2.093; // of 19 degrees of freedom

    private static readonly string[] Names = ["squat", "jumpingjack", "lunge", "other"];
    private static readonly (int First, int Last)[] Bands = [(1, 2), (3, 4), (5, 8), (9, 20)];
    private static readonly int[] PerClass = [1, 2, 4];

    private static readonly (string Name, Func<double, double, double, (double X, double Y, double Z)> Of)[] Wearings =
    [
        ("as in training", (x, y, z) => (x, y, z)),
        ("turned by 30° about z", (x, y, z) => ((x * 0.8660254) - (y * 0.5), (x * 0.5) + (y * 0.8660254), z)),
        ("turned by 180° about z", (x, y, z) => (-x, -y, z)),
        ("0.7 of the movement", (x, y, z) => (0.7 * x, 0.7 * y, 0.7 * z)),
    ];

    /// <summary>Prints accuracies before and after, and their difference with its interval over the draws.</summary>
    public static void Run(string file)
    {
        Dataset known = Read(file, null);
        Dataset[] met = [.. Wearings.Select(wearing => Read(file, wearing.Of))];
        var before = new double[Wearings.Length, PerClass.Length, Draws];
        var after = new double[Wearings.Length, PerClass.Length, Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            var random = new Random(draw);
            Dictionary<string, string> classes = ClassesOf(known);
            string[] order = [.. classes.Keys.OrderBy(_ => random.Next())];
            string[][] byClass = [.. Names.Select(name => order.Where(recording => classes[recording] == name).ToArray())];
            HashSet<string> trained = [.. byClass.SelectMany(recordings => recordings[..(recordings.Length / 2)])];
            byte[] model = Train(Pick(known, trained), draw);
            for (int k = 0; k < PerClass.Length; k++)
            {
                HashSet<string> shown = [.. byClass.SelectMany(recordings => recordings[(recordings.Length / 2)..][..PerClass[k]])];
                HashSet<string> judged = [.. byClass.SelectMany(recordings => recordings[((recordings.Length / 2) + PerClass[^1])..])];
                for (int w = 0; w < Wearings.Length; w++)
                {
                    before[w, k, draw] = Accuracy(model, Pick(met[w], judged));
                    after[w, k, draw] = Accuracy(Adapt(model, Pick(met[w], shown)), Pick(met[w], judged));
                }
            }

            Console.Error.WriteLine($"draw {draw}");
        }

        for (int w = 0; w < Wearings.Length; w++)
        {
            for (int k = 0; k < PerClass.Length; k++)
            {
                double[] was = [.. Enumerable.Range(0, Draws).Select(draw => before[w, k, draw])];
                double[] became = [.. Enumerable.Range(0, Draws).Select(draw => after[w, k, draw])];
                double[] gains = [.. was.Select((value, draw) => became[draw] - value)];
                double mean = gains.Average();
                double half = T95 * Math.Sqrt(gains.Sum(gain => (gain - mean) * (gain - mean)) / (Draws - 1) / Draws);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {Wearings[w].Name} | {PerClass[k]} | {100 * was.Average():F1} % | {100 * became.Average():F1} % | {100 * mean:+0.0;-0.0} ({100 * (mean - half):+0.0;-0.0} to {100 * (mean + half):+0.0;-0.0}) |"));
            }
        }
    }

    private static byte[] Train(Dataset examples, int seed) => new Experiment(examples, new TrainingOptions
    {
        Hidden = [new LayerShape(24, Activation.Relu)],
        Epochs = 200,
        BatchSize = 32,
        LearningRate = 0.003,
        Optimizer = OptimizerKind.Adam,
        L2 = 0.003,
        DevShare = 0,
        TestShare = 0,
        Seed = seed,
    }).Train().Bytes.ToArray();

    private static byte[] Adapt(byte[] model, Dataset examples)
    {
        var learner = new OutputLearner(model, Math.Max(1, examples.Count));
        var features = new float[examples.FeatureNames.Count];
        for (int e = 0; e < examples.Count; e++)
        {
            examples.CopyExample(e, features);
            learner.Add(features, examples.ClassOf(e));
        }

        learner.Train(OutputLearner.DefaultEpochs);
        return learner.File[..learner.Commit()];
    }

    private static double Accuracy(byte[] bytes, Dataset examples)
    {
        var model = Model.Load(bytes);
        var features = new float[examples.FeatureNames.Count];
        int right = 0;
        for (int e = 0; e < examples.Count; e++)
        {
            examples.CopyExample(e, features);
            right += model.ClassOf(features) == examples.ClassOf(e) ? 1 : 0;
        }

        return (double)right / examples.Count;
    }

    private static Dictionary<string, string> ClassesOf(Dataset examples) => Enumerable.Range(0, examples.Count)
        .GroupBy(e => examples.GroupNames[examples.Groups![e]]).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => examples.ClassNames[examples.ClassOf(group.First())]);

    private static Dataset Pick(Dataset all, HashSet<string> recordings) =>
        all.Select([.. Enumerable.Range(0, all.Count).Where(e => recordings.Contains(all.GroupNames[all.Groups![e]]))]);

    private static Dataset Read(string file, Func<double, double, double, (double X, double Y, double Z)>? wearing)
    {
        if (wearing is null)
        {
            return Dataset.FromRecordings(file, Stream(), "activity", Names);
        }

        string worn = Path.GetTempFileName();
        string[] lines = File.ReadAllLines(file);
        File.WriteAllLines(worn, lines.Take(1).Concat(lines.Skip(1).Select(line =>
        {
            string[] cells = line.Split(',');
            double[] axes = [.. cells[1..4].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            (double x, double y, double z) = wearing(axes[0], axes[1], axes[2]);
            return string.Create(CultureInfo.InvariantCulture, $"{cells[0]},{Count(x)},{Count(y)},{Count(z)},{cells[4]}");
        })));
        try
        {
            return Dataset.FromRecordings(worn, Stream(), "activity", Names);
        }
        finally
        {
            File.Delete(worn);
        }
    }

    private static short Count(double reading) => (short)Math.Clamp(Math.Round(reading), short.MinValue, short.MaxValue);

    private static StreamOptions Stream() => new()
    {
        RateHertz = RateHertz,
        Window = 2 * RateHertz,
        Stride = RateHertz,
        Channels = ["x", "y", "z"],
        Recording = "recording",
        Features =
        [
            .. StreamOptions.DefaultFeatures(3, false),
            .. Bands.SelectMany(band => Enumerable.Range(0, 3).Select(axis => new StreamFeature(FeatureKind.BandEnergy, axis, 0, band.First, band.Last))),
        ],
    };
}
