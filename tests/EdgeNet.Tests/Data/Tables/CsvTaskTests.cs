using EdgeNet.Files;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Tests.Data.Tables;

/// <summary>Tables of several classes, and of quantities to be estimated.</summary>
[TestClass]
public class CsvTaskTests
{
    private const string Fruit = "weight,kind,width\n120,apple,7\n30,plum,4\n150,pear,6\n31,plum,4.5\n";
    private const string Motor = "amps,heat,rpm,hum\n1,20,100,-3\n2,30,200,0\n3,45.5,300,7\n";
    private static readonly string[] Kinds = ["apple", "pear", "plum"];

    [TestMethod]
    public void N33_Read_ThreeClasses_HaveARowEach()
    {
        Dataset examples = Read(Fruit, path => CsvDataset.Read(path, new TableColumns { Labels = ["kind"] }, Kinds));

        Assert.AreEqual((LearningTask.MultiClass, 4), (examples.Task, examples.Count));
        CollectionAssert.AreEqual((string[])["weight", "width"], examples.FeatureNames.ToArray());
        CollectionAssert.AreEqual(Kinds, examples.ClassNames.ToArray());
        CollectionAssert.AreEqual((float[])[1, 0, 0, 0], examples.Labels.Row(0).ToArray());
        CollectionAssert.AreEqual((float[])[0, 0, 1, 0], examples.Labels.Row(1).ToArray());
        CollectionAssert.AreEqual((float[])[0, 1, 0, 1], examples.Labels.Row(2).ToArray());
        CollectionAssert.AreEqual((int[])[0, 2, 1, 2], Enumerable.Range(0, 4).Select(examples.ClassOf).ToArray());
        Assert.AreEqual((1, 1, 2), (examples.CountOf(0), examples.CountOf(1), examples.CountOf(2)));
        CollectionAssert.AreEqual((int[])[2, 2, 0], Enumerable.Range(0, 3).Select(examples.Select([3, 1, 0]).ClassOf).ToArray());
    }

    [TestMethod]
    [DataRow("kind,width\napple,7\nplum,4\nquince,6\n", "fan.csv, line 4, column 1 ('kind'): unknown label 'quince'; the classes are 'apple', 'pear' and 'plum'. Correct the cell or the recipe.")]
    [DataRow("kind,width\napple,7\nplum,4\n", "fan.csv: no row is labelled 'pear', so there is nothing to tell apart; add examples of it.")]
    [DataRow("kind\napple\n", "fan.csv, line 1: 'kind' is the only column; add columns with features.")]
    public void N33_Read_BadClasses_SaysWhatWhereAndWhatToDo(string text, string expected)
    {
        InputException error = Assert.ThrowsExactly<InputException>(() => Read(text, path => CsvDataset.Read(path, new TableColumns { Labels = ["kind"] }, Kinds)));
        Assert.AreEqual(expected, error.Message);
    }

    [TestMethod]
    public void N33_ReadRegression_TwoTargets_AreRowsInTheOrderAsked()
    {
        Dataset examples = Read(Motor, path => CsvDataset.ReadRegression(path, new TableColumns { Labels = ["hum", "heat"] }, mayBeNegative: true));

        Assert.AreEqual((LearningTask.Regression, 3, -1, 0), (examples.Task, examples.Count, examples.ClassOf(0), examples.PositiveCount));
        CollectionAssert.AreEqual((string[])["amps", "rpm"], examples.FeatureNames.ToArray());
        CollectionAssert.AreEqual((string[])["hum", "heat"], examples.TargetNames.ToArray());
        Assert.IsEmpty(examples.ClassNames);
        CollectionAssert.AreEqual((float[])[-3, 0, 7], examples.Labels.Row(0).ToArray());
        CollectionAssert.AreEqual((float[])[20, 30, 45.5f], examples.Labels.Row(1).ToArray());
        CollectionAssert.AreEqual((float[])[100, 200, 300], examples.Features.Row(1).ToArray());
        CollectionAssert.AreEqual((string[])["hum", "heat"], examples.Select([2]).TargetNames.ToArray());
    }

