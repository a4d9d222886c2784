using System.Text.RegularExpressions;
using EdgeNet.Cli;
using EdgeNet.Tests.Capture;
using EdgeNet.Tests.Cli;
using EdgeNet.Tests.Samples;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Tests.Readme;

/// <summary>What the README shows is true.</summary>
[TestClass]
public partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(TestData.RepositoryFolder(), "README.md")).ReplaceLineEndings("\n");

    [TestMethod]
    public void Readme_Length_IsUnderTwoHundredLines() => Assert.IsLessThan(200, Text.Split('\n').Length);

    [TestMethod]
    public void DeviceCode_IsTheSnippetThatIsCompiled()
    {
        string path = Path.Combine(TestData.RepositoryFolder(), "tests", "EdgeNet.Tests", "Readme", "DeviceSnippet.cs");
        string source = File.ReadAllText(path).ReplaceLineEndings("\n");
        string[] blocks = Blocks("csharp");
        Assert.HasCount(3, blocks);
        foreach (string block in blocks[1..]) // the first one trains
        {
            Assert.Contains(string.Join('\n', block.Split('\n').Select(line => line.Length == 0 ? line : "        " + line)), source);
        }
    }

    [TestMethod]
    public void DeviceCode_VibrationModel_FindsTheStateOfARecording()
    {
        StreamSettings settings = StreamSettings.Read(File.ReadAllBytes(VibrationFile("vibration.edgenet")))!;
        RecordingSet recordings = RecordingReader.ReadCsv(
            VibrationFile("vibration.csv"), new RecordingColumns { Channels = settings.Channels, CountsPerUnit = settings.CountsPerUnit });
        Recording recording = recordings.Recordings[0]; // of a machine that runs as it should

        (string state, int decisions) = DeviceSnippet.Watch(File.ReadAllBytes(VibrationFile("vibration.edgenet")), new RecordedSensor(recording));

        Assert.AreEqual("normal", state);
        Assert.AreEqual(1 + ((recording.Count - settings.Window) / settings.Stride), decisions);
    }

    [TestMethod]
    public void DeviceCode_SonarModel_RunsAndDecides()
    {
        (bool isMine, float probability) = DeviceSnippet.Run(File.ReadAllBytes(Path.Combine(TestData.SonarFolder, "sonar.edgenet")));
        Assert.AreEqual(isMine, probability >= 0.5f);
    }

    [TestMethod]
    public void TrainerCode_CompilesAndRuns()
    {
        using var program = new UserProgram(Blocks("csharp")[0]);
        File.Copy(Path.Combine(TestData.SonarFolder, "sonar.csv"), Path.Combine(program.Folder, "sonar.csv"));
        (int exitCode, string output) = program.Run();
        Assert.AreEqual(0, exitCode, output);
        Assert.MatchesRegex(@"^float \d+\.\d %, int8 \d+\.\d %\n", output);
        Assert.IsTrue(Model.Load(File.ReadAllBytes(Path.Combine(program.Folder, "sonar.edgenet"))).SelfTest());
    }

    [TestMethod]
    public void Transcript_PartsThatDoNotDependOnTheProcessor_AreReal()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(TestData.SonarFolder, "sonar.csv"), folder.Combine("sonar.csv"));
        File.Copy(Path.Combine(TestData.SonarFolder, "recipe.json"), folder.Combine("recipe.json"));
        string output = CliRun.Of("train", folder.Path).Output;
        string[] stable = [.. Block("text").Split('\n').Where(line => line.Length > 1 && !line.StartsWith('│') && !line.StartsWith("Wrote", StringComparison.Ordinal))];
        Assert.IsGreaterThanOrEqualTo(6, stable.Length);
        foreach (string line in stable)
        {
            Assert.Contains(line, output);
        }
    }

    [TestMethod]
    public void Commands_OfTheTable_Run()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(TestData.SonarFolder))
        {
            File.Copy(file, folder.Combine(Path.GetFileName(file)));
        }

        // A network of another framework, and readings for it.
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path, "--checkpoint", "--out", folder.Combine("elsewhere")).ExitCode);
        File.Copy(folder.Combine("elsewhere/sonar.float.onnx"), folder.Combine("my.onnx"));
        File.Copy(folder.Combine("sonar.csv"), folder.Combine("readings.csv"));
        MatchCollection commands = TableCommand().Matches(Text);
        Assert.HasCount(15, commands);
        foreach (Match command in commands)
        {
            if (command.Groups[1].Value.StartsWith("capture ", StringComparison.Ordinal))
            {
                continue; // needs a port: Capture_OfTheTable_Records
            }

            if (command.Groups[1].Value.StartsWith("calibrate-device ", StringComparison.Ordinal))
            {
                Assert.AreEqual(933200, BoardCalibration.Parse(command.Groups[1].Value).Instructions);
                continue; // would change the times in other tests: CalibrateDeviceTests
            }

            string[] args = command.Groups[1].Value.Replace("models/sonar", folder.Path, StringComparison.Ordinal)
                .Replace("models/vibration", Path.GetDirectoryName(VibrationFile("recipe.json")), StringComparison.Ordinal).Replace("my-sonar", folder.Combine("my-sonar"), StringComparison.Ordinal)
                .Replace("my.onnx", folder.Combine("my.onnx"), StringComparison.Ordinal).Replace("readings.csv", folder.Combine("readings.csv"), StringComparison.Ordinal).Split(' ');

            // Nothing is sent from a test, whatever is installed where it runs.
            args = args[0] == "flash" ? [.. args, "--dry-run"] : args;
            CliRun run = CliRun.Of(args);
            Assert.AreEqual(ExitCode.Success, run.ExitCode, $"{command.Value}: {run.Error}");
        }
    }

    [TestMethod]
    public void Capture_OfTheTable_Records()
    {
        PseudoTerminal.RequireUnix();
        string row = TableCommand().Matches(Text).Select(match => match.Groups[1].Value).Single(row => row.StartsWith("capture ", StringComparison.Ordinal));
        using var folder = new TemporaryFolder();
        using var capture = new CaptureProcess(folder, row.Split(' '));
        capture.WaitForHeader();
        capture.Terminal.Write(LoggerLines.Readings(0, 10));
        capture.WaitForRows(10);
        capture.Terminal.Unplug();
        capture.Process.WaitForExit();

        Assert.AreEqual(ExitCode.ConnectionLost, capture.Process.ExitCode);
        Assert.HasCount(11, File.ReadAllLines(folder.Combine(Path.Combine("recordings", "shaking.csv"))));
    }

    [TestMethod]
    public void ExitCodes_AreTheProgramsOwn()
    {
        foreach (int code in (int[])[ExitCode.Success, ExitCode.InternalError, ExitCode.Usage, ExitCode.BadInput, ExitCode.BadRecipe, ExitCode.BadModel, ExitCode.ToolFailed, ExitCode.ConnectionLost, ExitCode.NotConfirmed, ExitCode.Interrupted])
        {
            Assert.MatchesRegex($@"\b{code} (done|a fault|wrong|data|the recipe|the model|nanoff|the device|not every|stopped)", Text.ReplaceLineEndings(" "));
        }
    }

    [TestMethod]
    public void Deploy_CommandsOfNanoff_AreThoseOfTheProgram()
    {
        Assert.Contains($"`{Nanoff.InstallCommand}`", Text);
        Assert.Contains($"`{Nanoff.FirmwareCommand("COM3")}`", Text);
        Assert.Contains($"`{Nanoff.Name} {Nanoff.FileDeploymentArguments("sonar.deploy.json")[0]}`", Text);
    }

    private static string VibrationFile(string name) => Path.Combine(TestData.RepositoryFolder(), "models", "vibration", name);

    private static string Block(string language) => Blocks(language)[0];

    private static string[] Blocks(string language)
    {
        string[] blocks = [.. Regex.Matches(Text, $"```{language}\n(.*?)\n```", RegexOptions.Singleline).Select(block => block.Groups[1].Value)];
        Assert.IsNotEmpty(blocks, $"The README has no block of {language}.");
        return blocks;
    }

    [GeneratedRegex(@"^\| `edgenet ([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex TableCommand();
}
