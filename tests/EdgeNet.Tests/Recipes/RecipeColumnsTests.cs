using EdgeNet.Cli;
using EdgeNet.Files;
using EdgeNet.Tests.Cli;
using EdgeNet.Tests.Export;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Recipes;

/// <summary>A recipe that names the columns of its table, and classes that are numbers or booleans.</summary>
[TestClass]
public class RecipeColumnsTests
{
    private const string Start = """ "name": "m", "data": "d.csv", "label": "kind", """;

    [TestMethod]
    public void Read_FeaturesIgnoreAndLabelValues_AreUsed()
    {
        Recipe recipe = Read("{" + Start + """ "classes": ["no", "yes"], "features": ["b", "a"], "labelValues": [0, 1] }""");
        CollectionAssert.AreEqual((string[])["b", "a"], recipe.Columns.Features!.ToArray());
        CollectionAssert.AreEqual((string[])["0", "1"], recipe.Columns.LabelValues!.ToArray());
        CollectionAssert.AreEqual((string[])["no", "yes"], recipe.Classes.ToArray());
        recipe = Read("{" + Start + """ "output": "linear", "ignore": ["id"] }""");
        CollectionAssert.AreEqual((string[])["id"], recipe.Columns.Ignore.ToArray());
        Assert.IsNull(recipe.Columns.Features);
        Assert.IsNull(recipe.Columns.Group);
    }

    [TestMethod]
    [DataRow("[0, 1]", "0", "1")]
    [DataRow("[1.0, -2]", "1.0", "-2")]
    [DataRow("[false, true]", "false", "true")]
    [DataRow("""["off", true]""", "off", "true")]
    public void Read_ClassesThatAreNoTexts_AreNamedAsTheyAreWritten(string classes, string first, string second)
    {
        CollectionAssert.AreEqual((string[])[first, second], Read("{" + Start + $"\"classes\": {classes} }}").Classes.ToArray());
    }

    [TestMethod]
    [DataRow(""" "classes": [0, 1], "features": ["a"], "ignore": ["b"] }""", "'features' and 'ignore' exclude each other: 'features' names every input, 'ignore' the columns that are none; remove one.")]
    [DataRow(""" "classes": [0, 1], "features": ["a", "kind"] }""", "'features' names 'kind', which is the label; a network must not see what it is to say. Remove it there.")]
    [DataRow(""" "classes": [0, 1], "ignore": ["kind"] }""", "'ignore' names 'kind', which is the label; there is nothing to learn without it. Remove it there.")]
    [DataRow(""" "classes": [0, 1], "features": [] }""", "'features' must be a list of texts, and is [].")]
    [DataRow(""" "classes": [0, 1], "features": "a" }""", "'features' must be a list of texts, and is \"a\".")]
    [DataRow(""" "classes": [0, 1], "ignore": ["a", "a"] }""", "'ignore' names 'a' twice; name each once.")]
    [DataRow(""" "classes": [0, 0] }""", "'classes' names '0' twice; name each once.")]
    [DataRow(""" "classes": [0, null] }""", "'classes' must be a list of 2 or more texts, numbers, true or false, and is [0, null].")]
    [DataRow(""" "classes": ["a", "b"], "labelValues": [0, 1, 2] }""", "'labelValues' has 3 values for 2 classes; give one for each, in their order.")]
    [DataRow(""" "classes": ["a", "b"], "labelValues": [1, 1] }""", "'labelValues' names '1' twice; name each once.")]
    [DataRow(""" "output": "relu", "labelValues": [0, 1] }""", "'labelValues' says what stands for each class, and this recipe has no classes; remove it.")]
    public void Read_ColumnsThatDoNotFit_SaysWhatAndWhatToDo(string rest, string expected)
    {
        RecipeException error = Assert.ThrowsExactly<RecipeException>(() => Read("{" + Start + rest));
        Assert.AreEqual($"recipe.json: {expected}", error.Message);
    }

