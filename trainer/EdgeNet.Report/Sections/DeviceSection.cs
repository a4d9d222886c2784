using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Report.Sections;

/// <summary>The model's cost on the device, for both engines.</summary>
internal static class DeviceSection
{
    public static void Write(Page page, ModelFile file, DeviceTarget target)
    {
        Model device = file.Device;
        var fit = DeviceFit.Of(file, target);
        page.OpenSection("device", "On the device", "Sizes, and the instructions and the time of an inference, estimated from the IL, of the model loaded from its file and of the model as a C# class.");
        var engines = new List<IReadOnlyList<string>> { Row("Model, loaded from the file", file.Cost, fit.Packed) };
        if (file.Generated is { } generated)
        {
            engines.Add(Row($"{generated.ClassName}, generated class", generated.Cost, fit.Generated!));
        }

        page.AddTable(
            "Engines", ["engine", "flash, bytes", "RAM, bytes", "at its peak", "IL instructions", .. fit.Clocks.Select(clock => clock.Column)], engines, null,
            string.Join(" ", fit.Warnings.Prepend(fit.Advice).Append(fit.TimeNote).Concat(fit.StreamTimes.Select(times => $"With the stream, {times}.")).Append(file.Generated is null ? string.Empty : DescribeWords(file.Words)).Where(text => text.Length > 0)));
        page.AddTable(
            "Layers", ["layer", "inputs", "units", "activation", "multiply-adds"],
            [.. Enumerable.Range(1, device.LayerCount).Select(l => (IReadOnlyList<string>)
            [
                Numbers.Count(l), Numbers.Count(device.UnitsOf(l - 1)), Numbers.Count(device.UnitsOf(l)), ActivationNames.Of(device.ActivationOf(l)),
                Numbers.Count(device.UnitsOf(l - 1) * device.UnitsOf(l)),
            ])],
            null,
            $"{Numbers.Count(device.Macs)} multiply-adds an inference; {device.GoldenVectorCount} golden vectors in the file.");
        page.CloseSection();

        static string DescribeWords(WordCount words) => words.Left == words.All
            ? string.Empty
            : $"The class computes {Numbers.Count(words.Left)} of {Numbers.Count(words.All)} words and looks at {Numbers.Count(words.InputsUsed)} of {Numbers.Count(words.Inputs)} inputs.";

        IReadOnlyList<string> Row(string name, EngineCost cost, ModelForm form) =>
        [
            name, Numbers.Count(cost.FlashBytes), Numbers.Count(cost.RamBytes), Numbers.Count(form.PeakBytes), Numbers.Count(cost.Instructions),
            .. fit.Clocks.Select(clock => clock.DescribeMilliseconds(cost.Instructions)),
        ];
    }
}

/// <summary>Regression: estimates against true values, and the residuals.</summary>
internal static class EstimateSection
{
    private const int MaxTargets = 6;

    public static void Write(Page page, JudgedModel judged)
    {
        page.OpenSection(
            "estimates", "Estimates", $"Of the {judged.Integers} model on the {judged.PartName} part{(judged.IsJudgedByFloat ? ", beside those of the float network" : ". Residuals that lean to one side, or grow with the estimate, show what the network has not learned")}.");
        for (int t = 0; t < Math.Min(MaxTargets, judged.OutputNames.Count); t++)
        {
            string name = judged.OutputNames[t];
            double[] estimates = judged.DeviceOutputs.Row(t).ToArray();
            double[] truth = [.. judged.Part.Labels.Row(t).ToArray().Select(value => (double)value)];
            TargetScore score = judged.DeviceScore.Targets[t];

            string truthName = judged.IsJudgedByFloat ? "float" : "true";
            var predicted = new Chart($"{truthName} {name}", $"estimated {name}");
            predicted.AddDiagonal();
            predicted.AddMarks(Paint.Series1, [.. truth.Zip(estimates)]);
            page.AddFigure($"Estimated against {truthName} {name}", predicted, $"On the dashed line an estimate is exact. R² {Numbers.Ratio(score.R2)}.");

            var residuals = new Chart($"estimated {name}", $"estimated - {truthName}");
            residuals.AddHorizontalLine(0);
            residuals.AddMarks(Paint.Series1, [.. estimates.Zip(truth, (estimate, value) => (estimate, estimate - value))]);
            page.AddFigure(
                $"Residuals of {name}", residuals, $"RMSE {Numbers.Quantity(score.RootMeanSquareError)}, MAE {Numbers.Quantity(score.MeanAbsoluteError)}.");
        }

        page.CloseSection();
    }
}
