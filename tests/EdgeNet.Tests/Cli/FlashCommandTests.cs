using System.Text.Json;
using EdgeNet.Cli;
using EdgeNet.DeviceTests;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Cli;

[TestClass]
public class FlashCommandTests
{
    private static readonly ToolFolders NoTools = new([], null);

    [TestMethod]
    public void Flash_DryRun_WritesTheJsonAndPrintsTheCommand()
    {
        using var folder = new TemporaryFolder();
        byte[] model = WriteModel(folder);
        CliRun run = Flash(folder, NoTools, "--port", "COM7", "--dry-run");

        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.AreEqual(Command(folder), Lines(run)[^1]);
        Assert.Contains($"m.edgenet: {model.Length} bytes, 2 of 2 golden vectors exact.", run.Output);
        CollectionAssert.AreEqual((string[])["m.deploy.json", "m.edgenet"], folder.FileNames.ToArray());
        AssertJson(folder, "COM7", @"I:\model.edgenet");
    }

    [TestMethod]
    public void Flash_RelativePathAndDestination_StandInTheJsonInFull()
    {
        using var folder = new TemporaryFolder();
        WriteModel(folder);
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, folder.Combine("m.edgenet"));
        CliRun run = CliRun.With(NoTools, "flash", relative, "--port", "/dev/ttyUSB0", "--destination", @"I:\models\größer.edgenet", "--dry-run");

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        AssertJson(folder, "/dev/ttyUSB0", @"I:\models\größer.edgenet");
    }

    [TestMethod]
    public void Flash_NoNanoff_SaysHowToInstallItAndWhatToRun()
    {
        using var folder = new TemporaryFolder();
        WriteModel(folder);
        CliRun run = Flash(folder, NoTools, "--port", "COM7");

        Assert.AreEqual(
            $"edgenet: nanoff is not installed, so nothing was sent. Install it with 'dotnet tool install -g nanoff', then send the model with this command again, or with:{Environment.NewLine}{Command(folder)}{Environment.NewLine}",
            run.Error);
        Assert.AreEqual(ExitCode.ToolFailed, run.ExitCode);
        AssertJson(folder, "COM7", @"I:\model.edgenet");
    }

    [TestMethod]
    public void Flash_DamagedModel_IsRefusedAndNothingIsWritten()
    {
        using var folder = new TemporaryFolder();
        byte[] model = WriteModel(folder);
        model[60] ^= 1;
        File.WriteAllBytes(folder.Combine("m.edgenet"), model);
        Flash(folder, NoTools, "--port", "COM7").ShouldFail(
            ExitCode.BadModel,
            $"{folder.Combine("m.edgenet")}: The model is damaged: its CRC-32 does not match its bytes. Train it again, or copy it again.");
        CollectionAssert.AreEqual((string[])["m.edgenet"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Flash_GoldenVectorThatFails_IsRefusedAndNothingIsWritten()
    {
        using var folder = new TemporaryFolder();
        byte[] model = WriteModel(folder);
        model[^8] ^= 1; // the logit of the last golden vector, before the CRC
        ModelBytes.Seal(model);
        File.WriteAllBytes(folder.Combine("m.edgenet"), model);
        Flash(folder, NoTools, "--port", "COM7").ShouldFail(
            ExitCode.BadModel, $"{folder.Combine("m.edgenet")}: golden vector 2 of 2 gives another logit than it must; train the model again.");
        CollectionAssert.AreEqual((string[])["m.edgenet"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Flash_NoModel_SaysWhatMakesOne() =>
        CliRun.With(NoTools, "flash", "nowhere.edgenet", "--port", "COM7").ShouldFail(
            ExitCode.BadInput, "nowhere.edgenet: there is no such file; 'edgenet train' makes one.");

    [TestMethod]
    [DataRow("I:model.edgenet", @"does not begin with I:\, the internal storage of the device")] // what a shell leaves of it without quotes
    [DataRow(@"i:\model.edgenet", @"does not begin with I:\, the internal storage of the device")]
    [DataRow(@"D:\model.edgenet", @"does not begin with I:\, the internal storage of the device")]
    [DataRow("I:/model.edgenet", @"does not begin with I:\, the internal storage of the device")]
    [DataRow("model.edgenet", @"does not begin with I:\, the internal storage of the device")]
    [DataRow("", @"does not begin with I:\, the internal storage of the device")]
    [DataRow(@"I:\", "is no path of a file")]
    [DataRow(@"I:\models\", "is no path of a file")]
    [DataRow(@"I:\\model", "is no path of a file")]
    [DataRow(@"I:\models/m", "is no path of a file")]
    [DataRow(@"I:\..\m", "is no path of a file")]
    [DataRow(@"I:\m?", "is no path of a file")]
    [DataRow("I:\\m\u0001", "is no path of a file")]
    public void Flash_BadDestination_IsRefused(string destination, string fault)
    {
        using var folder = new TemporaryFolder();
        WriteModel(folder);
        Flash(folder, NoTools, "--port", "COM7", "--destination", destination).ShouldFail(
            ExitCode.Usage, $@"--destination '{destination.Replace("\u0001", @"\u{1}")}' {fault}; write it in quotes, like 'I:\model.edgenet'. See 'edgenet --help'.");
        CollectionAssert.AreEqual((string[])["m.edgenet"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Flash_LengthOfTheDestination_EndsWhereTheDeviceEnds()
    {
        using var folder = new TemporaryFolder();
        WriteModel(folder);
        string longest = @"I:\" + new string('m', 242);
        Assert.AreEqual(ExitCode.Success, Flash(folder, NoTools, "--port", "COM7", "--dry-run", "--destination", longest).ExitCode);

        CliRun run = Flash(folder, NoTools, "--port", "COM7", "--dry-run", "--destination", longest[..^1] + "ü");
        Assert.AreEqual(ExitCode.Usage, run.ExitCode);
        Assert.Contains("has 246 bytes, and the device takes 245", run.Error);
    }

    [TestMethod]
    [DataRow]
    [DataRow("--port", "")]
    public void Flash_NoPort_AsksForIt(params string[] args)
    {
        using var folder = new TemporaryFolder();
        WriteModel(folder);
        CliRun run = Flash(folder, NoTools, args);

        Assert.AreEqual(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("edgenet: --port is missing: name the serial port of the device, ", run.Error);
        Assert.HasCount(2, run.Error.Split('\n'));
        CollectionAssert.AreEqual((string[])["m.edgenet"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Flash_JsonThatCannotBeWritten_LeavesNothingBehindAndRunsNothing()
    {
        using var folder = new TemporaryFolder();
        WriteModel(folder);
        Directory.CreateDirectory(folder.Combine("m.deploy.json"));
        Flash(folder, NoTools, "--port", "COM7").ShouldFail(
            ExitCode.BadInput, $"{folder.Combine("m.deploy.json")}: cannot be written: a folder of that name is in the way.");
        CollectionAssert.AreEqual((string[])["m.deploy.json", "m.edgenet"], folder.FileNames.ToArray());
    }

    [TestMethod]
    [DataRow(200, false)]
    [DataRow(255, true)]
    public void Flash_ModelLargerThanTheStorage_IsToldOf(int goldenVectors, bool isTold)
    {
        using var folder = new TemporaryFolder();
        byte[] model = RandomModels.Make(1, 300, [], goldenVectors).File;
        File.WriteAllBytes(folder.Combine("m.edgenet"), model);
        CliRun run = Flash(folder, NoTools, "--port", "COM7", "--dry-run");

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.AreEqual(isTold, model.Length >= 256 * 1024);
        Assert.AreEqual(isTold, run.Output.Contains("Warning: an ESP32 with 4 MB of flash has 262,144 bytes for all its files", StringComparison.Ordinal));
    }

    internal static CliRun Flash(TemporaryFolder folder, ToolFolders tools, params string[] args) =>
        CliRun.With(tools, ["flash", folder.Combine("m.edgenet"), .. args]);

    internal static byte[] WriteModel(TemporaryFolder folder)
    {
        byte[] model = RandomModels.Make(1, 4, [(3, Activation.Relu)], goldenVectors: 2).File;
        File.WriteAllBytes(folder.Combine("m.edgenet"), model);
        return model;
    }

    internal static string Command(TemporaryFolder folder) => ShellCommand.Of("nanoff", "--filedeployment", folder.Combine("m.deploy.json"));

    internal static string[] Lines(CliRun run) => run.Output.TrimEnd().Split('\n', StringSplitOptions.TrimEntries);

    // Property by property: it is another program's format.
    private static void AssertJson(TemporaryFolder folder, string port, string destination)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(folder.Combine("m.deploy.json")));
        CollectionAssert.AreEqual((string[])["SerialPort", "Files"], Keys(json.RootElement));
        Assert.AreEqual(port, json.RootElement.GetProperty("SerialPort").GetString());
        JsonElement files = json.RootElement.GetProperty("Files");
        Assert.AreEqual(2, files.GetArrayLength());

        CollectionAssert.AreEqual((string[])["DestinationFilePath"], Keys(files[0]));
        Assert.AreEqual(destination, files[0].GetProperty("DestinationFilePath").GetString());
        CollectionAssert.AreEqual((string[])["DestinationFilePath", "SourceFilePath"], Keys(files[1]));
        Assert.AreEqual(destination, files[1].GetProperty("DestinationFilePath").GetString());
        Assert.AreEqual(folder.Combine("m.edgenet"), files[1].GetProperty("SourceFilePath").GetString());

        static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
    }
}
