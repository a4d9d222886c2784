using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Experiments;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Says which temperature probabilities have, and what it does to their expected calibration error.</summary>
internal static class CalibrationReport
{
    /// <summary>Writes a line for a model; none if it has no temperature and nothing is to be said about that.</summary>
    public static void Write(IAnsiConsole console, TrainedModel model)
    {
        TemperatureChoice choice = model.Temperature;
        switch (choice.Reason)
        {
            case TemperatureReason.AllRight:
                console.WriteLine($"Temperature 1: all {Format.Number(choice.Count)} examples of dev are right, so that nothing says how sure the model may be.");
                return;
            case TemperatureReason.AtEnd:
                ExampleReader.Warn(console, [string.Create(
                    CultureInfo.InvariantCulture,
                    $"the temperature that suits dev best is beyond {TemperatureSearch.Lowest} to {TemperatureSearch.Highest}: probabilities do not follow from the logits. It stays 1; look at the labels of dev.")]);
                return;
            case TemperatureReason.FewExamples:
            case TemperatureReason.Given when choice.Temperature == 1:
                return;
            default:
                string from = choice.Reason == TemperatureReason.Given ? "as the recipe says" : $"chosen on {Format.Number(choice.Count)} examples of dev";
                string error = model.CalibrationOn(model.Parts.Test) is { } calibration ? $": on test, {Describe(calibration)}" : string.Empty;
                console.WriteLine($"Temperature {Temperature(choice.Temperature)}, {from}{error}.");
                return;
        }
    }

    /// <summary>Writes the calibration over all folds; where no fold has a temperature and training would choose one, how to see it.</summary>
    /// <param name="console">For the line.</param>
    /// <param name="experiment">How the models are made.</param>
    /// <param name="scores">The folds.</param>
    public static void Write(IAnsiConsole console, Experiment experiment, IReadOnlyList<FoldScore> scores)
    {
        if (FoldScore.CalibrationOf(scores, experiment.Options.Seed) is not { } calibration)
        {
            if (experiment.ChoosesTemperature && scores.All(score => score.Temperature == TemperatureChoice.None))
            {
                console.WriteLine("Folds have no dev part to choose a temperature on, as training does: '--set quantization.temperature=dev' gives them one, and shows the calibration of probabilities.");
            }

            return;
        }

        double[] temperatures = [.. scores.Select(score => score.Temperature.Temperature).Order()];
        int kept = scores.Count(score => score.Temperature.Reason is TemperatureReason.AllRight or TemperatureReason.FewExamples or TemperatureReason.AtEnd);
        string chosen = scores.Any(score => score.Temperature.Reason == TemperatureReason.Chosen) ? ", chosen in each fold on its own dev part" : string.Empty;
        console.WriteLine(
            $"Temperature {Temperature(temperatures[temperatures.Length / 2])} (median; {Temperature(temperatures[0])} to {Temperature(temperatures[^1])}){chosen}"
            + $"{(kept == 0 ? string.Empty : $"; 1 was kept in {kept} of {NameList.Count(scores.Count, "fold")}")}. "
            + $"On the pooled test parts of a run, {Describe(calibration)}. The difference is {Interval(calibration.Reduction, "+0.0;-0.0;0.0")} points.");
    }

    private static string Describe(CalibrationError calibration) =>
        $"expected calibration error {Format.Percent(calibration.Before.Value)} → {Format.Percent(calibration.After.Value)} "
        + $"(95 % intervals {Range(calibration.Before)} and {Range(calibration.After)}); probabilities that are exactly right would show {Interval(calibration.Perfect, "0.0")} % by chance";

    private static string Interval(CalibrationEstimate estimate, string format) => $"{Points(estimate.Value, format)} ({Range(estimate, format)})";

    private static string Range(CalibrationEstimate estimate, string format = "0.0") => $"{Points(estimate.Lowest, format)} to {Points(estimate.Highest, format)}";

    private static string Points(double share, string format) => (100 * share).ToString(format, CultureInfo.InvariantCulture);

    private static string Temperature(double temperature) => temperature.ToString("0.00", CultureInfo.InvariantCulture);
}
