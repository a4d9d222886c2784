using EdgeNet.Tuning;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet tune RECIPE --grow</c>: how many hidden layers are needed.</summary>
internal static class GrowCommand
{
    public static int Run(Experiment experiment, TuningOptions options, string saved, IAnsiConsole console)
    {
        Dataset examples = experiment.Data;
        var growth = new NetworkGrowth(experiment, options);
        console.WriteLine(
            $"{experiment.Options.Name}: {examples.Count} examples; networks of 0 to {NetworkGrowth.MaxHidden} hidden layers, each trained {options.Repeats} times, "
            + $"judged by {TuneReport.Name(options.Metric)} on the dev set.");
        using var interrupt = new Interrupt();
        CancellationToken stop = interrupt.Listen();
        if (growth.Run(null, stop) is not { } candidates)
        {
            console.WriteLine("Stopped by request: nothing was written.");
            return ExitCode.Interrupted;
        }

        Table table = new Table().RoundedBorder().AddColumn("network");
        foreach (string column in (string[])["cost", "accuracy", "F1", "bytes", "worse than the best by", "noise"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        table.AddColumn(string.Empty);
        foreach (GrowthCandidate candidate in candidates)
        {
            TrialResult result = candidate.Result;
            table.AddRow(
                string.Join('-', candidate.Units.Prepend(examples.FeatureNames.Count)),
                Format.Cost(result.Cost),
                TuneReport.Share(result.Accuracy),
                TuneReport.Share(result.F1),
                Format.Number(result.ModelBytes),
                options.Metric == TuningMetric.Cost ? Format.Cost(candidate.Gap) : Format.Percent(candidate.Gap),
                options.Metric == TuningMetric.Cost ? Format.Cost(candidate.Noise) : Format.Percent(candidate.Noise),
                candidate.IsKept ? "kept" : string.Empty);
        }

        console.Write(table);
        GrowthCandidate kept = candidates.Single(candidate => candidate.IsKept);
        console.WriteLine($"Kept {TuneReport.HiddenLayers(kept.Hidden)}: the smallest network that is worse than the best by no more than the noise, one standard error.");
        kept.Save(saved);
        TuneReport.Saved(console, saved);
        return ExitCode.Success;
    }
}
