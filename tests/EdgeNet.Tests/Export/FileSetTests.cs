using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Export;

[TestClass]
public class FileSetTests
{
    [TestMethod]
    public void Save_NewAndOldFiles_AreAllThereAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        folder.Write("old", "before");
        var files = new FileSet();
        files.Add(folder.Combine("old"), [1, 2, 3]);
        files.Add(folder.Combine("new"), [4]);
        files.Save();

        CollectionAssert.AreEqual((string[])["new", "old"], folder.FileNames.ToArray());
        CollectionAssert.AreEqual((byte[])[1, 2, 3], File.ReadAllBytes(folder.Combine("old")));
    }

    [TestMethod]
    public void Save_OneCannotBeWritten_NoneHasChanged()
    {
        using var folder = new TemporaryFolder();
        folder.Write("old", "before");
        var files = new FileSet();
        files.Add(folder.Combine("old"), [1, 2, 3]);
        files.Add(Path.Combine(folder.Path, "missing", "new"), [4]);
        InputException error = Assert.ThrowsExactly<InputException>(files.Save);

        Assert.Contains(Path.Combine("missing", "new"), error.Message);
        Assert.AreEqual("before", File.ReadAllText(folder.Combine("old")));
        CollectionAssert.AreEqual((string[])["old"], folder.FileNames.ToArray());
        Assert.AreEqual($"{Path.Combine(folder.Path, "missing", "new")}: cannot be written: there is no such folder; make it first.", error.Message);
    }

    [TestMethod]
    public void Save_OverAFileThatWasRead_RefusesAndKeepsIt()
    {
        using var folder = new TemporaryFolder();
        folder.Write("old", "before");
        var files = new FileSet();
        files.Keep(folder.Combine("old"));
        files.Add(folder.Combine("new"), [4]);
        files.Add(Path.Combine(folder.Path, ".", "old"), [1]);
        InputException error = Assert.ThrowsExactly<InputException>(files.Save);

        Assert.AreEqual($"{Path.Combine(folder.Path, ".", "old")}: cannot be written: it is what was read; name another file.", error.Message);
        Assert.AreEqual("before", File.ReadAllText(folder.Combine("old")));
        CollectionAssert.AreEqual((string[])["old"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Save_TwoFilesOfOneName_WritesNeither()
    {
        using var folder = new TemporaryFolder();
        var files = new FileSet();
        files.Add(folder.Combine("new"), [4]);
        files.Add(folder.Combine("new"), [5]);
        InputException error = Assert.ThrowsExactly<InputException>(files.Save);

        Assert.AreEqual($"{folder.Combine("new")}: cannot be written: two files are to have this name; name another one.", error.Message);
        CollectionAssert.AreEqual((string[])[], folder.FileNames.ToArray());
    }
}
