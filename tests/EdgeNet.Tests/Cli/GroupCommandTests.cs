using EdgeNet.Cli;
using EdgeNet.Files;
using EdgeNet.Tests.Data.Images;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Cli;

/// <summary>Tables and images whose examples belong together: <c>group</c> of a recipe, and groups named on the command line.</summary>
[TestClass]
public sealed class GroupCommandTests : IDisposable
{
    private const string Fan = ", \"group\": \"fan\"";

    private readonly TemporaryFolder _folder = new();

    public GroupCommandTests() => WriteTable(_folder, Fan);

    [TestMethod]
    public void Train_Group_IsNoFeatureAndNeverOnBothSides()
    {
        CliRun run = CliRun.Of("train", _folder.Path);
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("m: 80 examples with 2 features; no 40, yes 40.", run.Output);
        Assert.Contains("Split by 'fan': 8 groups, each in one part.", run.Output);

        for (int seed = 0; seed < 20; seed++)
        {
            Recipe recipe = RecipeReader.Read(_folder.Path);
            recipe = recipe with { Options = recipe.Options with { Seed = seed } };
            ExampleParts parts = RecipeData.ReadAll(recipe).Divide(recipe.Options);
            int[][] groups = [.. ((Dataset[])[parts.Train, parts.Dev!, parts.Test!]).Select(part => part.Groups!.Distinct().ToArray())];
            Assert.AreEqual(80, parts.Train.Count + parts.Dev!.Count + parts.Test!.Count);
            CollectionAssert.AreEquivalent(Enumerable.Range(0, 8).ToArray(), groups.SelectMany(part => part).ToArray());
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("fan")]
    public void Evaluate_LeaveOneGroupOutOfATable_PrintsARowForEachGroup(string column)
    {
        CliRun run = CliRun.Of(["evaluate", _folder.Path, "--leave-one-group-out", .. column.Length == 0 ? (string[])[] : [column]]);

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("m: 80 examples, 8 folds, 1 run,", run.Output);
        Assert.Contains("Folds keep the examples of a 'fan' together: 8 groups.", run.Output);
        for (int fan = 0; fan < 8; fan++)
        {
            Assert.MatchesRegex($@"│ f{fan} +│ +10 │ +5 │ +5 │ +[\d.]+ % │", run.Output);
        }

        Assert.Contains("It is of a new 'fan' like these 8, each of which counts alike", run.Output);
    }

    [TestMethod]
    public void Evaluate_OtherColumn_LeavesTheRecipesGroupOutOfTheFeatures()
    {
        // 'fan' is no number: it would be refused as a feature.
        CliRun run = CliRun.Of("evaluate", _folder.Path, "--leave-one-group-out", "b");
        Assert.Contains("Folds keep the examples of a 'b' together: 4 groups.", run.Output);
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));

