using System.Globalization;
using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;
using Mono.Cecil;

namespace EdgeNet.Tests.Export;

/// <summary>What the exporter says that a class takes of an assembly, against what the metadata processor wrote: <c>AssemblySizes.txt</c>, made by <c>tests/nanoclr/sizes.sh</c>.</summary>
[TestClass]
public class AssemblyShareTests
{
    private const string Recorded = "tests/EdgeNet.Tests/Export/AssemblySizes.txt";
    private const string FolderVariable = "EDGENET_WRITE_CLASSES";

    /// <summary>Shape or model, activation, kind of inputs, seed; bytes of code, of data, and of the whole <c>.pe</c>.</summary>
    public static IEnumerable<string[]> Rows() =>
        File.ReadLines(Path.Combine(TestData.RepositoryFolder(), Recorded)).Where(line => !line.StartsWith('#')).Select(line => line.Split(' '));

    [TestMethod]
    public void Share_OfEveryRecordedClass_IsNearWhatTheMetadataProcessorWrote()
    {
        Assert.IsGreaterThan(15, Rows().Count());
        foreach (string[] row in Rows())
        {
            AssemblyShare share = ModelOf(row).Share;
            (int code, int data, int all) = (Number(row[4]), Number(row[5]), Number(row[6]));
            string what = string.Join(' ', row);
            AssertBetween(0.98 * code, (1.05 * code) + 100, share.CodeBytes, $"code of {what}");
            AssertBetween((0.97 * data) - 180, (1.03 * data) + 130, share.DataBytes, $"data of {what}");
            AssertBetween(0.97 * all, (1.05 * all) + 250, share.FlashBytes, $"all of {what}");
        }
    }

    [TestMethod]
    public void Code_OfEveryRecordedClass_IsCountedAsTheMetadataProcessorWroteIt()
    {
        string? folder = Environment.GetEnvironmentVariable(FolderVariable);
        foreach (string[] row in Rows())
        {
            CSharpModel model = ModelOf(row);
            if (folder is not null)
            {
                Write(model, Path.Combine(folder, string.Join('_', row[..4]).Replace('/', '+')));
                continue;
            }

            using ModuleDefinition module = DeviceCompiler.CompileTexts(SourcesOf(model));
            Assert.AreEqual(Number(row[4]), AssemblyBytes.Code(module), $"{string.Join(' ', row)}: the sources have changed; run tests/nanoclr/sizes.sh");
            Assert.IsLessThanOrEqualTo(Number(row[5]), AssemblyBytes.Numbers(module), string.Join(' ', row));
        }
    }

    /// <summary>The class of a row: that of a model of the repository, or of a random one of a shape.</summary>
    internal static CSharpModel ModelOf(string[] row)
    {
        if (row[0].EndsWith(".edgenet", StringComparison.Ordinal))
        {
            return ModelFile.Open(Path.Combine(TestData.RepositoryFolder(), row[0])).Generate(className: "PricedModel");
        }

        int[] units = [.. row[0].Split('-').Select(Number)];
        int outputs = units[^1];
        RandomModel random = RandomModels.Make(
            Number(row[3]), units[0], [.. units[1..^1].Select(count => (count, Enum.Parse<Activation>(row[1])))], goldenVectors: 4, row[2] == "readings", outputs,
            outputs == 1 ? Activation.Sigmoid : outputs % 2 == 1 ? Activation.Softmax : Activation.Linear);
        return CSharpExporter.Write(ModelContents.Read(random.File), className: "PricedModel");
    }

    internal static string[] SourcesOf(CSharpModel model) =>
        [model.Source, model.GoldenSource, .. (string[])(model.Stream is { } stream ? [stream.Source, stream.GoldenSource] : [])];

    private static void Write(CSharpModel model, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string source, int number) in SourcesOf(model).Select((source, number) => (source, number)))
        {
            File.WriteAllText(Path.Combine(folder, FormattableString.Invariant($"{number}.cs")), source);
        }
    }

    private static void AssertBetween(double least, double most, int actual, string what)
    {
        if (actual < least || actual > most)
        {
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"the estimate is {actual}, and should be from {least:F0} to {most:F0}: {what}"));
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
