using System.Diagnostics;
using EdgeNet.Cli;
using EdgeNet.Tests.Experiments;
using Spectre.Console.Testing;

namespace EdgeNet.Tests.Cli;

/// <summary>A command line that is wrong, and an output that is, end in one line and an exit code.</summary>
[TestClass]
public class CommandLineTests
{
    [TestMethod]
    [DataRow("evaluate r --folds x", "--folds must be a whole number from 2 to 2147483647, and is 'x'.")]
    [DataRow("evaluate r --folds 1.5", "--folds must be a whole number from 2 to 2147483647, and is '1.5'.")]
    [DataRow("evaluate r --runs 99999999999", "--runs must be a whole number from 1 to 2147483647, and is '99999999999'.")]
    [DataRow("tune r --trials many", "--trials must be a whole number from 1 to 2147483647, and is 'many'.")]
    [DataRow("tune r --repeats x", "--repeats must be a whole number from 1 to 2147483647, and is 'x'.")]
    [DataRow("tune r --grow --repeats x", "--repeats must be a whole number from 1 to 2147483647, and is 'x'.")]
    [DataRow("tune r --seed x", "--seed must be a whole number from 0 to 2147483647, and is 'x'.")]
    [DataRow("capture --port p --label a --seconds x", "--seconds must be a whole number from 1 to 2147483647, and is 'x'.")]
    [DataRow("capture --port p --label a --seconds 1 --rate x", "--rate must be a whole number from 1 to 2147483647, and is 'x'.")]
    [DataRow("capture --port p --label a --seconds 1 --baud x", "--baud must be a whole number from 1 to 2147483647, and is 'x'.")]
    public void Run_NoWholeNumber_SaysWhichOptionWantsOne(string line, string fault) => ShouldBeUsage(line, fault);

    [TestMethod]
    [DataRow("trian models/sonar", "Unrecognized command or argument 'trian'.")]
    [DataRow("train a b", "Unrecognized command or argument 'b'.")]
    [DataRow("train r --reprot", "Unrecognized command or argument '--reprot'.")]
    [DataRow("evaluate r --folds", "--folds needs a value.")]
    [DataRow("run m.edgenet", "'edgenet run' needs <rows>: A CSV file with a header. Columns are matched to the inputs of the model by name. For an image model: an image, a folder of images, or a folder with one subfolder per class.")]
    [DataRow("inspect", "'edgenet inspect' needs <model>: An .edgenet file.")]
    public void Run_WrongWords_SaysWhich(string line, string fault) => ShouldBeUsage(line, fault);

    [TestMethod]
    [DataRow("--class", "class")]
    [DataRow("--namespace", "Acme.new.Models")]
    public void Export_KeywordOfCSharp_IsNoName(string option, string name) => CliRun.Of("export", "m.edgenet", "--csharp", option, name).ShouldFail(
        ExitCode.Usage, $"{option} must not have the C# keyword '{(name == "class" ? name : "new")}', and is '{name}'. See 'edgenet --help'.");

    [TestMethod]
    [DataRow("--class", "2Fast")]
    [DataRow("--class", "a-b")]
    [DataRow("--namespace", "Acme.2Fast")]
    public void Export_NameThatCSharpDoesNotTake_SaysWhatItMayBe(string option, string name) => CliRun.Of("export", "m.edgenet", "--csharp", option, name).ShouldFail(
        ExitCode.Usage, $"{option} must be made of letters, digits and _, with no digit first, and is '{name}'. See 'edgenet --help'.");

    [TestMethod]
    [DataRow("<recipe>", "train", "")]
    [DataRow("<recipe>", "tune", "")]
    [DataRow("<rows>", "run", "m.edgenet", "")]
    [DataRow("--out", "replay", "m.edgenet", "r.csv", "--out", "")]
    [DataRow("--output", "export", "m.edgenet", "--csharp", "--output", "")]
    [DataRow("--save", "tune", "r", "--save", "")]
    public void Run_EmptyWord_SaysWhich(string name, params string[] args) =>
        CliRun.Of(args).ShouldFail(ExitCode.Usage, $"{name} must not be empty. See 'edgenet --help'.");

    [TestMethod]
    public void Run_NameThatBeginsWithAt_IsAFile() =>
        CliRun.Of("inspect", "@m.edgenet").ShouldFail(ExitCode.BadInput, "@m.edgenet: there is no such file; 'edgenet train' makes one.");

    [TestMethod]
    public void Run_OutputThatCannotBeWritten_IsNoFaultOfEdgeNet()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 40);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        using var console = new TestConsole();
        using var output = new BrokenWriter();
        using var error = new StringWriter();

        int code = CommandLine.Run(["run", folder.Combine("m.edgenet"), folder.Combine("d.csv"), "--label", "kind"], console, output, error);

        Assert.AreEqual($"edgenet: the output cannot be written: No space left on device{Environment.NewLine}", error.ToString());
        Assert.AreEqual(ExitCode.BadInput, code);
    }

    [TestMethod]
    public void Run_NoErrorOutput_StillHasItsExitCode()
    {
        using var console = new TestConsole();
        using var output = new StringWriter();
        using var error = new BrokenWriter();
        Assert.AreEqual(ExitCode.BadInput, CommandLine.Run(["inspect", "nowhere.edgenet"], console, output, error));
    }

    [TestMethod]
    public void Run_OutputIntoAFile_BreaksNoLine()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgenet.dll"), "inspect", Vibration.ModelPath]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries);
        process.WaitForExit();

        Assert.AreEqual(ExitCode.Success, process.ExitCode);
        string features = lines.Single(line => line.StartsWith("Features: ", StringComparison.Ordinal));
        Assert.EndsWith("y·z correlation.", features);
        Assert.IsGreaterThan(200, features.Length);
    }

    [TestMethod]
    public void Run_ControlCharactersInAFile_DoNotReachTheTerminal()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 40);
        folder.Write("d.csv", "a,same,kind\n1,\u001b[31m2,yes\n1,2,no\n");
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadInput, "d.csv, line 2, column 2 ('same'): '\\u{1b}[31m2' is no number; write it like 0.25, or leave the column out. The cell has U+001B, a control character.");
    }

    private static void ShouldBeUsage(string line, string fault) =>
        CliRun.Of(line.Split(' ')).ShouldFail(ExitCode.Usage, $"{fault} See 'edgenet --help'.");

    /// <summary>A disk that is full.</summary>
    private sealed class BrokenWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }
}
