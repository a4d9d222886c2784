using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Recipes;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows how many folds are done: a bar on a terminal, a line for every tenth elsewhere.</summary>
internal static class EvaluateProgress
{
    public static TResult Show<TResult>(IAnsiConsole console, int folds, Func<Action<FoldScore>, TResult> evaluate)
    {
        int done = 0;
        Metric? metric = null;
        double sum = 0;
        Lock gate = new();
        if (!console.Profile.Capabilities.Interactive)
        {
            return evaluate(score =>
            {
                lock (gate)
                {
                    Add(score);
                    if (++done * 10L / folds != (done - 1) * 10L / folds)
                    {
                        console.WriteLine(Describe());
                    }
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
                    lock (gate)
                    {
                        Add(score);
                        task.Value = ++done;
                        task.Description = Describe();
                    }
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
