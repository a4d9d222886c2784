using EdgeNet.Tuning;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet tune --fetch NAME --study DATABASE</c>: runs trials of a study on a machine that has nothing but the database's address.</summary>
internal static class FetchCommand
{
    public static int Run(string place, string name, int jobs, IAnsiConsole console)
    {
        string folder = Directory.CreateTempSubdirectory("edgenet-study-").FullName;
        try
        {
            (StudyIdentity identity, int trials) = Study.Describe(place, name);
            string recipe = StudyFiles.Fetch(place, name, folder).First(path => Path.GetExtension(path) == ".json"); // data files are tables
            var experiment = Experiment.Open(recipe);
            TuningOptions options = identity.ToOptions(trials, jobs);
            var tuner = new Tuner(experiment, options);
            using var interrupt = new Interrupt();
            CancellationToken stop = interrupt.Listen();
            using Study study = Study.Open(place, name, tuner.Identity, trials, new StudySettings { OnWaiting = console.WriteLine, Cancellation = stop });
            TuneReport.Begin(console, experiment, tuner, study, options, study.Place);
            TuneProgress.Show(console, tuner, study, options, onFinished => tuner.Run(study, onFinished, stop));
            int finished = TuneReport.FinishedIn(study.ReadTrials());
            if (stop.IsCancellationRequested)
            {
                console.WriteLine($"Stopped by request after {finished} of {trials} trials; the same command goes on from here.");
                return ExitCode.Interrupted;
            }

            console.WriteLine($"All {trials} trials are finished: 'edgenet tune' with the recipe and the same study shows the best and writes it.");
            return ExitCode.Success;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
