using EdgeNet.Cli;

namespace EdgeNet.Tests.Cli;

/// <summary><c>edgenet flash</c> with a nanoff to run.</summary>
[TestClass]
public class FlashNanoffTests
{
    [TestMethod]
    public void Flash_NanoffStoresTheModel_PassesItsOutputOn()
    {
        using var folder = new TemporaryFolder();
        CliRun run = Flash(folder, FakeNanoff.Stored, exitCode: 0);

        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.AreEqual($"from its error stream{Environment.NewLine}", run.Error);
        CollectionAssert.AreEqual(
            (string[])
            [
                "Running nanoff. It deletes the old model first, and says so in case there is none.",
                FakeNanoff.Stored,
                @"The model is on the device as I:\model.edgenet; restart the device to load it.",
            ],
            FlashCommandTests.Lines(run)[^3..]);
        CollectionAssert.AreEqual((string[])["--filedeployment", folder.Combine("m.deploy.json")], File.ReadAllLines(folder.Combine("arguments.txt")));
    }

    [TestMethod]
    public void Flash_NanoffWritesInColour_IsUnderstood()
    {
        using var folder = new TemporaryFolder();
        CliRun run = Flash(folder, "\u001b[37mDeploying file m.edgenet to I:\\model.edgenet...\u001b[32mOK\u001b[37m", exitCode: 0);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
    }

    [TestMethod]
    [DataRow(@"Deploying file OK.edgenet to I:\OK...")]
    [DataRow("No operation was performed with the options supplied.")]
    [DataRow(@"Deleting file I:\model.edgenet...OK")]
    public void Flash_NanoffEndsWithZeroButStoresNothing_Fails(string says)
    {
        using var folder = new TemporaryFolder();
        CliRun run = Flash(folder, says, exitCode: 0);

        Assert.AreEqual(ExitCode.ToolFailed, run.ExitCode);
        AssertLastError(
            "nanoff did not store the model, though its exit code is 0. If nanoff and the firmware differ in age, update both: "
            + "'dotnet tool update -g nanoff', 'nanoff --platform esp32 --update --serialport COM7'.",
            run);
        Assert.Contains(says, run.Output);
    }

    [TestMethod]
    [DataRow("Error E2000: Error connecting to nano device.")]
    [DataRow(FakeNanoff.Stored)]
    public void Flash_NanoffFails_SaysWithWhatCode(string says)
    {
        using var folder = new TemporaryFolder();
        CliRun run = Flash(folder, says, exitCode: 2000 & 0xFF);

        Assert.AreEqual(ExitCode.ToolFailed, run.ExitCode);
        AssertLastError("nanoff failed with exit code 208; the model was not sent. Is the device on COM7, and does no other program hold that port?", run);
        Assert.IsTrue(File.Exists(folder.Combine("m.deploy.json")), "It can be sent again.");
    }

    [TestMethod]
    public void Flash_NanoffThatDoesNotKnowTheOption_IsTooOldOrTooNew()
    {
        using var folder = new TemporaryFolder();
        CliRun run = Flash(folder, "ERROR(S):", exitCode: 9000 & 0xFF);

        Assert.AreEqual(ExitCode.ToolFailed, run.ExitCode);
        AssertLastError(
            "this nanoff does not take --filedeployment: it is older than 2.5.60 ('dotnet tool update -g nanoff'), "
            + $"or it is nanoff 3 ('{ShellCommand.Of("nanoff", "deploy", "file", folder.Combine("m.deploy.json"))}').",
            run);
    }

    [TestMethod]
    public void Flash_NanoffThatCannotBeStarted_SaysSo()
    {
        using var folder = new TemporaryFolder();
        FlashCommandTests.WriteModel(folder);
        ToolFolders tools = FakeNanoff.Install(folder, "no script and no program");
        CliRun run = FlashCommandTests.Flash(folder, tools, "--port", "COM7");

        Assert.AreEqual(ExitCode.ToolFailed, run.ExitCode);
        Assert.StartsWith($"edgenet: {Path.Combine(folder.Combine("tools"), "nanoff")}: cannot be started: ", run.Error);
    }

    [TestMethod]
    public void Flash_FileThatIsNoProgram_IsNotNanoff()
    {
        using var folder = new TemporaryFolder();
        FlashCommandTests.WriteModel(folder);
        ToolFolders tools = FakeNanoff.Install(folder, "#!/bin/sh\n", mode: "644");
        CliRun run = FlashCommandTests.Flash(folder, tools, "--port", "COM7");

        Assert.AreEqual(ExitCode.ToolFailed, run.ExitCode);
        Assert.Contains("nanoff is not installed", run.Error);
    }

    [TestMethod]
    public void Flash_DryRun_RunsNothing()
    {
        using var folder = new TemporaryFolder();
        CliRun run = Flash(folder, FakeNanoff.Stored, exitCode: 0, "--dry-run");

        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.AreEqual(FlashCommandTests.Command(folder), FlashCommandTests.Lines(run)[^1]);
        Assert.IsFalse(File.Exists(folder.Combine("arguments.txt")));
    }

    [TestMethod]
    public void Flash_NanoffBesidePath_IsFoundWhereDotnetInstallsTools()
    {
        using var folder = new TemporaryFolder();
        FlashCommandTests.WriteModel(folder);
        FakeNanoff.Install(folder, FakeNanoff.Stored, exitCode: 0);
        var tools = new ToolFolders([], folder.Combine("tools"));
        string program = Path.Combine(folder.Combine("tools"), "nanoff");

        CliRun dry = FlashCommandTests.Flash(folder, tools, "--port", "COM7", "--dry-run");
        Assert.AreEqual(ShellCommand.Of(program, "--filedeployment", folder.Combine("m.deploy.json")), FlashCommandTests.Lines(dry)[^1]);
        Assert.AreEqual(ExitCode.Success, FlashCommandTests.Flash(folder, tools, "--port", "COM7").ExitCode);
        Assert.IsTrue(File.Exists(folder.Combine("arguments.txt")));
    }

    private static CliRun Flash(TemporaryFolder folder, string says, int exitCode, params string[] args)
    {
        FlashCommandTests.WriteModel(folder);
        return FlashCommandTests.Flash(folder, FakeNanoff.Install(folder, says, exitCode), ["--port", "COM7", .. args]);
    }

    private static void AssertLastError(string line, CliRun run) =>
        Assert.AreEqual($"edgenet: {line}", run.Error.TrimEnd().Split(Environment.NewLine)[^1]);
}
