using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Recipes;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Reads a recipe's examples: with a bar while images are decoded on a terminal, and a line for what was passed over.</summary>
internal static class ExampleReader
{
    public static Dataset Read(IAnsiConsole console, Recipe recipe)
    {
        var warnings = new List<string>();
        Dataset examples = recipe.Images is not null && console.Profile.Capabilities.Interactive
            ? ReadWithBar(console, recipe, warnings)
            : RecipeData.Read(recipe, null, warnings.Add);
        foreach (string warning in warnings)
        {
            console.MarkupLine($"[yellow]Warning:[/] {Markup.Escape(warning)}");
        }

        return examples;
    }

    private static Dataset ReadWithBar(IAnsiConsole console, Recipe recipe, List<string> warnings) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("reading images");
                return RecipeData.Read(
                    recipe,
                    (_, count) =>
                    {
                        task.MaxValue = count;
                        task.Increment(1);
                    },
                    warnings.Add);
            });
}
