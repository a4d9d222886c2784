// Recordings of a sensor become a model that turns a stream of readings into a state. Ctrl-C keeps the best weights so far.
//
//     dotnet run -c Release --project trainer/Samples/FromRecordings -- models/vibration/vibration.csv FOLDER
//
// The recordings are simulated; models/vibration/README.md says how. The model is byte for byte that of models/vibration, which a recipe makes.
using EdgeNet;
using EdgeNet.Files;
using EdgeNet.Trainer;

string recordings = args.Length > 0 ? args[0] : "models/vibration/vibration.csv";
string folder = args.Length > 1 ? args[1] : ".";
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // the program ends by itself, below
    stop.Cancel();
};

// 1. The stream: 100 readings a second in counts of the sensor; windows of 1.28 s, a new one every 0.32 s; two of the last three decide.
string[] channels = ["x", "y", "z"];
var stream = new StreamOptions
{
    RateHertz = 100,
    Window = 128,
    Stride = 32,
    Channels = channels,
    Features =
    [
        .. OfEachChannel(FeatureKind.StandardDeviation),
        .. OfEachChannel(FeatureKind.MeanAbsoluteDifference),
        .. OfEachChannel(FeatureKind.ZeroCrossings),
        new StreamFeature(FeatureKind.Kurtosis, channel: 2),
        new StreamFeature(FeatureKind.BandEnergy, channel: 2, firstBin: 3, lastBin: 7), // in steps of 100 Hz / 128: 2.3 to 5.5 Hz
        new StreamFeature(FeatureKind.Correlation, channel: 0, secondChannel: 1),
        new StreamFeature(FeatureKind.Correlation, channel: 0, secondChannel: 2),
        new StreamFeature(FeatureKind.Correlation, channel: 1, secondChannel: 2),
    ],
    Decision = new StreamDecision { Votes = 2, OfLast = 3 },
};
var options = new TrainingOptions { Name = "vibration", Hidden = [12], Epochs = 150, LearningRate = 0.01, L2 = 0.01, DevShare = 0.2, TestShare = 0.2 };

try
{
    // 2. Windows. All windows of a recording stay on one side of every split: they resemble each other.
    Dataset data = Dataset.FromRecordings(recordings, stream, "label", ["normal", "imbalance", "looseness", "bearing"]);
    Console.WriteLine($"{data.Count} windows with {data.FeatureNames.Count} features.");

    // 3. How good are models of this kind? Each fold is tested on recordings that its model has not seen.
    var experiment = new Experiment(data, options);
    foreach (PartScore fold in experiment.Evaluate(folds: 8, progress: new Lines<int>(done => $"fold {done} done"), cancellation: stop.Token))
    {
        Console.WriteLine($"{fold.Name}: {fold.Count} windows, {fold.Accuracy}");
    }

    // 4. The model to keep.
    var epochs = new Lines<TrainingProgress>(p => p.Epoch % 30 == 0 ? $"{p.Phase}: epoch {p.Epoch} of {p.Epochs}, cost {p.TrainCost:F4}" : null);
    TrainedModel model = await experiment.TrainAsync(epochs, stop.Token);
    Console.WriteLine($"Accuracy on windows of other recordings: {model.Test.Accuracy}{(model.IsCancelled ? "; stopped early" : string.Empty)}");
    model.Save(Path.Combine(folder, "vibration.edgenet"));
    return Pipeline.Load(model.Bytes.ToArray()).SelfTest() ? 0 : 1;
}
catch (OperationCanceledException)
{
    Console.WriteLine("Stopped before the first epoch had ended; there is no model.");
    return 130;
}
catch (InputException e)
{
    Console.WriteLine(e.Message); // it says what is wrong, where, and what to do
    return 3;
}

IEnumerable<StreamFeature> OfEachChannel(FeatureKind kind) => channels.Select((_, channel) => new StreamFeature(kind, channel));

// Progress<T> of .NET would hand each report to another thread, and a console would show them in any order.
internal sealed class Lines<T>(Func<T, string?> lineOf) : IProgress<T>
{
    public void Report(T value) => Console.Write(lineOf(value) is { } line ? line + Environment.NewLine : string.Empty);
}
