using EdgeNet.Files;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Experiments;

/// <summary>Training from C#: what a program hears that does something wrong.</summary>
[TestClass]
public class FrontDoorRefusalTests
{
    private static readonly float[][] TwoRows = [[1, 2], [3, 4]];

    [TestMethod]
    public void FromRows_RowsThatDoNotFit_SaysWhere()
    {
        Refused("There is no row; add examples.", () => Dataset.FromRows([], Array.Empty<string>()));
        Refused("Row 1 has no value; give each row its features.", () => Dataset.FromRows([[], []], ["a", "b"]));
        Refused("Row 2 has 1 values, and row 1 has 2; every row has the same features.", () => Dataset.FromRows([[1, 2], [3]], ["a", "b"]));
        foreach (float value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            Refused(
                FormattableString.Invariant($"Row 2, value 1: {value} is no finite number; correct it or leave the row out."),
                () => Dataset.FromRows([[1, 2], [value, 4]], ["a", "b"]));
        }
    }

    [TestMethod]
    public void FromRows_NamesThatDoNotFit_SaysBothNumbers()
    {
        Refused("There must be 2 labels; there are 1.", () => Dataset.FromRows(TwoRows, ["a"]));
        Refused("There must be 2 names of features; there are 3.", () => Dataset.FromRows(TwoRows, ["a", "b"], ["x", "y", "z"]));
        Refused("There must be 2 groups; there are 1.", () => Dataset.FromRows(TwoRows, ["a", "b"], groups: ["machine 1"]));
        Refused("There must be 2 rows of targets; there are 1.", () => Dataset.FromRows(TwoRows, [[1f]], ["celsius"]));
        Refused("There must be 2 targets in a row; there are 1.", () => Dataset.FromRows(TwoRows, [[1f], [2f]], ["celsius", "watts"]));
    }

    [TestMethod]
    public void FromRows_LabelsThatDoNotFit_SaysWhich()
    {
        Refused("All rows are labelled 'a', so there is nothing to tell apart; add rows of another class.", () => Dataset.FromRows(TwoRows, ["a", "a"]));
        Refused("Row 2: unknown label 'c'; the classes are a, b.", () => Dataset.FromRows(TwoRows, ["a", "c"], classNames: ["a", "b"]));
        Refused("No row is labelled 'c', so there is nothing to tell apart; add rows of it.", () => Dataset.FromRows(TwoRows, ["a", "b"], classNames: ["a", "b", "c"]));
        Refused("A class is named twice; name each once.", () => Dataset.FromRows(TwoRows, ["a", "b"], classNames: ["a", "b", "a"]));
    }

    [TestMethod]
    public void FromFiles_ThatAreNotThere_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string csv = folder.Write("d.csv", "a,label\n1,no\n2,yes\n");

