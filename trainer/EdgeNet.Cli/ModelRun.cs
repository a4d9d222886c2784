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
        TrainedModel model = experiment.AwareEpochs == 0
            ? experiment.Quantize(trained, null, CancellationToken.None)
            : TrainProgress.ShowAware(console, experiment.AwareEpochs, onEpoch => experiment.Quantize(trained, onEpoch, stop));
        TrainReport.Threshold(console, model);
        if (model.Candidates.Count > 1)
        {
            CandidateReport.Write(console, model);
        }

        ScoreReport.Write(console, model, model.Scores);
        TrainReport.Loss(console, model.LossWarning);
        ExampleReader.Warn(console, model.ClassWarnings);
        return model;
    }
}
