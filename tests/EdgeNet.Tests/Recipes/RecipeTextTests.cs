using System.Text;
using EdgeNet.Files;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Recipes;

/// <summary>Recipes as editors save them, and bytes that are none.</summary>
[TestClass]
public class RecipeTextTests
{
    private const string Recipe = """{ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "ä"] }""";

    [TestMethod]
    public void Read_ByteOrderMark_IsPassedOver()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Combine("recipe.json"), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Recipe)]);
        Assert.AreEqual("ä", RecipeReader.Read(folder.Path).Classes[1]);
        Assert.AreEqual("ä", RecipeDocument.Read(folder.Path).ToRecipe().Classes[1]);
    }

    [TestMethod]
    public void Read_OtherEncodings_SaysWhichByte()
    {
        Assert.AreEqual("recipe.json: byte 65 is no UTF-8; save the file as UTF-8.", MessageOf(Encoding.Latin1.GetBytes(Recipe)));
        Assert.AreEqual("recipe.json: byte 1 is no UTF-8; save the file as UTF-8.", MessageOf([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Recipe)]));
    }

    [TestMethod]
    [DataRow("""{ "name": "n", "data": "d.csv", "label": "\ud800", "classes": ["a", "b"] }""")]
    [DataRow("""{ "name": "n", "\ud800": 1, "data": "d.csv", "label": "l", "classes": ["a", "b"] }""")]
    [DataRow("""{ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "\udc00"] }""")]
    public void Read_HalfOfACharacter_SaysSo(string text) => Assert.AreEqual(
        @"recipe.json: a text has half of a character, \ud800 to \udfff without its other half; correct it.", MessageOf(Encoding.UTF8.GetBytes(text)));

    [TestMethod]
    [DataRow("""{ "name": "n", "name": "m", "data": "d.csv", "label": "l", "classes": ["a", "b"] }""", "name")]
    [DataRow("""{ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "b"], "training": { "epochs": 1, "epochs": 2 } }""", "epochs")]
    public void Read_KeyTwice_SaysWhich(string text, string key) =>
        Assert.AreEqual($"recipe.json: the key '{key}' is there twice; remove one.", MessageOf(Encoding.UTF8.GetBytes(text)));

    [TestMethod]
    [DataRow("n.history.csv")]
    [DataRow("./n.edgenet")]
    public void Read_DataThatTrainingWouldWriteOver_IsRefused(string data) => Assert.AreEqual(
        $"recipe.json: 'data' is {data}, and training writes a file of that name; rename the data, or change 'name'.",
        MessageOf(Encoding.UTF8.GetBytes(Recipe.Replace("d.csv", data, StringComparison.Ordinal))));

    [TestMethod]
    public void Read_DataWithANul_IsRefused() => Assert.AreEqual(
        "recipe.json: 'data' has a character that no file's name has; correct it.",
        MessageOf(Encoding.UTF8.GetBytes(Recipe.Replace("d.csv", @"d\u0000.csv", StringComparison.Ordinal))));

    [TestMethod]
    [DataRow("""{ "name": "n!", "data": "d.csv", "label": "l", "classes": ["a", "b"] }""")]
    [DataRow("""{ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "b"], "split": { "dev": 0.5, "test": 0.5 } }""")]
    [DataRow("""{ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "a"] }""")]
    [DataRow("""{ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "b"], "training": { "patience": 3 }, "split": { "dev": 0 } }""")]
    public void Read_RecipeOfAnotherName_IsCalledByItsName(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("other.json", text);
        RecipeException error = Assert.ThrowsExactly<RecipeException>(() => RecipeReader.Read(folder.Combine("other.json")));
        Assert.StartsWith("other.json: ", error.Message);
    }

    private static string MessageOf(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Combine("recipe.json"), bytes);
        return Assert.ThrowsExactly<RecipeException>(() => RecipeReader.Read(folder.Path)).Message;
    }
}
