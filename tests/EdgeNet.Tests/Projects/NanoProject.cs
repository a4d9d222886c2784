using System.Xml.Linq;

namespace EdgeNet.Tests.Projects;

/// <summary>A <c>.nfproj</c> as text, and the <c>packages.config</c> beside it.</summary>
internal sealed class NanoProject
{
    private static readonly XNamespace MSBuild = "http://schemas.microsoft.com/developer/msbuild/2003";

    private readonly XElement _root;

    public NanoProject(string path)
    {
        FilePath = path;
        Folder = Path.GetDirectoryName(path)!;
        _root = XDocument.Load(path).Root!;
        string config = Path.Combine(Folder, "packages.config");
        Packages = File.Exists(config)
            ? [.. XDocument.Load(config).Root!.Elements("package").Select(each => new NanoPackage((string?)each.Attribute("id"), (string?)each.Attribute("version"), (string?)each.Attribute("targetFramework")))]
            : [];
    }

    public string FilePath { get; }

    public string Folder { get; }

    public string Name => Path.GetFileNameWithoutExtension(FilePath);

    public NanoPackage[] Packages { get; }

    public string[] Imports => [.. _root.Elements(MSBuild + "Import").Select(each => (string)each.Attribute("Project")!)];

    public string[] Compile => Included("Compile");

    public string[] OtherFiles => [.. Included("None"), .. Included("Content"), .. Included("EmbeddedResource")];

    public string[] ProjectReferences => Included("ProjectReference");

    public (string Identity, string? HintPath)[] References =>
        [.. Items("Reference").Select(each => ((string)each.Attribute("Include")!, (string?)each.Element(MSBuild + "HintPath")))];

    public bool DeclaresConfigurations => _root.Descendants(MSBuild + "ProjectConfigurationsDeclaredAsItems").Any();

    /// <summary>All projects of the nanoFramework in the repository.</summary>
    public static NanoProject[] All()
    {
        string root = TestData.RepositoryFolder();
        return [.. new[] { "firmware", "tests" }
            .SelectMany(folder => SourceFiles(Path.Combine(root, folder), "*.nfproj"))
            .Order(StringComparer.Ordinal).Select(path => new NanoProject(path))];
    }

    /// <summary>Files of a folder and of those in it, without what a build makes.</summary>
    public static IEnumerable<string> SourceFiles(string folder, string pattern)
    {
        return Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Where(
            file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
    }

    public string? Property(string name) => _root.Descendants(MSBuild + name).LastOrDefault()?.Value;

    private string[] Included(string item) => [.. Items(item).Select(each => (string)each.Attribute("Include")!)];

    private IEnumerable<XElement> Items(string item) => _root.Elements(MSBuild + "ItemGroup").Elements(MSBuild + item);
}

/// <summary>A line of a <c>packages.config</c>.</summary>
internal sealed record NanoPackage(string? Id, string? Version, string? TargetFramework);
