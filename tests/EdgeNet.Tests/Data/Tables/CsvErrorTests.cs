using EdgeNet.Files;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Tests.Data.Tables;

/// <summary>A table that cannot be used is refused with one line: what, where, and what to do.</summary>
[TestClass]
public class CsvErrorTests
{
    [TestMethod]
    [DataRow("", "fan.csv: the file is empty; its first line names the columns.")]
    [DataRow("\n\r\n\n", "fan.csv: the file is empty; its first line names the columns.")]
    [DataRow("hum,kind", "fan.csv: there is a header and no row; add examples below it.")]
    [DataRow("hum,kind\n\n\n", "fan.csv: there is a header and no row; add examples below it.")]
    public void N33_Read_NoRows_SaysSo(string text, string expected)
    {
        Assert.AreEqual(expected, CsvFile.MessageOf(text));
    }

    [TestMethod]
    [DataRow("hum,hiss,hum,kind\n1,2,3,ok\n", "fan.csv, line 1: columns 1 and 3 are both called 'hum'; rename one.")]
    [DataRow("hum, \"hum\" ,kind\n1,2,ok\n", "fan.csv, line 1: columns 1 and 2 are both called 'hum'; rename one.")]
    [DataRow("hum,,kind\n1,2,ok\n", "fan.csv, line 1, column 2: the column has no name; give it one.")]
    [DataRow("hum,kind, \n1,ok,\n", "fan.csv, line 1, column 3: the column has no name; give it one.")]
    [DataRow("kind\nok\nbad\n", "fan.csv, line 1: 'kind' is the only column; add columns with features.")]
    [DataRow("a;b;kind\n1;2;ok\n", "fan.csv, line 1: the cells are separated by ';'; write commas between them, and a point in numbers like 0.25.")]
    [DataRow("a\tb\tkind\n1\t2\tok\n", "fan.csv, line 1: the cells are separated by tabs; write commas between them, and a point in numbers like 0.25.")]
    [DataRow("h\u0000m,kind\n1,ok\n", "fan.csv, line 1, column 1: there are bytes that are no text in UTF-8; save the file as CSV in UTF-8.")]
    [DataRow("hum,Kind\n1,ok\n", "fan.csv, line 1: no column is called 'kind'; there are hum, Kind.")]
    [DataRow("a,b,c,d,e,f\n1,2,3,4,5,6\n", "fan.csv, line 1: no column is called 'kind'; there are a, b, c, d, … f.")]
    public void N33_Read_BadHeader_SaysWhichColumn(string text, string expected)
    {
        Assert.AreEqual(expected, CsvFile.MessageOf(text));
    }

    [TestMethod]
    [DataRow("1,ok", "fan.csv, line 4: 2 cells; the header has 3 columns. Add or remove cells.")]
    [DataRow("1", "fan.csv, line 4: 1 cell; the header has 3 columns. Add or remove cells.")]
    [DataRow("1,2,ok,", "fan.csv, line 4: 4 cells; the header has 3 columns. Add or remove cells.")]
    [DataRow("1,,ok", "fan.csv, line 4, column 2 ('hiss'): the cell is empty; fill it in or remove the row.")]
    [DataRow("  ,2,ok", "fan.csv, line 4, column 1 ('hum'): the cell is empty; fill it in or remove the row.")]
    [DataRow("1,\"\",ok", "fan.csv, line 4, column 2 ('hiss'): the cell is empty; fill it in or remove the row.")]
    [DataRow("1,loud,ok", "fan.csv, line 4, column 2 ('hiss'): 'loud' is no number; write it like 0.25, or leave the column out.")]
    [DataRow("1,\"0,25\",ok", "fan.csv, line 4, column 2 ('hiss'): '0,25' is no number; write it like 0.25, or leave the column out.")]
    [DataRow("1,0x10,ok", "fan.csv, line 4, column 2 ('hiss'): '0x10' is no number; write it like 0.25, or leave the column out.")]
    [DataRow("1,NaN,ok", "fan.csv, line 4, column 2 ('hiss'): 'NaN' is not a finite number; remove the row or correct it.")]
    [DataRow("-Infinity,2,ok", "fan.csv, line 4, column 1 ('hum'): '-Infinity' is not a finite number; remove the row or correct it.")]
    [DataRow("1e39,2,ok", "fan.csv, line 4, column 1 ('hum'): '1e39' is beyond 3.4e38, the end of single precision; remove the row or correct it.")]
    [DataRow("1,2,", "fan.csv, line 4, column 3 ('kind'): unknown label ''; the classes are 'ok' and 'bad'. Correct the cell or the recipe.")]
    [DataRow("1,2,OK", "fan.csv, line 4, column 3 ('kind'): unknown label 'OK'; the classes are 'ok' and 'bad'. Correct the cell or the recipe.")]
    [DataRow("1,2,o\uFFFD", "fan.csv, line 4, column 3: there are bytes that are no text in UTF-8; save the file as CSV in UTF-8.")]
    [DataRow("1,123456789012345678901234567890123456789012345678901234567890x,ok", "fan.csv, line 4, column 2 ('hiss'): '123456789012345678901234567890123456789012345678901234567890…' is no number; write it like 0.25, or leave the column out.")]
    public void N33_Read_BadRow_SaysWhichCell(string row, string expected)
    {
        Assert.AreEqual(expected, CsvFile.MessageOf($"hum,hiss,kind\n1,2,ok\n3,4,bad\n{row}\n5,6,ok\n"));
    }

