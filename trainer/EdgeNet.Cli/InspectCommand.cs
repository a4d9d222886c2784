using System.CommandLine;
using System.Globalization;
using EdgeNet.Fleet.Keys;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet inspect MODEL</c>: prints what is in a model file and runs its golden vectors.</summary>
internal static class InspectCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file." };
        var key = new Option<string?>("--key") { Description = "A key, secret or public: check that it signed the model." };
        Option<string> board = DeviceOption.Create();
        var command = new Command("inspect", "Print what is in a model file.") { model, key, board };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(model), parsed.GetValue(key), DeviceOption.In(parsed, board, console), console));
        return command;
    }

    private static int Run(string path, string? keyPath, DeviceTarget device, IAnsiConsole console)
    {
        ModelFile file = ModelFile.Open(path);
        FleetKey? key = keyPath is null ? null : KeyFile.Read(keyPath);
        Model model = file.Device;
        Pipeline? pipeline = file.Pipeline;
        Table grid = new Table().NoBorder().HideHeaders().AddColumn(new TableColumn(string.Empty).PadLeft(0).PadRight(2))
            .AddColumn(new TableColumn(string.Empty).PadLeft(0).PadRight(0));
        Add("name", model.Name);
        Add(
            model.IsRegression ? "estimates" : IsBinary(model) ? "false, true" : "classes",
            file.ClassNames.Count > ModelFormat.MaxLabels ? $"{Format.Number(file.ClassNames.Count)} without names: {NameList.Of(file.ClassNames)}" : string.Join(", ", file.ClassNames));
        Add("file", $"{Format.Number(file.Bytes.Length)} bytes, format version {file.Version}");
        Add(
            "RAM on the device",
            pipeline is null ? $"{Format.Number(model.RamBytes)} bytes"
                : $"{Format.Number(pipeline.RamBytes)} bytes, {Format.Number(model.RamBytes)} of them the network's");
        Add("multiply-adds", Format.Number(model.Macs));
        if (model.IsAnomaly)
        {
            Add("threshold", string.Create(CultureInfo.InvariantCulture, $"score 1, distance {model.LogitThreshold}"));
        }
        else if (IsBinary(model))
        {
            Add("threshold", string.Create(CultureInfo.InvariantCulture, $"probability {model.Threshold:F4}, logit {model.LogitThreshold}"));
        }

        if (!model.IsRegression && !model.IsAnomaly)
        {
            Add("logit scale", model.LogitScale.ToString("G9", CultureInfo.InvariantCulture));
        }

        if (file.Contents.Head is { } head && model.KnowsUnfamiliar)
        {
            Add("unfamiliar", $"{(file.Contents.HeadKind == HeadKind.FamiliarCodes ? "units of the last hidden layer" : "inputs")} far from {NameList.Count(head.Count, "prototype")}{(head.Doubt == 0 ? string.Empty : ", the more so the less sure the decision is")}");
        }

        if (LearningReport.Describe(file) is { } learning)
        {
            Add("learns", learning);
        }

        if (file.Seal is { } seal)
        {
            Add("update", $"{SealReport.Update(seal)}; {SealReport.Alarm(file)}");
            Add("signature", SealReport.Signature(seal));
        }

        console.Write(grid);

        Table table = new Table().RoundedBorder()
            .AddColumn(new TableColumn("layer").RightAligned())
            .AddColumn(new TableColumn("inputs").RightAligned())
            .AddColumn(new TableColumn("units").RightAligned())
            .AddColumn("activation")
            .AddColumn(new TableColumn("multiply-adds").RightAligned());
        for (int l = 1; l <= model.LayerCount; l++)
        {
            int width = model.UnitsOf(l - 1);
            int units = model.UnitsOf(l);
            table.AddRow(
                Format.Number(l), Format.Number(width), Format.Number(units), ActivationNames.Of(model.ActivationOf(l)), Format.Number(width * units));
        }

        console.Write(table);
        if (file.Inputs is { } inputs)
        {
            InputReport.Write(console, inputs, file.Contents.Fills);
            if (pipeline is not null)
            {
                console.WriteLine("Features are the integers of the device: 16 for one count of a mean, a deviation or an extreme; FORMAT.md has all of them.");
            }
        }

        if (pipeline is not null)
        {
            StreamReport.Model(console, file);
            StreamReport.Features(console, file);
            if (pipeline.Settings.Golden.Length > 0 && model.FirstGoldenMismatch() < 0 && !pipeline.SelfTest())
            {
                console.WriteLine("Self-test: a golden window gives other features or logits than it must; train the model again.");
                return ExitCode.BadModel;
            }
        }

        var fit = DeviceFit.Of(file, device);
        EngineReport.Write(console, file, file.Generated, fit);
        EngineReport.Warn(console, fit);
        string windows = pipeline?.Settings.Golden is { Length: > 0 } golden ? $", {golden.Length} of {golden.Length} golden windows exact" : string.Empty;
        int mismatch = model.FirstGoldenMismatch();
        console.WriteLine(mismatch < 0
            ? $"Self-test: {model.GoldenVectorCount} of {model.GoldenVectorCount} golden vectors exact{windows}."
            : $"Self-test: golden vector {mismatch + 1} of {model.GoldenVectorCount} gives other logits than it must; train the model again.");
        (bool isRight, string text) = key is null ? (true, string.Empty) : SealReport.Check(file, key);
        if (key is not null)
        {
            console.WriteLine(text);
        }

        return mismatch < 0 && isRight ? ExitCode.Success : ExitCode.BadModel;

        void Add(string name, string value) => grid.AddRow(new Text(name), new Text(value));
    }

    private static bool IsBinary(Model model) => !model.IsRegression && model.OutputCount == 1;
}
