using System.Diagnostics;
using EdgeNet.Cli;

namespace EdgeNet.Tests.Cli;

/// <summary>Ctrl-C, sent to a real process.</summary>
[TestClass]
public class InterruptTests
{
    [TestMethod]
    public void Train_CtrlC_KeepsTheBestWeightsSoFarAndSaysSo()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no way to send Ctrl-C to one process; the same code is tested on the other systems.");
        }

        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 200);
        string recipe = File.ReadAllText(folder.Combine("recipe.json")).Replace("\"epochs\": 20", "\"epochs\": 1000000", StringComparison.Ordinal);
        folder.Write("recipe.json", recipe);
        using Process process = Start("train", folder.Path);

        // With a million epochs, the line that it began is followed by nothing until it is stopped or a tenth is done.
        Assert.StartsWith("m: 200 examples", process.StandardOutput.ReadLine());
        Assert.StartsWith("Training 2-1", process.StandardOutput.ReadLine());
        Assert.StartsWith("epoch 100000/1000000", process.StandardOutput.ReadLine());
        using Process kill = Process.Start("kill", [IgnoresInterrupt(process) ? "-TERM" : "-INT", FormattableString.Invariant($"{process.Id}")]);
        string rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.MatchesRegex(@"Stopped by request after \d+ epochs; kept the best weights so far, of epoch \d+\.", rest);
        Assert.AreEqual(ExitCode.Interrupted, process.ExitCode);
        Assert.IsTrue(Model.Load(File.ReadAllBytes(folder.Combine("m.edgenet"))).SelfTest());
        CollectionAssert.AreEqual((string[])["d.csv", "m.edgenet", "m.history.csv", "MModel.cs", "MModel.Golden.cs", "recipe.json"], folder.FileNames.ToArray());
    }

    // A shell without job control starts what runs in its background with Ctrl-C ignored, and programs inherit that: then the other signal,
    // which the command handles in the same way, is sent. Bit n - 1 stands for signal n.
    private static bool IgnoresInterrupt(Process process)
    {
        string status = FormattableString.Invariant($"/proc/{process.Id}/status");
        string? line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        return line is not null && (Convert.ToUInt64(line[7..].Trim(), 16) & 2) != 0;
    }

    private static Process Start(params string[] args)
    {
        string command = Path.Combine(AppContext.BaseDirectory, "edgenet.dll");
        var start = new ProcessStartInfo("dotnet", [command, .. args]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }
}