    [TestMethod]
    [DataRow("ok", "fan.csv: no row is labelled 'bad', so there is nothing to tell apart; add examples of it.")]
    [DataRow("bad", "fan.csv: no row is labelled 'ok', so there is nothing to tell apart; add examples of it.")]
    public void N33_Read_OneClassOnly_SaysWhichIsMissing(string kind, string expected)
    {
        Assert.AreEqual(expected, CsvFile.MessageOf($"hum,kind\n1,{kind}\n2,{kind}\n"));
    }

    [TestMethod]
    [DataRow("1,2\"3,ok")]
    [DataRow("1,\"2\"3,ok")]
    [DataRow("1,2,o\"k\"")]
    [DataRow("1,2,\"ok")]
    [DataRow("1,2,ok\n\"")]
    public void N33_Read_StrayQuote_SaysWhatToDo(string row)
    {
        string message = CsvFile.MessageOf($"hum,hiss,kind\n1,2,ok\n3,4,bad\n{row}\n5,6,ok\n");

        Assert.MatchesRegex("^fan.csv, line [0-9]+: a quote stands where none can or is never closed; quote the whole cell or remove it.$", message);
    }

    [TestMethod]
    public void N33_Read_Latin1_SaysWhichColumn()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("fan.csv");
        File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes("hum,hiss_°C,kind\n1,2,ok\n3,4,bad\n"));
        InputException error = Assert.ThrowsExactly<InputException>(() => CsvDataset.Read(path, new TableColumns { Labels = ["kind"] }, ["ok", "bad"]));
        Assert.AreEqual("fan.csv, line 1, column 2: there are bytes that are no text in UTF-8; save the file as CSV in UTF-8.", error.Message);
    }

    [TestMethod]
    public void N33_Read_NoSuchFile_SaysWhere()
    {
        using var folder = new TemporaryFolder();
        foreach (string path in (string[])[folder.Combine("fan.csv"), Path.Combine(folder.Path, "none", "fan.csv")])
        {
            InputException error = Assert.ThrowsExactly<InputException>(() => CsvDataset.Read(path, new TableColumns { Labels = ["kind"] }, ["ok", "bad"]));
            Assert.AreEqual($"{path}: there is no such file; check the path.", error.Message);
        }
    }

    [TestMethod]
    public void N33_Read_Folder_SaysThatItCannotBeRead()
    {
        using var folder = new TemporaryFolder();

        InputException error = Assert.ThrowsExactly<InputException>(() => CsvDataset.Read(folder.Path, new TableColumns { Labels = ["kind"] }, ["ok", "bad"]));

        Assert.AreEqual($"{folder.Path}: cannot be read: it is a folder; name a file.", error.Message);
    }
}
