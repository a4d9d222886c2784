using EdgeNet.Trainer.Recipes;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows how many folds are done: a bar on a terminal, a line for every tenth elsewhere.</summary>
internal static class EvaluateProgress
{
    public static TResult Show<TResult>(IAnsiConsole console, int folds, Func<Action<FoldScore>, TResult> evaluate)
    {
        int done = 0;
        double sum = 0;
        Lock gate = new();
        if (!console.Profile.Capabilities.Interactive)
        {
            return evaluate(score =>
            {
                lock (gate)
                {
                    sum += score.DeviceScore.Accuracy;
                    if (++done * 10L / folds != (done - 1) * 10L / folds)
                    {
                        console.WriteLine($"fold {done}/{folds}, mean accuracy {Format.Percent(sum / done)}");
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
                        sum += score.DeviceScore.Accuracy;
                        task.Value = ++done;
                        task.Description = $"fold {done}/{folds}, mean accuracy {Format.Percent(sum / done)}";
                    }
                });
            });
    }
}