        CliRun alone = CliRun.Of("evaluate", _folder.Path, "--split-by", "examples", "--folds", "4");
        Assert.AreEqual((string.Empty, ExitCode.Success), (alone.Error, alone.ExitCode));
        Assert.DoesNotContain("Folds keep", alone.Output);
    }

    [TestMethod]
    public void Evaluate_GroupsThatCannotBe_AreRefused()
    {
        CliRun.Of("evaluate", _folder.Path, "--folds", "9").ShouldFail(ExitCode.BadInput, "d.csv: 9 folds need at least 9 groups by 'fan'; there are 8. Choose fewer folds.");
        WriteTable(_folder, string.Empty, fan: "7");
        CliRun.Of("evaluate", _folder.Path, "--leave-one-group-out").ShouldFail(
            ExitCode.BadInput, "m: --leave-one-group-out needs groups, and here each example stands for itself; name a column, there or with 'group' in the recipe.");
        CliRun.Of("evaluate", _folder.Path, "--split-by", "fan", "--folds", "2").ShouldFail(
            ExitCode.BadInput, "d.csv: all examples are of one 'fan', '7', so there is nothing to leave out; add groups, or choose --split-by examples.");
    }

    [TestMethod]
    public void Read_GroupsOfImages_AreTheFoldersInsideThoseOfTheClasses()
    {
        using TemporaryFolder images = Shapes();
        Dataset examples = RecipeData.Read(RecipeReader.Read(images.Path));

        CollectionAssert.AreEqual((string[])["first", "second", "third"], examples.GroupNames.ToArray());
        CollectionAssert.AreEqual((int[])[0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2], examples.Groups!.ToArray());
        Assert.AreEqual(6, examples.PositiveCount);
    }

    [TestMethod]
    public void Evaluate_LeaveOneGroupOutOfImages_PrintsARowForEachFolder()
    {
        using TemporaryFolder images = Shapes();
        CliRun run = CliRun.Of("evaluate", images.Path, "--leave-one-group-out");

        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.Contains("Folds keep the examples of a subfolder together: 3 groups.", run.Output);
        foreach (string name in (string[])["first", "second", "third"])
        {
            Assert.MatchesRegex($@"│ {name} +│ +4 │ +2 │ +2 │ +[\d.]+ % │", run.Output);
        }

        CliRun.Of("evaluate", images.Path, "--leave-one-group-out", "day").ShouldFail(
            ExitCode.BadInput, "shapes: images have no column 'day'; they are grouped by 'subfolder', the folder inside that of the class, or stand for themselves, 'examples'.");
    }

    [TestMethod]
    public void Read_ImageOutsideASubfolder_IsNamed()
    {
        using TemporaryFolder images = Shapes();
        images.Write("dark", "9.png", ImageFiles.Plain(4, 4, 10));
        InputException error = Assert.ThrowsExactly<InputException>(() => RecipeData.Read(RecipeReader.Read(images.Path)));
        Assert.EndsWith(": 1 image in no folder inside that of the class, and 'group' is \"subfolder\": dark/9.png; move into one.", error.Message);
    }

    [TestMethod]
    public void Read_GroupThatCannotBe_IsRefused()
    {
        using var stream = new StreamFolder(rest: Fan);
        Assert.AreEqual(
            "recipe.json: 'group' is for tables and images; with a 'stream', 'stream.splitBy' keeps recordings together. Remove it.",
            Assert.ThrowsExactly<RecipeException>(() => RecipeReader.Read(stream.Path)).Message);
        using TemporaryFolder images = Shapes("fan");
        Assert.AreEqual(
            "recipe.json: 'group' must be \"subfolder\" with images: the folder of an image inside that of its class. It is \"fan\".",
            Assert.ThrowsExactly<RecipeException>(() => RecipeReader.Read(images.Path)).Message);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Eight fans with ten rows each, half of them of each class.</summary>
    internal static void WriteTable(TemporaryFolder folder, string rest, string fan = "")
    {
        folder.Write("recipe.json", $$"""
            { "name": "m", "data": "d.csv", "label": "kind", "classes": ["no", "yes"], "training": { "epochs": 5 }{{rest}} }
            """);
        folder.Write("d.csv", Rows(80, 11, fan));
    }

    internal static string Rows(int rows, int seed, string fan = "", string prefix = "f")
    {
        var random = new Random(seed);
        return "a,fan,b,kind\n" + string.Concat(Enumerable.Range(0, rows).Select(row => FormattableString.Invariant(
            $"{random.NextDouble() + (row % 2 * 0.5):F4},{(fan.Length > 0 ? fan : prefix + (row / 10))},{row % 4},{(row % 2 == 0 ? "no" : "yes")}\n")));
    }

    private static TemporaryFolder Shapes(string group = "subfolder")
    {
        var folder = new TemporaryFolder();
        folder.Write("recipe.json", $$"""
            { "name": "shapes", "images": { "width": 4, "height": 4, "grey": true }, "training": { "epochs": 5 }, "group": "{{group}}" }
            """);
        foreach ((string name, int i) in ((string[])["first", "second", "third"]).Select((name, i) => (name, i)))
        {
            for (int image = 0; image < 2; image++)
            {
                folder.Write($"dark/{name}", $"{image}.png", ImageFiles.Plain(4, 4, 10 + (10 * i) + image));
                folder.Write($"light/{name}", $"{image}.png", ImageFiles.Plain(4, 4, 200 + (10 * i) + image));
            }
        }

        return folder;
    }
}
