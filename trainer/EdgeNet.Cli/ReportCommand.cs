using System.CommandLine;
using EdgeNet.Report;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet report RECIPE</c>: trains as <c>train</c> does and shows the model on one HTML page.</summary>
internal static class ReportCommand
{
    private const string ModelExtension = ".edgenet";

    public static Command Create(IAnsiConsole console)
    {
        var recipe = new Argument<string>("recipe")
        {
            Description = "A folder with a recipe.json, the recipe itself, an .edgenet file beside its recipe, or a folder in which each folder is a class and holds its images.",
        };
        var command = new Command("report", "Train, and show the model on one HTML page.") { recipe };
        var images = new ImageOptions();
        images.AddTo(command);
        command.SetAction(parsed => Run(parsed.GetRequiredValue(recipe), read => images.Apply(read, parsed), console));
        return command;
    }

    private static int Run(string path, Func<Experiment, Experiment> change, IAnsiConsole console)
    {
        ModelFile? file = path.EndsWith(ModelExtension, StringComparison.OrdinalIgnoreCase) ? ModelFile.Open(path) : null;
        Experiment experiment = change(Experiment.Open(file is null ? path : Path.GetDirectoryName(Path.GetFullPath(path))!));
        if (file is not null && Path.GetFullPath(path) != experiment.ModelPath)
        {
            throw new InputException($"{path}: the recipe beside it makes {Path.GetFileName(experiment.ModelPath)}; name that, or the recipe.");
        }

        var files = new FileSet();
        files.Check(experiment.ReportPath);
        using var interrupt = new Interrupt();
        if (ModelRun.Of(console, experiment, interrupt) is not { } model)
        {
            return ExitCode.Interrupted;
        }

        if (file is not null && !model.IsCancelled && !file.Bytes.AsSpan().SequenceEqual(model.File.Bytes))
        {
            console.MarkupLine(
                $"[yellow]Warning:[/] {Markup.Escape(path)} is not what its recipe makes today; the report is of what it makes. 'edgenet train' writes that.");
        }

        files.Add(experiment.ReportPath, ModelReport.Write(model));
        files.SaveOrKeep();
        Format.Written(console, files);
        return model.IsCancelled ? ExitCode.Interrupted : ExitCode.Success;
    }
}
