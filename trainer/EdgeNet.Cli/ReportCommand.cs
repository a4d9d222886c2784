using System.CommandLine;
using EdgeNet.Report;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Recipes;
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

    /// <summary>Where the page is written.</summary>
    public static string PathOf(Recipe recipe) => Path.Combine(recipe.Folder, recipe.Name + ".report.html");

    /// <summary>Adds the page to the files to be written.</summary>
    public static void Add(FileSet files, ModelRun run, CSharpModel? generated) => files.Add(
        PathOf(run.Model.Recipe),
        ModelReport.Write(new ReportSource(run.Model, run.Train, run.Dev, run.Test, generated) { Advice = run.Advice }));

    private static int Run(string path, Func<Recipe, Recipe> change, IAnsiConsole console)
    {
        byte[]? file = path.EndsWith(ModelExtension, StringComparison.OrdinalIgnoreCase) ? ModelFile.Read(path).Data : null;
        Recipe recipe = change(RecipeReader.Read(file is null ? path : FolderOf(path)));
        if (file is not null && Path.GetFullPath(path) != recipe.ModelPath)
        {
            throw new InputException($"{path}: the recipe beside it makes {Path.GetFileName(recipe.ModelPath)}; name that, or the recipe.");
        }

        var files = new FileSet();
        files.Check(PathOf(recipe));
        using var interrupt = new Interrupt();
        if (ModelRun.Of(console, recipe, interrupt) is not { } run)
        {
            return ExitCode.Interrupted;
        }

        if (file is not null && !run.IsCancelled && !file.AsSpan().SequenceEqual(run.Model.File))
        {
            console.MarkupLine(
                $"[yellow]Warning:[/] {Markup.Escape(path)} is not what its recipe makes today; the report is of what it makes. 'edgenet train' writes that.");
        }

        Add(files, run, run.Model.Integers.Generate());
        files.SaveOrKeep();
        foreach ((string written, byte[] content) in files.Files)
        {
            console.WriteLine($"Wrote {Path.GetRelativePath(Environment.CurrentDirectory, written)}, {Format.Number(content.Length)} bytes.");
        }

        return run.IsCancelled ? ExitCode.Interrupted : ExitCode.Success;
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
