using System.Text.RegularExpressions;

namespace EdgeNet.Tests.Readme;

/// <summary>What the pages say of files and projects is true.</summary>
[TestClass]
public partial class ContributingTests
{
    private static readonly string Root = TestData.RepositoryFolder();

    private static readonly string Text = File.ReadAllText(Path.Combine(Root, ".github", "CONTRIBUTING.md"));

    [TestMethod]
    public void Paths_OfTheLists_AreThere()
    {
        string[] paths = [.. RepositoryPath().Matches(Text).Select(path => path.Groups[1].Value)];

        Assert.IsGreaterThan(50, paths.Length);
        foreach (string path in paths)
        {
            Assert.IsTrue(Path.Exists(Path.Combine(Root, path)), path);
        }
    }

    [TestMethod]
    public void Projects_OfTheTable_ReferToWhatItSays()
    {
        (string Project, string[] References)[] rows =
        [
            .. ProjectRow().Matches(Text).Select(row => (row.Groups[1].Value, ProjectName().Matches(row.Groups[2].Value).Select(name => name.Value).ToArray())),
        ];

        CollectionAssert.AreEquivalent(
            Projects("trainer").Append("EdgeNet.Host").ToArray(), rows.Select(row => row.Project).ToArray());
        foreach ((string project, string[] references) in rows)
        {
            string file = File.ReadAllText(Path.Combine(Root, project == "EdgeNet.Host" ? "firmware" : "trainer", project, project + ".csproj"));
            CollectionAssert.AreEquivalent(references, ProjectReference().Matches(file).Select(reference => reference.Groups[1].Value).ToArray(), project);
        }
    }

    [TestMethod]
    public void Links_OfEveryPage_LeadToFiles()
    {
        string[] pages = [.. Pages()];

        Assert.IsGreaterThan(10, pages.Length);
        foreach (string page in pages)
        {
            foreach (Match link in Link().Matches(File.ReadAllText(page)).Where(link => !link.Groups[1].Value.StartsWith("http", StringComparison.Ordinal)))
            {
                Assert.IsTrue(Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value)), $"{Path.GetRelativePath(Root, page)}: {link.Value}");
            }
        }
    }

    [TestMethod]
    public void Map_OfTheReadme_NamesEveryProjectOfTheTrainer()
    {
        string readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        string map = readme[readme.IndexOf("## Map", StringComparison.Ordinal)..];

        foreach (string project in Projects("trainer").Except(["EdgeNet.Templates"])) // which holds no code
        {
            Assert.Contains($".{project.Split('.')[1]}/`", map);
        }
    }

    private static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateDirectories(Path.Combine(Root, folder), "EdgeNet.*").Select(path => Path.GetFileName(path));

    private static IEnumerable<string> Pages() =>
    [
        .. Directory.EnumerateFiles(Root, "*.md"),
        .. ((string[])[".github", "firmware", "models", "tests", "trainer"]).SelectMany(
            folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)
                .Where(path => !Regex.IsMatch(path, @"[\\/](bin|obj)[\\/]"))),
    ];

    [GeneratedRegex(@"`((?:firmware|trainer|tests|models)/[\w./-]+|[\w.]+\.(?:md|props))`")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"^\| `(EdgeNet\.\w+)` \| (none|`EdgeNet.*) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex ProjectRow();

    [GeneratedRegex(@"EdgeNet\.\w+")]
    private static partial Regex ProjectName();

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*/(EdgeNet\\.\\w+)\\.csproj\"")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"\]\(([^)#\s]+)")]
    private static partial Regex Link();
}
