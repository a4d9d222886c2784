using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Reads a recipe's examples: with a bar while images are decoded on a terminal, and a line for what was passed over.</summary>
internal static class ExampleReader
{
    public static RecipeExamples Read(IAnsiConsole console, Recipe recipe)
    {
        var warnings = new List<string>();
        RecipeExamples examples = recipe.Images is not null && console.Profile.Capabilities.Interactive
            ? ReadWithBar(console, recipe, warnings)
            : RecipeData.ReadAll(recipe, null, warnings.Add);
        Warn(console, warnings);
        return examples;
    }

    /// <summary>Writes a line for each warning.</summary>
    public static void Warn(IAnsiConsole console, IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
        {
            console.MarkupLine($"[yellow]Warning:[/] {Markup.Escape(warning)}");
        }
    }

    private static RecipeExamples ReadWithBar(IAnsiConsole console, Recipe recipe, List<string> warnings) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("reading images");
                return RecipeData.ReadAll(
                    recipe,
                    (done, count) =>
                    {
                        task.MaxValue = count;
                        task.Value = Math.Max(task.Value, done);
                    },
                    warnings.Add);
            });
}
