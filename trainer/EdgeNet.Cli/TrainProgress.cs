using System.Diagnostics;
using System.Globalization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Tuning;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows the progress of training: a bar on a terminal; elsewhere one line for every tenth of the epochs.</summary>
internal static class TrainProgress
{
    public static TResult Show<TResult>(IAnsiConsole console, int epochs, Func<Action<EpochReport>, TResult> train) =>
        Show(console, epochs, onEpoch => train(report => onEpoch(string.Empty, report)));

    /// <summary>Shows quantization-aware training, which may run once for each number of bits.</summary>
    public static TResult ShowAware<TResult>(IAnsiConsole console, int epochs, Func<Action<int, EpochReport>, TResult> train) =>
        Show(console, epochs, onEpoch => train((bits, report) => onEpoch($"{Format.Integers(bits, isAware: true)}, ", report)));

    /// <summary>Shows pruning, which runs once for each share that is tried.</summary>
    public static TResult ShowPruning<TResult>(IAnsiConsole console, int epochs, Func<Action<double, EpochReport>, TResult> train) =>
        Show(console, epochs, onEpoch => train((share, report) => onEpoch(string.Create(CultureInfo.InvariantCulture, $"pruning {100 * share:0.##} %, "), report)));

    private static TResult Show<TResult>(IAnsiConsole console, int epochs, Func<Action<string, EpochReport>, TResult> train) =>
        console.Profile.Capabilities.Interactive
            ? ShowBar(console, epochs, train)
            : train((phase, report) => WriteLine(console, phase, epochs, report));

    private static TResult ShowBar<TResult>(IAnsiConsole console, int epochs, Func<Action<string, EpochReport>, TResult> train) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("training", maxValue: epochs);
                long next = 0;
                return train((phase, report) =>
                {
                    task.Value = report.Epoch;

                    // The text is updated at most twenty times a second: an epoch can be shorter.
                    long now = Stopwatch.GetTimestamp();
                    if (now >= next || report.Epoch == epochs)
                    {
                        next = now + (Stopwatch.Frequency / 20);
                        task.Description = Markup.Escape(phase + Describe(epochs, report));
                    }
                });
            });

    private static void WriteLine(IAnsiConsole console, string phase, int epochs, EpochReport report)
    {
        if (report.Epoch * 10L / epochs != (report.Epoch - 1) * 10L / epochs)
        {
            console.WriteLine(phase + Describe(epochs, report));
        }
    }

    private static string Describe(int epochs, EpochReport report)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"epoch {report.Epoch}/{epochs}, cost {report.TrainCost:F4}");
        if (!double.IsNaN(report.DevCost))
        {
            text += string.Create(CultureInfo.InvariantCulture, $", dev cost {report.DevCost:F4}");
        }

        return double.IsNaN(report.DevAccuracy)
            ? text
            : text + string.Create(CultureInfo.InvariantCulture, $", dev accuracy {100 * report.DevAccuracy:F1} %");
    }
}

/// <summary>Shows the progress of a search: a table of the best trials on a terminal; elsewhere one line for every trial.</summary>
internal static class TuneProgress
{
    private const int QuickPictures = 100; // trials

    public static void Show(IAnsiConsole console, Tuner tuner, Study study, TuningOptions options, Action<Action<Trial>> search)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            search(trial => console.WriteLine(TuneReport.Line(tuner, trial, options.Trials)));
            return;
        }

        // A picture of a long study takes a while: no more than a tenth of the time goes into pictures.
        long next = 0;
        console.Live(Current()).AutoClear(true).Start(context => search(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            if (options.Trials <= QuickPictures || start >= next)
            {
                context.UpdateTarget(Current());
                next = Stopwatch.GetTimestamp() + (10 * (Stopwatch.GetTimestamp() - start));
            }
        }));

        Table Current() => ShownConsole.Show(console, Picture(tuner, study, options));
    }

    // Read from the study each time, so that it includes the trials of other processes.
    private static Table Picture(Tuner tuner, Study study, TuningOptions options)
    {
        IReadOnlyList<Trial> trials = study.ReadTrials();
        int finished = TuneReport.FinishedIn(trials);
        int running = trials.Count(trial => trial.State == TrialState.Running);
        return TuneReport.BestTable(tuner, TrialRanking.Rank(trials, options.Metric))
            .Caption($"{finished} of {options.Trials} trials, {running} running; Ctrl-C stops, and the same command goes on");
    }
}

/// <summary>Shows how many folds are done: a bar on a terminal; elsewhere one line for every tenth.</summary>
internal static class EvaluateProgress
{
    /// <summary>Counts models: a bar on a terminal, else a line for each tenth.</summary>
    /// <param name="console">Where.</param>
    /// <param name="all">How many there will be.</param>
    /// <param name="work">Makes them; it calls what it is given after each, one at a time.</param>
    public static TResult Count<TResult>(IAnsiConsole console, int all, Func<Action, TResult> work)
    {
        int done = 0;
        if (!console.Profile.Capabilities.Interactive)
        {
            return work(() =>
            {
                if (++done * 10L / all != (done - 1) * 10L / all)
                {
                    console.WriteLine($"{done} of {all} models");
                }
            });
        }

        return console.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask("evaluating", maxValue: all);
            return work(() => task.Value = ++done);
        });
    }

    public static TResult Show<TResult>(IAnsiConsole console, int folds, Func<Action<FoldScore>, TResult> evaluate)
    {
        int done = 0;
        Metric? metric = null;
        double sum = 0;
        if (!console.Profile.Capabilities.Interactive)
        {
            return evaluate(score =>
            {
                Add(score);
                if (++done * 10L / folds != (done - 1) * 10L / folds)
                {
                    console.WriteLine(Describe());
                }
            });
        }

        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("evaluating", maxValue: folds);
                return evaluate(score =>
                {
                    Add(score);
                    task.Value = ++done;
                    task.Description = Describe();
                });
            });

        void Add(FoldScore score)
        {
            metric ??= Metric.OfTask(score.DeviceScore.Task)[0];
            sum += metric.Of(score.DeviceScore);
        }

        string Describe() => $"fold {done}/{folds}, mean {metric!.Name} {metric.Print(sum / done)}";
    }
}
