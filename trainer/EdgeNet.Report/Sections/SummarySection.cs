using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Report.Sections;

/// <summary>The data, the network, how it was trained, and how it does.</summary>
internal static class SummarySection
{
    private const int MaxNames = 12;

    public static void Write(Page page, Subject subject)
    {
        page.OpenSection("summary", "Summary", $"Scores of the float network beside those of the {subject.Integers} model; the {subject.JudgedName} part is what counts.");
        page.AddFacts("Model", Facts(subject));
        WriteScores(page, subject);
        string[] warnings =
        [
            .. PartWarnings.Of(subject.Recipe, new ExampleParts(subject.Source.Train, subject.Source.Dev, subject.Source.Test)),
            .. subject.Source.Advice,
            .. subject.Model.Training.Warnings,
            .. QuantizationLoss.Warn(subject.Model, subject.Source.Train, subject.Source.Dev, subject.Source.Test) is { } loss ? [loss] : (string[])[],
        ];
        if (warnings.Length > 0)
        {
            page.AddFacts("Warnings", warnings.Select((warning, i) => ((i + 1).ToString(CultureInfo.InvariantCulture), warning)));
        }

        page.CloseSection();
    }

    private static IEnumerable<(string Name, string Value)> Facts(Subject subject)
    {
        Recipe recipe = subject.Recipe;
        TrainingResult training = subject.Model.Training;
        (string Name, Dataset Examples)[] parts = [.. subject.Parts];
        yield return ("data", $"{recipe.Data}: " + string.Join(", ", parts.Select(part => $"{part.Name} {Numbers.Count(part.Examples.Count)}")) + " examples");
        yield return (subject.IsRegression ? "estimates" : "classes", List(subject.OutputNames, i => subject.IsRegression
            ? string.Empty
            : " " + Numbers.Count(parts.Sum(part => part.Examples.CountOf(i)))));
        yield return ("inputs", $"{Numbers.Count(subject.Judged.FeatureNames.Count)}: {List(subject.Judged.FeatureNames, _ => string.Empty)}");
        yield return ("network", string.Join("-", recipe.Layers.Select(layer => layer.Units).Prepend(subject.Judged.FeatureNames.Count))
            + $" ({string.Join(", ", recipe.Layers.Select(layer => ActivationNames.Of(layer.Activation)))})");
        yield return ("training", training.End switch
        {
            TrainingEnd.Completed => $"{Numbers.Count(training.Epochs.Count)} epochs, seed {recipe.Training.Seed}",
            TrainingEnd.StoppedEarly => $"stopped early after {Numbers.Count(training.Epochs.Count)} epochs, weights of epoch {training.KeptEpoch}, seed {recipe.Training.Seed}",
            _ => $"stopped by request after {Numbers.Count(training.Epochs.Count)} epochs, weights of epoch {training.KeptEpoch}, seed {recipe.Training.Seed}",
        });
        yield return ("integers", subject.Model.Integers.Aware is { } aware
            ? $"{subject.Integers}, after {Numbers.Count(aware.Training.Epochs.Count)} epochs of quantization-aware training"
            : subject.Integers);
        if (subject.IsBinary)
        {
            yield return ("threshold", $"probability {Numbers.Ratio(subject.Model.Device.Threshold)}, logit {subject.Model.Device.LogitThreshold}");
        }

        byte[] file = subject.Model.File;
        uint crc = BitConverter.ToUInt32(file, file.Length - ModelFormat.CrcLength);
        yield return ("model file", $"{Numbers.Count(file.Length)} bytes, CRC-32 {crc:x8}");
    }

    private static string List(IReadOnlyList<string> names, Func<int, string> after)
    {
        string list = string.Join(", ", names.Take(MaxNames).Select((name, i) => name + after(i)));
        return names.Count > MaxNames ? $"{list}, … and {Numbers.Count(names.Count - MaxNames)} more" : list;
    }

    private static void WriteScores(Page page, Subject subject)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach ((string name, Dataset examples) in subject.Parts)
        {
            Score real = subject.Model.ScoreFloat(examples), device = subject.Model.ScoreDevice(examples);
            for (int t = 0; t < Math.Max(1, examples.TargetNames.Count); t++)
            {
                string part = examples.TargetNames.Count > 1 ? $"{name}, {examples.TargetNames[t]}" : name;
                IReadOnlyList<Metric> metrics = subject.IsRegression ? Metric.OfTarget(t) : Metric.OfTask(real.Task);
                rows.Add([$"{part}, float", .. metrics.Select(metric => metric.Show(real))]);
                rows.Add([$"{part}, {subject.Integers}", .. metrics.Select(metric => metric.Show(device))]);
            }
        }

        page.AddTable("Scores", ["part", .. Metric.OfTask(subject.Recipe.Task).Select(metric => metric.Name)], rows);
    }
}
