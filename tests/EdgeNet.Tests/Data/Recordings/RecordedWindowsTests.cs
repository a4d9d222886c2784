using EdgeNet.Files;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Tests.Data.Recordings;

/// <summary>Windows that are cut from recordings, and the groups that splits keep whole.</summary>
[TestClass]
public class RecordedWindowsTests
{
    private static readonly StreamFeature[] MinimumAndMaximum = [new(FeatureKind.Minimum, 0), new(FeatureKind.Maximum, 0)];

    [TestMethod]
    public void Cut_TwoRecordings_NoWindowStraddlesThem()
    {
        // Readings count on: a window's extremes say which readings it has.
        Dataset windows = RecordedWindows.Cut(Set(Counting("a", 0, 10, 0), Counting("b", 100, 7, 1)), Settings(window: 4, stride: 2));

        CollectionAssert.AreEqual((float[])[0, 32, 64, 96, 1600, 1632], windows.Features.Row(0).ToArray());
        CollectionAssert.AreEqual((float[])[48, 80, 112, 144, 1648, 1680], windows.Features.Row(1).ToArray());
        CollectionAssert.AreEqual((float[])[0, 0, 0, 0, 1, 1], windows.Labels.Row(0).ToArray());
        CollectionAssert.AreEqual((int[])[0, 2, 4, 6, 0, 2], windows.Windows!.Select(window => window.Start).ToArray());
        CollectionAssert.AreEqual((int[])[0, 0, 0, 0, 1, 1], windows.Groups!.ToArray());
        CollectionAssert.AreEqual((string[])["x minimum", "x maximum"], windows.FeatureNames.ToArray());
    }

    [TestMethod]
    public void Cut_Gap_NoWindowStraddlesItAndTheGroupIsTheSame()
    {
        Recording whole = Counting("a", 0, 15, 0);
        var cut = new Recording("a", "a.csv", whole.Readings, whole.Labels, whole.Groups, [0, 3, 10]);
        Dataset windows = RecordedWindows.Cut(Set(cut, Counting("b", 100, 4, 1)), Settings(window: 4, stride: 2));

        CollectionAssert.AreEqual((int[])[3, 5, 10, 0], windows.Windows!.Select(window => window.Start).ToArray());
        CollectionAssert.AreEqual((float[])[48, 80, 160, 1600], windows.Features.Row(0).ToArray());
        CollectionAssert.AreEqual((float[])[96, 128, 208, 1648], windows.Features.Row(1).ToArray());
        CollectionAssert.AreEqual((int[])[0, 0, 0, 1], WindowGroups.Of(windows, WindowGroups.Recording).Examples.Groups!.ToArray());
    }

    [TestMethod]
    public void Cut_WindowWhoseLabelChanges_IsLeftOut()
    {
        int[] labels = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, -1];
        Dataset windows = RecordedWindows.Cut(Set(Counting("a", 0, labels)), Settings(window: 3, stride: 1));

