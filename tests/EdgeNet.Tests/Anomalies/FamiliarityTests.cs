using System.Globalization;
using System.Text;
using EdgeNet.Cli;
using EdgeNet.Networks.Training;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Anomalies;

/// <summary>Models of classes and quantities that know what they are not familiar with, by a program and by a recipe.</summary>
[TestClass]
public class FamiliarityTests
{
    private static readonly (string Name, float X, float Y)[] Places = [("a", 0, 0), ("b", 10, 0), ("c", 0, 10)];

    [TestMethod]
    [DataRow(FamiliarSource.Inputs)]
    [DataRow(FamiliarSource.Hidden)]
    public void Train_ThreeClasses_KnowsWhatIsNoneOfThem(FamiliarSource of)
    {
        TrainedModel model = Experiment.Train(Classes(), Options() with { Unfamiliar = new UnfamiliarOptions { Of = of } });

        Assert.IsTrue(model.Device.KnowsUnfamiliar);
        Assert.IsTrue(model.Device.SelfTest());
        foreach ((_, float x, float y) in Places)
        {
            model.Device.ClassOf([x, y, 1f]);
            Assert.IsFalse(model.Device.IsUnfamiliar, $"{x}, {y}");
            Assert.IsLessThan(1f, model.Device.Unfamiliarity);
        }

        foreach (float[] far in (float[][])[[30, 30, 1], [5, 5, 1], [float.NaN, float.NaN, float.NaN]])
        {
            model.Device.ClassOf(far);
            Assert.IsTrue(of == FamiliarSource.Hidden || model.Device.IsUnfamiliar, string.Join(' ', far));
        }

        model.Device.ClassOf([5f, 5f, 1f]);
        Assert.IsTrue(model.Device.IsUnfamiliar, "between all classes, where the decision is not sure");
    }

    [TestMethod]
    public void Train_WithAndWithout_GivesTheSameLogits()
    {
        TrainedModel plain = Experiment.Train(Classes(), Options());
        TrainedModel knowing = Experiment.Train(Classes(), Options() with { Unfamiliar = new UnfamiliarOptions() });
        int[] logits = new int[3], others = new int[3];

        Assert.IsFalse(plain.Device.KnowsUnfamiliar);
        foreach ((_, float x, float y) in Places)
        {
            plain.Device.Logits([x, y, 1f], logits);
            knowing.Device.Logits([x, y, 1f], others);
            CollectionAssert.AreEqual(logits, others);
            Assert.AreEqual(logits[0], knowing.Device.Logit([x, y, 1f]));
        }

        CollectionAssert.AreEqual(knowing.Bytes.ToArray(), Experiment.Train(Classes(), Options() with { Unfamiliar = new UnfamiliarOptions() }).Bytes.ToArray());
    }

    [TestMethod]
    public void Train_Quantity_KnowsInputsThatItNeverSaw()
    {
        var random = new Random(2);
        Dataset data = Dataset.FromRows(
            [.. Enumerable.Range(0, 300).Select(_ => (float[])[(float)random.NextDouble(), (float)random.NextDouble()])], [.. Enumerable.Range(0, 300).Select(e => (float[])[e])], ["y"]);
        TrainedModel model = Experiment.Train(data, new TrainingOptions { Epochs = 5, Unfamiliar = new UnfamiliarOptions() });

        model.Device.Predict([0.5f, 0.5f]);
        Assert.IsFalse(model.Device.IsUnfamiliar);
        model.Device.Predict([3f, -2f]);
        Assert.IsTrue(model.Device.IsUnfamiliar);
    }

