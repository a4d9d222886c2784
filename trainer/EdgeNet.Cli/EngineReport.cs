using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Shows what the two engines take on the device, and which one to choose.</summary>
internal static class EngineReport
{
    /// <summary>Warns of what does not fit the board; to be called before anything is written.</summary>
    public static void Warn(IAnsiConsole console, DeviceFit fit) => ExampleReader.Warn(console, fit.Warnings);

    /// <summary>Shows the engines, and the advice.</summary>
    public static void Write(IAnsiConsole console, ModelFile file, CSharpModel? generated, DeviceFit fit)
    {
        console.WriteLine("On the device, estimated, with the instructions and the time of an inference:");
        Table table = new Table().RoundedBorder()
            .AddColumn("engine")
            .AddColumn(new TableColumn("flash, bytes").RightAligned())
            .AddColumn(new TableColumn("RAM, bytes").RightAligned())
            .AddColumn(new TableColumn("at its peak").RightAligned())
            .AddColumn(new TableColumn("IL instructions").RightAligned());
        foreach (DeviceClock clock in fit.Clocks)
        {
            table.AddColumn(new TableColumn(clock.Column).RightAligned());
        }

        AddRow("Model, loaded from the file", file.Cost, fit.Packed);
        if (generated is not null)
        {
            AddRow($"{generated.ClassName}, generated class", generated.Cost, fit.Generated!);
        }

        console.Write(table);
        console.WriteLine(fit.TimeNote);
        console.WriteLine($"Loading the file takes {string.Join(", ", fit.LoadTimes)}.");
        foreach (string times in fit.StreamTimes)
        {
            console.WriteLine($"With the stream, {times}.");
        }

        if (generated is not null && PruningReport.Describe(file.Words) is { } left)
        {
            console.WriteLine($"What the class computes: {left}.");
        }

        console.WriteLine(fit.Advice);

        void AddRow(string name, EngineCost cost, ModelForm form) => table.AddRow(
        [
            name, Format.Number(cost.FlashBytes), Format.Number(cost.RamBytes), Format.Number(form.PeakBytes), Format.Number(cost.Instructions),
            .. fit.Clocks.Select(clock => clock.DescribeMilliseconds(cost.Instructions)),
        ]);
    }
}

/// <summary>Says what generated sources leave of the assembly that they are compiled into.</summary>
internal static class AssemblyReport
{
    /// <summary>Says it for one class, and for all generated classes in its folder together.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="name">The class.</param>
    /// <param name="share">What it takes.</param>
    /// <param name="folder">Where its files are.</param>
    /// <param name="own">Its files.</param>
    public static void Write(IAnsiConsole console, string name, AssemblyShare share, string folder, IEnumerable<string> own)
    {
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} leaves {share.CodeLeft:N0} of an assembly's {AssemblyShare.Most:N0} bytes of code, and {share.DataLeft:N0} of as many of data, for the application and other classes."));
        IReadOnlyList<(string File, AssemblyShare Share)> others = AssemblyShare.OthersIn(folder, own);
        if (others.Count == 0)
        {
            return;
        }

        AssemblyShare all = others.Aggregate(share, (sum, other) => sum + other.Share);
        string with = NameList.Of([.. others.Select(other => other.File)]);
        if (all.CodeLeft < 0 || all.DataLeft < 0)
        {
            ExampleReader.Warn(console, [$"{name} and {with}, which are in the same folder, do not fit into one assembly: put each into a class library of its own, or load models from their files."]);
            return;
        }

        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"With {with} in the same folder, {all.CodeLeft:N0} bytes of code and {all.DataLeft:N0} of data are left."));
    }
}

/// <summary>The option <c>--device</c>: the board that a model is compared with.</summary>
internal static class DeviceOption
{
    public static Option<string> Create()
    {
        var option = new Option<string>("--device") { Description = "The board whose memory the model must fit.", DefaultValueFactory = _ => DeviceTarget.Esp32.Name };
        option.AcceptOnlyFromAmong([.. DeviceTarget.All.Select(target => target.Name)]);
        return option;
    }

    /// <summary>The board that is given, with the clock that the user has measured.</summary>
    public static DeviceTarget In(ParseResult parsed, Option<string> option, IAnsiConsole console)
    {
        DeviceTarget target = DeviceTarget.All.Single(target => target.Name == parsed.GetValue(option));
        return BoardCalibration.Read(console) is { } board ? target with { Clocks = [DeviceClock.Measured(board.MicrosecondsOfInstruction)] } : target;
    }
}
