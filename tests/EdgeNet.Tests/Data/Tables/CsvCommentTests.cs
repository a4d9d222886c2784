using EdgeNet.Trainer;

namespace EdgeNet.Tests.Data.Tables;

/// <summary>Lines that begin with '#': comments are passed over, and never a row or a header.</summary>
[TestClass]
public class CsvCommentTests
{
    [TestMethod]
    [DataRow("# rig 4, March, two sensors\nhum,kind\n1,ok\n2,bad\n")]
    [DataRow("# one\n#\n# say \"hello, world\n\nhum,kind\n1,ok\n2,bad\n")]
    [DataRow("# a, b\nhum,kind\n1,ok\n2,bad\n")]
    [DataRow("hum,kind\n1,ok\n2,bad\n# 31 of 32 right, 96.9 %\n")]
    [DataRow("hum,kind\n1,ok\n2,bad\n# hum: RMSE 2, R² 0.9\n# done")]
    [DataRow("hum,kind\n1,ok\n2,bad\n\n# \"never closed\n\n")]
    public void Read_Comments_ArePassedOver(string text)
    {
        Dataset examples = CsvFile.Read(text);

        CollectionAssert.AreEqual((string[])["hum"], examples.FeatureNames.ToArray());
        CollectionAssert.AreEqual((float[])[1, 2], examples.Features.Row(0).ToArray());
    }

    [TestMethod]
    public void Read_HeaderThatBeginsWithHash_IsTheHeader()
    {
        Dataset examples = CsvFile.Read("#hum,kind\n1,ok\n2,bad\n");

        CollectionAssert.AreEqual((string[])["#hum"], examples.FeatureNames.ToArray());
        Assert.AreEqual(2, examples.Count);
    }

    [TestMethod]
    public void Read_NamesOfRowsThatBeginWithHash_AreRows()
    {
        List<string> ids = CsvFile.Table("id,hum,kind\n#1,1,ok\n# 2,2,bad\n#3,?,?\n", table =>
        {
            var cells = new List<string>();
            while (table.Read())
            {
                cells.Add(table.Text(0));
            }

            return cells;
        });

        CollectionAssert.AreEqual((string[])["#1", "# 2", "#3"], ids);
    }

    [TestMethod]
    [DataRow("#hum,hiss,kind\n1,ok\n2,bad\n", 1, "it begins with '#' and has 3 cells")]
    [DataRow("# a comment\n1,ok\n2,bad\n", 1, "it begins with '#' and has 1 cell")]
    [DataRow("hum,kind\n1,ok\n# pause\n2,bad\n", 3, "it begins with '#' between rows")]
    [DataRow("hum,kind\n1,ok\n#2,3,bad\n", 3, "3 cells; the header has 2 columns")]
    [DataRow("hum,kind\n#1,ok\n2,bad\n#3\n", 4, "1 cell; the header has 2 columns")]
    [DataRow("hum,kind\n1,ok\n2,bad\n#3,bad\n", 4, "column 1 ('hum'): '#3' is no number")]
    [DataRow("# made by hand, by me\nkind,hum\n# x\n1,ok\n", 3, "it begins with '#' between rows")]
    public void Read_LineThatCouldBeData_IsNamed(string text, int line, string expected)
    {
        string message = CsvFile.MessageOf(text);

        Assert.StartsWith($"fan.csv, line {line}", message);
        Assert.Contains(expected, message);
    }

    [TestMethod]
    public void Read_CommentTakenForAHeader_SaysWhatToDo()
    {
        Assert.AreEqual(
            "fan.csv, line 1: no column is called 'kind'; there are # rig 4, March. Line 1 begins with '#'; if it is a comment, remove it.",
            CsvFile.MessageOf("# rig 4, March\n1,ok\n2,bad\n"));
    }
}
