using System.Text.RegularExpressions;
using EdgeNet.Tests.Cli;

namespace EdgeNet.Tests.Readme;

/// <summary>The reference of the recipe names every key that the reader knows.</summary>
[TestClass]
public class RecipeReferenceTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(TestData.RepositoryFolder(), "trainer", "RECIPE.md"));

    [TestMethod]
    [DataRow("\"x\": 1")]
    [DataRow("\"split\": { \"x\": 1 }")]
    [DataRow("\"training\": { \"x\": 1 }")]
    [DataRow("\"training\": { \"schedule\": { \"x\": 1 } }")]
    [DataRow("\"hidden\": [{ \"units\": 1, \"x\": 1 }]")]
    [DataRow("\"quantization\": { \"x\": 1 }")]
    [DataRow("\"readings\": { \"lowest\": 0, \"highest\": 1, \"x\": 1 }")]
    [DataRow("\"stream\": { \"rate\": 1, \"window\": 2, \"channels\": [\"a\"], \"x\": 1 }")]
    [DataRow("\"stream\": { \"rate\": 1, \"window\": 2, \"channels\": [\"a\"], \"decision\": { \"x\": 1 } }")]
    [DataRow("\"stream\": { \"rate\": 1, \"window\": 2, \"channels\": [\"a\"], \"features\": [{ \"kind\": \"mean\", \"x\": 1 }] }")]
    [DataRow("\"stream\": { \"rate\": 9, \"window\": 9, \"channels\": [\"a\"], \"features\": [{ \"kind\": \"band-energy\", \"from\": 1, \"to\": 2, \"x\": 1 }] }")]
    public void Reference_KeysThatTheReaderOffers_AreNamed(string section)
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", "a,label\n1,no\n2,yes\n");
        folder.Write("recipe.json", $$"""{ "name": "m", "data": "d.csv", "label": "label", "classes": ["no", "yes"], {{section}} }""");
        CliRun run = CliRun.Of("train", folder.Path);

        const string Offer = "the keys here are ";
        Assert.Contains(Offer, run.Error);
        string[] keys = run.Error[(run.Error.IndexOf(Offer, StringComparison.Ordinal) + Offer.Length)..].Trim().TrimEnd('.').Split(", ");
        Assert.IsGreaterThanOrEqualTo(2, keys.Length);
        foreach (string key in keys)
        {
            Assert.MatchesRegex($@"`([a-z]+\.)?{Regex.Escape(key)}[`.]", Text, $"RECIPE.md has no `{key}`.");
        }
    }
}
