using System.CommandLine;
using System.Globalization;
using EdgeNet.Report;
using EdgeNet.Trainer.Experiments;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet import MODEL --data TABLE</c>: takes a network of another framework, calibrates and quantizes it, and shows float and int8 side by side.</summary>
internal static class ImportCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var network = new Argument<string>("model") { Description = "An .onnx, .keras or .h5 file of a network of dense layers." };
        var data = new Option<string?>("--data") { Description = "A CSV file to calibrate with: rows such as the device will see. Labels are not needed. A table of numbers alone needs no header." };
        var recipe = new Option<string?>("--recipe") { Description = "A recipe in place of --data: its data, label and parts, for tables, images and streams. Its layers are not used." };
        var set = new Option<string[]>("--set") { Description = "Override a key of that recipe, or of the recipe that an ONNX file of EdgeNet carries. May be repeated." };
        var label = new Option<string[]>("--label") { Description = "The column with the true class or quantity, by which float and int8 are judged. Repeat it for each quantity. [default: none; int8 is judged by the float network]" };
        Option<string?> values = LabelValuesOption.Create();
        var classes = new Option<string?>("--classes") { Description = "The names of the classes, comma-separated in the order of the network's outputs. They also say that linear outputs are logits of classes. [default: those in the file]" };
        var features = new Option<string[]>("--feature") { Description = "An input column. Repeat it for each input, in the network's order. [default: the columns that the file names; if it names none, every column but the labels]" };
        var ignore = new Option<string[]>("--ignore") { Description = "A column to leave out. May be repeated." };
        var anomaly = new Option<bool>("--anomaly") { Description = "The network is an autoencoder, and the rows of --data are normal: make an anomaly model of it. A recipe says that by \"task\": \"anomaly\"." };
        var group = new Option<string?>("--group") { Description = "A column whose values stay in one part, such as the machine." };
        var name = new Option<string?>("--name") { Description = "The name of the model. [default: that of the file]" };
        var threshold = new Option<double?>("--threshold") { Description = "Two classes: the probability from which on the second class is decided, between 0 and 1. [default: that of the file, or 0.5]" };
        var bits = new Option<string>("--weight-bits") { Description = "Bits of a weight: 8, 4 or auto.", DefaultValueFactory = _ => "8" };
        bits.AcceptOnlyFromAmong("8", "4", "auto");
        Option<int?> aware = WholeNumber.Optional("--aware-epochs", "Epochs of quantization-aware training, which fine-tunes the weights for int8; 0 for none. [default: 100 where int8 loses noticeably without it]", least: 0);
        var readings = new Option<string?>("--readings") { Description = "Take inputs as integer readings of this range, such as 0,4095. [default: inputs are any numbers]" };
        Option<int?> seed = WholeNumber.Optional("--seed", "The seed of the split.", least: 0);
        var outputName = new Option<string?>("--output-name") { Description = "The output of an ONNX file that has several." };
        var expect = new Option<string?>("--expect") { Description = "A CSV file with the outputs that the original framework gives for the rows of --data. The network is refused if it differs." };
        var output = new Option<string?>("--out") { Description = "Where to write the model: an .edgenet file or a folder. [default: beside the network]" };
        var checkpoint = new Option<bool>("--checkpoint") { Description = "Also keep the float network as it was calibrated, as ONNX." };
        var report = new Option<bool>("--report") { Description = "Also write the HTML report." };
        Option<string> board = DeviceOption.Create();
        var command = new Command("import", "Make a model of a network from ONNX or Keras.")
        {
            network, data, recipe, set, label, values, classes, features, ignore, anomaly, group, name, threshold, bits, aware, readings, seed, outputName, expect, output, checkpoint, report, board,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(data) is null == result.GetValue(recipe) is null)
            {
                result.AddError("import needs either --data or --recipe: rows such as the device will see.");
            }

            Option[] ofTable = [label, values, classes, features, ignore, anomaly, group];
            if (result.GetValue(recipe) is not null && Array.Find(ofTable, option => result.IsGiven(option)) is { } extra)
            {
                result.AddError($"{extra.Name} goes with --data; a recipe says that itself, and --set changes it.");
            }

            Option[] notOfAnomaly = [label, values, classes, threshold, aware, readings, checkpoint];
            if (result.GetValue(anomaly) && Array.Find(notOfAnomaly, option => result.IsGiven(option)) is { } other)
            {
                result.AddError($"{other.Name} does not go with --anomaly: the rows are normal, and the model has a score; for labels or a share of false alarms, name a recipe with \"task\": \"anomaly\" by --recipe.");
            }

            if (result.GetValue(threshold) is { } at && at is not (> 0 and < 1))
            {
                result.AddError($"--threshold must be between 0 and 1, and is {at.ToString(CultureInfo.InvariantCulture)}.");
            }

            if (result.GetValue(name) is { } given && !Experiment.IsName(given))
            {
                result.AddError($"--name is made of letters, digits, - and _, at most 64, and is '{given}'.");
            }

            if (result.GetValue(readings) is { } range && Range(range) is null)
            {
                result.AddError("--readings takes the lowest and the highest reading, such as 0,4095.");
            }

            if (result.GetValue(features) is { Length: > 0 } && result.GetValue(ignore) is { Length: > 0 })
            {
                result.AddError("--feature and --ignore exclude each other: --feature names every input, --ignore the columns that are none.");
            }
        });
        command.SetAction(parsed => Run(
            new ImportRequest
            {
                Network = parsed.GetRequiredValue(network),
                Data = parsed.GetValue(data),
                Recipe = parsed.GetValue(recipe),
                Changes = parsed.GetValue(set) ?? [],
                OptionChanges =
                [
                    .. parsed.GetValue(seed) is { } number ? (string[])[string.Create(CultureInfo.InvariantCulture, $"seed={number}")] : [],
                    .. parsed.GetValue(threshold) is { } at ? (string[])[string.Create(CultureInfo.InvariantCulture, $"threshold={at}")] : [],
                    .. parsed.GetValue(name) is { } called ? (string[])[$"name={called}"] : [],
                    .. parsed.CommandResult.IsGiven(bits) ? (string[])[$"quantization.weightBits={parsed.GetValue(bits)}"] : [],
                    .. parsed.GetValue(aware) is { } epochs ? (string[])[string.Create(CultureInfo.InvariantCulture, $"quantization.awareEpochs={epochs}")] : [],
                    .. parsed.GetValue(readings) is { } ends && Range(ends) is var (low, high) ? (string[])[string.Create(CultureInfo.InvariantCulture, $"readings={{\"lowest\":{low},\"highest\":{high}}}")] : [],
                ],
                Columns = new ModelColumns(parsed.GetValue(label) ?? [], LabelValuesOption.Split(parsed.GetValue(values)), parsed.GetValue(features) ?? [], parsed.GetValue(ignore) ?? []),
                Classes = parsed.GetValue(classes)?.Split(',', StringSplitOptions.TrimEntries),
                IsAnomaly = parsed.GetValue(anomaly),
                Group = parsed.GetValue(group),
                Name = parsed.GetValue(name),
                OutputName = parsed.GetValue(outputName),
                Threshold = parsed.GetValue(threshold),
                Options = new TrainingOptions
                {
                    Seed = parsed.GetValue(seed) ?? new TrainingOptions().Seed,
                    WeightBits = parsed.GetValue(bits) switch { "4" => 4, "auto" => null, _ => 8 },
                    Readings = parsed.GetValue(readings) is { } range ? Range(range) : null,
                }.WithAwareEpochs(parsed.GetValue(aware)),
            },
            parsed.GetValue(expect),
            parsed.GetValue(output),
            parsed.GetValue(report),
            parsed.GetValue(checkpoint),
            DeviceOption.In(parsed, board, console),
            console));
        return command;
    }

    private static (int Lowest, int Highest)? Range(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries) is [var low, var high] && int.TryParse(low, CultureInfo.InvariantCulture, out int lowest) && int.TryParse(high, CultureInfo.InvariantCulture, out int highest) && lowest < highest ? (lowest, highest) : null;

    private static int Run(ImportRequest request, string? expect, string? output, bool hasReport, bool hasCheckpoint, DeviceTarget device, IAnsiConsole console)
    {
        using var interrupt = new Interrupt();
        Experiment experiment = Experiment.OpenImport(request);
        if (experiment.Options.Anomaly is not null && hasCheckpoint)
        {
            throw new InputException($"{request.Network}: is imported as an anomaly model, with which --checkpoint does not go.");
        }

        string path = ModelPath(request, experiment, output);
        var files = new FileSet();
        foreach (string? read in (string?[])[request.Network, request.Data, expect])
        {
            if (read is not null)
            {
                files.Keep(read);
            }
        }

        string folder = Path.GetDirectoryName(path)!;
        if (hasCheckpoint)
        {
            FloatCheckpoint.CheckPlace(FloatCheckpoint.PathOf(path));
        }

        string reportPath = Path.ChangeExtension(path, null) + ".report.html";
        files.Check([path, .. (string[])(hasReport ? [reportPath] : []), .. (string[])(hasCheckpoint ? [FloatCheckpoint.PathOf(path)] : [])]);
        ImportReport.Network(console, experiment);
        ExampleReader.Warn(console, experiment.ReadingWarnings);
        ExampleReader.Warn(console, experiment.PartWarnings);
        ExampleReader.Warn(console, experiment.DataWarnings);
        ExampleReader.Warn(console, experiment.ImportWarnings);
        if (experiment.Options.Anomaly is not null)
        {
            if (expect is not null)
            {
                ImportReport.Compare(console, experiment, experiment.CompareOutputs(expect), expect);
            }

            return AnomalyTraining.Finish(experiment, path, hasReport ? reportPath : null, files, device, console);
        }

        FloatModel real = experiment.TrainFloat(null, CancellationToken.None);
        ExampleReader.Warn(console, real.Training.Warnings);
        if (expect is not null)
        {
            ImportReport.Compare(console, experiment, experiment.CompareOutputs(real, expect), expect);
        }

        CancellationToken stop = interrupt.Listen();
        TrainedModel model = TrainProgress.ShowAware(console, experiment.AwareEpochs, onEpoch => experiment.Quantize(real, onEpoch, stop));
        ImportReport.Scores(console, experiment, model);
        TrainReport.Quantization(console, model);
        string className = CSharpModel.ClassStemOf(Path.GetFileNameWithoutExtension(path)) + "Model";
        CSharpModel? generated = model.File.Generated is null ? null : model.File.Generate(className: className);
        var fit = DeviceFit.Of(model.File, generated, device);
        EngineReport.Warn(console, fit);
        files.Add(path, model.File.Bytes);
        generated?.AddTo(files, folder);
        string streamClass = CSharpModel.ClassStemOf(Path.GetFileNameWithoutExtension(path)) + "Stream";
        string[] stale = generated is not null ? [] : StaleClass.AddTo(files, CSharpModel.PathsIn(folder, className, model.File.Stream is null ? null : streamClass));
        if (hasCheckpoint)
        {
            files.Add(FloatCheckpoint.PathOf(path), FloatCheckpoint.Of(experiment, model));
        }

        if (hasReport)
        {
            files.Add(reportPath, ModelReport.Write(model, device));
        }

        files.SaveOrKeep();
        TrainReport.Written(console, model, files);
        SealReport.Hint(console, model.File, path);
        StaleClass.Warn(console, stale);
        EngineReport.Write(console, model.File, generated, fit);
        if (generated is not null)
        {
            AssemblyReport.Write(console, className, generated.Share, folder, CSharpModel.PathsIn(folder, className, generated.Stream?.ClassName));
        }

        if (model.File.Stream is not null)
        {
            StreamReport.Model(console, model.File);
        }

        return model.IsCancelled ? ExitCode.Interrupted : ExitCode.Success;
    }

    private static string ModelPath(ImportRequest request, Experiment experiment, string? output)
    {
        string name = experiment.Options.Name + ".edgenet";
        string place = output ?? Path.GetDirectoryName(Path.GetFullPath(request.Network))!;
        bool isFile = place.EndsWith(".edgenet", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(place);
        string path = Path.GetFullPath(isFile ? place : Path.Combine(place, name));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (FileError.IsOne(e))
        {
            throw new InputException($"{output}: cannot be written: {FileError.Describe(e, path)}", e);
        }

        return path;
    }
}
