using System.Text.RegularExpressions;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Layering;

/// <summary>Reads the sources of the trainer: a folder is a room, and names only rooms that it may use. This sees constants, of which no reference is left in the IL.</summary>
[TestClass]
public partial class SourceFolderTests
{
    [TestMethod]
    public void Sources_Namespace_IsTheFolder()
    {
        (string Folder, string Path, string Text)[] sources = [.. Sources()];

        CollectionAssert.IsSubsetOf(House.OfTheTrainer.Rooms.Except([House.Front]).ToArray(), sources.Select(source => source.Folder).Distinct().ToArray());
        foreach ((string folder, string path, string text) in sources)
        {
            Assert.AreEqual(folder, NamespaceLine().Match(text).Groups[1].Value, path);
        }
    }

    [TestMethod]
    public void Sources_Names_AreOfRoomsThatMayBeUsed()
    {
        (string Folder, string Path, string Room)[] named =
            [.. Sources().SelectMany(source => UsingLine().Matches(source.Text).Select(match => (source.Folder, source.Path, match.Groups[1].Value)))];

        Assert.IsGreaterThan(50, named.Length);
        Violation.AssertNone(named
            .Where(each => IsInner(each.Folder) && !House.OfTheTrainer.MayUse(each.Folder, each.Room))
            .Select(each => new Violation(each.Path, $"{each.Folder} may not name {each.Room}")));

        // What stands at the front may name all rooms, and commands and reports name what it carries: LayeringTests looks at these.
        static bool IsInner(string folder) => folder != House.Vocabulary && !folder.StartsWith("EdgeNet.Cli", StringComparison.Ordinal) && !folder.StartsWith("EdgeNet.Report", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Sources_Length_IsAtMost300Lines()
    {
        Violation.AssertNone(Sources()
            .Where(source => source.Text.AsSpan().Count('\n') > 300)
            .Select(source => new Violation(source.Path, $"has {source.Text.AsSpan().Count('\n')} lines: a second idea has moved in")));
    }

    private static IEnumerable<(string Folder, string Path, string Text)> Sources()
    {
        string trainer = Path.Combine(TestData.RepositoryFolder(), "trainer");
        foreach (string path in Directory.EnumerateFiles(trainer, "*.cs", SearchOption.AllDirectories))
        {
            string folder = Path.GetRelativePath(trainer, Path.GetDirectoryName(path)!).Replace(Path.DirectorySeparatorChar, '.');
            if (!folder.StartsWith("Samples", StringComparison.Ordinal) && !folder.StartsWith("EdgeNet.Templates", StringComparison.Ordinal) && Path.GetFileName(path) != "Program.cs" && !folder.Split('.').Any(part => part is "bin" or "obj"))
            {
                yield return (folder, Path.GetRelativePath(trainer, path), File.ReadAllText(path));
            }
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^using (EdgeNet\.[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
