using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeNet.Tests.Projects;

/// <summary>The projects of the nanoFramework, which not every machine can build: read as text.</summary>
[TestClass]
public partial class NanoProjectTests
{
    private static readonly string Root = TestData.RepositoryFolder();

    public static IEnumerable<object[]> Projects => NanoProject.All().Select(project => new object[] { Path.GetRelativePath(Root, project.FilePath) });

    [TestMethod]
    [DataRow("firmware/EdgeNet/EdgeNet.nfproj", "EdgeNet", "EdgeNet", "Library")]
    [DataRow("firmware/EdgeNet.Streams/EdgeNet.Streams.nfproj", "EdgeNet.Streams", "EdgeNet", "Library")]
    [DataRow("firmware/EdgeNet.Adaptation/EdgeNet.Adaptation.nfproj", "EdgeNet.Adaptation", "EdgeNet", "Library")]
    [DataRow("firmware/EdgeNet.Store/EdgeNet.Store.nfproj", "EdgeNet.Store", "EdgeNet", "Library")]
    [DataRow("firmware/EdgeNet.Esp32/EdgeNet.Esp32.nfproj", "EdgeNet.Esp32", "EdgeNet.Esp32", "Library")]
    [DataRow("firmware/EdgeNet.Native/EdgeNet.Native.nfproj", "EdgeNet.Native", "EdgeNet.Native", "Library")]
    [DataRow("firmware/Samples/SensorLogger/SensorLogger.nfproj", "SensorLogger", "SensorLogger", "Exe")]
    [DataRow("firmware/Samples/SonarNode/SonarNode.nfproj", "SonarNode", "SonarNode", "Exe")]
    [DataRow("firmware/Samples/VibrationNode/VibrationNode.nfproj", "VibrationNode", "VibrationNode", "Exe")]
    [DataRow("tests/EdgeNet.DeviceTests/EdgeNet.DeviceTests.nfproj", "NFUnitTest", "EdgeNet.DeviceTests", "Library")] // the launcher loads no other name
    public void Project_Assembly_IsAsNamed(string path, string assembly, string rootNamespace, string type)
    {
        var project = new NanoProject(Path.Combine(Root, path));
        Assert.AreEqual(
            (assembly, rootNamespace, type), (project.Property("AssemblyName"), project.Property("RootNamespace"), project.Property("OutputType")));
    }

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void Project_AllRules_FindNothing(string path)
    {
        string[] findings = NanoProjectRules.Check(new NanoProject(Path.Combine(Root, path)), Root);
        Assert.IsEmpty(findings, string.Join('\n', findings));
    }

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void Project_AssemblyInfo_HasTheVersionOfTheRepository(string path)
    {
        string info = File.ReadAllText(Path.Combine(Root, Path.GetDirectoryName(path)!, "Properties", "AssemblyInfo.cs"));
        Assert.Contains($"[assembly: AssemblyVersion(\"{RepositoryVersion()}.0\")]", info);
        Assert.Contains($"[assembly: AssemblyFileVersion(\"{RepositoryVersion()}.0\")]", info);
    }

    [TestMethod]
    public void Projects_Guids_AreDifferent()
    {
        NanoProject[] projects = NanoProject.All();
        Assert.IsGreaterThanOrEqualTo(4, projects.Length);
        Assert.HasCount(projects.Length, projects.Select(project => Guid.Parse(project.Property("ProjectGuid")!)).Distinct());
    }

