using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Training;

namespace EdgeNet.Report.Sections;

/// <summary>The data, the network, its training, and its scores.</summary>
internal static class SummarySection
{
    private const int MaxNames = 12;

    public static void Write(Page page, JudgedModel judged)
    {
        page.OpenSection(
            "summary", "Summary",
            judged.IsJudgedByFloat
            ? $"The data have no labels: scores are the agreement of the {judged.Integers} model with the float network, whose own line is perfect for that reason; the {judged.PartName} part is what counts."
            : $"{(judged.Trained is null ? "Scores of the model file, run by the device library" : $"Scores of the float network beside those of the {judged.Integers} model")}; the {judged.PartName} part is what counts.");
        page.AddFacts("Model", Facts(judged));
        WriteScores(page, judged);
        IReadOnlyList<string> warnings = judged.Warnings;
        if (warnings.Count > 0)
        {
            page.AddFacts("Warnings", warnings.Select((warning, i) => ((i + 1).ToString(CultureInfo.InvariantCulture), warning)));
        }

        page.CloseSection();
    }

    private static IEnumerable<(string Name, string Value)> Facts(JudgedModel judged)
    {
        Dataset[] parts = [.. judged.Parts.All];
        yield return ("data", $"{judged.Parts.Train.Source}: " + string.Join(", ", judged.Scores.Select(part => $"{part.Name} {Numbers.Count(part.Count)}")) + " examples");
        yield return (judged.IsRegression ? "estimates" : "classes", List(judged.OutputNames, i => judged.IsRegression
            ? string.Empty
            : " " + Numbers.Count(parts.Sum(part => part.CountOf(i)))));
        yield return ("inputs", $"{Numbers.Count(judged.Part.FeatureNames.Count)}: {List(judged.Part.FeatureNames, _ => string.Empty)}");
        Model device = judged.Device;
        int[] layers = [.. Enumerable.Range(1, device.LayerCount)];
        yield return ("network", string.Join("-", layers.Select(device.UnitsOf).Prepend(device.InputCount))
            + $" ({string.Join(", ", layers.Select(layer => ActivationNames.Of(device.ActivationOf(layer))))})");
        foreach ((string, string) fact in judged.Trained is { } model ? TrainingFacts(judged, model) : [])
        {
            yield return fact;
        }

        if (judged.IsBinary)
        {
            yield return ("threshold", $"probability {Numbers.Ratio(device.Threshold)}, logit {device.LogitThreshold}");
        }

        if (judged.Trained?.FamiliarOn(judged.Part) is { } score)
        {
            Metric metric = Metric.OfTask(judged.Task)[0];
            string others = score.Familiar is { } familiar ? $"; {metric.Name} {metric.Show(familiar)} of the others, {metric.Show(score.All)} of all" : string.Empty;
            yield return ("unfamiliar", $"{Numbers.Count(score.Unfamiliar)} of {Numbers.Count(score.Count)} examples of the {judged.PartName} part, {Numbers.Percent((double)score.Unfamiliar / score.Count)}{others}");
        }

        byte[] file = judged.File.Bytes;
        uint crc = BitConverter.ToUInt32(file, file.Length - ModelFormat.CrcLength);
        yield return ("model file", $"{Numbers.Count(file.Length)} bytes, CRC-32 {crc:x8}");
    }

    private static IEnumerable<(string Name, string Value)> TrainingFacts(JudgedModel judged, TrainedModel model)
    {
        TrainingResult training = model.Training;
        yield return ("training", training.End switch
        {
            TrainingEnd.Completed when training.Epochs.Count == 0 => $"none here: the network was imported; seed of the split {model.Options.Seed}",
            TrainingEnd.Completed => $"{Numbers.Count(training.Epochs.Count)} epochs, seed {model.Options.Seed}",
            TrainingEnd.StoppedEarly => $"stopped early after {Numbers.Count(training.Epochs.Count)} epochs, weights of epoch {training.KeptEpoch}, seed {model.Options.Seed}",
            _ => $"stopped by request after {Numbers.Count(training.Epochs.Count)} epochs, weights of epoch {training.KeptEpoch}, seed {model.Options.Seed}",
        });
        if (model.Pruning is { } pruning)
        {
            yield return ("pruning", pruning.Taken is { } taken
                ? FormattableString.Invariant($"{100 * taken.Share:0.##} % of the words removed{(pruning.IsChosen ? $", the largest of {pruning.Trials.Count} shares that is good enough on {pruning.PartName}" : string.Empty)}")
                : "no word removed");
        }

        yield return ("integers", model.Integers.Aware is { } aware
            ? $"{judged.Integers}, after {Numbers.Count(aware.Training.Epochs.Count)} epochs of quantization-aware training"
            : judged.Integers);
    }

    private static string List(IReadOnlyList<string> names, Func<int, string> after)
    {
        string list = string.Join(", ", names.Take(MaxNames).Select((name, i) => name + after(i)));
        return names.Count > MaxNames ? $"{list}, … and {Numbers.Count(names.Count - MaxNames)} more" : list;
    }

    private static void WriteScores(Page page, JudgedModel judged)
    {
        var rows = new List<IReadOnlyList<string>>();
        IReadOnlyList<string> targets = judged.Part.TargetNames;
        foreach (JudgedPart score in judged.Scores)
        {
            for (int t = 0; t < Math.Max(1, targets.Count); t++)
            {
                string part = targets.Count > 1 ? $"{score.Name}, {targets[t]}" : score.Name;
                IReadOnlyList<Metric> metrics = judged.IsRegression ? Metric.OfTarget(t) : Metric.OfTask(judged.Task);
                if (score.Float is { } real)
                {
                    rows.Add([$"{part}, float", .. metrics.Select(metric => metric.Show(real))]);
                }

                rows.Add([judged.Trained is null ? part : $"{part}, {judged.Integers}", .. metrics.Select(metric => metric.Show(score.Device))]);
            }
        }

        page.AddTable("Scores", ["part", .. Metric.OfTask(judged.Task).Select(metric => metric.Name)], rows);
    }
}