        Refused("nowhere.csv: there is no such file; check the path.", () => Dataset.FromCsv("nowhere.csv", "label", ["no", "yes"]));
        Refused("nowhere: there is no such folder; check the path.", () => Dataset.FromImages("nowhere", 8, 8));
        Refused("d.csv, line 1: no column is called 'class'; there are a, label.", () => Dataset.FromCsv(csv, "class", ["no", "yes"]));
        Refused(
            "d.csv, line 1: 'features' names 'label', which is the label; remove it there.",
            () => Dataset.FromCsv(csv, "label", ["no", "yes"], features: ["a", "label"]));
        Refused("d.csv, line 2, column 2 ('label'): 'no' is no number; write it like 0.25, or leave the column out.", () => Dataset.FromCsvTargets(csv, ["label"]));
    }

    [TestMethod]
    [DynamicData(nameof(OptionsOutOfRange))]
    public void Experiment_OptionOutOfItsRange_IsRefusedBeforeTraining(TrainingOptions options, string option)
    {
        var thrown = Assert.Throws<ArgumentException>(() => new Experiment(FrontDoorTests.Halves(), options));

        Assert.Contains(option, thrown.Message);
    }

    public static IEnumerable<(TrainingOptions Options, string Option)> OptionsOutOfRange =>
    [
        (new() { Name = string.Empty }, "Name must be 1 to 64 characters; it has 0."),
        (new() { Name = new string('n', 65) }, "Name must be 1 to 64 characters; it has 65."),
        (new() { Hidden = [0] }, "Hidden must be layers of 1 to 65535 units."),
        (new() { Hidden = [.. Enumerable.Repeat((LayerShape)2, 32)] }, "Hidden must be 31 layers or fewer; there are 32."),
        (new() { Epochs = 0 }, "Epochs"),
        (new() { BatchSize = -1 }, "BatchSize"),
        (new() { LearningRate = 0 }, "LearningRate"),
        (new() { LearningRate = double.NaN }, "LearningRate"),
        (new() { LearningRate = double.PositiveInfinity }, "LearningRate"),
        (new() { L2 = -1 }, "L2"),
        (new() { L2 = double.NaN }, "L2"),
        (new() { Patience = -1 }, "Patience"),
        (new() { Patience = 5, DevShare = 0 }, "Patience must be 0 without a dev part, on which training would stop."),
        (new() { Seed = -1 }, "Seed"),
        (new() { WeightBits = 5 }, "A weight has 8 bits or 4."),
        (new() { DevShare = -0.1 }, "DevShare must be from 0 to below 1; it is -0.1."),
        (new() { TestShare = double.NaN }, "TestShare must be from 0 to below 1; it is NaN."),
        (new() { DevShare = 0.5, TestShare = 0.5 }, "TestShare must be such that something is left for training: with DevShare it is 1."),
        (new() { Threshold = 1 }, "Threshold must be between 0 and 1; it is 1."),
        (new() { ThresholdRule = ThresholdRule.ByF1, DevShare = 0 }, "ThresholdRule must be left out without a dev part"),
        (new() { Readings = (4095, 0) }, "Readings must be from -4194304 to 4194304, the lowest below the highest; it is 4095 to 0."),
        (new() { Readings = (0, 4095) }, "Readings must be left out, or the features whole numbers from 0 to 4095."),
    ];

    [TestMethod]
    public void Experiment_PartsOfOtherData_AreRefused()
    {
        Dataset data = FrontDoorTests.Halves();
        Dataset[] others =
        [
            Dataset.FromRows(TwoRows, ["other", "classes"], [.. data.FeatureNames]),
            Dataset.FromRows(TwoRows, [.. data.ClassNames], ["other", "features"]),
            Dataset.FromRows(TwoRows, [[1f], [2f]], ["celsius"], [.. data.FeatureNames]), // a quantity
        ];
        foreach (Dataset other in others)
        {
            Assert.Contains("of the test part must be those of the data", Assert.Throws<ArgumentException>(() => new Experiment(data, test: other)).Message);
            Assert.Contains("of the dev part must be those of the data", Assert.Throws<ArgumentException>(() => new Experiment(data, dev: other)).Message);
        }
    }

    [TestMethod]
    public void Experiment_ValuesOfAPartThatTheOptionsExclude_AreRefused()
    {
        Dataset whole = Dataset.FromRows([[1], [2], [3], [4]], ["a", "b", "a", "b"]);
        Dataset halves = Dataset.FromRows([[0.5f], [3]], ["a", "b"]);
        Dataset above = Dataset.FromRows(TwoRows, [[1f], [2f]], ["celsius"]);
        Dataset below = Dataset.FromRows(TwoRows, [[1f], [-2f]], ["celsius"]);

        Assert.Contains("whole numbers from 0 to 9", Assert.Throws<ArgumentException>(() => new Experiment(whole, new TrainingOptions { Readings = (0, 9) }, test: halves)).Message);
        Assert.Contains("a target is below 0", Assert.Throws<ArgumentException>(() => new Experiment(above, new TrainingOptions { HasNegativeTargets = false }, dev: below)).Message);
    }

    [TestMethod]
    public void Experiment_MoreFeaturesThanAModelTakes_AreRefusedBeforeTraining()
    {
        Dataset wide = Dataset.FromRows([new float[70_000], new float[70_000]], ["a", "b"]);

        Assert.Contains("Features must be 65535 or fewer; there are 70000", Assert.Throws<ArgumentException>(() => new Experiment(wide)).Message);
    }

    [TestMethod]
    public void FromRows_NamesTwiceNullsAndNoLabel_AreRefused()
    {
        Assert.Contains("'x' is there twice", Assert.Throws<ArgumentException>(() => Dataset.FromRows(TwoRows, ["a", "b"], ["x", "x"])).Message);
        Assert.Contains("'c' is there twice", Assert.Throws<ArgumentException>(() => Dataset.FromRows(TwoRows, [[1f, 1f], [2f, 2f]], ["c", "c"])).Message);
        Refused("Row 2 has no label; give it one or leave the row out.", () => Dataset.FromRows(TwoRows, ["a", null!]));
        Refused("Row 2 is null; give each row its features.", () => Dataset.FromRows([TwoRows[0], null!], ["a", "b"]));
        Refused("Row 1 is null; give each row its targets.", () => Dataset.FromRows(TwoRows, [null!, [1f]], ["c"]));
        Refused("There is no class; name two or more.", () => Dataset.FromRows(TwoRows, ["a", "b"], classNames: []));
    }

    [TestMethod]
    public void Experiment_NamesTooLongOrTooMany_AreRefusedBeforeTraining()
    {
        string longest = new('n', 65);
        Dataset named = Dataset.FromRows(TwoRows, [longest, "b"]);
        Dataset many = Dataset.FromRows([.. Enumerable.Range(0, 258).Select(i => (float[])[i])], [.. Enumerable.Range(0, 258).Select(i => $"c{i}")]);

        Assert.Contains("Classes must be names of 64 characters or fewer", Assert.Throws<ArgumentException>(() => new Experiment(named)).Message);
        Assert.Contains("names or fewer; there are 258", Assert.Throws<ArgumentException>(() => new Experiment(many)).Message);
    }

    [TestMethod]
    public void Experiment_TargetsBelowZeroWhereNoneMayBe_AreRefused()
    {
        Dataset data = Dataset.FromRows(TwoRows, [[-1f], [2f]], ["celsius"]);

        Assert.Contains("a target is below 0", Assert.Throws<ArgumentException>(() => new Experiment(data, new TrainingOptions { HasNegativeTargets = false })).Message);
    }

    [TestMethod]
    public void FromCsv_ColumnsThatExcludeEachOther_AreRefused()
    {
        Assert.Contains("left out beside features", Assert.Throws<ArgumentException>(() => Dataset.FromCsv("d.csv", "y", ["a", "b"], features: ["x"], ignore: ["z"])).Message);
        Assert.Contains("two classes or more; there is 1", Assert.Throws<ArgumentException>(() => Dataset.FromCsv("d.csv", "y", ["a"])).Message);
        Assert.Contains("1 column or more", Assert.Throws<ArgumentException>(() => Dataset.FromCsvTargets("d.csv", [])).Message);
        Assert.Contains("width must be from 1", Assert.Throws<ArgumentException>(() => Dataset.FromImages("d", 0, 8)).Message);
    }

    [TestMethod]
    public void FromRecordings_OptionOutOfRange_IsRefusedByName()
    {
        var good = new StreamOptions { RateHertz = 100, Window = 64, Channels = ["x", "y"] };
        (string Name, StreamOptions Options)[] bad =
        [
            ("RateHertz", good with { RateHertz = 0 }),
            ("RateHertz", good with { RateHertz = double.NaN }),
            ("Window", good with { Window = 1 }),
            ("Stride", good with { Stride = 65 }),
            ("Channels", good with { Channels = ["x", "x"] }),
            ("CountsPerUnit", good with { CountsPerUnit = [1] }),
            ("CountsPerUnit", good with { CountsPerUnit = [1, 0] }),
            ("Features", good with { Features = [new StreamFeature(FeatureKind.Mean, 0), new StreamFeature(FeatureKind.Mean, 0)] }),
            ("Features", good with { Features = [null!] }),
            ("OfLast", good with { Decision = new StreamDecision { Votes = 1, OfLast = 256 } }),
            ("Votes", good with { Decision = new StreamDecision { Votes = 3, OfLast = 2 } }),
            ("On", good with { Decision = new StreamDecision { On = 2 } }),
            ("Off", good with { Decision = new StreamDecision { On = 0.4, Off = 0.6 } }),
            ("MinimumSeconds", good with { Decision = new StreamDecision { MinimumSeconds = double.NaN } }),
        ];
        foreach ((string name, StreamOptions options) in bad)
        {
            Assert.StartsWith($"{name} must be", Assert.Throws<ArgumentException>(() => Dataset.FromRecordings("d.csv", options, "label", ["a", "b"])).Message);
        }

        Assert.StartsWith("On must be null", Assert.Throws<ArgumentException>(
            () => Dataset.FromRecordings("d.csv", good with { Decision = new StreamDecision { On = 0.7 } }, "label", ["a", "b", "c"])).Message);
    }

    [TestMethod]
    public void Experiment_RecordingsOfTwoRangesOfTheSensor_AreRefused()
    {
        using var folder = new TemporaryFolder();
        IEnumerable<string> rows = Enumerable.Range(0, 8).SelectMany(r => Enumerable.Range(0, 64).Select(n => FormattableString.Invariant(
            $"r{r},{n / 100.0},{(r % 2 == 0 ? n % 5 : 10 * (n % 3))},{(r < 4 ? 16384 : 4096)},{(r % 2 == 0 ? "still" : "shaking")}")));
        string file = folder.Write("d.csv", "recording,t,x,counts_per_g,label\n" + string.Join('\n', rows) + "\n");
        Dataset data = Dataset.FromRecordings(file, new StreamOptions { RateHertz = 100, Window = 16, Channels = ["x"] }, "label", ["still", "shaking"]);

        Assert.Contains("the sensor was at different ranges", Assert.Throws<InputException>(() => new Experiment(data)).Message);
    }

    [TestMethod]
    public void FromRecordings_OffAboveTheThreshold_IsRefusedBeforeTraining()
    {
        using var folder = new TemporaryFolder();
        IEnumerable<string> rows = Enumerable.Range(0, 6).SelectMany(r => Enumerable.Range(0, 64).Select(n => FormattableString.Invariant(
            $"r{r},{(r % 2 == 0 ? n % 5 : 10 * (n % 3))},{(r % 2 == 0 ? "still" : "shaking")}")));
        string file = folder.Write("d.csv", "recording,x,label\n" + string.Join('\n', rows) + "\n");
        var stream = new StreamOptions { RateHertz = 100, Window = 16, Channels = ["x"], Decision = new StreamDecision { Off = 0.9 } };
        Dataset data = Dataset.FromRecordings(file, stream, "label", ["still", "shaking"]);

        Assert.StartsWith("Off must be no higher than On", Assert.Throws<ArgumentException>(() => new Experiment(data)).Message);
    }

    [TestMethod]
    public async Task TrainAsync_CancelledBeforeItBegan_IsCanceled()
    {
        Task<TrainedModel> training = new Experiment(FrontDoorTests.Halves()).TrainAsync(null, new CancellationToken(canceled: true));

        await Assert.ThrowsAsync<OperationCanceledException>(() => training);
        Assert.AreEqual(TaskStatus.Canceled, training.Status);
    }

    [TestMethod]
    public void Train_LayerThatIsNone_IsRefused()
    {
        LayerShape[] layers =
        [
            new(4, Activation.Softmax),
            new(4, (Activation)99),
            new(4, Activation.LeakyRelu, LeakySlope: 1),
            new(4, Activation.Relu) { LearnsSlope = true },
            new(4, Activation.Relu) { Dropout = 1 },
            new(4, Activation.Relu) { Dropout = double.NaN },
        ];
        foreach (LayerShape layer in layers)
        {
            Assert.Throws<ArgumentException>(() => Experiment.Train(FrontDoorTests.Halves(), new TrainingOptions { Hidden = [layer] }), layer.ToString());
        }

        Assert.Throws<ArgumentException>(() => Experiment.Train(FrontDoorTests.Halves(), new TrainingOptions { Optimizer = (OptimizerKind)99 }));
    }

    [TestMethod]
    public void Experiment_OptionsForAnotherTask_AreRefused()
    {
        Dataset estimates = Dataset.FromRows(TwoRows, [[1f], [2f]], ["celsius"]);
        Dataset three = Dataset.FromRows([[1], [2], [3]], ["a", "b", "c"]);

        Assert.Contains("only two classes", Assert.Throws<ArgumentException>(() => new Experiment(three, new TrainingOptions { Threshold = 0.3 })).Message);
        Assert.Contains("only two classes", Assert.Throws<ArgumentException>(() => new Experiment(estimates, new TrainingOptions { ThresholdRule = ThresholdRule.ByF1 })).Message);
        Assert.Contains("BalancesClasses", Assert.Throws<ArgumentException>(() => new Experiment(estimates, new TrainingOptions { BalancesClasses = true })).Message);
    }

    [TestMethod]
    public void Train_ShareThatLeavesNoExampleOfAClass_IsRefused()
    {
        var thrown = Assert.Throws<InputException>(
            () => Experiment.Train(Dataset.FromRows([[1], [2], [3], [4]], ["a", "b", "b", "b"]), new TrainingOptions { DevShare = 0, TestShare = 0.9 }));

        Assert.Contains("is left for training", thrown.Message);
    }

    [TestMethod]
    public void Evaluate_MoreFoldsThanExamplesOrGroups_IsRefused()
    {
        var experiment = new Experiment(FrontDoorTests.Halves());
        Assert.Throws<ArgumentOutOfRangeException>(() => experiment.Evaluate(folds: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => experiment.Evaluate(folds: 2, runs: 0));
        Refused("the data: 101 folds need at least 101 examples; there are 100. Choose fewer folds.", () => experiment.Evaluate(folds: 101));

        (float[][] rows, string[] labels) = FrontDoorTests.HalvesOf(100);
        var grouped = new Experiment(Dataset.FromRows(rows, labels, groups: [.. labels.Select((_, row) => row % 3 == 0 ? "A" : "B")]));
        Assert.Contains("3 folds need at least 3 groups", Assert.Throws<InputException>(() => grouped.Evaluate(folds: 3)).Message);
    }

    [TestMethod]
    public void Save_PlaceThatCannotBeWritten_SaysWhy()
    {
        TrainedModel model = Experiment.Train(FrontDoorTests.Halves(), new TrainingOptions { Epochs = 1 });
        using var folder = new TemporaryFolder();

        Refused($"{folder.Combine("no/m.edgenet")}: cannot be written: there is no such folder; make it first.", () => model.Save(folder.Combine("no/m.edgenet")));
        Refused($"{folder.Path}: cannot be written: a folder of that name is in the way.", () => model.Save(folder.Path));
        Assert.IsEmpty(folder.FileNames);
    }

    [TestMethod]
    public void SaveCSharp_NameOfTheFile_IsThatOfTheClass()
    {
        TrainedModel model = Experiment.Train(FrontDoorTests.Halves(), new TrainingOptions { Epochs = 1 });
        using var folder = new TemporaryFolder();

        Assert.Contains("and is 'fan-model'", Assert.Throws<InputException>(() => model.SaveCSharp(folder.Combine("fan-model.cs"))).Message);
        Assert.Contains("must not have the C# keyword 'class'", Assert.Throws<InputException>(() => model.SaveCSharp(folder.Combine("class.cs"))).Message);
        Assert.StartsWith("'my app': a namespace must be made of", Assert.Throws<InputException>(() => model.SaveCSharp(folder.Combine("Fan.cs"), "my app")).Message);
        Assert.IsEmpty(folder.FileNames);

        model.SaveCSharp(folder.Combine("FanModel.cs"), "My.App");

        CollectionAssert.AreEqual((string[])["FanModel.cs", "FanModel.Golden.cs"], folder.FileNames.ToArray());
        string source = File.ReadAllText(folder.Combine("FanModel.cs"));
        Assert.Contains("namespace My.App", source);
        Assert.Contains("class FanModel : global::EdgeNet.Predictor", source);
    }

    [TestMethod]
    public void SaveC_NameOfTheFile_IsThatOfTheIdentifiers()
    {
        TrainedModel model = Experiment.Train(FrontDoorTests.Halves(), new TrainingOptions { Epochs = 1 });
        using var folder = new TemporaryFolder();

        Refused($"{folder.Combine("fan.c")}: the file of a header ends in .h; change the name.", () => model.SaveC(folder.Combine("fan.c")));
        Assert.Contains("and is 'fan-1'.", Assert.Throws<InputException>(() => model.SaveC(folder.Combine("fan-1_model.h"))).Message);
        Assert.IsEmpty(folder.FileNames);

        model.SaveC(folder.Combine("fan_model.h"));

        CollectionAssert.AreEqual((string[])["fan_model.h"], folder.FileNames.ToArray());
        Assert.Contains("static inline int fan_classify(const float *features)", File.ReadAllText(folder.Combine("fan_model.h")));
    }

    private static void Refused(string message, Action action)
    {
        var thrown = Assert.Throws<InputException>(action);
        Assert.AreEqual(message, thrown.Message);
    }
}
