using EdgeNet.Files;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Tests.Data.Tables;

/// <summary>Names that look the same are the same, and where two are not, the message names what cannot be seen.</summary>
[TestClass]
public class NormalFormTests
{
    [TestMethod]
    [DataRow("o\u0308l", "\u00F6l")]
    [DataRow("A\u030A\u0301", "\u01FA")]
    [DataRow("e\u0302\u0323", "\u1EC7")]
    [DataRow("\u00EA\u0323", "\u1EC7")]
    [DataRow("\u0438\u0306", "\u0439")]
    [DataRow("\u03B9\u0308\u0301", "\u0390")]
    [DataRow("\u304B\u3099", "\u304C")]
    [DataRow("\u1112\u1161\u11AB\u1100\u1173\u11AF", "\uD55C\uAE00")]
    [DataRow("\u212B", "\u00C5")]
    [DataRow("\u0958", "\u0915\u093C")]
    [DataRow("q\u0307\u0323", "q\u0323\u0307")]
    [DataRow("\U0001F1E9\U0001F1EA \U0001F600", "\U0001F1E9\U0001F1EA \U0001F600")]
    [DataRow("\uD800x\uDC00", "\uD800x\uDC00")]
    [DataRow("\uFFFE\u0301", "\uFFFE\u0301")]
    [DataRow("\u0301", "\u0301")]
    [DataRow("plain", "plain")]
    [DataRow("", "")]
    public void Of_Text_IsInFormC(string text, string expected)
    {
        Assert.AreEqual(expected, NormalForm.Of(text));
        Assert.AreEqual(expected, NormalForm.Of(expected));
    }

    [TestMethod]
    public void Of_PlainText_IsTheTextItself()
    {
        string text = new([.. "Größe".ToCharArray()]);

        Assert.AreSame(text, NormalForm.Of(text));
    }

    [TestMethod]
    public void Read_NamesTakenApart_MeetThoseOfTheCaller()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("d.csv", "ho\u0308he,gru\u0308n,art\n1,n,scho\u0308n\n2,m,mu\u0308de\n");
        Dataset examples = CsvDataset.Read(path, new TableColumns { Labels = ["art"], Features = ["h\u00F6he"], Group = "gru\u0308n" }, ["sch\u00F6n", "mu\u0308de"]);

        CollectionAssert.AreEqual((float[])[0, 1], examples.Labels.Row(0).ToArray());
    }

    [TestMethod]
    [DataRow("rock\u00A0", "U+00A0, a no-break space")]
    [DataRow("ro\u200Bck", "U+200B, a zero-width space")]
    [DataRow("\uFEFFrock", "U+FEFF, a byte order mark")]
    [DataRow("\" rock\"", "U+0020, a blank")]
    [DataRow("r\u043Eck", "U+043E, a Cyrillic letter")]
    [DataRow("rock\u0007", "U+0007, a control character")]
    [DataRow("roc\u0325k\u0334", "U+0325, a combining mark and U+0334, a combining mark")]
    public void Read_LabelThatOnlyLooksLikeAClass_IsExplained(string cell, string expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("d.csv", $"x,kind\n1,mine\n2,{cell}\n");

        InputException error = Assert.ThrowsExactly<InputException>(() => CsvDataset.Read(path, new TableColumns { Labels = ["kind"] }, ["rock", "mine"]));
        Assert.Contains("unknown label", error.Message);
        Assert.EndsWith($"has {expected}.", error.Message);
    }

    [TestMethod]
    public void FindColumn_ColumnThatOnlyLooksLikeIt_IsExplained()
    {
        TableHeader header = CsvFile.Table("x\u2060,kind\n1,2\n", table => table.Header);

        Assert.EndsWith("there are x\u2060, kind. A 'x\u2060' is there that has U+2060, a word joiner.", Assert.ThrowsExactly<InputException>(() => header.FindColumn("x")).Message);
        Assert.EndsWith("'ki\u00ADnd' has U+00AD, a soft hyphen.", Assert.ThrowsExactly<InputException>(() => header.FindColumn("ki\u00ADnd")).Message);
    }

    [TestMethod]
    [DataRow("\u22121.5", "U+2212, a minus sign that is not '-'")]
    [DataRow("1\u00A0000", "U+00A0, a no-break space")]
    [DataRow("\u20132", "U+2013, an en dash")]
    public void Number_CellThatOnlyLooksLikeANumber_IsExplained(string cell, string expected)
    {
        Assert.EndsWith($"The cell has {expected}.", CsvFile.Table($"x,kind\n{cell},2\n", table => table.Read() && table.TryNumber(0, out float _) ? null : table.NumberFault(0))!.Message);
    }

    [TestMethod]
    public void ReadFolder_FoldersTakenApart_AreTheClasses()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["scho\u0308n", "mu\u0308de"])
        {
            string own = Path.Combine(folder.Path, name, $"{name}-1.csv");
            Directory.CreateDirectory(Path.GetDirectoryName(own)!);
            File.WriteAllText(own, "x\n1\n2\n");
        }

        var columns = new RecordingColumns { Channels = ["x"], CountsPerUnit = [1], ClassNames = ["sch\u00F6n", "m\u00FCde"] };
        foreach (LabelSource from in (LabelSource[])[LabelSource.Folder, LabelSource.File])
        {
            CollectionAssert.AreEqual((int[])[1, 0], RecordingReader.ReadFolder(folder.Path, columns, from).Recordings.Select(recording => recording.Labels[0]).ToArray());
        }
    }

    [TestMethod]
    public void Find_PathTakenApart_IsFound()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Combine("e\u0301te\u0301"), "u\u0308.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");

        Assert.AreEqual(path, FileNames.Find(Path.Combine(folder.Combine("\u00E9t\u00E9"), "\u00FC.csv")));
        Assert.AreEqual(folder.Combine("none"), FileNames.Find(folder.Combine("none")));
    }
}
