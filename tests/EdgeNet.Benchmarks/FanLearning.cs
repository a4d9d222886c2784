using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer;

namespace EdgeNet.Benchmarks;

/// <summary>
/// A node comes to a machine that training has not seen: it learns there what is normal, by the device library, and is judged on what came later. The machines are the
/// speeds and mountings of <c>fan.csv</c>, whose recordings are numbered by mounting and speed.
/// </summary>
internal static class FanLearning
{
    private const int Speeds = 17;
    private const int RateHertz = 50;
    private const int Window = 50;
    private const int Step = 5;         // readings from one window to the next while learning: a decision every tenth of a second
    private const int Half = 30 * RateHertz;

    private static readonly string[] Names = ["balanced", "uneven"];

    /// <summary>Prints, for each mounting that is known and each that the node comes to, false alarms and AUC before and after learning.</summary>
    /// <param name="file">The recordings.</param>
    /// <param name="learning">The limits; what is null takes the default.</param>
    public static void Run(string file, LearningOptions learning)
    {
        foreach (AnomalyKind kind in (AnomalyKind[])[AnomalyKind.GaussianMixture, AnomalyKind.KMeans])
        {
            foreach ((int known, int met) in ((int, int)[])[(2, 2), (0, 0), (2, 0), (2, 1), (0, 2)])
            {
                Outcome[] outcomes = [.. Enumerable.Range(0, Speeds).Select(speed => Measure(file, kind, learning, known, met, speed))];
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{kind}, mounting {known} known, met {met}: false alarms {Mean(outcomes, o => o.AlarmsBefore)} before, {Mean(outcomes, o => o.AlarmsAfter)} after; AUC {Mean(outcomes, o => o.AreaBefore)} before, {Mean(outcomes, o => o.AreaAfter)} after; found {Mean(outcomes, o => o.FoundBefore)} before, {Mean(outcomes, o => o.FoundAfter)} after; ready {outcomes.Count(o => o.State == "Ready")} of {Speeds}: {string.Join(' ', outcomes.Select(o => o.State))}"));
            }
        }
    }

    private static Dictionary<(int Recording, int Stride), float[][]> Cache { get; } = [];

    private static Outcome Measure(string file, AnomalyKind kind, LearningOptions learning, int known, int met, int speed)
    {
        Dataset all = Windows(file, Window);
        Dataset normal = all.Select([.. Enumerable.Range(0, all.Count).Where(e => RecordingOf(all, e) is var r && r / Speeds == known && r % Speeds != speed)]);
        TrainedAnomaly trained = Experiment.TrainAnomaly(
            normal, new TrainingOptions { TestShare = 0, Seed = 1, Anomaly = new AnomalyOptions { Normal = [Names[Math.Min(known, 1)]], Kind = kind, FalseAlarms = 0.02, Learning = learning } });
        byte[] bytes = trained.Bytes.ToArray();
        var learner = new Learner(bytes);
        int recording = (met * Speeds) + speed;
        foreach (float[] features in Of(file, recording, Step).Where((_, w) => (w * Step) + Window <= Half))
        {
            learner.Learn(features);
        }

        int length = learner.Commit();
        var before = Model.Load(bytes);
        Model after = length == 0 ? before : Model.Load(learner.File[..length]);
        float[][] fresh = [.. Of(file, recording, Window).Where((_, w) => w * Window >= Half)];
        float[][] unusual = [.. Enumerable.Range(0, 3).Where(m => m != met).SelectMany(m => Of(file, (m * Speeds) + speed, Window))];
        return new Outcome(
            Share(before, fresh), Share(after, fresh), Area(before, fresh, unusual), Area(after, fresh, unusual), Share(before, unusual), Share(after, unusual),
            learner.State == LearningState.Refused ? learner.Reason.ToString() : learner.State.ToString());
    }

    private static double Share(Model model, float[][] examples) => (double)examples.Count(model.Classify) / examples.Length;

    private static double Area(Model model, float[][] normal, float[][] unusual) => RocCurve.Of(
        [.. normal.Concat(unusual).Select(example => (double)model.Logit(example))], [.. normal.Concat(unusual).Select((_, e) => e < normal.Length ? 0f : 1f)]).Area;

    private static string Mean(Outcome[] outcomes, Func<Outcome, double> of)
    {
        double[] values = [.. outcomes.Select(of)];
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean:F3} ±{2.12 * deviation / Math.Sqrt(values.Length):F3}");
    }

    private static float[][] Of(string file, int recording, int stride)
    {
        if (!Cache.TryGetValue((recording, stride), out float[][]? found))
        {
            Dataset all = Windows(file, stride);
            for (int r = 0; r < 3 * Speeds; r++)
            {
                Cache[(r, stride)] = [.. Enumerable.Range(0, all.Count).Where(e => RecordingOf(all, e) == r).Select(e => Example(all, e))];
            }

            found = Cache[(recording, stride)];
        }

        return found;
    }

    private static float[] Example(Dataset all, int e)
    {
        var features = new float[all.FeatureNames.Count];
        all.CopyExample(e, features);
        return features;
    }

    private static int RecordingOf(Dataset all, int e) => int.Parse(all.GroupNames[all.Groups![e]], CultureInfo.InvariantCulture);

    private static Dictionary<int, Dataset> Sets { get; } = [];

    private static Dataset Windows(string file, int stride) => Sets.TryGetValue(stride, out Dataset? known) ? known : Sets[stride] = Dataset.FromRecordings(file, Stream(stride), "label", Names);

    private static StreamOptions Stream(int stride)
    {
        int[] axes = [0, 1, 2];
        return new StreamOptions
        {
            RateHertz = RateHertz,
            Window = Window,
            Stride = stride,
            Channels = ["x", "y", "z"],
            CountsPerUnit = [1000, 1000, 1000],
            Recording = "rec",
            LabelValues = ["0", "1"],
            Features =
            [
                .. axes.Select(axis => new StreamFeature(FeatureKind.StandardDeviation, axis, 0, 0, 0, FeatureOptions.Logarithm)),
                .. axes.Select(axis => new StreamFeature(FeatureKind.MeanAbsoluteDifference, axis, 0, 0, 0, FeatureOptions.Logarithm)),
                .. Enumerable.Range(0, 5).SelectMany(band => axes.Select(axis => new StreamFeature(FeatureKind.BandEnergy, axis, 0, (5 * band) + 1, 5 * (band + 1), FeatureOptions.Logarithm))),
                .. ((FeatureKind[])[FeatureKind.ZeroCrossings, FeatureKind.Skewness, FeatureKind.Kurtosis, FeatureKind.Mean]).SelectMany(kind => axes.Select(axis => new StreamFeature(kind, axis))),
                new StreamFeature(FeatureKind.Correlation, 0, 1), new StreamFeature(FeatureKind.Correlation, 0, 2), new StreamFeature(FeatureKind.Correlation, 1, 2),
            ],
        };
    }

    private sealed record Outcome(
        double AlarmsBefore, double AlarmsAfter, double AreaBefore, double AreaAfter, double FoundBefore, double FoundAfter, string State);
}
