using System.Globalization;
using EdgeNet.Report;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet train</c> of a recipe whose task is "anomaly".</summary>
internal static class AnomalyTraining
{
    /// <summary>Trains the model of a recipe.</summary>
    /// <param name="experiment">The recipe.</param>
    /// <param name="hasModel">Whether the model is written; else the page alone.</param>
    /// <param name="hasReport">Whether the HTML page is written.</param>
    /// <param name="device">The board.</param>
    /// <param name="console">For messages.</param>
    public static int Run(Experiment experiment, bool hasModel, bool hasReport, DeviceTarget device, IAnsiConsole console)
    {
        var files = new FileSet();
        foreach (string read in experiment.ReadPaths)
        {
            files.Keep(read);
        }

        files.Check([.. hasModel ? (string[])[experiment.ModelPath] : [], .. hasReport ? (string[])[experiment.ReportPath] : []]);
        ExampleReader.Read(console, experiment);
        Dataset data = experiment.Data;
        console.WriteLine($"{experiment.Options.Name}: {NameList.Count(data.Count, "example")} with {data.FeatureNames.Count} features; {Format.Number(data.CountOf(0))} normal, {Format.Number(data.CountOf(1))} unusual.");
        if (experiment.Stream is { } stream)
        {
            StreamReport.Data(console, stream, data);
        }

        return Finish(experiment, hasModel ? experiment.ModelPath : null, hasReport ? experiment.ReportPath : null, files, device, console);
    }

    /// <summary>Trains or imports the model, and writes it.</summary>
    public static int Finish(Experiment experiment, string? path, string? report, FileSet files, DeviceTarget device, IAnsiConsole console)
    {
        TrainedAnomaly model = TrainProgress.Show(console, experiment.Options.Epochs, experiment.TrainAnomaly);
        ExampleReader.Warn(console, model.Warnings);
        Write(console, model, experiment.Options, experiment.Data);
        var fit = DeviceFit.Of(model.File, device);
        EngineReport.Warn(console, fit);
        if (path is not null)
        {
            files.Add(path, model.File.Bytes);
        }

        if (report is not null)
        {
            files.Add(report, ModelReport.Write(model, device));
        }

        files.SaveOrKeep();
        Format.Written(console, files);
        if (path is not null)
        {
            SealReport.Hint(console, model.File, path);
        }

        if (path is not null && !experiment.IsImport && RunHistory.Add(experiment.OutputFolder, TrainingRun.Of(experiment, model, DateTime.UtcNow)) is { } fault)
        {
            ExampleReader.Warn(console, [$"{RunHistory.FileName}: the history of runs cannot be written: {fault}"]);
        }

        EngineReport.Write(console, model.File, null, fit);
        if (model.File.Stream is not null)
        {
            StreamReport.Model(console, model.File);
        }

        return ExitCode.Success;
    }

    private static void Write(IAnsiConsole console, TrainedAnomaly model, TrainingOptions options, Dataset data)
    {
        if (model.Model.Training is { } training)
        {
            TrainReport.Training(console, training with { Warnings = [] }); // which are among those of the model
        }

        if (model.Model.Agreement is { } agreement)
        {
            Write(console, agreement);
            WriteErrors(console, model, data);
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Normal is described by {DescriptionOf(model)}; the threshold, a score of 1, is {(options.ThresholdRule is null ? FormattableString.Invariant($"for {100 * options.Anomaly!.FalseAlarms:0.##} % false alarms on dev") : "chosen on dev as 'threshold' says, where it has unusual examples")}."));
        WriteScores(console, model.Scores);
    }

    /// <summary>Shows false alarms and what is found of each part, and of each class of the last one.</summary>
    public static void WriteScores(IAnsiConsole console, IReadOnlyList<AnomalyScore> scores)
    {
        Table table = new Table().RoundedBorder().AddColumn("part");
        foreach (string column in (string[])["normal", "false alarms", "95 %", "unusual", "found", "AUC", FormattableString.Invariant($"to {100 * AnomalyScore.PartialShare:0} %")])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (AnomalyScore score in scores)
        {
            (double lowest, double highest) = score.FalseAlarmInterval;
            table.AddRow(
                score.Name, Format.Number(score.NormalCount), Share(score.FalseAlarms, score.NormalCount),
                score.NormalCount == 0 ? "–" : $"{Format.Percent(lowest)} to {Format.Percent(highest)}",
                Format.Number(score.UnusualCount), Share(score.Detected, score.UnusualCount), Networks.Evaluation.MetricFormat.Ratio(score.Auc), Networks.Evaluation.MetricFormat.Ratio(score.PartialAuc));
        }

        console.Write(table);
        AnomalyScore judged = scores[^1];
        if (judged.Kinds.Count > 1)
        {
            foreach (AnomalyKindScore kind in judged.Kinds)
            {
                console.WriteLine($"Of '{kind.Name}' in {judged.Name}, {Share(kind.Detected, kind.Count)} of {Format.Number(kind.Count)} are found; AUC {Networks.Evaluation.MetricFormat.Ratio(kind.Auc)}.");
            }
        }

        if (judged.UnusualCount == 0)
        {
            console.WriteLine($"No example of {judged.Name} is unusual, so that nothing says whether the model finds what is: record what it is to find, and give its class a name.");
        }
    }

    /// <summary>Says how far integers and float agree.</summary>
    public static void Write(IAnsiConsole console, Trainer.Anomalies.ReconstructionAgreement agreement) => console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"Of normal examples the mean squared error is {agreement.Float:G4} in float and {agreement.Integers:G4} in integers; they differ by {100 * agreement.Difference:0.0} % (root mean square), with a correlation of {agreement.Correlation:0.000}."));

    // The error itself, for those who know it from the framework that trained the network.
    private static void WriteErrors(IAnsiConsole console, TrainedAnomaly model, Dataset data)
    {
        double[] errors = [.. model.File.IntegerLogits(data).Select(logits => logits[0] * model.SquaredErrorPerStep)];
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Of all {Format.Number(data.Count)} rows the device's mean squared error is {errors.Average():G6}, from {errors.Min():G4} to {errors.Max():G4} a row; it is the distance times {model.SquaredErrorPerStep:G6}, and {model.Device.LogitThreshold * model.SquaredErrorPerStep:G4} at the threshold."));
    }

    private static string DescriptionOf(TrainedAnomaly model) => model.Kind switch
    {
        AnomalyKind.KMeans => $"{NameList.Count(model.Prototypes, "centre")} (k-means)",
        AnomalyKind.GaussianMixture => $"{NameList.Count(model.Prototypes, "component")} (Gaussian mixture)",
        _ => $"a network that reconstructs it, {string.Join("-", Enumerable.Range(0, model.Device.LayerCount + 1).Select(model.Device.UnitsOf))} (autoencoder)",
    };

    private static string Share(int count, int all) => all == 0 ? "–" : Format.Percent((double)count / all);
}
