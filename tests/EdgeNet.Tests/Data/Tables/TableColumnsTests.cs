using EdgeNet.Files;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Tests.Data.Tables;

/// <summary>Which columns of a table are labels, group and features.</summary>
[TestClass]
public class TableColumnsTests
{
    private const string Fans = "id,hum,fan,hiss,kind\na1,1,north,5,ok\na2,2,south,6,bad\na3,3,north,7,ok\na4,4,east,8,bad\n";

    [TestMethod]
    public void Read_FeaturesNamed_TakesTheseInThisOrder()
    {
        Dataset examples = Read(new TableColumns { Labels = ["kind"], Features = ["hiss", "hum"] });

        CollectionAssert.AreEqual((string[])["hiss", "hum"], examples.FeatureNames.ToArray());
        CollectionAssert.AreEqual((float[])[5, 6, 7, 8, 1, 2, 3, 4], examples.Features.Values.ToArray());
        Assert.IsNull(examples.Groups);
    }

    [TestMethod]
    public void Read_ColumnsIgnored_TakesTheOthersInTheOrderOfTheTable()
    {
        Dataset examples = Read(new TableColumns { Labels = ["kind"], Ignore = ["fan", "id"] });

        CollectionAssert.AreEqual((string[])["hum", "hiss"], examples.FeatureNames.ToArray());
        CollectionAssert.AreEqual((float[])[1, 2, 3, 4, 5, 6, 7, 8], examples.Features.Values.ToArray());
    }

    [TestMethod]
    public void Read_Group_NumbersItsValuesAndIsNoFeature()
    {
        Dataset examples = Read(new TableColumns { Labels = ["kind"], Group = "fan", Ignore = ["id"] });

        CollectionAssert.AreEqual((string[])["hum", "hiss"], examples.FeatureNames.ToArray());
        CollectionAssert.AreEqual((int[])[0, 1, 0, 2], examples.Groups!.ToArray());
        CollectionAssert.AreEqual((int[])[0, 1, 0, 2], Read(new TableColumns { Labels = ["kind"], Group = "fan", Features = ["hum"] }).Groups!.ToArray());
    }

    [TestMethod]
    public void ReadRegression_Group_NumbersItsValuesAndIsNoFeature()
    {
        var columns = new TableColumns { Labels = ["hiss"], Group = "fan", Ignore = ["id", "kind"] };

        Dataset examples = Read(Fans, path => CsvDataset.ReadRegression(path, columns, mayBeNegative: true));

        CollectionAssert.AreEqual((string[])["hum"], examples.FeatureNames.ToArray());
        CollectionAssert.AreEqual((string[])["hiss"], examples.TargetNames.ToArray());
        CollectionAssert.AreEqual((int[])[0, 1, 0, 2], examples.Groups!.ToArray());
    }

    [TestMethod]
    public void Read_LabelValues_StandForTheClasses()
    {
        Dataset examples = Read("hum,on\n1,0\n2,1\n3,0\n", path =>
            CsvDataset.Read(path, new TableColumns { Labels = ["on"], LabelValues = ["1", "0"] }, ["running", "resting"]));

        CollectionAssert.AreEqual((string[])["running", "resting"], examples.ClassNames.ToArray());
        CollectionAssert.AreEqual((float[])[1, 0, 1], examples.Labels.Values.ToArray());
        InputException error = Assert.ThrowsExactly<InputException>(() => Read("hum,on\n1,0\n2,0\n", path =>
            CsvDataset.Read(path, new TableColumns { Labels = ["on"], LabelValues = ["1", "0"] }, ["running", "resting"])));
        Assert.AreEqual("fan.csv: no row is labelled '1', so there is nothing to tell apart; add examples of it.", error.Message);
    }

    [TestMethod]
    public void Read_ColumnsThatCannotBe_SaysWhatWhereAndWhatToDo()
    {
        Assert.AreEqual("fan.csv, line 1: no column is called 'hmu', which 'features' names; there are id, hum, fan, hiss, … kind.", MessageOf(new() { Labels = ["kind"], Features = ["hmu"] }));
        Assert.AreEqual("fan.csv, line 1: no column is called 'no', which 'ignore' names; there are id, hum, fan, hiss, … kind.", MessageOf(new() { Labels = ["kind"], Ignore = ["no"] }));
        Assert.AreEqual("fan.csv, line 1: no column is called 'who', which 'group' names; there are id, hum, fan, hiss, … kind.", MessageOf(new() { Labels = ["kind"], Group = "who" }));
        Assert.AreEqual("fan.csv, line 1: 'features' names 'kind', which is the label; remove it there.", MessageOf(new() { Labels = ["kind"], Features = ["hum", "kind"] }));
        Assert.AreEqual("fan.csv, line 1: 'features' names 'fan', which is the group; remove it there.", MessageOf(new() { Labels = ["kind"], Group = "fan", Features = ["fan"] }));
        Assert.AreEqual("fan.csv, line 1: the column 'kind' is both the label and 'group'; name another one.", MessageOf(new() { Labels = ["kind"], Group = "kind" }));
        Assert.AreEqual(
            "fan.csv, line 1: 'kind', 'fan', 'id', 'hum', 'hiss' are the only columns; add columns with features, or ignore fewer.",
            MessageOf(new() { Labels = ["kind"], Group = "fan", Ignore = ["id", "hum", "hiss"] }));
    }

    [TestMethod]
    public void Read_GroupWithoutValue_SaysWhere()
    {
        InputException error = Assert.ThrowsExactly<InputException>(() => Read("hum,fan,kind\n1,a,ok\n2,,bad\n", path =>
            CsvDataset.Read(path, new TableColumns { Labels = ["kind"], Group = "fan" }, ["ok", "bad"])));
        Assert.AreEqual("fan.csv, line 3, column 2 ('fan'): the cell is empty, and the column is the group of each row; fill it in or remove the row.", error.Message);
    }

    [TestMethod]
    public void Readings_ColumnsThatAreNoFeatures_AreNotLookedAt()
    {
        Read(new TableColumns { Labels = ["kind"], Group = "fan", Ignore = ["id"], Readings = (0, 10) });
        Read(new TableColumns { Labels = ["kind"], Features = ["hum"], Readings = (1, 4) });
    }

    private static string MessageOf(TableColumns columns) => Assert.ThrowsExactly<InputException>(() => Read(columns)).Message;

    private static Dataset Read(TableColumns columns) => Read(Fans, path => CsvDataset.Read(path, columns, ["ok", "bad"]));

    private static Dataset Read(string text, Func<string, Dataset> read)
    {
        using var folder = new TemporaryFolder();
        folder.Write(CsvFile.Name, text);
        return read(folder.Combine(CsvFile.Name));
    }
}
