using EdgeNet.Cli;
using EdgeNet.DeviceTests;
using EdgeNet.Files;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Experiments;

/// <summary>Tables with gaps: what stands for a missing cell is computed from the training part, kept in the model, and the same on the device.</summary>
[TestClass]
public class MissingCellsTests
{
    private const string Recipe = """{ "name": "m", "data": "d.csv", "label": "kind", "classes": ["no", "yes"], "hidden": [{ "units": 3 }], "training": { "epochs": 30 }, """;

    private static readonly TrainingOptions Options = new() { Hidden = [3, 2], Epochs = 30, LearningRate = 0.05, DevShare = 0.2, TestShare = 0.2, Missing = MissingCells.Mean };

    [TestMethod]
    [DataRow(MissingCells.Mean, 5f)]
    [DataRow(MissingCells.Median, 2.5f)]
    public void Of_KnownValues_GiveTheFill(MissingCells by, float expected)
    {
        Dataset examples = Of([1, float.NaN, 2, 3, 14, float.NaN], [float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN]);

        var fills = MissingFills.Of(examples, by);

        Assert.AreSequenceEqual((float[])[expected, 0], fills.Values);
        Assert.AreSequenceEqual((int[])[2, 6], fills.Missing);
        Assert.AreSequenceEqual((float[])[1, expected, 2, 3, 14, expected], fills.Fill(examples).Features.Row(0).ToArray());
    }

    [TestMethod]
    public void Filled_DevAndTest_DoNotMakeTheFill()
    {
        var parts = new ExampleParts(Of([1, 3, float.NaN]), Of([100, float.NaN]), Of([float.NaN, 1000]));

        ExampleParts filled = parts.Filled(Options);

        Assert.AreSequenceEqual((float[])[1, 3, 2], filled.Train.Features.Row(0).ToArray());
        Assert.AreSequenceEqual((float[])[100, 2], filled.Dev!.Features.Row(0).ToArray());
        Assert.AreSequenceEqual((float[])[2, 1000], filled.Test!.Features.Row(0).ToArray());
        Assert.AreSame(filled, filled.Filled(Options));
        Assert.AreSame(parts, parts.Filled(Options with { Missing = MissingCells.None }));
    }