        CollectionAssert.AreEqual((int[])[0, 1, 2, 5, 6, 7, 8], windows.Windows!.Select(window => window.Start).ToArray());
        CollectionAssert.AreEqual((float[])[0, 0, 0, 1, 1, 1, 1], windows.Labels.Row(0).ToArray());
    }

    [TestMethod]
    public void Cut_SlidingWindows_HaveTheFeaturesOfEachWindowByItself()
    {
        var random = new Random(3);
        short[] readings = [.. Enumerable.Range(0, 90).Select(_ => (short)random.Next(-2000, 2000))];
        var recording = new Recording("a", "a.csv", [readings], [.. Enumerable.Range(0, 90).Select(i => i < 45 ? 0 : 1)], new Dictionary<string, string>());
        StreamFeature[] features = [.. Enum.GetValues<FeatureKind>().Where(kind => kind < FeatureKind.BandEnergy).Select(kind => new StreamFeature(kind, 0)), new(FeatureKind.BandEnergy, 0, 0, 2, 4)];
        StreamSettings settings = Settings(window: 16, stride: 3, features);
        Dataset windows = RecordedWindows.Cut(Set(recording), settings);

        Assert.IsGreaterThan(15, windows.Count);
        for (int e = 0; e < windows.Count; e++)
        {
            var alone = new WindowFeatures(settings);
            for (int i = 0; i < 16; i++)
            {
                alone.Add(readings[windows.Windows![e].Start + i]);
            }

            CollectionAssert.AreEqual(alone.Values.Select(value => (float)value).ToArray(), Enumerable.Range(0, features.Length).Select(f => windows.Features[f, e]).ToArray());
        }
    }

    [TestMethod]
    public void Cut_ClassWithoutAWindow_IsRefused()
    {
        Assert.AreEqual(
            "a.csv: no reading is labelled 'yes', so there is nothing to tell apart; add recordings of it.",
            Assert.ThrowsExactly<InputException>(() => RecordedWindows.Cut(Set(Counting("a", 0, 10, 0)), Settings(4, 4))).Message);
        Assert.AreEqual(
            "a.csv: no stretch of 'yes' is as long as a window, 4 readings; add longer recordings or shorten 'stream.window'.",
            Assert.ThrowsExactly<InputException>(() => RecordedWindows.Cut(Set(Counting("a", 0, 10, 0), Counting("b", 0, 3, 1)), Settings(4, 4))).Message);
    }

    [TestMethod]
    [DataRow("recording", 6)]
    [DataRow("machine", 2)]
    public void Split_ByGroups_KeepsEveryGroupOnOneSide(string by, int groups)
    {
        Recording[] recordings = [.. Enumerable.Range(0, 6).Select(r => Counting($"r{r}", 100 * r, 20 + r, r % 2, machine: r / 3))];
        WindowGroups grouped = WindowGroups.Of(RecordedWindows.Cut(Set(recordings), Settings(4, 2)), by);
        Assert.HasCount(groups, grouped.Names);

        for (int seed = 1; seed <= 20; seed++)
        {
            AssertApart(grouped.Examples, by, StratifiedSplit.Create(grouped.Examples, 0.2, 0.2, seed));
            for (int folds = 2; folds <= groups; folds++)
            {
                StratifiedSplit[] splits = StratifiedSplit.CreateFolds(grouped.Examples, folds, seed);
                SplitLabels.AssertEachOnce(grouped.Examples.Count, [.. splits.Select(split => split.Test)]);
                foreach (StratifiedSplit split in splits)
                {
                    AssertApart(grouped.Examples, by, split);

                    // The dev part inside a fold, as cross-validation takes it.
                    Dataset train = grouped.Examples.Select(split.Train);
                    AssertApart(train, by, StratifiedSplit.Create(train, 0.3, 0, seed));
                }
            }
        }
    }

    [TestMethod]
    public void Create_ManyRecordings_HasNearlyTheSharesOfEachClassInEveryPart()
    {
        Recording[] recordings = [.. Enumerable.Range(0, 60).Select(r => Counting($"r{r}", r, 40, r % 3 == 0 ? 0 : 1))];
        Dataset examples = RecordedWindows.Cut(Set(recordings), Settings(4, 4));
        for (int seed = 1; seed <= 10; seed++)
        {
            StratifiedSplit split = StratifiedSplit.Create(examples, 0.15, 0.15, seed);
            SplitLabels.AssertEachOnce(600, split.Train, split.Dev, split.Test);
            foreach (int[] part in (int[][])[split.Dev, split.Test])
            {
                Assert.AreEqual(30, part.Count(example => examples.ClassOf(example) == 0));
                Assert.AreEqual(60, part.Count(example => examples.ClassOf(example) == 1));
            }
        }
    }

    [TestMethod]
    public void LeaveOneGroupOut_EachGroup_IsTheTestPartOnceAndTrainedOnAllElse()
    {
        Dataset examples = RecordedWindows.Cut(Set(Counting("a", 0, 9, 0), Counting("b", 50, 12, 1), Counting("c", 90, 15, 1)), Settings(3, 3));
        StratifiedSplit[] splits = StratifiedSplit.LeaveOneGroupOut(examples, seed: 1);

        Assert.HasCount(3, splits);
        for (int g = 0; g < 3; g++)
        {
            Assert.IsTrue(splits[g].Test.All(example => examples.Groups![example] == g));
            Assert.HasCount(3 + g, splits[g].Test);
            SplitLabels.AssertEachOnce(12, splits[g].Train, splits[g].Test);
        }
    }

    [TestMethod]
    public void Of_Windows_LeavesNoGroups() =>
        Assert.IsNull(WindowGroups.Of(RecordedWindows.Cut(Set(Counting("a", 0, 9, 0), Counting("b", 0, 9, 1)), Settings(3, 3)), WindowGroups.Windows).Examples.Groups);

    private static void AssertApart(Dataset examples, string by, StratifiedSplit split)
    {
        string[][] parts = [.. ((int[][])[split.Train, split.Dev, split.Test]).Select(part => (string[])[.. part.Select(KeyOf).Distinct()])];
        string[] all = [.. parts.SelectMany(part => part)];
        Assert.AreEqual(all.Distinct().Count(), all.Length, $"A {by} is in two parts.");
        Assert.AreEqual(examples.Count, split.Train.Length + split.Dev.Length + split.Test.Length);
        Assert.IsNotEmpty(parts[0]);

        string KeyOf(int example)
        {
            Recording recording = examples.Windows![example].Recording;
            return by == "recording" ? recording.Name : recording.Groups[by];
        }
    }

    private static RecordingSet Set(params Recording[] recordings) => new(["x"], ["no", "yes"], recordings);

    private static StreamSettings Settings(int window, int stride, StreamFeature[]? features = null) =>
        new(50_000, window, stride, ["x"], [1], features ?? MinimumAndMaximum, new DecisionRules(0, 0), []);

    private static Recording Counting(string name, int first, int count, int label, int machine = 0) => Counting(name, first, [.. Enumerable.Repeat(label, count)], machine);

    private static Recording Counting(string name, int first, int[] labels, int machine = 0) => new(
        name, name + ".csv", [[.. Enumerable.Range(first, labels.Length).Select(i => (short)i)]], labels, new Dictionary<string, string> { ["machine"] = machine.ToString() });
}
