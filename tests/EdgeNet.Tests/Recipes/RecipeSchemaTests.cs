using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeNet.Cli;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Recipes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeNet.Tests.Recipes;

/// <summary>The schema as a file, as the command prints it, and beside recipes that people wrote.</summary>
[TestClass]
public partial class RecipeSchemaTests
{
    private const string AcceptVariable = "EDGENET_ACCEPT_SCHEMA";

    private const string Required = """ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "b"] """;

    private static readonly string Root = TestData.RepositoryFolder();

    [TestMethod]
    public void File_OfTheRepository_IsWhatTheCommandPrints()
    {
        string path = Path.Combine(Root, "trainer", "recipe.schema.json");
        CliRun run = CliRun.Of("recipe", "--schema");
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllBytes(path, RecipeSchema.ToBytes());
        }

        Assert.AreEqual((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        Assert.AreEqual(Encoding.UTF8.GetString(RecipeSchema.ToBytes()), run.Output);
        Assert.AreEqual(
            File.ReadAllText(path).ReplaceLineEndings("\n"), run.Output, $"The schema has changed. If it should, run the tests once with {AcceptVariable}=1 and commit the file.");
    }

    [TestMethod]
    public void Command_Alone_ListsEveryKeyWithItsDefault()
    {
        CliRun run = CliRun.Of("recipe");

        Assert.AreEqual((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        Assert.MatchesRegex(@"│ training\.epochs +│ 200 ", run.Output);
        Assert.MatchesRegex(@"│ hidden\[\]\.units +│ required ", run.Output);
        Assert.MatchesRegex(@"│ tune\.learningRate +│ \[0\.001, 0\.03\] ", run.Output);
    }

    [TestMethod]
    public void Recipes_OfModelsPagesAndTests_ThatTheReaderAcceptsTheSchemaAcceptsToo()
    {
        using var judge = new RecipeJudge();
        string[] recipes =
        [
            .. RecipeJudge.Plain, .. RecipeJudge.Full,
            .. Directory.EnumerateFiles(Path.Combine(Root, "models"), "recipe.json", SearchOption.AllDirectories).Select(File.ReadAllText),
            .. Directory.EnumerateFiles(Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Root, "trainer"), "*.md", SearchOption.AllDirectories))
                .SelectMany(page => JsonBlock().Matches(File.ReadAllText(page)).Select(block => block.Groups[1].Value)),
            .. Directory.EnumerateFiles(Path.Combine(Root, "tests", "EdgeNet.Tests"), "*.cs", SearchOption.AllDirectories).SelectMany(TextsOf).Where(IsRecipe),
        ];

        string[] accepted = [.. recipes.Where(recipe => judge.Refusal(recipe) is null)];
        Assert.IsGreaterThan(35, accepted.Length);
        Assert.IsGreaterThan(10, recipes.Length - accepted.Length);
        foreach (string recipe in accepted)
        {
            Assert.IsTrue(RecipeJudge.SchemaAccepts(recipe), recipe);
        }
    }

    [TestMethod]
    [DataRow(true, "")]
    [DataRow(true, """, "$schema": "./recipe.schema.json" """)]
    [DataRow(false, """, "$schema": 7 """)]
    [DataRow(true, """, "seed": 0 """)]
    [DataRow(false, """, "seed": -1 """)]
    [DataRow(false, """, "seed": 1000000001 """)]
    [DataRow(false, """, "seed": 1.5 """)]
    [DataRow(false, """, "epochs": 3 """)]
    [DataRow(true, """, "training": { "epochs": 1 } """)]
    [DataRow(false, """, "training": { "epochs": 0 } """)]
    [DataRow(false, """, "training": { "epoch": 3 } """)]
    [DataRow(true, """, "training": { "learningRate": 999.9 } """)]
    [DataRow(false, """, "training": { "learningRate": 1000 } """)]
    [DataRow(false, """, "training": { "learningRate": 0 } """)]
    [DataRow(true, """, "training": { "momentum": 0 } """)]
    [DataRow(false, """, "training": { "momentum": 1 } """)]
    [DataRow(true, """, "training": { "classWeights": "balanced" } """)]
    [DataRow(true, """, "training": { "classWeights": [1, 1e12] } """)]
    [DataRow(false, """, "training": { "classWeights": [1, 0] } """)]
    [DataRow(false, """, "training": { "classWeights": "even" } """)]
    [DataRow(false, """, "training": { "schedule": { "kind": "fast" } } """)]
    [DataRow(true, """, "threshold": 0.3 """)]
    [DataRow(false, """, "threshold": 1 """)]
    [DataRow(true, """, "threshold": { "by": "f1" } """)]
    [DataRow(false, """, "threshold": { "by": "f1", "at": 0.9 } """)]
    [DataRow(true, """, "threshold": { "by": "recall", "at": 1 } """)]
    [DataRow(false, """, "threshold": { "by": "recall" } """)]
    [DataRow(false, """, "threshold": { "by": "recall", "at": 1.1 } """)]
    [DataRow(false, """, "threshold": { "by": "cost", "miss": 1 } """)]
    [DataRow(false, """, "threshold": {} """)]
    [DataRow(true, """, "quantization": { "weightBits": "auto" } """)]
    [DataRow(true, """, "quantization": { "weightBits": 8.0 } """)]
    [DataRow(false, """, "quantization": { "weightBits": 6 } """)]
    [DataRow(true, """, "hidden": [] """)]
    [DataRow(false, """, "hidden": [{ "activation": "relu" }] """)]
    [DataRow(false, """, "hidden": [{ "units": 3, "activation": "softmax" }] """)]
    [DataRow(false, """, "hidden": { "units": 3 } """)]
    [DataRow(false, """, "output": "linear" """)]
    [DataRow(false, """, "images": {} """)]
    [DataRow(false, """, "features": ["x"], "ignore": ["y"] """)]
    [DataRow(false, """, "features": ["x", "x"] """)]
    [DataRow(true, """, "labelValues": [1, 1.0] """)]
    [DataRow(true, """, "adviceOff": ["gaps", "gaps"] """)]
    [DataRow(false, """, "adviceOff": ["rain"] """)]
    [DataRow(true, """, "stream": { "rate": 9, "window": 9, "channels": ["x"], "features": [{ "kind": "band-energy", "from": 1, "to": 2 }] } """)]
    [DataRow(false, """, "stream": { "rate": 9, "window": 9, "channels": ["x"], "features": [{ "kind": "mean", "from": 1, "to": 2 }] } """)]
    [DataRow(false, """, "stream": { "rate": 9, "window": 9, "channels": ["x"], "features": ["band-energy"] } """)]
    [DataRow(false, """, "stream": { "rate": 9, "window": 9, "channels": ["x"], "stride": 2, "overlap": 0.5 } """)]
    [DataRow(false, """, "stream": { "window": 9, "channels": ["x"] } """)]
    [DataRow(true, """, "tune": { "l2": 0, "units": [1, 9], "optimizer": "adam", "activation": ["prelu"] } """)]
    [DataRow(false, """, "tune": { "l2": [0, 1] } """)]
    [DataRow(false, """, "tune": { "units": [1, 2, 3] } """)]
    [DataRow(false, """, "tune": { "optimizer": ["adam", "adam"] } """)]
    public void ReaderAndSchema_WhatIsWrittenByHand_AgreeWithTheHand(bool isRecipe, string rest)
    {
        using var judge = new RecipeJudge();
        string recipe = "{" + Required + rest + "}";
        string? refusal = judge.Refusal(recipe);

        Assert.AreEqual(isRecipe, refusal is null, refusal);
        Assert.AreEqual(isRecipe, RecipeJudge.SchemaAccepts(recipe));
    }

    [TestMethod]
    [DataRow("""{ "name": "n", "label": "l", "classes": ["a", "b"] }""", "the key 'data' is missing")]
    [DataRow("""{ "name": "n", "data": "d.csv", "classes": ["a", "b"] }""", "the key 'label' is missing")]
    [DataRow("""{ "name": "n", "data": "d.csv", "label": "l" }""", "the key 'classes' is missing")]
    [DataRow("""{ "data": "d.csv", "label": "l", "classes": ["a", "b"] }""", "the key 'name' is missing")]
    [DataRow("[]", "the recipe must be an object in braces")]
    public void ReaderAndSchema_KeyThatMustBeThere_IsMissed(string recipe, string message)
    {
        using var judge = new RecipeJudge();

        Assert.Contains(message, judge.Refusal(recipe)!);
        Assert.IsFalse(RecipeJudge.SchemaAccepts(recipe));
    }

    [TestMethod]
    public void Exclusions_OfEveryPair_AreRefusedWithTheSameSentence()
    {
        using var judge = new RecipeJudge();
        using JsonDocument schema = JsonDocument.Parse(RecipeSchema.ToBytes());
        string[] sentences = [.. schema.RootElement.GetProperty("allOf").EnumerateArray().Where(rule => rule.TryGetProperty("errorMessage", out _)).Select(rule => rule.GetProperty("errorMessage").GetString()!)];

        CollectionAssert.AreEqual(sentences, RootKeys.All.Exclusions.Select(pair => pair.Message).ToArray());
        foreach (Exclusion pair in RootKeys.All.Exclusions)
        {
            var recipe = new JsonObject { ["name"] = "m" };
            foreach (string key in (string[])[pair.Key, pair.Other])
            {
                recipe[key] = JsonNode.Parse(KeySamples.Inside(RootKeys.All[key].Kind).First());
            }

            Assert.AreEqual($"recipe.json: {pair.Message}", judge.Refusal(recipe.ToJsonString()));
            Assert.IsFalse(RecipeJudge.SchemaAccepts(recipe.ToJsonString()), pair.Message);
        }
    }

    [TestMethod]
    public void Schema_KeyOfARecipe_IsKeptWhereItIsChanged()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", "{" + """ "$schema": "./recipe.schema.json", """ + Required + "}");
        RecipeDocument changed = RecipeDocument.Read(folder.Path).Merge(new JsonObject { ["seed"] = 3 });

        Assert.AreEqual(3, changed.ToRecipe().Options.Training.Seed);
        Assert.Contains("\"$schema\": \"./recipe.schema.json\"", Encoding.UTF8.GetString(changed.ToBytes()));
    }

    private static IEnumerable<string> TextsOf(string source) => CSharpSyntaxTree.ParseText(File.ReadAllText(source)).GetRoot().DescendantTokens()
        .Where(token => token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken) || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken))
        .Select(token => token.ValueText);

    private static bool IsRecipe(string text)
    {
        try
        {
            return JsonNode.Parse(text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) is JsonObject json && json.ContainsKey("name");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex("```json\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
