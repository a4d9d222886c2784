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
    }
}
