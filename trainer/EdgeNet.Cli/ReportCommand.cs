using System.CommandLine;
using EdgeNet.Report;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet report MODEL</c> shows a model file on one HTML page; <c>edgenet report RECIPE</c> trains first, and shows the float network too.</summary>
internal static class ReportCommand
{
    private const string ModelExtension = ".edgenet";
    private const string PageExtension = ".report.html";

    public static Command Create(IAnsiConsole console)
    {
        var model = new Argument<string>("model")
        {
            Description = "An .edgenet file, which is scored on the data of its recipe without training. Or a recipe, which is trained first: the page then also shows the learning curve and the float network.",
        };
        var recipe = new Option<string?>("--recipe") { Description = "The recipe of the .edgenet file. [default: the one that made it]" };
        Option<string> board = DeviceOption.Create();
        var command = new Command("report", "Write an HTML page about a model.") { model, recipe, board };
        var changes = new RecipeOptions();
        changes.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            DeviceTarget device = DeviceOption.In(parsed, board, console);
            if (!path.EndsWith(ModelExtension, StringComparison.OrdinalIgnoreCase) || Directory.Exists(path))
            {
                return parsed.CommandResult.IsGiven(recipe)
                    ? throw new InputException($"{path}: is a recipe; --recipe goes with an .edgenet file.")
                    : OfRecipe(changes.Open(path, parsed), device, console);
            }

            return changes.GivenIn(parsed) is { } stray
                ? throw new InputException($"{path}: is a model that has been trained; {stray.Name} goes with a recipe.")
                : OfFile(path, parsed.GetValue(recipe), device, console);
        });
        return command;
    }

    private static int OfFile(string path, string? recipe, DeviceTarget device, IAnsiConsole console)
    {
        var files = new FileSet();
        string page = Path.ChangeExtension(path, null) + PageExtension;
        files.Check(page);
        var saved = SavedModel.Open(path, recipe);
        ExampleReader.Warn(console, saved.Warnings);
        if (saved.File.Device.IsAnomaly)
        {
            console.WriteLine("The model file, run by the device library:");
            AnomalyTraining.WriteScores(console, saved.AnomalyScores);
        }
        else
        {
            SavedScoreReport.Write(console, saved);
        }

        files.Add(page, ModelReport.Write(saved, device));
        files.SaveOrKeep();
        Format.Written(console, files);
        return ExitCode.Success;
    }

    private static int OfRecipe(Experiment experiment, DeviceTarget device, IAnsiConsole console)
    {
        if (experiment.Options.Anomaly is not null)
        {
            return AnomalyTraining.Run(experiment, hasModel: false, hasReport: true, device, console);
        }

        var files = new FileSet();
        foreach (string read in experiment.ReadPaths)
        {
            files.Keep(read);
        }

        files.Check(experiment.ReportPath);
        using var interrupt = new Interrupt();
        if (ModelRun.Of(console, experiment, interrupt) is not { } model)
        {
            return ExitCode.Interrupted;
        }

        files.Add(experiment.ReportPath, ModelReport.Write(model, device));
        files.SaveOrKeep();
        Format.Written(console, files);
        return model.IsCancelled ? ExitCode.Interrupted : ExitCode.Success;
    }
}
