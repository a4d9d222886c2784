using EdgeNet.Trainer.Export;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows what the two engines cost on the device and says which to choose.</summary>
internal static class EngineReport
{
    public static void Write(IAnsiConsole console, EngineCost loaded, CSharpModel? generated)
    {
        console.WriteLine("On the device, estimated:");
        Table table = new Table().RoundedBorder()
            .AddColumn("engine")
            .AddColumn(new TableColumn("flash, bytes").RightAligned())
            .AddColumn(new TableColumn("RAM, bytes").RightAligned())
            .AddColumn(new TableColumn("IL instructions an inference").RightAligned());
        AddRow("Model, loaded from the file", loaded);
        if (generated is not null)
        {
            AddRow($"{generated.ClassName}, generated class", generated.Cost);
        }

        console.Write(table);
        if (generated is null)
        {
            console.WriteLine("Choose Model: as a class this model would be larger than an assembly can be.");
            return;
        }

        double ratio = (double)loaded.Instructions / generated.Cost.Instructions;
        console.WriteLine(FormattableString.Invariant(
            $"Choose {generated.ClassName} for speed and RAM ({ratio:F1} times fewer instructions); choose Model to replace the model without building the application again."));

        void AddRow(string name, EngineCost cost) =>
            table.AddRow(name, Format.Number(cost.FlashBytes), Format.Number(cost.RamBytes), Format.Number(cost.Instructions));
    }
}
