using EdgeNet.Trainer.Experiments;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Trains with a progress display and prints the result: the common part of <c>train</c> and <c>report</c>.</summary>
internal static class ModelRun
{
    /// <summary>Reads the examples and trains.</summary>
    /// <param name="console">For messages.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="interrupt">Starts to listen when there is something to lose.</param>
    /// <returns>The model, or null if training was stopped within the first epoch.</returns>
    public static TrainedModel? Of(IAnsiConsole console, Experiment experiment, Interrupt interrupt)
    {
        ExampleReader.Read(console, experiment);
        TrainReport.Data(console, experiment);
        ExampleReader.Warn(console, experiment.PartWarnings);
        ExampleReader.Warn(console, experiment.DataWarnings);

        FileSet.CheckRoom(experiment.Folder, experiment.LeastModelBytes);
        CancellationToken stop = interrupt.Listen();
        FloatModel trained = TrainProgress.Show(console, experiment.Options.Epochs, onEpoch => experiment.TrainFloat(onEpoch, stop));
        if (trained.HasNoEpoch)
        {
            console.WriteLine("Stopped before the first epoch ended: nothing was written.");
            return null;
        }

        TrainReport.Training(console, trained.Training);
        if (experiment.IsPruned)
        {
            FloatModel dense = trained;
            trained = TrainProgress.ShowPruning(console, Experiment.PruningEpochs(dense), onEpoch => experiment.Prune(dense, onEpoch, stop));
            PruningReport.Write(console, trained);
        }

        TrainedModel model = experiment.AwareEpochs == 0
            ? experiment.Quantize(trained, null, CancellationToken.None)
            : TrainProgress.ShowAware(console, experiment.AwareEpochs, onEpoch => experiment.Quantize(trained, onEpoch, stop));
        TrainReport.Threshold(console, model);
        if (model.Candidates.Count > 1)
        {
            CandidateReport.Write(console, model);
        }

        ScoreReport.Write(console, model, model.Scores);
        CalibrationReport.Write(console, model);
        FamiliarReport.Write(console, model);
        TrainReport.Loss(console, model.LossWarning);
        ExampleReader.Warn(console, model.ClassWarnings);
        ExampleReader.Warn(console, model.SavingWarnings);
        return model;
    }
}

/// <summary>Reads an experiment's examples, with a progress bar for images on a terminal, and a line for whatever was skipped.</summary>
internal static class ExampleReader
{
    public static void Read(IAnsiConsole console, Experiment experiment)
    {
        if (experiment.Images is not null && console.Profile.Capabilities.Interactive)
        {
            ReadWithBar(console, experiment);
        }
        else
        {
            experiment.ReadData();
        }

        Warn(console, experiment.ReadingWarnings);
    }

    /// <summary>Writes a line for each warning.</summary>
    public static void Warn(IAnsiConsole console, IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
        {
            console.MarkupLine($"[yellow]Warning:[/] {Markup.Escape(warning)}");
        }
    }

    private static void ReadWithBar(IAnsiConsole console, Experiment experiment) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("reading images");
                experiment.ReadData((done, count) =>
                {
                    task.MaxValue = count;
                    task.Value = Math.Max(task.Value, done);
                });
            });
}