    [TestMethod]
    [DataRow("features", "'features' is of a table, and a stream has 'stream.features'; move it there.")]
    [DataRow("labelValues", "'labelValues' is of a table, and a stream has 'stream.labelValues'; move it there.")]
    [DataRow("ignore", "'ignore' is of a table, and of a stream only the channels are read; remove it.")]
    public void Read_ColumnsOfATableWithStream_AreRefused(string key, string expected)
    {
        RecipeException error = Assert.ThrowsExactly<RecipeException>(() => Read("{" + Start + $$"""
            "classes": ["a", "b"], "{{key}}": ["a", "b"], "stream": { "rate": 50, "window": 10, "channels": ["x"] } }
            """));
        Assert.AreEqual($"recipe.json: {expected}", error.Message);
    }

    [TestMethod]
    [DataRow("[0, 1]", "0", "1")]
    [DataRow("[0, 1]", "0.0", "1.0")]
    [DataRow("[0, 1]", "0", "1e0")]
    [DataRow("[false, true]", "False", "TRUE")]
    [DataRow("""["false", "true"]""", "false", "True")]
    public void Data_NumbersAndBooleans_MatchByValue(string classes, string no, string yes)
    {
        Dataset examples = ReadData($"\"classes\": {classes}", $"a,kind\n1,{yes}\n2,{no}\n");
        CollectionAssert.AreEqual((float[])[1, 0], examples.Labels.Values.ToArray());
    }

    [TestMethod]
    [DataRow("[false, true]", "1", "unknown label '1'; the classes are 'false' and 'true'.")]
    [DataRow("[0, 1]", "true", "unknown label 'true'; the classes are '0' and '1'.")]
    [DataRow("[0, 1]", "1.5", "unknown label '1.5'; the classes are '0' and '1'.")]
    [DataRow("""["no", "yes"]""", "Yes", "unknown label 'Yes'; the classes are 'no' and 'yes'.")]
    [DataRow("[1, 1.0]", "1.00", "unknown label '1.00'; the classes are '1' and '1.0'.")]
    [DataRow("[9007199254740993, 1]", "9007199254740992", "unknown label '9007199254740992'; the classes are '9007199254740993' and '1'.")]
    [DataRow("[12345678901234567890123456789, 1]", "12345678901234567890123456789.0", "unknown label '12345678901234567890123456789.0'; the classes are '12345678901234567890123456789' and '1'.")]
    public void Data_WhatCouldOnlyBeGuessed_IsRefused(string classes, string cell, string expected)
    {
        InputException error = Assert.ThrowsExactly<InputException>(() => ReadData($"\"classes\": {classes}", $"a,kind\n1,{cell}\n"));
        Assert.AreEqual($"d.csv, line 2, column 2 ('kind'): {expected} Correct the cell or the recipe.", error.Message);
    }

    [TestMethod]
    public void Data_ClassesOfEqualValue_AreToldApartByTheirText()
    {
        CollectionAssert.AreEqual((float[])[1, 0], ReadData("\"classes\": [1, 1.0]", "a,kind\n1,1.0\n2,1\n").Labels.Values.ToArray());
        CollectionAssert.AreEqual((float[])[1, 0], ReadData("\"classes\": [\"1\", \"01\"]", "a,kind\n1,01\n2,1\n").Labels.Values.ToArray());
    }

