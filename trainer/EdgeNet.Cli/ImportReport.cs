using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>The output of <c>edgenet import</c>.</summary>
internal static class ImportReport
{
    /// <summary>Says what was read, and how.</summary>
    public static void Network(IAnsiConsole console, Experiment experiment)
    {
        IReadOnlyList<LayerShape> shapes = experiment.Network!.Shapes;
        string layers = string.Join("-", shapes.Select(layer => layer.Units).Prepend(experiment.Data.FeatureNames.Count));
        console.WriteLine($"{experiment.Options.Name}: {experiment.NetworkSource}, {layers} ({string.Join(", ", shapes.Select(Name))}).");
        foreach (string note in experiment.ImportNotes)
        {
            console.WriteLine($"Note: {note}");
        }

        Dataset data = experiment.Data;
        if (experiment.Options.Anomaly is { } anomaly)
        {
            console.WriteLine("Gives its inputs again: an anomaly model, whose score is the squared error.");
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Calibrating on the normal rows of {experiment.Parts.Train.Count} of {data.Source}; dev {experiment.Parts.Dev?.Count ?? 0}, test {experiment.Parts.Test?.Count ?? 0}; {100 * anomaly.FalseAlarms:0.##} % false alarms; seed {experiment.Options.Seed}."));
            return;
        }

        string outputs = NameList.Of(data.OutputNames);
        console.WriteLine($"Gives {(data.Task == LearningTask.Regression ? "quantities" : "classes")}: {outputs}.");
        string labels = experiment.Options.IsJudgedByFloat ? "without labels, so that int8 is judged by the float network's own answers" : "with labels, which only judge";
        console.WriteLine($"Calibrating on {experiment.Parts.Train.Count} rows of {data.Source} {labels}; dev {experiment.Parts.Dev?.Count ?? 0}, test {experiment.Parts.Test?.Count ?? 0}; seed {experiment.Options.Seed}.");
    }

    /// <summary>Compares the float network with what the other framework gave.</summary>
    public static void Compare(IAnsiConsole console, Experiment experiment, double difference, string path)
    {
        console.WriteLine($"The float network agrees with {Path.GetFileName(path)}: {experiment.Data.Count} rows, largest difference {difference.ToString("0.0E+00", CultureInfo.InvariantCulture)}.");
    }

    /// <summary>Shows float and integers side by side, or how far the integers agree with the float network.</summary>
    public static void Scores(IAnsiConsole console, Experiment experiment, TrainedModel model)
    {
        if (model.Candidates.Count > 1)
        {
            CandidateReport.Write(console, model);
        }

        if (experiment.Options.IsJudgedByFloat)
        {
            Agreement(console, model);
        }
        else
        {
            ScoreReport.Write(console, model, model.Scores);
        }

        CalibrationReport.Write(console, model);
        Reconstruction(console, experiment, model);
        TrainReport.Loss(console, model.LossWarning);
        ExampleReader.Warn(console, model.ClassWarnings);
    }

    private static void Agreement(IAnsiConsole console, TrainedModel model)
    {
        string integers = Format.Integers(model.Integers.WeightBits);
        console.WriteLine();
        console.WriteLine($"The {integers} model, run by the device library, beside the float network:");
        bool isRegression = model.Task == LearningTask.Regression;
        Table table = new Table().RoundedBorder().AddColumn("part").AddColumn(new TableColumn("rows").RightAligned())
            .AddColumn(new TableColumn(isRegression ? "difference, RMS, in deviations" : "same decision").RightAligned());
        foreach (PartScore part in model.Scores)
        {
            Score score = part.DeviceScore;
            table.AddRow(
                part.Name, Format.Number(part.Count),
                isRegression ? Format.Ratio(Math.Sqrt(2 * score.Cost / model.Parts.Train.TargetNames.Count)) : Format.Percent(score.Accuracy));
        }

        console.Write(table);
    }

    // An autoencoder is judged by what comes back.
    private static void Reconstruction(IAnsiConsole console, Experiment experiment, TrainedModel model)
    {
        Dataset data = experiment.Data;
        if (data.Task != LearningTask.Regression || data.TargetNames.Count != data.FeatureNames.Count || !experiment.Options.IsJudgedByFloat)
        {
            return;
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"As many outputs as inputs: as an autoencoder, the mean squared error over all {data.Count} rows is {Error(model.FloatOutputs(data)):G6} in float and {Error(model.DeviceOutputs(data)):G6} in integers."));

        double Error(Matrix<double> outputs)
        {
            double sum = 0;
            for (int i = 0; i < outputs.Rows; i++)
            {
                for (int e = 0; e < outputs.Columns; e++)
                {
                    double difference = outputs[i, e] - data.Features[i, e];
                    sum += difference * difference;
                }
            }

            return sum / outputs.Rows / outputs.Columns;
        }
    }

    private static string Name(LayerShape shape) =>
        double.IsPositiveInfinity(shape.Ceiling) ? ActivationNames.Of(shape.Activation) : string.Create(CultureInfo.InvariantCulture, $"relu up to {shape.Ceiling:G4}");
}
