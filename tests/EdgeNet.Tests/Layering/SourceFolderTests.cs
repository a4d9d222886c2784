using System.Text.RegularExpressions;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Layering;

/// <summary>Reads the sources of the trainer: a folder is a stage, and names earlier stages only. This sees constants, of which no reference is left in the IL.</summary>
[TestClass]
public partial class SourceFolderTests
{
    [TestMethod]
    public void Sources_Namespace_IsTheFolder()
    {
        (string Folder, string Path, string Text)[] sources = [.. Sources()];

        CollectionAssert.IsSubsetOf(Stages.OfTheTrainer.Order.ToArray(), sources.Select(source => source.Folder).Distinct().ToArray());
        foreach ((string folder, string path, string text) in sources)
        {
            Assert.AreEqual($"EdgeNet.Trainer.{folder}", NamespaceLine().Match(text).Groups[1].Value, path);
        }
    }

    [TestMethod]
    public void Sources_Names_AreOfEarlierStagesOnly()
    {
        (string Folder, string Path, string Stage)[] named =
            [.. Sources().SelectMany(source => StageName().Matches(source.Text).Select(match => (source.Folder, source.Path, match.Groups[1].Value)))];

        Assert.IsGreaterThan(50, named.Length);
        Violation.AssertNone(named
            .Where(each => !Stages.OfTheTrainer.MayUse(each.Folder, each.Stage))
            .Select(each => new Violation(each.Path, $"{each.Folder} may not name {each.Stage}")));
    }

    private static IEnumerable<(string Folder, string Path, string Text)> Sources()
    {
        string project = Path.Combine(TestData.RepositoryFolder(), "trainer", "EdgeNet.Trainer");
        foreach (string folder in Directory.EnumerateDirectories(project).Where(path => Path.GetFileName(path) is not ("bin" or "obj")))
        {
            foreach (string path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            {
                yield return (Path.GetFileName(folder), Path.GetRelativePath(project, path), File.ReadAllText(path));
            }
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"EdgeNet\.Trainer\.(\w+)")]
    private static partial Regex StageName();
}
