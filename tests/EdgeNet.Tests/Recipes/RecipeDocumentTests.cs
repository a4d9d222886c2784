using System.Text;
using System.Text.Json.Nodes;
using EdgeNet.Files;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Recipes;

[TestClass]
public class RecipeDocumentTests
{
    private const string Minimal = """ "name": "m", "data": "d.csv", "label": "kind", "classes": ["no", "yes"] """;

    [TestMethod]
    public void ToBytes_ReadBack_IsTheSameRecipe()
    {
        using var folder = new TemporaryFolder();
        RecipeDocument document = RecipeDocument.Read(TestData.SonarFolder);
        File.WriteAllBytes(folder.Combine("recipe.json"), document.ToBytes());
        RecipeDocument again = RecipeDocument.Read(folder.Path);

        Assert.AreEqual(Encoding.UTF8.GetString(document.ToBytes()), Encoding.UTF8.GetString(again.ToBytes()));
        Recipe expected = TestData.SonarRecipe();
        Recipe actual = again.ToRecipe();
        Assert.AreEqual(expected.Options.Training, actual.Options.Training);
        CollectionAssert.AreEqual(expected.Options.Hidden.ToArray(), actual.Options.Hidden.ToArray());
        CollectionAssert.AreEqual(expected.Classes.ToArray(), actual.Classes.ToArray());
        Assert.AreEqual((expected.Options.Name, expected.Data, expected.Options.DevShare, expected.Options.Threshold), (actual.Options.Name, actual.Data, actual.Options.DevShare, actual.Options.Threshold));
    }

    [TestMethod]
    public void Merge_SomeKeys_LeavesEveryOtherKeyAsItWasWritten()
    {
        RecipeDocument document = Read("{" + Minimal + """
            , "training": { "epochs": 7, "momentum": 0.90000000000000002, "later": { "deep": [1, 2.50] } }, "größe": "10 µm & more", "split": { "dev": 1e-1 } }
            """);
        string text = Encoding.UTF8.GetString(document.Merge(Parse("""{ "training": { "epochs": 9, "l2": 0.5 }, "hidden": [{ "units": 3 }] }""")).ToBytes());

        Assert.Contains("\"epochs\": 9,", text);
        Assert.Contains("\"momentum\": 0.90000000000000002,", text);
        Assert.Contains("2.50", text);
        Assert.Contains("\"größe\": \"10 µm & more\"", text);
        Assert.Contains("\"dev\": 1e-1", text);
        Assert.DoesNotContain("\r", text);
        Assert.EndsWith("}\n", text);
        JsonNode root = JsonNode.Parse(text)!;
        Assert.AreEqual(0.5, root["training"]!["l2"]!.GetValue<double>());
        Assert.AreEqual(3, root["hidden"]![0]!["units"]!.GetValue<int>());
    }

    [TestMethod]
    public void Merge_Anything_LeavesTheFirstDocumentAlone()
    {
        RecipeDocument document = Read("{" + Minimal + """, "training": { "epochs": 7 } }""");
        RecipeDocument changed = document.Merge(Parse("""{ "training": { "epochs": 9 } }"""));

        Assert.AreEqual(7, document.ToRecipe().Options.Training.Epochs);
        Assert.AreEqual(9, changed.ToRecipe().Options.Training.Epochs);
    }

    [TestMethod]
    // RFC 7396, appendix A, as far as both are objects.
    [DataRow("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [DataRow("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [DataRow("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [DataRow("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [DataRow("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [DataRow("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [DataRow("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [DataRow("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [DataRow("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [DataRow("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Merge_ExamplesOfTheStandard_GiveItsResults(string document, string patch, string expected)
    {
        string merged = Encoding.UTF8.GetString(Read(document).Merge(Parse(patch)).ToBytes());
        Assert.AreEqual(expected, JsonNode.Parse(merged)!.ToJsonString());
    }

    [TestMethod]
    public void ToRecipe_WrongKey_IsRefusedAsEverywhere()
    {
        RecipeDocument document = Read("{" + Minimal + """, "training": { "epochs": 0 } }""");
        Assert.StartsWith("recipe.json: 'training.epochs' must be", Assert.ThrowsExactly<RecipeException>(() => document.ToRecipe()).Message);
    }

    [TestMethod]
    public void Read_NoObject_SaysSo()
    {
        Assert.AreEqual("recipe.json: the recipe must be an object in braces, and is [].", Assert.ThrowsExactly<RecipeException>(() => Read("[]")).Message);
    }

    private static RecipeDocument Read(string json)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", json);
        return RecipeDocument.Read(folder.Path);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
