using EdgeNet.Files;

namespace EdgeNet.Tests.Data.Tables;

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
        Assert.AreEqual(0, CsvFile.Table($"{cell},n\n{cell},1\n", table => table.Header.FindColumn(text)));
        CollectionAssert.AreEqual((int[])[1], CsvFile.Classes($"{cell},n\n{cell},1\n", ["other", text]));
    }

    [TestMethod]
    public void ClassOf_NamesThatDifferByTheMark_AreToldApart()
    {
        string[] names = ["=a", "'=a"];
        int[] classes = CsvFile.Classes($"k,n\n{CsvCell.Write(names[0])},1\n{CsvCell.Write(names[1])},1\n", names);

        CollectionAssert.AreEqual((int[])[0, 1], classes);
    }

    [TestMethod]
    public void ClassOf_MarkThatIsTheUsersOwn_IsPartOfTheName() =>
        CollectionAssert.AreEqual((int[])[1], CsvFile.Classes("k,n\n'-a,1\n", ["b", "'-a"]));
}
