using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EdgeNet.Tests.Device;
using EdgeNet.Tests.Samples;

namespace EdgeNet.Tests.Packages;

/// <summary>From an empty home and a folder with the packed files only: tool, templates and libraries are installed and do their work.</summary>
[TestClass]
public partial class PackageTests
{
    private static readonly string[] Libraries = ["EdgeNet.Desktop", "EdgeNet.Trainer"];

    private static PackedFolder? packed;

    private static PackedFolder Packed => packed!;

    [ClassInitialize]
    public static void Pack(TestContext _) => packed = PackedFolder.Make();

    [ClassCleanup]
    public static void Remove() => packed?.Dispose();

    [TestMethod]
    public void Tool_OnATableOfTheUser_MakesTrainsJudgesAndReports()
    {
        string edgenet = InstallTool("tools-table");
        var random = new Random(11);
        string[] rows = [.. Enumerable.Range(0, 240).Select(row =>
        {
            int kind = random.Next(3);
            return string.Create(CultureInfo.InvariantCulture, $"{row + 1},b{row % 12},{20 + (6 * kind) + (4 * random.NextDouble()):F2},{1000 - (150 * kind) + random.Next(200)},{(row % 50 == 7 ? "NA" : random.Next(9).ToString(CultureInfo.InvariantCulture))},{"lmh"[kind]}");
        })];
        File.WriteAllText(Path.Combine(Packed.Home, "pump data.csv"), "nr,bench,temp,rpm,noise,load\n" + string.Join('\n', rows) + "\n");

        string made = Packed.Succeed(edgenet, "new", "pump", "--from", "pump data.csv", "--label", "load", "--group", "bench");
        Assert.Contains("3 classes: h, l, m.", made);
        Assert.Contains("Left out 'nr'", made);
        Assert.Contains("Left out 5 rows of 240 with a gap", made);
        Assert.Contains("4 of 4 exact", Packed.Succeed(edgenet, "train", "pump"));
        Assert.MatchesRegex(@"accuracy +│", Packed.Succeed(edgenet, "evaluate", "pump", "--folds", "4"));
        Assert.Contains("Wrote", Packed.Succeed(edgenet, "report", Path.Combine("pump", "pump.edgenet")));
        var page = XDocument.Load(Path.Combine(Packed.Home, "pump", "pump.report.html"));
        Assert.IsGreaterThan(3, page.Descendants().Count(each => each.Name.LocalName == "svg"));
        Assert.MatchesRegex(@"# 2\d\d of 235 right", Packed.Succeed(edgenet, "run", Path.Combine("pump", "pump.edgenet"), Path.Combine("pump", "pump data-prepared.csv"), "--label", "load"));
        Assert.Contains("pump.edgenet", Packed.Succeed(edgenet, "runs", "pump"));
    }

