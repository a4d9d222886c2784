using System.Text.RegularExpressions;
using EdgeNet.Tests.Cli;
using EdgeNet.Tests.Device;
using Mono.Cecil;

namespace EdgeNet.Tests.Readme;

/// <summary>The page "From a bare board to a fleet of three": its C# compiles for the device, its commands exist, and what it says of the sample is so.</summary>
[TestClass]
public partial class FleetPageTests
{
    // What the reader's program has around the blocks.
    private static readonly string[] Heads =
    [
        "internal static ModelKey Key() {",
        "internal static void Network() {",
        "internal static void Run(StoreArea slotA, StoreArea slotB, StoreArea pageA, StoreArea pageB, ModelKey key, ModelOpener open, MqttLine line, Clock milliseconds, Pipeline pipeline, int x, int y, int z) {",
    ];

    private static readonly string Firmware = Path.Combine(TestData.RepositoryFolder(), "firmware");

    private static readonly string Text = File.ReadAllText(Path.Combine(Firmware, "FLEET.md")).ReplaceLineEndings("\n");

    [TestMethod]
    public void Page_Length_IsUnderTwoHundredAndFiftyLines() => Assert.IsLessThan(250, Text.Split('\n').Length);

    [TestMethod]
    public void Code_EveryBlock_CompilesForTheDevice()
    {
        string[] blocks = [.. Block().Matches(Text).Where(each => each.Groups[1].Value == "csharp").Select(each => each.Groups[2].Value)];
        Assert.HasCount(Heads.Length, blocks);
        string app = "using System.Device.Wifi; using EdgeNet; using EdgeNet.Models; using nanoFramework.Networking;\ninternal delegate long Clock();\ninternal static class App\n{\n"
            + string.Concat(blocks.Select((block, b) => $"{Heads[b]}\n{block}\n}}\n")) + "}\n";
        IEnumerable<string> files = DeviceCompiler.Files("models/vibration").Concat(DeviceCompiler.StandIn("Boards"));

        using ModuleDefinition module = DeviceCompiler.CompileTexts([app, .. files.Select(File.ReadAllText)]);

        Violation.AssertNone(LanguageLimits.Check(TypeUse.TypesOf(module).Where(type => type.Name == "App")));
    }

    [TestMethod]
    public void Commands_OfThePage_AreThoseOfTheCommandLine()
    {
        string[] commands = [.. Command().Matches(Text).Select(each => each.Value).Distinct()];
        Assert.IsGreaterThan(5, commands.Length);
        foreach (string command in commands)
        {
            string[] words = [.. command.Split(' ')[1..].Where(word => !word.StartsWith("--", StringComparison.Ordinal)).TakeWhile(word => Word().IsMatch(word))];
            string[] help = words[0] == "key" ? [.. words.Take(2), "--help"] : [words[0], "--help"];
            CliRun run = CliRun.Of(help);
            Assert.AreEqual(0, run.ExitCode, command);
            foreach (Match option in OptionName().Matches(command))
            {
                Assert.Contains(option.Value, run.Output, command);
            }
        }
    }

    [TestMethod]
    public void Numbers_OfTheSample_AreThoseOfItsSources()
    {
        string program = File.ReadAllText(Path.Combine(Firmware, "Samples", "VibrationNode", "Program.cs"));
        Assert.Contains("SlotLength = 32768;", program);
        Assert.Contains("PageLength = 4096;", program);
        Assert.Contains("BurstSeconds = 5;", program);
        Assert.Contains("LampPin = 2;", program);
        var slot = new StoreSlot(new DeviceTests.MemoryArea(32768));
        Assert.Contains(FormattableString.Invariant($"up to {slot.CapacityFor(64):N0} bytes in the shortest chunks, {slot.CapacityFor(1024):N0} in the longest"), Text);
        Assert.Contains(FormattableString.Invariant($"{(2 * 32768) + (2 * 4096):N0} bytes of the 262,144"), Text);
        Assert.Contains(FormattableString.Invariant($"that of its built-in model, which is {VibrationNode.NodeModel.BuiltInVersion}."), Text);
        Assert.Contains(FormattableString.Invariant($"costs it {VibrationNode.Visit.OfferedMilliseconds / 1000} seconds of each visit"), Text);
        Assert.Contains($"| a journal entry | {Journal.RecordLength} bytes;", Text);
        Assert.Contains(FormattableString.Invariant($"the connection, then {VibrationNode.Visit.QuietMilliseconds / 1000} s;"), Text);
        int length = Samples.VibrationParts.Signed(Experiments.Vibration.File, 2).Length;
        Assert.Contains(FormattableString.Invariant($"| {length:N0} bytes: {(length + 1023) / 1024} chunks over MQTT, {(length + 255) / 256} over a serial line |"), Text);
    }

    [TestMethod]
    public void Broker_BoardOfThePage_HasItsOwnTopicsOnly()
    {
        string device = Value("device");
        string pattern = Text.Split('\n').Single(line => line.StartsWith("pattern readwrite ", StringComparison.Ordinal))["pattern readwrite ".Length..];

        Assert.AreEqual($"edgenet/{device}/#", pattern.Replace("%u", Value("user"), StringComparison.Ordinal));
        Assert.Contains("\nacl_file acl\n", Text);

        static string Value(string key) => Text.Split('\n').First(line => line.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];
    }

    [GeneratedRegex("```(\\w*)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("(?<=[`\n])edgenet [^`\n]+")]
    private static partial Regex Command();

    [GeneratedRegex("^[a-z]+$")]
    private static partial Regex Word();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex OptionName();
}
