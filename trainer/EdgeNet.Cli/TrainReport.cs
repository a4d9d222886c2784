using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Quantization;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>The output of <c>edgenet train</c>.</summary>
internal static class TrainReport
{
    public static void Data(IAnsiConsole console, Experiment experiment)
    {
        Dataset examples = experiment.Data;
        TrainingOptions options = experiment.Options;
        console.WriteLine(
            $"{options.Name}: {examples.Count} examples with {examples.FeatureNames.Count} features; "
            + string.Join(", ", examples.Task == LearningTask.Regression ? Ranges(examples) : Counts(examples)) + ".");
        if (experiment.Stream is { } stream)
        {
            StreamReport.Data(console, stream, examples);
        }
        else if (experiment.NamesInputs)
        {
            console.WriteLine($"Inputs, in this order: {string.Join(", ", examples.FeatureNames)}.");
        }

        if (experiment.Stream is null && examples.Groups is { } groups)
        {
            console.WriteLine($"Split by {Experiment.NameOfGroup(experiment.GroupedBy)}: {NameList.Count(groups.Distinct().Count(), "group")}, each in one part.");
        }

        if (options.Missing != MissingCells.None)
        {
            Missing(console, examples, options.Missing);
        }

        IReadOnlyList<LayerShape> shapes = options.LayersOf(examples);
        string layers = string.Join("-", shapes.Select(layer => layer.Units).Prepend(examples.FeatureNames.Count));
        string activations = string.Join(", ", shapes.Select(layer => ActivationNames.Of(layer.Activation)));
        console.WriteLine(
            $"Training {layers} ({activations}) on {experiment.Parts.Train.Count}, dev {Part(experiment.Parts.Dev, experiment.DevName)}, test {Part(experiment.Parts.Test, experiment.TestName)}; seed {options.Seed}.");
    }

    private static void Missing(IAnsiConsole console, Dataset examples, MissingCells by)
    {
        string fill = by == MissingCells.Mean ? "mean" : "median";
        console.WriteLine($"Missing: {Format.Number(examples.MissingCount)} of {Format.Number(examples.Count * examples.FeatureNames.Count)} cells, filled with the {fill} of each column in the training part; the model fills NaN alike.");
    }

    public static void Training(IAnsiConsole console, TrainingResult training)
    {
        int epochs = training.Epochs.Count;
        console.WriteLine(training.End switch
        {
            TrainingEnd.Completed when training.KeptEpoch == 0 && epochs > 0 => $"Trained {epochs} epochs; none was better on dev than the network that it began with, which was kept.",
            TrainingEnd.Completed when training.KeptEpoch < epochs => $"Trained {epochs} epochs; kept the best weights, of epoch {training.KeptEpoch}.",
            TrainingEnd.Completed => $"Trained {epochs} epochs.",
            TrainingEnd.StoppedEarly => $"Stopped early after {epochs} epochs; kept the best weights, of epoch {training.KeptEpoch}.",
            _ => $"Stopped by request after {epochs} epochs; kept the best weights so far, of epoch {training.KeptEpoch}.",
        });
        Sparkline.Write(console, "train cost", [.. training.Epochs.Select(epoch => epoch.TrainCost)]);
        Sparkline.Write(console, "dev cost  ", [.. training.Epochs.Select(epoch => epoch.DevCost)]);
        ExampleReader.Warn(console, training.Warnings);
    }

