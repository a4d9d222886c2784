using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Tests.Data;

/// <summary>What EdgeNet writes into a cell is no formula to a spreadsheet, and EdgeNet reads the same text from it.</summary>
[TestClass]
public class CsvCellTests
{
    [TestMethod]
    [DataRow("rock", "rock")]
    [DataRow("-1.5", "-1.5")]
    [DataRow("+3e2", "+3e2")]
    [DataRow("'quoted'", "'quoted'")]
    [DataRow("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [DataRow("=1+1", "\"'=1+1\"")]
    [DataRow("-x", "\"'-x\"")]
    [DataRow("+x", "\"'+x\"")]
    [DataRow("@sum(a)", "\"'@sum(a)\"")]
    [DataRow("\tx", "\"'\tx\"")]
    [DataRow("\rx", "\"'\rx\"")]
    [DataRow("＝1", "\"'＝1\"")]
    [DataRow("'=x", "\"''=x\"")]
    [DataRow("#1", "\"#1\"")]
    [DataRow(" x ", "\" x \"")]
    public void Write_Text_IsNoFormulaAndReadsBack(string text, string expected)
    {
        string cell = CsvCell.Write(text);

        Assert.AreEqual(expected, cell);
        CsvTable table = CsvTable.Read("d.csv", new MemoryStream([.. System.Text.Encoding.UTF8.GetBytes($"{cell},n\n{cell},1\n")]));
        Assert.AreEqual(0, table.FindColumn(text));
        Assert.AreEqual(1, CsvDataset.ClassOf(table, 0, 0, ["other", text]));
    }

    [TestMethod]
    public void ClassOf_NamesThatDifferByTheMark_AreToldApart()
    {
        string[] names = ["=a", "'=a"];
        CsvTable table = CsvTable.Read("d.csv", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(
            $"k,n\n{CsvCell.Write(names[0])},1\n{CsvCell.Write(names[1])},1\n")));

        Assert.AreEqual(0, CsvDataset.ClassOf(table, 0, 0, names));
        Assert.AreEqual(1, CsvDataset.ClassOf(table, 1, 0, names));
    }

    [TestMethod]
    public void ClassOf_MarkThatIsTheUsersOwn_IsPartOfTheName()
    {
        CsvTable table = CsvTable.Read("d.csv", new MemoryStream("k,n\n'-a,1\n"u8.ToArray()));

        Assert.AreEqual(1, CsvDataset.ClassOf(table, 0, 0, ["b", "'-a"]));
    }
}
