using System.CommandLine;
using System.Text;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet recipe</c>: says what a recipe may hold.</summary>
internal static class RecipeCommand
{
    public static Command Create(IAnsiConsole console, TextWriter output)
    {
        var schema = new Option<bool>("--schema") { Description = "Print a JSON Schema for editors instead of the list." };
        var command = new Command("recipe", "List the keys of a recipe.") { schema };
        command.SetAction(parsed => Run(parsed.GetValue(schema), console, output));
        return command;
    }

    private static int Run(bool isSchema, IAnsiConsole console, TextWriter output)
    {
        if (isSchema)
        {
            output.Write(Encoding.UTF8.GetString(RecipeSchema.ToBytes()));
            return ExitCode.Success;
        }

        Table table = new Table().RoundedBorder().AddColumn("key").AddColumn("otherwise").AddColumn("meaning");
        foreach ((string path, string otherwise, string meaning) in RecipeSchema.Keys())
        {
            table.AddRow(new Text(path), new Text(otherwise), new Text(meaning));
        }

        console.Write(table);
        return ExitCode.Success;
    }
}
