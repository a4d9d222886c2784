using System.Text.RegularExpressions;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Adaptation;

/// <summary>What the page "Learning on the device" shows compiles for the device.</summary>
[TestClass]
public partial class AdaptationPageTests
{
    // What the reader's program has around the blocks.
    private static readonly string[] Heads =
    [
        "static void Normal(ModelSlot first, ModelSlot second, byte[] builtIn, int x, int y, int z) {",
        "static void Output(byte[] file, float[] features, int label, ModelSlots slots) {",
    ];

    [TestMethod]
    public void Blocks_OfThePage_CompileForTheDevice()
    {
        string page = File.ReadAllText(Path.Combine(TestData.RepositoryFolder(), "trainer", "ADAPTATION.md")).ReplaceLineEndings("\n");
        string[] blocks = [.. Block().Matches(page).Select(block => block.Groups[1].Value)];
        Assert.HasCount(Heads.Length, blocks);

        string source = $"using EdgeNet;\ninternal static class App\n{{\n{string.Concat(blocks.Select((block, b) => $"{Heads[b]}\n{block}\n}}\n"))}}}\n";
        Assert.IsEmpty(DeviceCompiler.Errors(source));
        Assert.IsNotEmpty(DeviceCompiler.Errors(source.Replace("CopyFeatures", "TakeFeatures", StringComparison.Ordinal)));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
