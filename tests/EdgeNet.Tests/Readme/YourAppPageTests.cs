using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeNet.Tests.Device;
using EdgeNet.Tests.Projects;
using EdgeNet.Trainer;
using Mono.Cecil;

namespace EdgeNet.Tests.Readme;

/// <summary>What the page "Your own app on the board" shows compiles for the device, and its references are those of the samples.</summary>
[TestClass]
public partial class YourAppPageTests
{
    // What the reader's program has around the blocks.
    private const string Around = """
        using System;
        using System.IO;
        using EdgeNet;
        using EdgeNet.Models;

        internal static class Resources
        {
            internal enum BinaryResources : short
            {
                model = 1,
            }

            internal static byte[] GetBytes(BinaryResources id) => throw null;
        }

        internal static class App
        {
            internal static void Show(string label) => throw null;

            internal static void Send(string label, float probability, long milliseconds) => throw null;

        """;

    // Each block in a method, whose head says what the blocks before it have given.
    private static readonly string[] Heads =
    [
        "internal static Predictor Class()",
        "internal static Predictor Storage()",
        "internal static Predictor Resource()",
        "internal static void SelfTest(Predictor model)",
        "internal static void Stream(int x, int y, int z)",
        "internal static void Threads(Pipeline pipeline)",
        "internal static Predictor Memory(Predictor model, byte[] bytes)",
    ];

    private static readonly string Firmware = Path.Combine(TestData.RepositoryFolder(), "firmware");

    private static readonly string Text = File.ReadAllText(Path.Combine(Firmware, "YOUR-APP.md")).ReplaceLineEndings("\n");

    [TestMethod]
    public void Page_Length_IsUnderOneHundredAndFiftyLines() => Assert.IsLessThan(150, Text.Split('\n').Length);

    [TestMethod]
    public void Code_EveryBlock_CompilesForTheDevice()
    {
        string[] blocks = [.. CodeBlock().Matches(Text).Select(block => block.Groups[1].Value)];
        Assert.HasCount(Heads.Length, blocks);
        IEnumerable<string> methods = Heads.Zip(blocks).Select(
            each => $"{each.First}\n{{\n{each.Second}\n{(each.First.Contains("static void", StringComparison.Ordinal) ? string.Empty : "return model;\n")}}}\n");
        IEnumerable<string> files =
            ((string[])["models/sonar", "models/vibration"]).SelectMany(folder => DeviceCompiler.Files(folder)).Concat(DeviceCompiler.StandIn("Boards"));

        using ModuleDefinition module = DeviceCompiler.CompileTexts([Around + string.Join('\n', methods) + "}\n", .. files.Select(File.ReadAllText)]);

        Violation.AssertNone(LanguageLimits.Check(TypeUse.TypesOf(module).Where(type => type.Name == "App")));
    }

    [TestMethod]
    public void Packages_OfThePage_AreThoseOfTheLibraries()
    {
        XElement packages = XElement.Parse(XmlBlock().Matches(Text)[0].Groups[1].Value);
        NanoPackage[] shown =
            [.. packages.Elements("package").Select(each => new NanoPackage((string?)each.Attribute("id"), (string?)each.Attribute("version"), (string?)each.Attribute("targetFramework")))];
        NanoPackage[] needed = ProjectOf("EdgeNet.Streams/EdgeNet.Streams").Packages;

        Assert.AreSequenceEqual(needed, shown);
        CollectionAssert.IsSubsetOf(shown, ProjectOf("Samples/VibrationNode/VibrationNode").Packages);
    }

    [TestMethod]
    public void References_OfThePage_AreThoseOfTheSamplesAndFilesThatTrainingWrites()
    {
        XElement items = XElement.Parse(XmlBlock().Matches(Text)[1].Groups[1].Value);
        string[] identities = [.. items.Elements("Reference").Select(each => (string)each.Attribute("Include")!)];
        string[] hints = [.. items.Elements("Reference").Select(each => each.Element("HintPath")!.Value)];
        NanoAssembly[] assemblies = [.. identities.Select(identity => NanoAssembly.All.Single(each => each.Identity == identity))];

        Assert.AreSequenceEqual((string[])["mscorlib", "System.Math"], assemblies.Select(each => each.Name));
        Assert.AreSequenceEqual(assemblies.Select(each => $@"..\{each.Path}"), hints);
        CollectionAssert.IsSubsetOf(identities, ProjectOf("Samples/VibrationNode/VibrationNode").References.Select(each => each.Identity).ToArray());
        string[] projects = [.. items.Elements("ProjectReference").Select(each => (string)each.Attribute("Include")!)];
        Assert.AreSequenceEqual((string[])[@"..\EdgeNet\EdgeNet.nfproj", @"..\EdgeNet.Streams\EdgeNet.Streams.nfproj"], projects);
        string folder = TestData.ModelFolder("vibration");
        Assert.AreSequenceEqual(
            CSharpModel.PathsIn(folder, "VibrationModel", "VibrationStream").Select(path => Path.GetFileName(path)),
            items.Elements("Compile").Select(each => (string)each.Attribute("Include")!));
    }

    [TestMethod]
    public void Packages_ForTheFile_AreThoseThatSonarNodeHasForIt()
    {
        string[] all = [.. ProjectOf("Samples/SonarNode/SonarNode").Packages.Select(each => each.Id!)];
        string[] forTheFile =
        [
            .. NanoAssembly.All.Single(each => each.Name == "System.IO.FileSystem").Needs.Append("System.IO.FileSystem")
                .Select(name => NanoAssembly.All.Single(each => each.Name == name).Package),
        ];

        CollectionAssert.IsSubsetOf(forTheFile, all);
        foreach (string package in (string[])[.. forTheFile, "nanoFramework.ResourceManager"])
        {
            Assert.Contains($"`{package}`", Text);
        }
    }

    [TestMethod]
    public void Numbers_OfThePage_AreThoseOfTheModels()
    {
        ModelFile sonar = ModelFile.Open(Path.Combine(TestData.SonarFolder, "sonar.edgenet"));
        Assert.Contains($"| {sonar.Generate().Cost.RamBytes} | {sonar.Device.RamBytes:N0} |", Text);
        int bytes = EdgeNet.Models.VibrationStream.Settings().Golden.Sum(golden => golden.Readings.Length * sizeof(short));
        Assert.Contains($"{bytes:N0} bytes of readings for vibration", Text);
    }

    [TestMethod]
    public void Links_OfThePage_LeadToFilesAndTheReadmeLeadsHere()
    {
        MatchCollection links = Link().Matches(Text);
        Assert.IsGreaterThan(3, links.Count);
        foreach (Match link in links)
        {
            Assert.IsTrue(File.Exists(Path.GetFullPath(Path.Combine(Firmware, link.Groups[1].Value))), link.Value);
        }

        Assert.Contains("(firmware/YOUR-APP.md)", File.ReadAllText(Path.Combine(TestData.RepositoryFolder(), "README.md")));
    }

    private static NanoProject ProjectOf(string name) => new(Path.Combine(Firmware, name + ".nfproj"));

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("```xml\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex XmlBlock();

    [GeneratedRegex(@"\]\(([^)#]+)")]
    private static partial Regex Link();
}
