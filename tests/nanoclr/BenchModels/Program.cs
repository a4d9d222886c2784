using EdgeNet.BenchModels;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

// BenchModels SONAR OUTPUT [FAN]: trains the networks of the benchmark and writes them to a folder as C#, with what the models beside sonar, the random
// streams and the recordings of a fan must give.
if (args.Length is not (2 or 3))
{
    Console.Error.WriteLine("usage: BenchModels FOLDER_OF_SONAR OUTPUT_FOLDER [FAN_CSV]");
    return 2;
}

Directory.CreateDirectory(args[1]);
Recipe sonar = RecipeReader.Read(args[0]);
Dataset echoes = RecipeData.Read(sonar);
(string Name, Dataset Examples, int[] Hidden)[] networks =
[
    ("60", echoes, [12]),
    ("16", Clouds.Create(16, 400, seed: 16), [16, 8]),
    ("8", Clouds.Create(8, 400, seed: 8), [8]),
];

foreach ((string name, Dataset examples, int[] hidden) in networks)
{
    BenchModel.Write("F" + name, examples, hidden, sonar.Options, readings: null, args[1]);
    BenchModel.Write("R" + name, Clouds.AsReadings(examples), hidden, sonar.Options, Clouds.TwelveBits, args[1]);
}

// The network of sonar without most of its words; BENCHMARKS.md has what that costs over the folds of 'edgenet evaluate'.
const double Sparsity = 0.6;
const double SparsityOfReadings = 0.65;
BenchModel.Write("S60", echoes, [12], sonar.Options with { Sparsity = Sparsity }, readings: null, args[1], hasFloatLoop: false);
BenchModel.Write("SR60", Clouds.AsReadings(echoes), [12], sonar.Options with { Sparsity = SparsityOfReadings }, Clouds.TwelveBits, args[1], hasFloatLoop: false);

var rules = new EdgeNet.DecisionRules(0, 0);
BenchModel.Write("S48", StreamModels.Create(Bench.StreamShapes.Full(Bench.StreamShapes.Window, rules)), [12], sonar.Options, readings: null, args[1]);
BenchModel.Write("S33", StreamModels.Create(Bench.StreamShapes.Lean(Bench.StreamShapes.Window, rules)), [12], sonar.Options, readings: null, args[1]);

foreach ((string name, string example) in (ReadOnlySpan<(string, string)>)[("Iris", "iris"), ("Winding", "winding")])
{
    BenchModel.WriteExample(Path.Combine(args[0], "..", example), name, args[1]);
}

StreamHashes.WriteRandom(args[1]);
if (args.Length == 3)
{
    IReadOnlyList<FanRecording> fan = FanRecording.ReadAll(args[2]);
    TrainedModel model = BenchModel.Write("FanNetwork", StreamModels.Create(fan), [12], sonar.Options, readings: null, args[1]);
    StreamHashes.WriteFan(fan, model.File.Bytes, args[1]);
}

return 0;