    [TestMethod]
    public void Train_ValuesOfTheTestPart_DoNotReachTheModel()
    {
        Dataset train = Gaps(60, 1);
        Dataset test = Gaps(30, 2);
        Dataset far = Dataset.FromRows([.. Enumerable.Range(0, 30).Select(_ => (float[])[500, float.NaN, 500])], [.. Enumerable.Range(0, 30).Select(e => e % 2 == 0 ? "a" : "b")], mayBeMissing: true);

        byte[] one = new Experiment(train, Options with { TestShare = 0 }, test: test).Train().File.Bytes;
        byte[] other = new Experiment(train, Options with { TestShare = 0 }, test: far).Train().File.Bytes;

        Assert.AreSequenceEqual(one, other);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Device_RowsWithGaps_AreThoseThatThePcFills(bool isFamiliar)
    {
        TrainedModel model = new Experiment(Gaps(200, 1), Options with { Unfamiliar = isFamiliar ? new UnfamiliarOptions() : null }).Train();
        byte[] file = model.File.Bytes;
        float[] fills = model.File.Contents.Fills;
        var plain = Model.Load(file, ModelMemory.Packed);
        Model[] forms = [Model.Load(file), Model.Load(file, ModelMemory.Packed), Model.Load(file, ModelMemory.Bytes), Model.Open(new ArrayStorage(file), 64)];
        var random = new Random(3);
        for (int n = 0; n < 500; n++)
        {
            float[] gaps = [.. Enumerable.Range(0, 3).Select(_ => random.Next(3) == 0 ? float.NaN : (float)((random.NextDouble() * 8) - 4))];
            float[] whole = [.. gaps.Select((value, i) => float.IsNaN(value) ? fills[i] : value)];
            int expected = plain.Logit(whole);
            float unfamiliar = plain.Unfamiliarity;
            foreach (Model form in forms)
            {
                Assert.AreEqual(expected, form.Logit(gaps));
                Assert.AreEqual(unfamiliar, form.Unfamiliarity);
                Assert.AreEqual(expected, model.Integers.Quantized.OutputLogits(new Matrix<float>(3, 1, whole))[0][0]);
            }
        }

        float[] golden = model.File.Contents.GoldenInputs[^1];
        Assert.IsTrue(golden.All(float.IsNaN));
        Assert.IsTrue(forms.All(form => form.SelfTest()));
        Assert.AreEqual(5, model.File.Version);
        Assert.AreEqual(0, Allocations.Least(() => forms[1].Predict(golden)));
    }

    [TestMethod]
    public void Evaluate_EveryFold_HasItsOwnFills()
    {
        var experiment = new Experiment(Gaps(60, 4), Options with { Epochs = 3 });
        FoldPlan plan = FoldPlan.KFold(experiment.Data, 3, 1, 1);

        float[][] fills = [.. plan.Run(task => MissingFills.Of(experiment.Data.Select(task.Split.Train), MissingCells.Mean).Values, null, CancellationToken.None)];
        IReadOnlyList<FoldScore> scores = CrossValidation.Run(experiment.Options, experiment.Data, null, plan, null, CancellationToken.None);

        Assert.AreEqual(3, fills.Select(values => values[1]).Distinct().Count());
        Assert.HasCount(3, scores);
        Assert.IsTrue(scores.All(score => double.IsFinite(score.FloatScore.Cost) && double.IsFinite(score.DeviceScore.Cost)));
    }

    [TestMethod]
    public void Export_FilledModel_IsRefusedInALine()
    {
        TrainedModel model = new Experiment(Gaps(60, 1), Options).Train();

        Assert.IsNull(model.File.Generated);
        foreach (string fault in (string[])[model.File.GeneratedFault!, Assert.ThrowsExactly<ArgumentException>(model.File.ToOnnxInteger).Message, Assert.ThrowsExactly<ArgumentException>(() => model.ToOnnx(null)).Message])
        {
            Assert.Contains("takes rows with missing values", fault);
        }
    }

    [TestMethod]
    public void Train_GapsWithoutTheOption_AreRefused()
    {
        Assert.Contains("row 1, value 2", Assert.ThrowsExactly<InputException>(() => Dataset.FromRows([[1, float.NaN], [2, 3]], ["a", "b"])).Message.ToLowerInvariant());
        Assert.Contains("Missing", Assert.ThrowsExactly<ArgumentException>(() => new Experiment(Gaps(60, 1), Options with { Missing = MissingCells.None })).Message);
        Assert.Contains("Missing", Assert.ThrowsExactly<ArgumentException>(() => new Experiment(Gaps(60, 1), Options with { Readings = (0, 9) })).Message);
    }

    [TestMethod]
    [DataRow("mean", 4f)]
    [DataRow("median", 3.5f)]
    public void Train_TableWithGaps_ThenRunAndInspect(string by, float expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", Table(["1", "2", "", "NaN", "5", "8"]));
        folder.Write("recipe.json", Recipe + $$"""  "missing": "{{by}}", "split": { "dev": 0, "test": 0 }, "adviceOff": ["copied-rows", "row-numbers"] }""");

        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains($"Missing: 20 of 120 cells, filled with the {by} of each column in the training part", run.Output);
        string model = folder.Combine("m.edgenet");
        Assert.AreEqual(expected, ModelFile.Open(model).Contents.Fills[0]);
        Assert.Contains("if missing", CliRun.Of("inspect", model).Output);
        CliRun rows = CliRun.Of("run", model, folder.Combine("d.csv"), "--label", "kind");
        Assert.AreEqual(ExitCode.Success, rows.ExitCode, rows.Error);
        Assert.Contains("Note: d.csv: 20 cells of 20 of 60 rows are missing", rows.Error);
        Assert.DoesNotContain("beyond what training saw", rows.Error);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("evaluate", folder.Path, "--folds", "3").ExitCode);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("report", folder.Path).ExitCode);
    }

    [TestMethod]
    public void Train_ColumnThatIsMostlyMissing_IsWarnedOf()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", Table(["1", "?", "na", "n/a", "null", "8"]).Replace(",q,", ",,", StringComparison.Ordinal));
        folder.Write("recipe.json", Recipe + """ "missing": "mean", "split": { "dev": 0, "test": 0 } }""");

        string output = CliRun.Of("train", folder.Path).Output;

        Assert.Contains("40 of 60 values of the column 'a' are missing in the training part", output);
        Assert.DoesNotContain("no value of the column 'a'", output);
        folder.Write("d.csv", Table(["", "", "", "", "", ""]));
        Assert.Contains("no value of the column 'a' is known in the 60 examples for training, so it counts as 0", CliRun.Of("train", folder.Path).Output);
    }

    [TestMethod]
    [DataRow("oops", "d.csv, line 2, column 1 ('a'): 'oops' is no number; write it like 0.25, or leave the column out.")]
    [DataRow("inf", "d.csv, line 2, column 1 ('a'): 'inf' is no number; write it like 0.25, or leave the column out.")]
    public void Train_CellThatIsNoNumber_IsRefusedAllTheSame(string cell, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", Table([cell, "1"]));
        folder.Write("recipe.json", Recipe + """ "missing": "mean" }""");

        CliRun.Of("evaluate", folder.Path).ShouldFail(ExitCode.BadInput, expected);
    }

    [TestMethod]
    public void Train_MissingLabel_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", "a,b,kind\n1,2,no\n2,1,yes\n3,3,\n");
        folder.Write("recipe.json", Recipe + """ "missing": "mean" }""");

        CliRun.Of("evaluate", folder.Path).ShouldFail(ExitCode.BadInput, "d.csv, line 4, column 3 ('kind'): unknown label ''; the classes are 'no' and 'yes'. Correct the cell or the recipe.");
    }

    [TestMethod]
    public void Train_CheckpointOrNetwork_IsRefused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", Table(["1", "", "3"]));
        folder.Write("recipe.json", Recipe + """ "missing": "mean" }""");

        CliRun.Of("train", folder.Path, "--checkpoint").ShouldFail(ExitCode.BadInput, "A model that fills missing cells is neither trained on from a network nor kept as one: --from and --checkpoint do not go with 'missing'.");
        Assert.IsFalse(File.Exists(folder.Combine("m.edgenet")));
    }

    [TestMethod]
    [DataRow("readings", """ "readings": { "lowest": 0, "highest": 9 } """, "takes integers, which cannot say that one is missing")]
    [DataRow("stream", """ "stream": { "rate": 50, "window": 10, "channels": ["x"] } """, "takes windows of recordings without gaps")]
    public void Read_MissingWithAnotherKey_IsRefused(string key, string rest, string why)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", Recipe + $"\"missing\": \"mean\", {rest} }}");

        CliRun.Of("train", folder.Path).ShouldFail(ExitCode.BadRecipe, $"recipe.json: 'missing' is for the columns of a table, for classes or quantities, and '{key}' {why}; remove one.");
    }

    // 60 rows of two inputs; the first takes the cells in turn.
    private static string Table(string[] cells) => "a,b,kind\n" + string.Concat(
        Enumerable.Range(0, 60).Select(n => FormattableString.Invariant($"{cells[n % cells.Length]},{(n * 7 % 60) + (n % 2 * 40)},{(n % 2 == 0 ? "no" : "yes")}\n")));

    private static Dataset Of(params float[][] features) => new(
        Matrix<float>.FromRows(features), new Matrix<float>(1, features[0].Length), [.. features.Select((_, i) => $"x{i}")], ["a", "b"]);

    // Three inputs, a tenth of them missing.
    private static Dataset Gaps(int count, int seed)
    {
        var random = new Random(seed);
        float[][] rows = new float[count][];
        for (int e = 0; e < count; e++)
        {
            rows[e] = [.. Enumerable.Range(0, 3).Select(i => random.Next(10) == 0 ? float.NaN : (float)(random.NextDouble() + ((e % 2) * (i + 1) * 0.4)))];
        }

        return Dataset.FromRows(rows, [.. Enumerable.Range(0, count).Select(e => e % 2 == 0 ? "a" : "b")], mayBeMissing: true);
    }
}
