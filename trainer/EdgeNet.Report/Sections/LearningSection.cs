using EdgeNet.Networks.Training;

namespace EdgeNet.Report.Sections;

/// <summary>The learning curves: the cost after each epoch on the training and on the dev part.</summary>
internal static class LearningSection
{
    // Above it, a linear axis shows the first epochs alone.
    private const double LargeRatio = 30;

    public static void Write(Page page, JudgedModel judged)
    {
        if (judged.Trained is not { Training.Epochs.Count: > 0 } model)
        {
            return;
        }

        TrainingResult training = model.Training;
        IReadOnlyList<EpochReport> epochs = training.Epochs;
        page.OpenSection("learning", "Learning", "Where the dev cost rises while the train cost falls, the network learns the training examples by heart.");
        double[] costs = [.. epochs.SelectMany(epoch => (double[])[epoch.TrainCost, epoch.DevCost]).Where(double.IsFinite)];
        bool isLogarithmic = costs.Length > 0 && costs.Min() > 0 && costs.Max() / costs.Min() > LargeRatio;
        Chart cost = isLogarithmic ? Chart.Logarithmic("epoch", "cost, logarithmic") : new Chart("epoch", "cost");
        cost.AddCurve("train", Paint.Series1, Curve(epochs, epoch => epoch.TrainCost));
        if (epochs.Any(epoch => double.IsFinite(epoch.DevCost)))
        {
            cost.AddCurve("dev", Paint.Series2, Curve(epochs, epoch => epoch.DevCost));
        }

        string note = "The train cost is the mean of the epoch's steps, each before its step, with the penalty of L2; the dev cost is without it.";
        if (training.KeptEpoch > 0 && training.KeptEpoch < epochs.Count)
        {
            cost.AddVerticalLine(training.KeptEpoch);
            note += $" Dashed: epoch {training.KeptEpoch}, whose weights were kept.";
        }

        page.AddFigure("Cost per epoch", cost, note);
        if (epochs.Any(epoch => double.IsFinite(epoch.DevAccuracy)))
        {
            var accuracy = new Chart("epoch", "dev accuracy");
            accuracy.AddCurve(string.Empty, Paint.Series2, Curve(epochs, epoch => epoch.DevAccuracy));
            page.AddFigure("Accuracy on the dev part per epoch", accuracy);
        }

        if (model.Integers.Aware is { } aware)
        {
            AddAware(page, aware.Training);
        }

        if (epochs.Select(epoch => epoch.LearningRate).Distinct().Count() > 1)
        {
            var rate = new Chart("epoch", "learning rate");
            rate.AddCurve(string.Empty, Paint.Series3, Curve(epochs, epoch => epoch.LearningRate));
            page.AddFigure("Learning rate per epoch", rate);
        }

        page.CloseSection();
    }

    private static void AddAware(Page page, TrainingResult training)
    {
        var chart = new Chart("epoch", "cost");
        chart.AddCurve("train", Paint.Series1, Curve(training.Epochs, epoch => epoch.TrainCost));
        if (training.Epochs.Any(epoch => double.IsFinite(epoch.DevCost)))
        {
            chart.AddCurve("dev", Paint.Series2, Curve(training.Epochs, epoch => epoch.DevCost));
        }

        page.AddFigure("Cost per epoch of quantization-aware training", chart, $"With weights and activations rounded as on the device. The weights of epoch {training.KeptEpoch} were kept.");
    }

    private static (double X, double Y)[] Curve(IReadOnlyList<EpochReport> epochs, Func<EpochReport, double> of) =>
        [.. epochs.Where(epoch => double.IsFinite(of(epoch))).Select(epoch => ((double)epoch.Epoch, of(epoch)))];
}