    [TestMethod]
    [DataRow("x,y\n1,2\n3,warm\n", "fan.csv, line 3, column 2 ('y'): 'warm' is no number; write it like 0.25, or leave the column out.")]
    [DataRow("x,y\n1,\n", "fan.csv, line 2, column 2 ('y'): the cell is empty; fill it in or remove the row.")]
    [DataRow("x,y\n1,2\n3,-0.5\n", "fan.csv, line 3, column 2 ('y'): the target -0.5 is below 0, which a ReLU output never is; correct the cell, or choose \"output\": \"linear\".")]
    [DataRow("x,z\n1,2\n", "fan.csv, line 1: no column is called 'y'; there are x, z.")]
    [DataRow("y\n1\n", "fan.csv, line 1: 'y' is the only column; add columns with features.")]
    public void N33_ReadRegression_BadTargets_SaysWhatWhereAndWhatToDo(string text, string expected)
    {
        InputException error = Assert.ThrowsExactly<InputException>(() => Read(text, path => CsvDataset.ReadRegression(path, new TableColumns { Labels = ["y"] }, mayBeNegative: false)));
        Assert.AreEqual(expected, error.Message);
    }

    [TestMethod]
    [DataRow("1700000012.3", "1700000004.6", "1700000027.5")]
    [DataRow("0.30000000001", "0.30000000002", "0.30000000003")]
    [DataRow("16777216.25", "16777216.5", "16777217.5")]
    public void N33_ReadRegression_TargetsThatSinglePrecisionMerges_SaysSo(string first, string second, string third)
    {
        InputException error = Assert.ThrowsExactly<InputException>(
            () => Read($"x,y\n1,{first}\n2,{second}\n3,{third}\n", path => CsvDataset.ReadRegression(path, new TableColumns { Labels = ["y"] }, mayBeNegative: true)));
        Assert.AreEqual(
            $"fan.csv: the numbers of the target 'y', such as {first}, fall together in single precision, which has about 7 digits; subtract a constant from the column.",
            error.Message);
    }

    [TestMethod]
    public void N33_ReadRegression_TargetOfOneValue_IsLeftToTheTraining() =>
        Assert.AreEqual(3, Read("x,y\n1,5\n2,5\n3,5.0\n", path => CsvDataset.ReadRegression(path, new TableColumns { Labels = ["y"] }, mayBeNegative: true)).Count);

    [TestMethod]
    public void N33_ReadRegression_NoColumnLeft_NamesThemAll()
    {
        InputException error = Assert.ThrowsExactly<InputException>(
            () => Read("a,b\n1,2\n", path => CsvDataset.ReadRegression(path, new TableColumns { Labels = ["a", "b"] }, mayBeNegative: true)));
        Assert.AreEqual("fan.csv, line 1: 'a', 'b' are the only columns; add columns with features.", error.Message);
    }

    [TestMethod]
    public void N33_Readings_TargetsAreNoReadings()
    {
        Read(Motor, path =>
        {
            CsvDataset.ReadRegression(path, new TableColumns { Labels = ["heat", "hum"], Readings = (0, 300) }, mayBeNegative: true);
            InputException error = Assert.ThrowsExactly<InputException>(
                () => CsvDataset.ReadRegression(path, new TableColumns { Labels = ["heat"], Readings = (0, 300) }, mayBeNegative: true));
            Assert.StartsWith("fan.csv, line 2, column 4 ('hum'): '-3' is no whole number from 0 to 300", error.Message);
            return CsvDataset.ReadRegression(path, new TableColumns { Labels = ["heat"] }, mayBeNegative: true);
        });
    }

    private static Dataset Read(string text, Func<string, Dataset> read)
    {
        using var folder = new TemporaryFolder();
        folder.Write(CsvFile.Name, text);
        return read(folder.Combine(CsvFile.Name));
    }
}
