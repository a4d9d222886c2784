using System.Diagnostics;
using EdgeNet.Cli;

namespace EdgeNet.Tests.Cli;

/// <summary>Ctrl-C, sent to a real process.</summary>
[TestClass]
public class InterruptTests
{
    private const int Hangup = 1;
    private const int Interrupt = 2;

    [TestMethod]
    [DataRow("-INT")]
    [DataRow("-TERM")]
    [DataRow("-HUP")]
    public void Train_AskedToStop_KeepsTheBestWeightsSoFarAndSaysSo(string signal)
    {
        RequireUnix();
        using var folder = new TemporaryFolder();
        WriteLongTraining(folder);
        using Process process = Start("train", folder.Path);

        // With a million epochs, the line that it began is followed by nothing until it is stopped or a tenth is done.
        Assert.StartsWith("m: 200 examples", process.StandardOutput.ReadLine());
        Assert.StartsWith("Training 2-1", process.StandardOutput.ReadLine());
        Assert.StartsWith("epoch 100000/1000000", process.StandardOutput.ReadLine());
        using Process kill = Process.Start("kill", [signal == "-INT" && Ignores(process, Interrupt) ? "-TERM" : signal, FormattableString.Invariant($"{process.Id}")]);
        string rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.MatchesRegex(@"Stopped by request after \d+ epochs; kept the best weights so far, of epoch \d+\.", rest);
        Assert.AreEqual(ExitCode.Interrupted, process.ExitCode);
        Assert.IsTrue(Model.Load(File.ReadAllBytes(folder.Combine("m.edgenet"))).SelfTest());
        CollectionAssert.AreEqual((string[])["d.csv", "edgenet.runs.jsonl", "m.edgenet", "m.history.csv", "MModel.cs", "MModel.Golden.cs", "recipe.json"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Train_HangupThatTheShellIgnores_StaysIgnored()
    {
        RequireUnix();
        if (!Directory.Exists("/proc/self"))
        {
            Assert.Inconclusive("Only Linux tells which signals a process ignores.");
        }

        using var folder = new TemporaryFolder();
        WriteLongTraining(folder);
        using Process process = StartInShell("trap '' HUP; exec dotnet \"$@\"", "train", folder.Path);
        while (process.StandardOutput.ReadLine()?.StartsWith("epoch ", StringComparison.Ordinal) == false)
        {
        }

        Assert.IsTrue(Ignores(process, Hangup));
        process.Kill();
    }

    [TestMethod]
    [DataRow("exec dotnet \"$@\" >&-")]
    [DataRow("exec dotnet \"$@\" > /dev/full")]
    [DataRow("exec dotnet \"$@\" > /dev/full 2> /dev/full")]
    public void Train_OutputThatCannotBeWritten_StillWritesTheModel(string shell)
    {
        RequireUnix();
        if (!File.Exists("/dev/full"))
        {
            Assert.Inconclusive("Only Linux has /dev/full.");
        }

        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        using Process process = StartInShell(shell, "train", folder.Path, "--report");
        process.WaitForExit();

        Assert.AreEqual(ExitCode.BadInput, process.ExitCode);
        CollectionAssert.AreEqual(
            (string[])["d.csv", "edgenet.runs.jsonl", "m.edgenet", "m.history.csv", "m.report.html", "MModel.cs", "MModel.Golden.cs", "recipe.json"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Train_OutputThatNobodyReads_StillWritesTheModel()
    {
        RequireUnix();
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 60);
        using Process process = StartInShell("{ dotnet \"$@\"; echo $? > \"$3/code\"; } | head -n 1", "train", folder.Path);
        process.WaitForExit();

        Assert.AreEqual("0", File.ReadAllText(folder.Combine("code")).Trim());
        Assert.IsTrue(File.Exists(folder.Combine("m.edgenet")));
    }

    private static void RequireUnix()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no way to send Ctrl-C to one process, and no such shell; the same code is tested on the other systems.");
        }
    }

    private static void WriteLongTraining(TemporaryFolder folder)
    {
        TrainCommandTests.WriteExamples(folder, rows: 200);
        string recipe = File.ReadAllText(folder.Combine("recipe.json")).Replace("\"epochs\": 20", "\"epochs\": 1000000", StringComparison.Ordinal);
        folder.Write("recipe.json", recipe);
    }

    private static Process StartInShell(string shell, params string[] args)
    {
        string command = Path.Combine(AppContext.BaseDirectory, "edgenet.dll");
        var start = new ProcessStartInfo("sh", ["-c", shell, "sh", command, .. args]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }

    // A shell without job control starts what runs in its background with Ctrl-C ignored, and programs inherit that: then the other signal,
    // which the command handles in the same way, is sent. Bit n - 1 stands for signal n.
    private static bool Ignores(Process process, int signal)
    {
        string status = FormattableString.Invariant($"/proc/{process.Id}/status");
        string? line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        return line is not null && (Convert.ToUInt64(line[7..].Trim(), 16) & (1UL << (signal - 1))) != 0;
    }

    private static Process Start(params string[] args)
    {
        string command = Path.Combine(AppContext.BaseDirectory, "edgenet.dll");
        var start = new ProcessStartInfo("dotnet", [command, .. args]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }
}
