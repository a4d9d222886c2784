using System.Diagnostics;
using EdgeNet.Cli;

namespace EdgeNet.Tests.Capture;

/// <summary>Real processes, killed and stopped in the middle.</summary>
[TestClass]
public sealed class CaptureProcessTests : IDisposable
{
    private static readonly string[] Command = ["capture", "--port", "/dev/ttyUSB0", "--label", "shaking", "--seconds", "600", "--out", "out.csv"];

    private readonly TemporaryFolder _folder = new();

    [TestMethod]
    public void Capture_KilledAtRandomMoments_LosesNoRowThatWasSeenAndTheFileGoesOn()
    {
        PseudoTerminal.RequireUnix();
        var random = new Random(20261125);
        int seen = 0;
        for (int kill = 0; kill < 8; kill++)
        {
            using var capture = new CaptureProcess(_folder, Command);
            // The terminal is kept full, so that the process is killed while it reads and writes.
            using var isOver = new ManualResetEventSlim();
            Task sender = Task.Run(() =>
            {
                for (int r = 0; !isOver.IsSet; r += 10)
                {
                    capture.Terminal.Write([.. LoggerLines.Header, .. LoggerLines.Readings(r, 10)]);
                }
            });
            capture.WaitForRows(seen + random.Next(1, 3000));
            int before = RecordedText.Rows(_folder.Combine("out.csv"));
            capture.Process.Kill(); // SIGKILL
            capture.Process.WaitForExit();
            isOver.Set();
            capture.Terminal.DiscardUntil(sender);
            Assert.AreEqual(137, capture.Process.ExitCode, capture.Error);

            seen = AssertWhole(kill + 1);
            Assert.IsGreaterThanOrEqualTo(before, seen);
        }
    }

    [TestMethod]
    [DataRow("-INT")]
    [DataRow("-TERM")]
    [DataRow("-HUP")]
    public void Capture_AskedToStop_KeepsWhatCame(string signal)
    {
        PseudoTerminal.RequireUnix();
        using var capture = new CaptureProcess(_folder, Command);
        capture.WaitForHeader();
        capture.Terminal.Write(LoggerLines.Readings(0, 250));
        capture.WaitForRows(250);
        string[] arguments = [signal == "-INT" && IgnoresInterrupt(capture.Process) ? "-TERM" : signal, FormattableString.Invariant($"{capture.Process.Id}")];
        using (Process kill = Process.Start("kill", arguments))
        {
            capture.Process.WaitForExit();
        }

        Assert.AreEqual((ExitCode.Interrupted, string.Empty), (capture.Process.ExitCode, capture.Error));
        Assert.MatchesRegex(@"Recorded 250 readings as 1 recording in \d+\.\d s of 600 s to out\.csv\.", capture.Output);
        Assert.AreEqual(250, AssertWhole(1));
    }

    [TestMethod]
    public void Capture_Unplugged_EndsByItselfWithEveryRow()
    {
        PseudoTerminal.RequireUnix();
        using var capture = new CaptureProcess(_folder, Command);
        capture.WaitForHeader();
        capture.Terminal.Write(LoggerLines.Readings(0, 250));
        capture.WaitForRows(250);
        capture.Terminal.Unplug();
        capture.Process.WaitForExit();

        Assert.AreEqual(ExitCode.ConnectionLost, capture.Process.ExitCode);
        Assert.Contains("was the cable unplugged?", capture.Error);
        Assert.AreEqual(250, AssertWhole(1));
    }

    [TestMethod]
    public void Capture_FileIsReplacedMeanwhile_SaysWhereTheRowsAreAndFails()
    {
        PseudoTerminal.RequireUnix();
        using var capture = new CaptureProcess(_folder, [.. Command[..^3], "1", .. Command[^2..]]);
        capture.WaitForHeader();
        capture.Terminal.Write(LoggerLines.Readings(0, 50));
        capture.WaitForRows(50);
        File.Move(_folder.Write("other", "mine"), _folder.Combine("out.csv"), overwrite: true);
        for (int r = 50; !capture.Process.HasExited; r++)
        {
            capture.Terminal.Write(LoggerLines.Reading(r));
            capture.Process.WaitForExit(10);
        }

        Assert.AreEqual((ExitCode.BadInput, "edgenet: out.csv: was changed by another program; what is missing there is in out-2.csv.\n"), (capture.Process.ExitCode, capture.Error));
        Assert.Contains("Warning: out.csv was replaced while it was recorded; every row is in out-2.csv, and the new file is as it was.", capture.Output);
        Assert.AreEqual("mine", File.ReadAllText(_folder.Combine("out.csv")));
        Assert.IsGreaterThan(50, RecordedText.Rows(_folder.Combine("out-2.csv")));
    }

    [TestMethod]
    public void Capture_FileMayNotBecomeLarger_KeepsTheWholeRowsThatFitted()
    {
        PseudoTerminal.RequireUnix();
        using var capture = CaptureProcess.WithFileLimit(_folder, Command);
        capture.WaitForHeader();
        for (int r = 0; !capture.Process.HasExited; r++)
        {
            capture.Terminal.Write(LoggerLines.Reading(r));
            capture.Process.WaitForExit(1);
        }

        Assert.AreEqual(ExitCode.BadInput, capture.Process.ExitCode);
        Assert.MatchesRegex(@"^edgenet: out\.csv: cannot be written: the file may not become larger\. \d+ readings are kept in out\.csv\.\n$", capture.Error);
        string text = File.ReadAllText(_folder.Combine("out.csv"));
        Assert.EndsWith("\n", text);
        Assert.IsGreaterThan(CaptureProcess.FileLimitBytes / 2, text.Length);
        Assert.IsLessThanOrEqualTo(CaptureProcess.FileLimitBytes, text.Length);
        Assert.Contains(FormattableString.Invariant($" {AssertWhole(1)} readings are kept"), capture.Error);
    }

    public void Dispose() => _folder.Dispose();

    // As in InterruptTests: what a shell starts in its background has Ctrl-C ignored. Bit n - 1 stands for signal n.
    private static bool IgnoresInterrupt(Process process)
    {
        string status = FormattableString.Invariant($"/proc/{process.Id}/status");
        string? line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        return line is not null && (Convert.ToUInt64(line[7..].Trim(), 16) & 2) != 0;
    }

    // Every row but what stands behind the last line end is whole, and in a recording both time and number go up by one step each.
    private int AssertWhole(int leastRecordings)
    {
        string[] lines = RecordedText.Of(_folder.Combine("out.csv")).Split('\n')[..^1];
        Assert.AreEqual(LoggerLines.HeaderRow, lines[0]);
        string recording = string.Empty;
        int first = 0;
        int index = 0;
        HashSet<string> recordings = [];
        foreach (string[] cells in lines[1..].Select(line => line.Split(',')))
        {
            int sequence = int.Parse(cells[2], null);
            if (cells[0] != recording)
            {
                Assert.IsTrue(recordings.Add(cells[0]), cells[0]);
                recording = cells[0];
                first = sequence;
                index = 0;
            }

            CollectionAssert.AreEqual(
                (string[])[recording, FormattableString.Invariant($"{index / 100m:0.##}"), $"{first + index}", $"{(short)(sequence * 7919)}", $"{-sequence}", "8192", "shaking"], cells);
            index++;
        }

        Assert.IsGreaterThanOrEqualTo(leastRecordings, recordings.Count);
        return lines.Length - 1;
    }
}