    public static void Threshold(IAnsiConsole console, TrainedModel model)
    {
        if (model.Threshold is not { } choice)
        {
            return;
        }

        string by = choice.Rule.Kind switch
        {
            ThresholdKind.Precision => $"a precision of {Format.Percent(choice.Rule.At)}",
            ThresholdKind.Recall => $"a recall of {Format.Percent(choice.Rule.At)}",
            ThresholdKind.Cost => FormattableString.Invariant($"the costs of a miss, {choice.Rule.MissCost}, and a false alarm, {choice.Rule.FalseAlarmCost}"),
            _ => "F1",
        };
        console.WriteLine(
            $"Threshold, chosen on dev for {by}: {Probability(choice.LogitThreshold)}, 95 % of {Format.Number(choice.Samples)} {(choice.IsSmoothed ? "smoothed " : string.Empty)}bootstrap samples "
            + $"{Probability(choice.Lowest)} to {Probability(choice.Highest)}; "
            + $"precision {Format.Percent(choice.Confusion.Precision)}, recall {Format.Percent(choice.Confusion.Recall)} there.");
        if (!choice.IsReached)
        {
            string message = $"no threshold has a precision of {Format.Percent(choice.Rule.At)} on dev; the best is {Format.Percent(choice.Confusion.Precision)}, and its threshold was taken.";
            console.MarkupLine($"[yellow]Warning:[/] {Markup.Escape(message)}");
        }

        string Probability(int logit) => Format.Ratio(model.Quantized.ProbabilityOf(logit));
    }

    /// <summary>Prints the warning that quantization lost accuracy, if there is one.</summary>
    public static void Loss(IAnsiConsole console, string? warning)
    {
        if (warning is not null)
        {
            console.MarkupLine($"[yellow]Warning:[/] {Markup.Escape(warning)}");
        }
    }

    public static void Quantization(IAnsiConsole console, TrainedModel model)
    {
        string what = model.Task switch
        {
            LearningTask.Binary => "the logit",
            LearningTask.MultiClass => "the logits",
            _ => "the estimates, in standard deviations",
        };
        string whose = model.Integers.Aware is null ? string.Empty : "from the fine-tuned network on; ";
        console.WriteLine($"What each step of quantization does to {what} ({whose}calibration: {model.Quantized.Calibration}):");
        Table table = new Table().RoundedBorder()
            .AddColumn("step")
            .AddColumn(new TableColumn("error, RMS").RightAligned())
            .AddColumn(new TableColumn("added").RightAligned());
        foreach (QuantizationStep step in model.QuantizationSteps(model.Parts.Dev ?? model.Parts.Train))
        {
            table.AddRow(
                step.Name, Rms(step.LogitRms), step.LogitRms < ManyUnits ? Math.Round(step.Added, 4).ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture) : Format.Difference(step.Added));
        }

        console.Write(table);
    }

    private const double ManyUnits = 10_000;

    private static string Rms(double error) => error.ToString(error < ManyUnits ? "F4" : "G4", CultureInfo.InvariantCulture);

    public static void Written(IAnsiConsole console, TrainedModel model, FileSet files)
    {
        Model device = model.Device;
        (int goldenBytes, int nameBytes) = (model.File.GoldenBytes, model.File.InputBytes);
        console.WriteLine($"Golden vectors: {device.GoldenVectorCount} of {device.GoldenVectorCount} exact on the device library.");
        Format.Written(console, files);
        string seal = model.File.Seal is null ? string.Empty : $", {Format.Number(model.File.SealBytes)} of the seal";
        string names = nameBytes == 0 ? string.Empty : $", {Format.Number(nameBytes)} of names and ranges";
        console.WriteLine(
            $"The model: {Format.Number(model.File.Bytes.Length - goldenBytes - nameBytes - model.File.SealBytes)} bytes, {Format.Number(goldenBytes)} of golden vectors{names}{seal}; "
            + $"{Format.Number(device.Macs)} multiply-adds an inference.");
    }

    private static string Part(Dataset? part, string? file) =>
        (part is null ? "0" : part.Count.ToString(CultureInfo.InvariantCulture)) + (file is null ? string.Empty : $" of {file}");

    private static IEnumerable<string> Counts(Dataset examples) =>
        examples.ClassNames.Select((name, number) => $"{name} {Format.Number(examples.CountOf(number))}");

    private static IEnumerable<string> Ranges(Dataset examples) => examples.TargetNames.Select((name, t) =>
    {
        float[] values = examples.Labels.Row(t).ToArray();
        return $"{name} {Format.Quantity(values.Min())} to {Format.Quantity(values.Max())}";
    });
}
