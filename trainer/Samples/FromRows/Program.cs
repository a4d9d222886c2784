// Rows in memory become a model for a microcontroller: train, compare float with int8, save, and ask the device library.
//
//     dotnet run -c Release --project trainer/Samples/FromRows -- FOLDER
//
// The rows are made up here, from a seed: a fan whose filter is clogged turns slower and draws more current than a clean one at the same
// voltage. In your program they come from a sensor or a database.
using EdgeNet;
using EdgeNet.Trainer;

string folder = args.Length > 0 ? args[0] : ".";
(List<float[]> rows, List<string> labels) = MakeRows(count: 600, seed: 1);

// 1. Examples. The order of the classes matters where there are two: the second is the positive one.
Dataset data = Dataset.FromRows(rows, labels, ["volts", "rpm", "milliamps"], classNames: ["clean", "clogged"]);

// 2. Training. A number in Hidden is a layer of that many ReLU units; the other options have defaults.
var options = new TrainingOptions { Name = "fan", Hidden = [12], Epochs = 100, LearningRate = 0.01, Seed = 1 };
TrainedModel model = Experiment.Train(data, options);
foreach (string warning in model.Warnings)
{
    Console.WriteLine($"Warning: {warning}");
}

// 3. Scores. Test is of the rows that training did not see.
Console.WriteLine($"Accuracy on the {model.Train.Count} training rows: {model.Train.Accuracy}");
Console.WriteLine($"Accuracy on {model.Test.Count} rows that training did not see: {model.Test.Accuracy}");

// 4. Files. The board takes either: the model file, or the class, which is quicker and needs no RAM for the weights.
string file = Path.Combine(folder, "fan.edgenet");
model.Save(file);
model.SaveCSharp(Path.Combine(folder, "FanModel.cs"));
Console.WriteLine($"Wrote fan.edgenet, {model.Bytes.Length} bytes, FanModel.cs and FanModel.Golden.cs.");

// 5. The device. The same lines run on the board, where the same integers come out.
Model device = Model.Load(File.ReadAllBytes(file));
if (!device.SelfTest())
{
    Console.WriteLine("This machine does not compute what the trainer computed.");
    return 1;
}

float[] reading = [9, 1520, 195]; // raw values, in the order of the names
bool isClogged = device.Classify(reading);
Console.WriteLine($"9 V, 1520 rpm, 195 mA: {device.LabelOf(isClogged ? 1 : 0)}, probability of 'clogged' {device.Predict(reading):F2}.");
return 0;

static (List<float[]> Rows, List<string> Labels) MakeRows(int count, int seed)
{
    var random = new Random(seed);
    var rows = new List<float[]>();
    var labels = new List<string>();
    for (int i = 0; i < count; i++)
    {
        bool isClogged = i % 3 == 0;
        double volts = 5 + (7 * random.NextDouble());
        double rpm = (180 * volts * (isClogged ? 0.93 : 1)) + Noise(40);
        double milliamps = (20 * volts * (isClogged ? 1.1 : 1)) + Noise(5);
        rows.Add([(float)volts, (float)rpm, (float)milliamps]);
        labels.Add(isClogged ? "clogged" : "clean");
    }

    return (rows, labels);

    // Twelve uniform numbers add up to a nearly normal one of variance 1.
    double Noise(double deviation) => deviation * (Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6);
}
