using EdgeNet.Cli;
using EdgeNet.Tests.Cli;
using Spectre.Console.Testing;

namespace EdgeNet.Tests.Capture;

/// <summary>The <c>edgenet capture</c> command, through a pseudo-terminal.</summary>
[TestClass]
public sealed class CaptureCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string OutputPath => _folder.Combine("out.csv");

    [TestMethod]
    public void Capture_Unplugged_SaysWhatWasKeptAndHowToGoOn()
    {
        PseudoTerminal.RequireUnix();
        (CliRun run, string port) = Capture([.. LoggerLines.Header, .. LoggerLines.Readings(0, 50), .. LoggerLines.Readings(52, 50), .. "@1,2"u8]);

        Assert.AreEqual(ExitCode.ConnectionLost, run.ExitCode);
        Assert.AreEqual($"edgenet: {port} is gone: was the cable unplugged? What came is kept; the same command appends to it.{Environment.NewLine}", run.Error);
        Assert.Contains($"Listening on {port} at 115200 baud; Ctrl-C stops and keeps what came.", run.Output);
        Assert.MatchesRegex(@"0/600 s, \d+ readings?, [02] lost, 0 damaged", run.Output);
        Assert.Contains("The logger says: 100 Hz, x, y, z, 8192 counts per g.", run.Output);
        Assert.MatchesRegex($"Recorded 100 readings as 2 recordings in \\d\\.\\d s of 600 s to {OutputPath}\\.", run.Output);
        Assert.Contains("2 readings lost; 0 lines damaged; the rate could not be measured.", run.Output);
        Assert.Contains("Warning: each gap began a new recording.", run.Output);
        Assert.HasCount(101, File.ReadAllLines(OutputPath));
    }

    [TestMethod]
    public void Capture_OneReading_IsNotCalledReadings()
    {
        PseudoTerminal.RequireUnix();
        (CliRun run, _) = Capture([.. LoggerLines.Header, .. LoggerLines.Readings(0, 1)]);
        Assert.MatchesRegex("0/600 s, (0 readings|1 reading), 0 lost, 0 damaged", run.Output);
    }

    [TestMethod]
    public void Capture_Again_AppendsAndRepairsHalfARow()
    {
        PseudoTerminal.RequireUnix();
        Capture([.. LoggerLines.Header, .. LoggerLines.Readings(0, 3)]);
        File.AppendAllText(OutputPath, "shaking-20");

        (CliRun run, _) = Capture([.. LoggerLines.Header, .. LoggerLines.Readings(0, 3)]);

        Assert.Contains($"{OutputPath} ended in half a row, 10 bytes; it was removed.", run.Output);
        string[] rows = File.ReadAllLines(OutputPath);
        Assert.HasCount(7, rows);
        Assert.HasCount(2, rows[1..].Select(row => row.Split(',')[0]).Distinct());
    }

    [TestMethod]
    public void Capture_TimeIsOver_SucceedsAndWarnsOfAWrongRate()
    {
        PseudoTerminal.RequireUnix();
        using var terminal = new PseudoTerminal();
        using var isOver = new ManualResetEventSlim();
        Task sender = Task.Run(() =>
        {
            // Under 400 Hz, by how long the wait takes, where the header says 100.
            for (int r = 0; !isOver.Wait(50); r += 20)
            {
                terminal.Write([.. LoggerLines.Header, .. LoggerLines.Readings(r, 20)]);
            }
        });
        CliRun run = CliRun.Of("capture", "--port", terminal.Name, "--label", "shaking", "--seconds", "3", "--out", OutputPath, "--rate", "100", "--baud", "57600");
        isOver.Set();
        sender.GetAwaiter().GetResult();

        Assert.AreEqual((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        Assert.MatchesRegex(@"Recorded [0-9,]+ readings as \d+ recordings? in [23]\.\d s to ", run.Output);
        Assert.MatchesRegex("Warning: the logger says 100 Hz, and [0-9.]+ Hz came: a model for the one does not fit the other.", run.Output);
    }

    [TestMethod]
    public void Capture_OnATerminal_ShowsABar()
    {
        PseudoTerminal.RequireUnix();
        (CliRun run, _) = Capture([.. LoggerLines.Header, .. LoggerLines.Readings(0, 5)], isInteractive: true);
        Assert.AreEqual(ExitCode.ConnectionLost, run.ExitCode);
        Assert.Contains("readings, 0 lost, 0 damaged", run.Output);
        Assert.HasCount(6, File.ReadAllLines(OutputPath));
    }

    [TestMethod]
    [DataRow("--label '' is empty; name what the readings show, such as shaking.", "--label", "")]
    [DataRow("--label 'a,b' may be made of letters, digits, '-' and '_' only.", "--label", "a,b")]
    [DataRow("--label 'a/b' may be made of letters, digits, '-' and '_' only.", "--label", "a/b")]
    [DataRow("--seconds must be a whole number from 1 to 2147483647, and is '0'.", "--label", "a", "--seconds", "0")]
    [DataRow("--rate must be a whole number from 1 to 2147483647, and is '-1'.", "--label", "a", "--rate", "-1")]
    [DataRow("--baud must be a whole number from 1 to 2147483647, and is '0'.", "--label", "a", "--baud", "0")]
    public void Capture_WrongOption_IsRefused(string line, params string[] options)
    {
        string[] seconds = options.Contains("--seconds") ? [] : ["--seconds", "1"];
        CliRun.Of(["capture", "--port", "none", .. seconds, .. options]).ShouldFail(ExitCode.Usage, $"{line} See 'edgenet --help'.");
    }

    [TestMethod]
    public void Capture_NoPortNamed_SaysWhichThereAre()
    {
        CliRun run = CliRun.Of("capture", "--label", "a", "--seconds", "1");
        Assert.AreEqual(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("edgenet: --port is missing: name the serial port of the device, ", run.Error);
    }

    [TestMethod]
    public void Capture_PortThatIsNotThere_LeavesNoFile()
    {
        string port = OperatingSystem.IsWindows() ? "COM199" : "/dev/ttyUSB199";
        CliRun run = CliRun.Of("capture", "--port", port, "--label", "a", "--seconds", "1", "--out", Path.Combine(_folder.Path, "new", "newer", "out.csv"));
        Assert.AreEqual((ExitCode.BadInput, $"edgenet: {port}: there is no such port; is the device plugged in?{Environment.NewLine}"), (run.ExitCode, run.Error));
        Assert.IsEmpty(_folder.FileNames);
    }

    [TestMethod]
    [DataRow("recording,t,x,y,z,counts_per_g,label\nb-1,0,1,2,3,1,b\nb-1,0.01,1,2,3,1,b")]
    [DataRow("recording,t,x,y,z,counts_per_g,label\nb-1,0,1,2,3,1,b\nb-1,0.01,1,")]
    [DataRow("a list of things\nand half a li")]
    [DataRow("<html>")]
    public void Capture_PortThatIsNotThere_LeavesAnyFileAsItWas(string text)
    {
        File.WriteAllText(OutputPath, text);
        CliRun run = CliRun.Of("capture", "--port", _folder.Combine("port"), "--label", "b", "--seconds", "1", "--out", OutputPath);
        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        Assert.AreEqual(text, File.ReadAllText(OutputPath));
    }

    [TestMethod]
    public void Capture_FileThatCannotBeWritten_SaysSo()
    {
        string path = Path.Combine(_folder.Write("file", string.Empty), "out.csv");
        CliRun run = CliRun.Of("capture", "--port", "none", "--label", "a", "--seconds", "1", "--out", path);
        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        Assert.StartsWith($"edgenet: {path}: cannot be written: ", run.Error);
    }

    public void Dispose() => _folder.Dispose();

    private static CliRun RunInteractively(params string[] args)
    {
        using TestConsole console = new TestConsole().Interactive();
        console.Profile.Width = 200;
        using var error = new StringWriter();
        int code = CommandLine.Run(args, console, TextWriter.Null, error);
        return new CliRun(code, console.Output, error.ToString());
    }

    private (CliRun Run, string Port) Capture(byte[] stream, bool isInteractive = false)
    {
        using var terminal = new PseudoTerminal();
        string[] args = ["capture", "--port", terminal.Name, "--label", "shaking", "--seconds", "600", "--out", OutputPath];
        Task<CliRun> capture = Task.Run(() => isInteractive ? RunInteractively(args) : CliRun.Of(args));

        // Opening a port drops what came before: headers until one is heard, then the stream.
        while (!capture.IsCompleted && !RecordedText.Of(OutputPath).StartsWith(LoggerLines.HeaderRow, StringComparison.Ordinal))
        {
            terminal.Write(LoggerLines.Header);
            capture.Wait(10);
        }

        int rows = RecordedText.Rows(OutputPath) + stream.Count(each => each == (byte)'@') - (stream.AsSpan().EndsWith("@1,2"u8) ? 1 : 0);
        terminal.Write(stream);
        while (!capture.IsCompleted && RecordedText.Rows(OutputPath) < rows)
        {
            capture.Wait(10);
        }

        terminal.Unplug();
        return (capture.GetAwaiter().GetResult(), terminal.Name);
    }
}