    [TestMethod]
    public void Train_OptionsThatContradict_AreRefused()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Experiment.Train(Classes(), new TrainingOptions { Unfamiliar = new UnfamiliarOptions { Of = FamiliarSource.Hidden } }));
        Assert.Contains("Inputs without a hidden layer", error.Message);
        Assert.ThrowsExactly<ArgumentException>(() => Experiment.Train(Classes(), Options() with { Unfamiliar = new UnfamiliarOptions { Share = 0 } }));
        Assert.ThrowsExactly<ArgumentException>(() => Experiment.Train(Classes(), Options() with { Unfamiliar = new UnfamiliarOptions { Prototypes = 0 } }));
    }

    [TestMethod]
    public void Commands_RecipeWithUnfamiliar_SayWhatIsUnfamiliar()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", Recipe("\"unfamiliar\": true"));
        folder.Write("d.csv", Table(Places));

        CliRun train = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.Success, train.ExitCode, train.Error);
        Assert.MatchesRegex(@"Unfamiliar: what is farther from \d+ prototypes of the inputs than all but 5\.0 % of \d+ known examples\.", train.Output);
        Assert.MatchesRegex(@"test: \d+ of \d+ are unfamiliar, \d+\.\d % \(95 % interval .*\); accuracy .* of the others, .* of all\.", train.Output);
        Assert.MatchesRegex("unfamiliar +inputs far from", CliRun.Of("inspect", folder.Combine("m.edgenet")).Output);
        CliRun evaluate = CliRun.Of("evaluate", folder.Path, "--folds", "2", "--leave-one-class-out");
        Assert.AreEqual(ExitCode.Success, evaluate.ExitCode, evaluate.Error);
        Assert.MatchesRegex(@"│ mean +│ [01]\.\d{3} │", evaluate.Output);
        folder.Write("far.csv", Table([("a", 0, 0), ("a", 60, -60)], each: 1));
        CliRun run = CliRun.Of("run", folder.Combine("m.edgenet"), folder.Combine("far.csv"));
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains(",unfamiliarity", run.Output);
        Assert.Contains("# 1 of 2 rows are unfamiliar", run.Output);
    }

    [TestMethod]
    [DataRow("\"unfamiliar\": true, \"split\": { \"dev\": 0 }", "'unfamiliar' chooses its threshold on the dev set, and 'split.dev' is 0")]
    [DataRow("\"unfamiliar\": { \"of\": \"hidden\" }", "'unfamiliar.of' is \"hidden\", and there is no hidden layer")]
    [DataRow("\"unfamiliar\": { \"share\": 0 }", "'unfamiliar.share' must be")]
    [DataRow("\"unfamiliar\": { \"prototypes\": 257 }", "'unfamiliar.prototypes' must be a whole number from 1 to 256 or \"auto\"")]
    [DataRow("\"unfamiliar\": 3", "'unfamiliar' must be true, false or an object in braces")]
    [DataRow("\"unfamiliar\": true, \"readings\": { \"lowest\": -100, \"highest\": 100 }", "'unfamiliar.of' is \"inputs\", whose codes have more than eight bits with 'readings'")]
    public void Train_RecipeThatContradictsItself_IsRefusedInOneLine(string key, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", Recipe(key, isLogistic: true));
        folder.Write("d.csv", Table(Places));

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.BadRecipe, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.HasCount(1, run.Error.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void Replay_WindowsLikeNothingInTraining_AreCountedAndAStateOfTheirOwn()
    {
        using var folder = new StreamFolder(rest: ", \"unfamiliar\": true");
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        var text = new StringBuilder("x,y,z\n");
        for (int n = 0; n < 400; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(n % 2 == 0 ? 30 : -30)},{n % 7},{-n / 20.0}\n");
        }

        folder.Write("far.csv", text.ToString());

        CliRun run = CliRun.Of("replay", folder.Combine("m.edgenet"), folder.Combine("far.csv"), "--out", folder.Combine("out.csv"));

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.MatchesRegex(@"Unfamiliar: (\d+) of \1 windows are like nothing that training saw, 100\.0 %\.", run.Output);
        Assert.Contains("? unfamiliar", run.Output);
        string[] rows = File.ReadAllLines(folder.Combine("out.csv"));
        Assert.EndsWith(",unfamiliarity", rows[0]);
        Assert.Contains(",unfamiliar,", rows[^1]);
    }

    private static TrainingOptions Options() => new() { Hidden = [8], Epochs = 60, LearningRate = 0.05, Optimizer = OptimizerKind.Adam, L2 = 0.003 };

    private static string Recipe(string key, bool isLogistic = false) => $$"""
        { "name": "m", "data": "d.csv", "label": "label", "classes": ["a", "b", "c"],
          {{(isLogistic ? string.Empty : "\"hidden\": [{ \"units\": 8, \"activation\": \"relu\" }], ")}}"training": { "epochs": 60, "learningRate": 0.05, "optimizer": "adam", "l2": 0.003 }, {{key}} }
        """;

    private static Dataset Classes()
    {
        (float[] Row, string Label)[] examples = [.. Examples(Places, 150)];
        return Dataset.FromRows([.. examples.Select(example => example.Row)], [.. examples.Select(example => example.Label)]);
    }

    private static string Table((string Name, float X, float Y)[] places, int each = 150)
    {
        var text = new StringBuilder("x,y,t,label\n");
        foreach ((float[] row, string label) in Examples(places, each))
        {
            text.Append(CultureInfo.InvariantCulture, $"{row[0]},{row[1]},{row[2]},{label}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<(float[] Row, string Label)> Examples((string Name, float X, float Y)[] places, int each)
    {
        var random = new Random(1);
        for (int e = 0; e < each; e++)
        {
            foreach ((string name, float x, float y) in places)
            {
                yield return ([x + Noise(), y + Noise(), 1 + Noise()], name);
            }
        }

        float Noise() => (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
    }
}
