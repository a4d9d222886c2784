using System.Text.RegularExpressions;
using EdgeNet.Tests.Samples;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Readme;

/// <summary>What the page of the trainer shows is true.</summary>
[TestClass]
public partial class TrainerPageTests
{
    private const string Rows = """
        global using static Measurements;

        internal static class Measurements
        {
            public static readonly float[][] rows = [.. Enumerable.Range(0, 400).Select(i => new float[] { i % 20, i / 20, (i % 20) - (i / 20) })];
            public static readonly string[] labels = [.. rows.Select(row => row[2] > 0 ? "right" : "left")];
            public static readonly string[] featureNames = ["x", "y", "difference"];
            public static readonly string[] machines = [.. rows.Select((_, row) => $"machine {row % 23}")];
        }
        """;

    private static readonly string Folder = Path.Combine(TestData.RepositoryFolder(), "trainer", "EdgeNet.Trainer");

    private static readonly string Text = File.ReadAllText(Path.Combine(Folder, "README.md")).ReplaceLineEndings("\n");

    [TestMethod]
    public void Page_Length_IsUnderTwoHundredLines() => Assert.IsLessThan(200, Text.Split('\n').Length);

    [TestMethod]
    public void Code_AsOneProgram_CompilesAndRuns()
    {
        string[] blocks = [.. CodeBlock().Matches(Text).Select(block => block.Groups[1].Value)];
        Assert.HasCount(7, blocks);
        using var program = new UserProgram(string.Join('\n', blocks), Rows);
        File.Copy(Path.Combine(TestData.ModelFolder("vibration"), "vibration.csv"), Path.Combine(program.Folder, "recordings.csv"));

        (int exitCode, string output) = program.Run();

        Assert.AreEqual(0, exitCode, output);
        Assert.MatchesRegex(@"^float \d+\.\d %, int8 \d+\.\d %\n", output);
        Assert.MatchesRegex(@"\nint8: \d+\.\d %, worst fold \d+\.\d %\n", output);
        Assert.Contains("\ntraining ", output);
        Assert.Contains("namespace FanNode\n", File.ReadAllText(Path.Combine(program.Folder, "FanModel.cs")));
    }

    [TestMethod]
    public void Options_OfTheTable_AreThereWithTheirDefaults()
    {
        string[] rows = [.. OptionRow().Matches(Text[Text.IndexOf("| option |", StringComparison.Ordinal)..Text.IndexOf("Layers of other kinds", StringComparison.Ordinal)])
            .Select(row => row.Groups[1].Value)];
        string[] named = [.. rows.SelectMany(row => OptionName().Matches(row).Select(name => name.Groups[1].Value))];

        string[] options = [.. typeof(TrainingOptions).GetProperties().Select(property => property.Name)];
        CollectionAssert.IsSubsetOf(named, options);
        CollectionAssert.AreEquivalent(
            (string[])["Name", "Optimizer", "HasNegativeTargets", "Threshold", "Anomaly", "Unfamiliar"], options.Except(named).ToArray(), "Name what is new in the table, or here.");

        var defaults = new TrainingOptions();
        Assert.AreEqual((200, 0.003, 32, 0.0, 0), (defaults.Epochs, defaults.LearningRate, defaults.BatchSize, defaults.L2, defaults.Patience));
        Assert.AreEqual((false, 0.15, 0.15, 8, 1), (defaults.BalancesClasses, defaults.DevShare, defaults.TestShare, defaults.WeightBits, defaults.Seed));
        Assert.IsEmpty(defaults.Hidden);
    }

    [TestMethod]
    public void Links_OfThePage_LeadToFiles()
    {
        foreach (Match link in Link().Matches(Text))
        {
            Assert.IsTrue(File.Exists(Path.GetFullPath(Path.Combine(Folder, link.Groups[1].Value))), link.Value);
        }
    }

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^\| (`.*?) \|", RegexOptions.Multiline)]
    private static partial Regex OptionRow();

    [GeneratedRegex("`([A-Za-z0-9]+)`")]
    private static partial Regex OptionName();

    [GeneratedRegex(@"\]\(([^)#]+)")]
    private static partial Regex Link();
}
