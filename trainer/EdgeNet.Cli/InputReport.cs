using System.Globalization;
using EdgeNet.Trainer.Export;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Lists the inputs of a model, with what training saw of each.</summary>
internal static class InputReport
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ModelInput> inputs)
    {
        Table table = new Table().RoundedBorder()
            .AddColumn(new TableColumn("input").RightAligned())
            .AddColumn("name")
            .AddColumn(new TableColumn("lowest in training").RightAligned())
            .AddColumn(new TableColumn("highest").RightAligned());
        for (int i = 0; i < inputs.Count; i++)
        {
            table.AddRow(Format.Number(i + 1), Markup.Escape(inputs[i].Name), Number(inputs[i].Lowest), Number(inputs[i].Highest));
        }

        console.Write(table);
    }

    /// <summary>Writes a raw value with the digits that a single-precision number has.</summary>
    public static string Number(float value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