    [TestMethod]
    public void Tool_OnTwoTemplates_TrainsWhatTheyMake()
    {
        Packed.Dotnet("new", "install", Packed.PathOf("EdgeNet.Templates"));
        string edgenet = InstallTool("tools");

        Assert.StartsWith(Packed.Version, Packed.Succeed(edgenet, "--version"));
        foreach ((string kind, string name, string generated) in ((string, string, string)[])[("classifier", "my-fan", "MyFanModel"), ("stream", "3dMotor", "_3dMotorModel")])
        {
            Packed.Dotnet("new", $"edgenet-{kind}", "-n", name);
            string output = Packed.Succeed(edgenet, "train", name);

            string folder = Path.Combine(Packed.Home, name);
            Assert.Contains("4 of 4 exact", output);
            Assert.IsTrue(File.Exists(Path.Combine(folder, $"{name}.edgenet")), output);
            Assert.IsTrue(File.Exists(Path.Combine(folder, $"{name}.sln")));
            Assert.Contains($"new {generated}()", File.ReadAllText(Path.Combine(folder, "device", "Program.cs")));
            Assert.Contains($"class {generated} ", File.ReadAllText(Path.Combine(folder, $"{generated}.cs")));
            Assert.Contains($"id=\"EdgeNet\" version=\"{Packed.Version}\"", File.ReadAllText(Path.Combine(folder, "device", "packages.config")));
            Assert.Contains($@"\EdgeNet.{Packed.Version}\lib\EdgeNet.dll", File.ReadAllText(Path.Combine(folder, "device", $"{name}.nfproj")));
            Assert.DoesNotContain("EdgeNetApp", string.Concat(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => file + File.ReadAllText(file))));
        }
    }

    [TestMethod]
    public void Trainer_InAConsoleProgram_BuildsAndTrains()
    {
        string output = RunProgram("OnTrainer", "EdgeNet.Trainer", UserProgram.SourceOf("FromRows"));

        Assert.Contains("rows that training did not see: float", output);
        Assert.IsTrue(File.Exists(Path.Combine(Packed.Home, "fan.edgenet")));
    }

    [TestMethod]
    public void Desktop_InAConsoleProgram_RunsModelsExactly()
    {
        string models = string.Join(", ", ((string[])["sonar", "iris", "winding", "vibration"]).Select(name => $"@\"{TestData.ModelFolder(name)}{Path.DirectorySeparatorChar}{name}.edgenet\""));

        string output = RunProgram("OnDesktop", "EdgeNet.Desktop", $$"""
            using EdgeNet;

            foreach (string file in new[] { {{models}} })
            {
                byte[] bytes = File.ReadAllBytes(file);
                bool isExact = file.Contains("vibration") ? Pipeline.Load(bytes).SelfTest() : Model.Load(bytes).SelfTest();
                Console.WriteLine($"{Path.GetFileName(file)}: {isExact}");
            }
            """);

        Assert.EndsWith("sonar.edgenet: True\niris.edgenet: True\nwinding.edgenet: True\nvibration.edgenet: True\n", output);
    }

    [TestMethod]
    public void Desktop_ForNetStandard_ComputesTheSame()
    {
        var context = new AssemblyLoadContext("netstandard2.0", isCollectible: true);
        Assembly library = context.LoadFromStream(new MemoryStream(Packed.Read("EdgeNet.Desktop", "lib/netstandard2.0/EdgeNet.Desktop.dll")));
        Assert.Contains("netstandard", library.GetReferencedAssemblies().Select(name => name.Name));
        Assert.AreNotSame(typeof(Model).Assembly, library);
        MethodInfo load = library.GetType("EdgeNet.Model")!.GetMethod("Load", [typeof(byte[])])!;

        int count = 0;
        foreach ((Activation activation, int layers, bool takesReadings) in ParityTests.Shapes())
        {
            RandomModel random = RandomModels.Make(count, activation, layers, takesReadings);
            var here = Model.Load(random.File);
            dynamic there = load.Invoke(null, [random.File])!;
            Assert.IsTrue((bool)there.SelfTest());
            var inputs = new Random(count);
            for (int k = 0; k < 50; k++, count++)
            {
                float[] features = random.NextFeatures(inputs);
                int[] readings = random.NextReadings(inputs);
                Assert.AreEqual(here.Logit(features), (int)there.Logit(features));
                Assert.AreEqual(here.Logit(readings), (int)there.Logit(readings));
                Assert.AreEqual(BitConverter.SingleToInt32Bits(here.Predict(features)), BitConverter.SingleToInt32Bits((float)there.Predict(features)));
            }
        }

        Assert.IsGreaterThan(1000, count);
        byte[] vibration = File.ReadAllBytes(Path.Combine(TestData.ModelFolder("vibration"), "vibration.edgenet"));
        dynamic pipeline = library.GetType("EdgeNet.Pipeline")!.GetMethod("Load", [typeof(byte[])])!.Invoke(null, [vibration])!;
        Assert.IsTrue((bool)pipeline.SelfTest());
        context.Unload();
    }

    [TestMethod]
    [DataRow("EdgeNet.Cli", "DotnetTool")]
    [DataRow("EdgeNet.Desktop", null)]
    [DataRow("EdgeNet.Templates", "Template")]
    [DataRow("EdgeNet.Trainer", null)]
    public void Package_OnTheGallery_SaysWhatItShould(string id, string? type)
    {
        XElement metadata = Packed.NuspecOf(id).Root!.Elements().First();
        string? Value(string name) => metadata.Elements().SingleOrDefault(each => each.Name.LocalName == name)?.Value;

        Assert.AreEqual((id, Packed.Version, "MIT", "icon.png", "README.md"), (Value("id"), Value("version"), Value("license"), Value("icon"), Value("readme")));
        Assert.IsGreaterThan(50, Value("description")!.Length);
        Assert.IsGreaterThan(3, Value("tags")!.Split(' ').Length);
        Assert.StartsWith("- ", Value("releaseNotes"));
        Assert.AreEqual(type, metadata.Descendants().SingleOrDefault(each => each.Name.LocalName == "packageType")?.Attribute("name")?.Value);
        CollectionAssert.IsSubsetOf((string[])["LICENSE", "README.md", "icon.png"], Packed.FilesOf(id));
        Assert.IsEmpty(RelativeLink().Matches(Encoding.UTF8.GetString(Packed.Read(id, "README.md"))));
    }

    [TestMethod]
    public void Libraries_Dependencies_AreOtherPackages()
    {
        CollectionAssert.AreEquivalent((string[])["EdgeNet.Desktop", "Google.Protobuf", "Sep", "StbImageSharp", "System.Numerics.Tensors"], Dependencies("EdgeNet.Trainer").Select(each => each.Id).ToArray());
        Assert.Contains(("EdgeNet.Desktop", $"[{Packed.Version}]"), Dependencies("EdgeNet.Trainer"));
        Assert.IsEmpty(Dependencies("EdgeNet.Desktop"));
        CollectionAssert.IsSubsetOf((string[])["lib/net10.0/EdgeNet.Files.dll", "lib/net10.0/EdgeNet.Interchange.dll", "lib/net10.0/EdgeNet.Networks.dll", "lib/net10.0/EdgeNet.Networks.xml"], Packed.FilesOf("EdgeNet.Trainer"));
        foreach (string id in Libraries)
        {
            Assert.IsTrue(File.Exists(Path.ChangeExtension(Packed.PathOf(id), "snupkg")), id);
            Assert.DoesNotContain(".pdb", string.Concat(Packed.FilesOf(id)));
        }

        (string Id, string Version)[] Dependencies(string id) =>
            [.. Packed.NuspecOf(id).Descendants().Where(each => each.Name.LocalName == "dependency").Select(each => ((string)each.Attribute("id")!, (string)each.Attribute("version")!))];
    }

    private static string InstallTool(string folder)
    {
        string tools = Path.Combine(Packed.Home, folder);
        Packed.Dotnet("tool", "install", "EdgeNet.Cli", "--version", Packed.Version, "--tool-path", tools, "--configfile", Packed.Config);
        return Path.Combine(tools, OperatingSystem.IsWindows() ? "edgenet.exe" : "edgenet");
    }

    /// <summary>Makes a console program of one file that refers to one package, builds and runs it.</summary>
    private static string RunProgram(string name, string package, string source)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Packed.Home, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "Program.cs"), source);
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <RestoreConfigFile>{Packed.Config}</RestoreConfigFile>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{Packed.Version}" />
              </ItemGroup>
            </Project>
            """);
        return Packed.Dotnet("run", "--project", folder);
    }

    [GeneratedRegex(@"\]\((?!https://|#)[^)]*\)")]
    private static partial Regex RelativeLink();
}
