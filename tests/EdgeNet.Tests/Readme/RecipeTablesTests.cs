using System.Text.RegularExpressions;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Readme;

/// <summary>The tables of RECIPE.md have the declared keys, all of them and no others, with what holds without them.</summary>
[TestClass]
public partial class RecipeTablesTests
{
    // Of "| key of X | ..." to the place of its keys.
    private static readonly Dictionary<string, string> Sections = new()
    {
        [""] = "", ["`stream`"] = "stream.", ["a feature"] = "stream.features[].", ["`decision`"] = "stream.decision.", ["a layer"] = "hidden[].",
        ["`training`"] = "training.", ["`quantization`"] = "quantization.", ["`anomaly`"] = "anomaly.", ["`learning`"] = "anomaly.learning.", ["`unfamiliar`"] = "unfamiliar.", ["`update`"] = "update.", ["`tune`"] = "tune.",
    };

    [TestMethod]
    public void Tables_OfRecipeMd_HaveEveryKeyAndWhatHoldsWithoutIt()
    {
        Dictionary<string, string> documented = Documented();
        Dictionary<string, string> declared = RecipeSchema.Keys().ToDictionary(key => key.Path, key => key.Otherwise);

        // An object whose keys stand in rows of their own needs no row.
        string[] holders = [.. declared.Keys.Where(path => documented.Keys.Any(other => other.StartsWith($"{path}.", StringComparison.Ordinal)) && !documented.ContainsKey(path))];
        CollectionAssert.AreEquivalent((string[])["split", "training.schedule"], holders);
        CollectionAssert.AreEquivalent(declared.Keys.Except(holders).ToArray(), documented.Keys.ToArray());
        foreach ((string path, string otherwise) in documented)
        {
            Assert.AreEqual(declared[path], otherwise, path);
        }
    }

    private static Dictionary<string, string> Documented()
    {
        string text = File.ReadAllText(Path.Combine(TestData.RepositoryFolder(), "trainer", "RECIPE.md")).ReplaceLineEndings("\n");
        var documented = new Dictionary<string, string>();
        foreach (Match table in Table().Matches(text))
        {
            string prefix = Sections[table.Groups[1].Value];
            foreach (string[] cells in table.Groups[2].Value.Trim().Split('\n').Select(row => row.Split('|')))
            {
                string[] keys = [.. Key().Matches(cells[1]).Select(key => key.Groups[1].Value)];
                string[] otherwise = [.. cells[3].Replace("`", string.Empty, StringComparison.Ordinal).Split(keys.Length > 1 ? ";" : "\0").Select(part => part.Trim())];
                for (int i = 0; i < keys.Length; i++)
                {
                    documented.Add(prefix + keys[i], otherwise.Length == 1 ? otherwise[0] : otherwise[i]);
                }
            }
        }

        Assert.HasCount(Sections.Count, Table().Matches(text));
        return documented;
    }

    [GeneratedRegex(@"^\| key(?: of ([^|]+))? \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Key();
}
