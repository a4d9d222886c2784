using System.CommandLine;
using System.Globalization;
using System.Reflection;
using EdgeNet.Cli;
using Spectre.Console.Testing;

namespace EdgeNet.Tests.Cli;

/// <summary>Help as a user calls for it: every command, every option.</summary>
[TestClass]
public class HelpTests
{
    [TestMethod]
    [DynamicData(nameof(Commands))]
    public void Help_Command_SaysAllThatIsKnownOfIt(string name)
    {
        Command command = Find(name);
        CliRun run = CliRun.Of([.. Words(name), "--help"]);
        string[] lines = run.Output.Split(Environment.NewLine);

        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.AreEqual(string.Empty, run.Error);
        Assert.Contains($"  {command.Description}", lines);
        Assert.Contains(line => line.StartsWith($"  edgenet{(name.Length > 0 ? " " : string.Empty)}{name}", StringComparison.Ordinal), lines);
        foreach (Argument argument in command.Arguments)
        {
            AssertRow(lines, $"<{argument.Name}>", argument.Description);
        }

        foreach (Option option in command.Options.Where(option => option.Name != "--help"))
        {
            AssertRow(lines, option.Name, option.Description);
            string row = lines.Single(line => line.StartsWith($"  {option.Name} ", StringComparison.Ordinal));
            Assert.AreEqual(option.Required, row.Contains("(REQUIRED)", StringComparison.Ordinal), row);
            Assert.IsTrue(!option.HasDefaultValue || option.GetDefaultValue() is false || row.EndsWith($" [default: {option.GetDefaultValue()}]", StringComparison.Ordinal), row);
        }

        AssertRow(lines, "-h, -?, --help", "Show help and usage information");
        foreach (Command inner in command.Subcommands)
        {
            AssertRow(lines, inner.Name, inner.Description);
        }
    }

    [TestMethod]
    public void Help_Export_IsThisText()
    {
        CliRun run = CliRun.Of("export", "--help");
        Assert.AreEqual(
            """
            Description:
              Write a model as a C# class, a C header or ONNX, or its bytes as C#.

            Usage:
              edgenet export <model> [options]

            Arguments:
              <model>  An .edgenet file.

            Options:
              --csharp                      Write a C# class for the device.
              --bytes                       Write the bytes of the model file as a C# class, for a program without a file system.
              --c                           Write a C header for any microcontroller.
              --onnx                        Write the float network as ONNX, standardisation inside. It is in the checkpoint that 'edgenet train --checkpoint' keeps beside the model.
              --onnx-integer                Write the integers as ONNX, which gives exactly the logits of the device.
              --output <output>             The output folder. [default: beside the model]
              --class <class>               The C# class name; with --bytes, what it begins with. [default: made from the model's name]
              --namespace <namespace>       The C# namespace. [default: EdgeNet.Models]
              --device <esp32|esp32-psram>  The board whose memory the model must fit. [default: esp32]
              --prefix <prefix>             What the C identifiers and the header's name begin with. [default: made from the model's name]
              -h, -?, --help                Show help and usage information

            """.ReplaceLineEndings(),
            run.Output);
    }

    [TestMethod]
    [DataRow("-h")]
    [DataRow("-?")]
    [DataRow("/h")]
    [DataRow("--help")]
    public void Help_BesideWhatIsMissingOrWrong_IsShown(string word)
    {
        string help = CliRun.Of("capture", "--help").Output;
        Assert.Contains("edgenet capture [options]", help);
        foreach (string[] args in (string[][])[["capture", word], ["capture", "--seconds", "-1", word], ["capture", word, "--label", "a,b"], ["capture", "nothing", word]])
        {
            CliRun run = CliRun.Of(args);
            Assert.AreEqual(help, run.Output);
            Assert.AreEqual(string.Empty, run.Error);
            Assert.AreEqual(ExitCode.Success, run.ExitCode);
        }
    }

    [TestMethod]
    public void Help_GoesToTheOutputAndLeavesTheConsoleAlone()
    {
        using var output = new StringWriter();
        int code = CommandLine.Run(["--help"], new LateConsole(() => throw new AssertFailedException("The console was asked for.")), output, TextWriter.Null);
        Assert.AreEqual(ExitCode.Success, code);
        Assert.StartsWith("Description:", output.ToString());
    }

    [TestMethod]
    public void Help_Root_ListsEveryExitCode()
    {
        string[] lines = CliRun.Of("--help").Output.Split(Environment.NewLine);
        string[] codes = [.. lines.SkipWhile(line => line != "Exit codes:").Skip(1).Where(line => line.Length > 0).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])];
        string[] known =
        [
            .. typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).Order()
                .Select(code => code.ToString(CultureInfo.InvariantCulture)),
        ];
        Assert.IsNotEmpty(known);
        CollectionAssert.AreEqual(known, codes);
    }

    private static IEnumerable<object[]> Commands() => Root().Subcommands.Select(command => command.Name).Prepend(string.Empty).Select(name => new object[] { name });

    private static RootCommand Root() => CommandLine.CreateRoot(new TestConsole(), TextWriter.Null, TextWriter.Null, ToolFolders.FromEnvironment);

    private static Command Find(string name) => name.Length == 0 ? Root() : Root().Subcommands.Single(command => command.Name == name);

    private static string[] Words(string name) => name.Length == 0 ? [] : [name];

    /// <summary>Checks that a line begins with a name and holds its description, which must not be empty.</summary>
    private static void AssertRow(string[] lines, string name, string? description)
    {
        Assert.IsFalse(string.IsNullOrWhiteSpace(description), $"{name} has no description.");
        Assert.Contains(line => line.StartsWith($"  {name} ", StringComparison.Ordinal) && line.Contains($"  {description}", StringComparison.Ordinal), lines, name);
    }
}