    [TestMethod]
    [DataRow("firmware/EdgeNet/EdgeNet.nfproj", "firmware/EdgeNet.Host/EdgeNet.Host.csproj")]
    [DataRow("firmware/EdgeNet.Streams/EdgeNet.Streams.nfproj", "firmware/EdgeNet.Host/EdgeNet.Host.csproj")]
    [DataRow("firmware/EdgeNet.Adaptation/EdgeNet.Adaptation.nfproj", "firmware/EdgeNet.Host/EdgeNet.Host.csproj")]
    [DataRow("firmware/EdgeNet.Store/EdgeNet.Store.nfproj", "firmware/EdgeNet.Host/EdgeNet.Host.csproj")]
    [DataRow("tests/EdgeNet.DeviceTests/EdgeNet.DeviceTests.nfproj", "tests/EdgeNet.Tests/EdgeNet.Tests.csproj")]
    public void Project_Sources_AreThoseThatTheHostCompiles(string device, string host)
    {
        var project = new NanoProject(Path.Combine(Root, device));
        string hostFolder = Path.GetDirectoryName(Path.Combine(Root, host))!;
        string[] compiled =
            [.. XDocument.Load(Path.Combine(Root, host)).Descendants("Compile").Select(each => (string)each.Attribute("Include")!)
                .Select(pattern => (Folder: Path.GetFullPath(Path.Combine(hostFolder, Path.GetDirectoryName(pattern)!)), Pattern: Path.GetFileName(pattern)))
                .Where(each => each.Folder == project.Folder)
                .SelectMany(each => Directory.GetFiles(each.Folder, each.Pattern)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

        Assert.IsGreaterThan(8, compiled.Length);
        Assert.AreSequenceEqual(compiled, project.Compile.Where(file => file != @"Properties\AssemblyInfo.cs" && !file.StartsWith("..", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void Solution_EachProject_IsListedAndNotBuilt(string path)
    {
        string solution = File.ReadAllText(Path.Combine(Root, "EdgeNet.sln"));
        var project = new NanoProject(Path.Combine(Root, path));
        string guid = Guid.Parse(project.Property("ProjectGuid")!).ToString("B").ToUpperInvariant();

        Assert.Contains(
            $$"""Project("{11A8DD76-328B-46DF-9F39-F559912D0360}") = "{{project.Name}}", "{{path.Replace('/', '\\')}}", "{{guid}}" """.TrimEnd(), solution);
        foreach (Match configuration in Configurations().Matches(solution))
        {
            string name = configuration.Groups[1].Value;
            Assert.Contains($"{guid}.{name}.ActiveCfg = {name.Split('|')[0]}|Any CPU", solution);
        }

        // "dotnet build" of the solution must not need the nanoFramework.
        Assert.DoesNotContain("Build.0", string.Join('\n', solution.Split('\n').Where(line => line.Contains(guid, StringComparison.Ordinal))));
    }

    [TestMethod]
    public void Solution_ProjectsOfTheNanoFramework_AreThoseThatExist()
    {
        string solution = File.ReadAllText(Path.Combine(Root, "EdgeNet.sln"));
        string[] listed = [.. ListedProject().Matches(solution).Select(match => match.Groups[1].Value.Replace('\\', '/')).Order(StringComparer.Ordinal)];
        string[] existing = [.. NanoProject.All().Select(project => Path.GetRelativePath(Root, project.FilePath).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        Assert.AreSequenceEqual(existing, listed);
    }

    [TestMethod]
    [DataRow("EdgeNet")]
    [DataRow("EdgeNet.Streams")]
    [DataRow("EdgeNet.Adaptation")]
    [DataRow("EdgeNet.Store")]
    [DataRow("EdgeNet.Esp32")]
    [DataRow("EdgeNet.Native")]
    public void Package_OfALibrary_FitsItsProject(string name)
    {
        var project = new NanoProject(Path.Combine(Root, "firmware", name, $"{name}.nfproj"));
        XElement package = XDocument.Load(Path.Combine(project.Folder, $"{name}.nuspec")).Root!;
        XNamespace ns = package.Name.Namespace;
        string Metadata(string name) => package.Element(ns + "metadata")!.Element(ns + name)!.Value;

        Assert.AreEqual((name, name, "$version$", "MIT"), (Metadata("id"), Metadata("title"), Metadata("version"), Metadata("license")));
        Assert.AreEqual(("$repositoryUrl$", "$repositoryUrl$/blob/$commit$/CHANGELOG.md"), (Metadata("projectUrl"), Metadata("releaseNotes")));
        XElement repository = package.Element(ns + "metadata")!.Element(ns + "repository")!;
        Assert.AreEqual(("git", "$repositoryUrl$", "$commit$"), ((string?)repository.Attribute("type"), (string?)repository.Attribute("url"), (string?)repository.Attribute("commit")));
        CollectionAssert.IsSubsetOf(Token().Matches(package.ToString()).Select(token => token.Value).Distinct().ToArray(), (string[])["$version$", "$commit$", "$repositoryUrl$"]);
        Assert.AreSequenceEqual(
            project.ProjectReferences.Select(each => ((string?)Path.GetFileNameWithoutExtension(each.Replace('\\', '/')), (string?)"$version$"))
                .Concat(project.Packages.Select(each => ((string?)each.Id, (string?)each.Version))),
            package.Descendants(ns + "dependency").Select(each => ((string?)each.Attribute("id"), (string?)each.Attribute("version"))));

        (string Source, string Target)[] files = [.. package.Descendants(ns + "file").Select(each => ((string)each.Attribute("src")!, (string)each.Attribute("target")!))];
        foreach (string extension in (string[])["dll", "pdb", "pdbx", "pe", "xml"])
        {
            Assert.Contains(($@"bin\Release\{name}.{extension}", $@"lib\{name}.{extension}"), files);
        }

        Assert.Contains((@"..\..\README.md", Metadata("readme")), files);
        Assert.Contains((@"..\icon.png", Metadata("icon")), files);
        Assert.Contains($"{name}.nuspec", project.OtherFiles);
        Assert.AreEqual(name, project.Property("AssemblyName"));
        Assert.AreEqual($"$(OutputPath){name}.xml", project.Property("DocumentationFile"));
        foreach ((string source, _) in files.Where(each => !each.Source.StartsWith(@"bin\", StringComparison.Ordinal)))
        {
            Assert.IsTrue(File.Exists(Path.Combine(project.Folder, source.Replace('\\', Path.DirectorySeparatorChar))), source);
        }
    }

    [TestMethod]
    [DataRow("Directory.Build.props", "TargetFramework", "LangVersion", "Nullable", "TreatWarningsAsErrors", "RestorePackagesWithLockFile", "RestoreLockedMode")]
    [DataRow("Directory.Packages.props", "ManagePackageVersionsCentrally")]
    public void SettingsOfTheRepository_ThatTheDeviceCannotTake_LeaveItsProjectsAlone(string file, params string[] settings)
    {
        XElement root = XDocument.Load(Path.Combine(Root, file)).Root!;
        foreach (string setting in settings)
        {
            XElement[] found = [.. root.Elements("PropertyGroup").Where(group => group.Element(setting) is not null)];
            Assert.IsNotEmpty(found, setting);
            Assert.IsTrue(found.All(group => (string?)group.Attribute("Condition") == "'$(MSBuildProjectExtension)' != '.nfproj'"), setting);
        }
    }

    private static string RepositoryVersion() => XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Descendants("MinVerMinimumMajorMinor").Single().Value + ".0";

    [GeneratedRegex(@"^\t\t([^=|]+\|[^=]+) = \1\r?$", RegexOptions.Multiline)]
    private static partial Regex Configurations();

    [GeneratedRegex(@"\$[^$\s]*\$")]
    private static partial Regex Token();

    [GeneratedRegex("""= "[^"]+", "([^"]+\.nfproj)",""")]
    private static partial Regex ListedProject();
}
