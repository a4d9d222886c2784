using EdgeNet.Trainer.Tuning;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows a search while it runs: a table of the best trials on a terminal, a line for every trial elsewhere.</summary>
internal static class TuneProgress
{
    public static void Show(IAnsiConsole console, Tuner tuner, Study study, TuningOptions options, Action<Action<Trial>> search)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            search(trial => console.WriteLine(TuneReport.Line(tuner, trial, options.Trials)));
            return;
        }

        console.Live(Current()).AutoClear(true).Start(context => search(_ => context.UpdateTarget(Current())));

        Table Current() => ShownConsole.Show(console, Picture(tuner, study, options));
    }

    // Read from the study each time, so that it shows what other processes have done too.
    private static Table Picture(Tuner tuner, Study study, TuningOptions options)
    {
        IReadOnlyList<Trial> trials = study.ReadTrials();
        int finished = TuneReport.FinishedIn(trials);
        int running = trials.Count(trial => trial.State == TrialState.Running);
        return TuneReport.BestTable(tuner, TrialRanking.Rank(trials, options.Metric))
            .Caption($"{finished} of {options.Trials} trials, {running} running; Ctrl-C stops, and the same command goes on");
    }
}