    [TestMethod]
    public void Train_IgnoredColumn_IsLeftOutInAllThatReadsTheTable()
    {
        using var folder = new TemporaryFolder();
        Write(folder, """ "ignore": ["id"] """);

        CliRun train = CliRun.Of("train", folder.Path);
        Assert.AreEqual((string.Empty, ExitCode.Success), (train.Error, train.ExitCode));
        Assert.Contains("m: 60 examples with 2 features; off 30, on 30.", train.Output);
        Assert.Contains("Inputs, in this order: a, b.", train.Output);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("evaluate", folder.Path, "--folds", "2").ExitCode);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("tune", folder.Path, "--trials", "2").ExitCode);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("report", folder.Path).ExitCode);
        CliRun run = CliRun.Of("run", folder.Combine("m.edgenet"), folder.Combine("d.csv"), "--ignore", "id", "--label", "kind", "--label-values", "0,1");
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.MatchesRegex(@"# \d+ of 60 right", run.Output);
        Assert.Contains(",off\n", run.Output.ReplaceLineEndings("\n"));
    }

    [TestMethod]
    public void Train_FeaturesNamed_AreTheInputsInThisOrder()
    {
        using var folder = new TemporaryFolder();
        Write(folder, """ "features": ["b", "a"] """);

        Assert.Contains("Inputs, in this order: b, a.", CliRun.Of("train", folder.Path).Output);
        string model = folder.Combine("m.edgenet"), data = folder.Combine("d.csv");
        CliRun run = CliRun.Of("run", model, data, "--feature", "b", "--feature", "a");
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Model loaded = Model.Load(File.ReadAllBytes(model));
        string[] cells = File.ReadAllLines(data)[1].Split(',');
        float[] features = [float.Parse(cells[2]), float.Parse(cells[1])];
        Assert.StartsWith(FormattableString.Invariant($"1,{(loaded.Classify(features) ? "on" : "off")},{loaded.Predict(features):F6},"), run.Output.Split('\n')[1]);
    }

    [TestMethod]
    public void Run_ColumnsThatDoNotFit_SaysWhatToName()
    {
        using var folder = new TemporaryFolder();
        Write(folder, """ "ignore": ["id"] """);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        string model = folder.Combine("m.edgenet"), data = folder.Combine("d.csv");
        OlderFile.Rewrite(model); // without names

        CliRun.Of("run", model, data).ShouldFail(
            ExitCode.BadInput, "d.csv, line 1: 4 columns of inputs; the model 'm' takes 2. If one of them is the class, name it with --label; leave others out with --ignore.");
        CliRun.Of("run", model, data, "--label", "kind").ShouldFail(
            ExitCode.BadInput, "d.csv, line 1: 3 columns of inputs; the model 'm' takes 2. Leave columns out with --ignore, or name the inputs in their order with --feature.");
        CliRun.Of("run", model, data, "--feature", "a").ShouldFail(ExitCode.BadInput, "d.csv, line 1: 1 columns of inputs; the model 'm' takes 2.");
        CliRun.Of("run", model, data, "--feature", "a", "--feature", "a").ShouldFail(
            ExitCode.BadInput, "--feature names 'a' twice; name a column for each input of the model.");
        CliRun.Of("run", model, data, "--ignore", "no").ShouldFail(ExitCode.BadInput, "d.csv, line 1: no column is called 'no'; there are id, a, b, kind.");
        CliRun.Of("run", model, data, "--ignore", "id", "--label", "kind").ShouldFail(
            ExitCode.BadInput, "d.csv, line 2, column 4 ('kind'): unknown label '0'; the classes are 'off' and 'on'. Correct the cell or the recipe.");
        CliRun both = CliRun.Of("run", model, data, "--ignore", "id", "--feature", "a");
        Assert.AreEqual(ExitCode.Usage, both.ExitCode);
        Assert.Contains("--feature and --ignore exclude each other", both.Error);
    }

    [TestMethod]
    public void Train_ColumnThatIsNotThere_SaysWhichKeyNamesIt()
    {
        using var folder = new TemporaryFolder();
        Write(folder, """ "ignore": ["di"] """);
        CliRun.Of("train", folder.Path).ShouldFail(ExitCode.BadInput, "d.csv, line 1: no column is called 'di', which 'ignore' names; there are id, a, b, kind.");
    }

    private static void Write(TemporaryFolder folder, string keys)
    {
        folder.Write("recipe.json", "{" + Start + $$""" "classes": ["off", "on"], "labelValues": [0, 1], {{keys}}, "training": { "epochs": 5 } }""");
        var random = new Random(1);
        folder.Write("d.csv", string.Join('\n', Enumerable.Range(0, 60).Select(r => $"row{r},{random.Next(100) + (r % 2 * 60)},{random.Next(10)},{r % 2}").Prepend("id,a,b,kind")));
    }

    private static Dataset ReadData(string classes, string csv)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", "{" + Start + classes + "}");
        folder.Write("d.csv", csv);
        return RecipeData.Read(RecipeReader.Read(folder.Path));
    }

    private static Recipe Read(string json)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", json);
        return RecipeReader.Read(folder.Path);
    }
}
