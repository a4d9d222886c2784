using EdgeNet.Tuning;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet tune --fetch NAME --study DATABASE</c>: runs trials of a study on a machine that has nothing but the database's address.</summary>
internal static class FetchCommand
{
    /// <summary>Runs trials.</summary>
    /// <param name="place">The database.</param>
    /// <param name="name">The study's name.</param>
    /// <param name="trials">The number of trials; null for as many as the study was made for.</param>
    /// <param name="jobs">Threads.</param>
    /// <param name="console">Where to say so.</param>
    public static int Run(string place, string name, int? trials, int jobs, IAnsiConsole console)
    {
        using var interrupt = new Interrupt();
        CancellationToken stop = interrupt.Listen();
        string folder = Directory.CreateTempSubdirectory("edgenet-study-").FullName;
        try
        {
            return Run(place, name, trials, jobs, folder, console, stop);
        }
        catch (OperationCanceledException)
        {
            console.WriteLine("Stopped by request while the database did not answer; the same command goes on from here.");
            return ExitCode.Interrupted;
        }
        finally
        {
            Delete(folder);
        }
    }

    private static int Run(string place, string name, int? wanted, int jobs, string folder, IAnsiConsole console, CancellationToken stop)
    {
        (StudyIdentity identity, int planned) = Study.Describe(place, name);
        var experiment = Experiment.Open(StudyFiles.Fetch(place, name, folder, isKnown: true)[0]);
        TuningOptions options = identity.ToOptions(wanted ?? planned, jobs);
        var tuner = new Tuner(experiment, options);
        using Study study = Study.Open(place, name, tuner.Identity, options.Trials, new StudySettings { IsKnown = true, OnWaiting = console.WriteLine, Cancellation = stop });
        TuneReport.Begin(console, experiment, tuner, study, options, study.Place);
        TuneProgress.Show(console, tuner, study, options, onFinished => tuner.Run(study, onFinished, stop));
        int finished = TuneReport.FinishedIn(study.ReadTrials().Where(trial => trial.Number <= options.Trials));
        console.WriteLine(stop.IsCancellationRequested
            ? $"Stopped by request after {finished} of {options.Trials} trials; the same command goes on from here."
            : $"All {options.Trials} trials are finished: 'edgenet tune' with the recipe and the same study shows the best and writes it.");
        return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It lies in the system's folder for temporary files.
        }
    }
}
