using System.Globalization;
using EdgeNet.Cli;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Cli;

/// <summary>The commands say what does not fit the board, before they write anything.</summary>
[TestClass]
public class DeviceOptionTests
{
    private const string TooLarge = "Warning: Model.Load(bytes) does not fit an ESP32 without PSRAM: it needs about ";

    [TestMethod]
    public void Train_ModelTooLargeForTheHeap_SaysSoBeforeItIsWritten()
    {
        using var folder = new TemporaryFolder();
        WriteTable(folder, inputs: 1500);
        folder.Write("recipe.json", """{ "name": "wide", "data": "d.csv", "label": "y", "classes": ["a", "b"], "hidden": [{ "units": 20, "activation": "relu" }], "training": { "epochs": 3 } }""");

        string output = CliRun.Of("train", folder.Path).Output;
        Assert.Contains(TooLarge, output);
        Assert.IsLessThan(output.IndexOf("Wrote ", StringComparison.Ordinal), output.IndexOf(TooLarge, StringComparison.Ordinal));
        Assert.MatchesRegex(@"(?s)What fits: an ESP32 with PSRAM;.*[0-9]+\s+inputs\s+with\s+the\s+same\s+layers", output);
        Assert.Contains("Choose Model.", output);
        Assert.DoesNotContain("does not fit", CliRun.Of("inspect", folder.Combine("wide.edgenet"), "--device", "esp32-psram").Output);
    }

    [TestMethod]
    public void Inspect_ModelTooLargeForTheHeap_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("wide.edgenet");
        File.WriteAllBytes(path, RandomModels.Make(5, 2000, [(12, Activation.Relu)], goldenVectors: 4).File);

        Assert.Contains(TooLarge, CliRun.Of("inspect", path).Output);
        Assert.DoesNotContain("does not fit", CliRun.Of("inspect", path, "--device", "esp32-psram").Output);
    }

    [TestMethod]
    public void Export_BytesOfALargeFile_AreRefusedInOneLine()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("wide.edgenet");
        File.WriteAllBytes(path, RandomModels.Make(1, 3000, [(4, Activation.Relu)], goldenVectors: 4).File);

        CliRun run = CliRun.Of("export", path, "--bytes");
        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        Assert.StartsWith($"edgenet: {path}: ", run.Error);
        Assert.EndsWith("or send it with 'edgenet flash'." + Environment.NewLine, run.Error);
        Assert.AreSequenceEqual((string[])["wide.edgenet"], folder.FileNames);
    }

    [TestMethod]
    public void Inspect_UnknownBoard_IsRefused() =>
        Assert.AreEqual(ExitCode.Usage, CliRun.Of("inspect", Path.Combine(TestData.SonarFolder, "sonar.edgenet"), "--device", "esp8266").ExitCode);

    private static void WriteTable(TemporaryFolder folder, int inputs)
    {
        var random = new Random(1);
        IEnumerable<string> rows = Enumerable.Range(0, 60).Select(row => string.Join(
            ',', Enumerable.Range(0, inputs).Select(_ => (random.NextDouble() + (row % 2)).ToString("F3", CultureInfo.InvariantCulture)).Append(row % 2 == 0 ? "a" : "b")));
        string head = string.Join(',', Enumerable.Range(0, inputs).Select(i => FormattableString.Invariant($"c{i}")).Append("y"));
        folder.Write("d.csv", string.Join('\n', rows.Prepend(head)) + "\n");
    }
}
