using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Report.Sections;

/// <summary>Regression: estimates against what is true, and what is left between them.</summary>
internal static class EstimateSection
{
    private const int MaxTargets = 6;

    public static void Write(Page page, Subject subject)
    {
        page.OpenSection(
            "estimates", "Estimates", $"Of the {subject.Integers} model on the {subject.JudgedName} part. Residuals that lean to one side, or grow with the estimate, show what the network has not learned.");
        for (int t = 0; t < Math.Min(MaxTargets, subject.OutputNames.Count); t++)
        {
            string name = subject.OutputNames[t];
            double[] estimates = subject.DeviceOutputs.Row(t).ToArray();
            double[] truth = [.. subject.Judged.Labels.Row(t).ToArray().Select(value => (double)value)];
            TargetScore score = subject.DeviceScore.Targets[t];

            var predicted = new Chart($"true {name}", $"estimated {name}");
            predicted.AddDiagonal();
            predicted.AddMarks(Paint.Series1, [.. truth.Zip(estimates)]);
            page.AddFigure($"Estimated against true {name}", predicted, $"On the dashed line an estimate is exact. R² {Numbers.Ratio(score.R2)}.");

            var residuals = new Chart($"estimated {name}", "estimated - true");
            residuals.AddHorizontalLine(0);
            residuals.AddMarks(Paint.Series1, [.. estimates.Zip(truth, (estimate, value) => (estimate, estimate - value))]);
            page.AddFigure(
                $"Residuals of {name}", residuals, $"RMSE {Numbers.Quantity(score.RootMeanSquareError)}, MAE {Numbers.Quantity(score.MeanAbsoluteError)}.");
        }

        page.CloseSection();
    }
}
