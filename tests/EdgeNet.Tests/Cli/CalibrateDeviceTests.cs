using EdgeNet.Cli;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Cli;

/// <summary>A board's own line makes the times those of the board, until it is removed.</summary>
[TestClass]
[DoNotParallelize] // the folder of the settings is one for the process
public sealed class CalibrateDeviceTests : IDisposable
{
    private static readonly string Sonar = Path.Combine(TestData.SonarFolder, "sonar.edgenet");

    private readonly TemporaryFolder _folder = new();

    // Whoever has calibrated his own board has the same tests as everybody else.
    [AssemblyInitialize]
    public static void UseNoSettings(TestContext context) =>
        Environment.SetEnvironmentVariable(BoardCalibration.FolderVariable, Path.Combine(Path.GetTempPath(), "edgenet-no-settings"));

    [TestInitialize]
    public void UseOwnSettings() => Environment.SetEnvironmentVariable(BoardCalibration.FolderVariable, _folder.Combine("settings"));

    public void Dispose()
    {
        UseNoSettings(null!);
        _folder.Dispose();
    }

    [TestMethod]
    public void Inspect_NoBoard_ShowsTwoChipsAndSaysThatTheyAreEstimates()
    {
        string output = CliRun.Of("inspect", Sonar).Output;

        Assert.Contains("ms, ESP32 ", output);
        Assert.Contains("ms, ESP32-C3", output);
        Assert.Contains("Times are estimates from counted instructions, at 240 and 160 MHz, measured on no board", output);
    }

    [TestMethod]
    [DataRow("EdgeNet board: 1000000 IL in 400000 us")]
    [DataRow("[12:01:07] For the times of this board, on the PC: edgenet calibrate-device 'EdgeNet board: 1000000 IL in 400000 us'\r\n")]
    public void Take_LineOfABoard_IsUsedFromThenOnAndForgotten(string line)
    {
        CliRun taken = CliRun.Of("calibrate-device", line);
        Assert.AreEqual(ExitCode.Success, taken.ExitCode, taken.Error);
        Assert.Contains("Your board takes 0.400 µs an IL instruction", taken.Output);

        string output = CliRun.Of("inspect", Sonar).Output;
        Assert.Contains("ms, your board", output);
        Assert.DoesNotContain("ms, ESP32", output);
        int instructions = ModelFile.Open(Sonar).Cost.Instructions;
        Assert.Contains(DeviceClock.Measured(0.4).DescribeMilliseconds(instructions), output);

        Assert.Contains("Removed ", CliRun.Of("calibrate-device", "--remove").Output);
        Assert.Contains("ms, ESP32-C3", CliRun.Of("inspect", Sonar).Output);
        Assert.Contains("No board is known.", CliRun.Of("calibrate-device", "--remove").Output);
    }

    [TestMethod]
    public void Take_LineOfSeveralWords_NeedsNoQuotes() =>
        Assert.AreEqual(ExitCode.Success, CliRun.Of("calibrate-device", "EdgeNet", "board:", "1000", "IL", "in", "400", "us").ExitCode);

    [TestMethod]
    [DataRow("EdgeNet board: 1000000 IL in 4000")] // cut off
    [DataRow("board: 1000000 IL in 400000 us")]
    [DataRow("EdgeNet board: 0 IL in 400000 us")]
    [DataRow("EdgeNet board: 1000000 IL in 0 us")]
    [DataRow("EdgeNet board: 1000000 IL in 4000 us")] // a PC
    [DataRow("EdgeNet board: 1000 IL in 400000 us")]
    [DataRow("EdgeNet board: 99999999999999999999 IL in 400000 us")]
    public void Take_AnotherLine_IsRefusedInOneLine(string line)
    {
        CliRun run = CliRun.Of("calibrate-device", line);

        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'));
        Assert.Contains(line, run.Error);
        Assert.IsFalse(File.Exists(BoardCalibration.Path));
    }

    [TestMethod]
    [DataRow("{")]
    [DataRow("""{"Instructions":0,"Microseconds":5}""")]
    [DataRow("null")]
    public void Read_DamagedSettings_AreWarnedOfAndNotUsed(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(BoardCalibration.Path)!);
        File.WriteAllText(BoardCalibration.Path, text);

        CliRun run = CliRun.Of("inspect", Sonar);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("calibrate-device --remove", run.Output.ReplaceLineEndings(" "));
        Assert.Contains("ms, ESP32-C3", run.Output);
    }

    [TestMethod]
    [DataRow(1000, "0.25 to 0.65 ms")]
    [DataRow(100, "0.025 to 0.065 ms")]
    [DataRow(40_000, "10 to 26 ms")]
    [DataRow(4_000_000, "1.0 to 2.6 s")]
    [DataRow(0, "0 to 0 ms")]
    public void Describe_Instructions_HasTwoDigits(int instructions, string expected) => Assert.AreEqual(expected, DeviceClock.Esp32.Describe(instructions));
}
