using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeNet.Files;

namespace EdgeNet.Tests.Files;

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

    [TestMethod]
    public void Save_LinksOfGuessableNames_AreNotWrittenThrough()
    {
        RequireUnix();
        using var folder = new TemporaryFolder();
        string victim = folder.Write("victim", "precious");
        foreach (string name in (string[])[$"new.{Environment.ProcessId}.tmp", "new.tmp", ".edgenet-.tmp"])
        {
            File.CreateSymbolicLink(folder.Combine(name), victim);
        }

        Save(folder.Combine("new"));
        Assert.AreEqual("precious", File.ReadAllText(victim));
        CollectionAssert.AreEqual(Content, File.ReadAllBytes(folder.Combine("new")));
    }

    [TestMethod]
    public void Save_Link_StaysAndTheFileBehindItIsReplaced()
    {
        RequireUnix();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("other"));
        File.CreateSymbolicLink(folder.Combine("second"), Path.Combine("other", "file"));
        File.CreateSymbolicLink(folder.Combine("link"), "second");
        Save(folder.Combine("link")); // the file behind it is not there yet
        Save(folder.Combine("link"));

        CollectionAssert.AreEqual((string[])["link", "other", "second"], folder.FileNames.ToArray());
        Assert.AreEqual("second", new FileInfo(folder.Combine("link")).LinkTarget);
        CollectionAssert.AreEqual(Content, File.ReadAllBytes(Path.Combine(folder.Path, "other", "file")));
        Assert.HasCount(1, Directory.GetFiles(folder.Combine("other")));
    }

    [TestMethod]
    public void Save_LinkToAFileThatWasRead_RefusesAndKeepsIt()
    {
        RequireUnix();
        using var folder = new TemporaryFolder();
        folder.Write("old", "before");
        File.CreateSymbolicLink(folder.Combine("link"), "old");
        var files = new FileSet();
        files.Keep(folder.Combine("old"));
        files.Add(folder.Combine("link"), Content);
        Assert.Contains("it is what was read", Assert.ThrowsExactly<InputException>(files.Save).Message);
        Assert.AreEqual("before", File.ReadAllText(folder.Combine("old")));
    }

    [TestMethod]
    public void Save_LinksInACircle_SaysSo()
    {
        RequireUnix();
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.Combine("a"), "b");
        File.CreateSymbolicLink(folder.Combine("b"), "a");
        InputException error = Assert.ThrowsExactly<InputException>(() => Save(folder.Combine("a")));
        Assert.StartsWith($"{folder.Combine("a")}: cannot be written: ", error.Message);
    }

    [TestMethod]
    public void Save_WhatAKilledProcessHasLeft_IsRemovedAndWhatALivingOneWritesIsNot()
    {
        using var folder = new TemporaryFolder();
        DateTime longAgo = DateTime.UtcNow.AddDays(-2);
        string[] names = [".edgenet-0123456789abcdef.tmp", ".edgenet-fedcba9876543210.tmp", "new.4711.tmp", "mine.4711.tmp", "new.tmp", ".edgenet-.tmp"];
        foreach (string name in names)
        {
            File.SetLastWriteTimeUtc(folder.Write(name, "half"), longAgo);
        }

        using (new FileStream(folder.Combine(names[1]), FileMode.Open, FileAccess.Write, FileShare.None))
        {
            Save(folder.Combine("new"));
            CollectionAssert.AreEquivalent((string[])["new", names[1], "mine.4711.tmp", "new.tmp", ".edgenet-.tmp"], folder.FileNames.ToArray());
        }

        Save(folder.Combine("new"));
        CollectionAssert.AreEquivalent((string[])["new", "mine.4711.tmp", "new.tmp", ".edgenet-.tmp"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Save_NameAsLongAsTheSystemTakes_IsWritten()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine(new string('n', OperatingSystem.IsWindows() ? 120 : 255));
        new FileSet().Check(path);
        Save(path);
        CollectionAssert.AreEqual(Content, File.ReadAllBytes(path));
    }

    [TestMethod]
    [DataRow("LONG", "the name is too long; choose a shorter one.")]
    [DataRow("a\0b", "the name has a character that no file's name has; correct it.")]
    [DataRow("missing/new", "there is no such folder; make it first.")]
    [DataRow("file/new", "there is no such folder; make it first.")]
    [DataRow("folder", "a folder of that name is in the way.")]
    [DataRow("new/", "it names a folder; name a file.")]
    public void Check_PlaceThatTakesNoFile_SaysWhyAsSaveDoes(string name, string why)
    {
        RequireUnix();
        using var folder = new TemporaryFolder();
        folder.Write("file", "before");
        Directory.CreateDirectory(folder.Combine("folder"));
        string path = folder.Combine(name == "LONG" ? new string('n', 300) : name);

        Assert.AreEqual($"{path}: cannot be written: {why}", Assert.ThrowsExactly<InputException>(() => new FileSet().Check(folder.Combine("new"), path)).Message);
        Assert.AreEqual($"{path}: cannot be written: {why}", Assert.ThrowsExactly<InputException>(() => Save(path)).Message);
        CollectionAssert.AreEqual((string[])["file", "folder"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Check_PlacesThatTakeFiles_ChangesNothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("old", "before");
        new FileSet().Check(folder.Combine("old"), folder.Combine("new"));
        CollectionAssert.AreEqual((string[])["old"], folder.FileNames.ToArray());
        Assert.AreEqual("before", File.ReadAllText(folder.Combine("old")));
    }

    [TestMethod]
    public void CheckRoom_MoreThanAnyDiskHas_SaysHowMuchIsFree()
    {
        using var folder = new TemporaryFolder();
        FileSet.CheckRoom(folder.Path, 1);
        InputException error = Assert.ThrowsExactly<InputException>(() => FileSet.CheckRoom(folder.Path, long.MaxValue));
        Assert.MatchesRegex(@": has [0-9,]+ bytes left, and the model takes 9,223,372,036,854,775,807 at least; make room, or train a smaller one\.$", error.Message);
    }

    [TestMethod]
    public void Save_Devices_AreWrittenIntoAndNotReplaced()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Inconclusive("Only Linux has /dev/full.");
        }

        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.Combine("link"), "/dev/full");
        Save("/dev/null");
        foreach (string path in (string[])["/dev/full", folder.Combine("link")])
        {
            var files = new FileSet();
            files.Add(folder.Combine("new"), Content);
            files.Add(path, Content);
            files.Check([.. files.Files.Select(file => file.Path)]);
            Assert.AreEqual($"{path}: cannot be written: No space left on device.", Assert.ThrowsExactly<InputException>(files.Save).Message);
        }

        CollectionAssert.AreEqual((string[])["link"], folder.FileNames.ToArray());
        using var device = new FileStream("/dev/full", FileMode.Open, FileAccess.Read);
        Assert.AreEqual(0, device.ReadByte()); // it still is the device, whose bytes are zeros without an end
    }

    [TestMethod]
    public void Save_Pipe_WritesIntoIt()
    {
        RequireUnix();
        using var folder = new TemporaryFolder();
        string path = folder.Combine("pipe");
        using (Process make = Process.Start("mkfifo", [path]))
        {
            make.WaitForExit();
        }

        Task<byte[]> reader = Task.Run(() => File.ReadAllBytes(path));
        Save(path);
        CollectionAssert.AreEqual(Content, reader.GetAwaiter().GetResult());
        CollectionAssert.AreEqual((string[])["pipe"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void SaveOrKeep_OneCannotBeWritten_KeepsEveryFileAmongTheTemporaryOnes()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("second"));
        var files = new FileSet();
        files.Add(folder.Combine("first"), Content);
        files.Add(folder.Combine("second"), [9]);
        InputException error = Assert.ThrowsExactly<InputException>(files.SaveOrKeep);

        Match match = Regex.Match(error.Message, @"a folder of that name is in the way\. What was made is in (.+): first, second\.$");
        Assert.IsTrue(match.Success, error.Message);
        string kept = match.Groups[1].Value;
        CollectionAssert.AreEqual(Content, File.ReadAllBytes(Path.Combine(kept, "first")));
        CollectionAssert.AreEqual((byte[])[9], File.ReadAllBytes(Path.Combine(kept, "second")));
        CollectionAssert.AreEqual((string[])["second"], folder.FileNames.ToArray());
        Directory.Delete(kept, recursive: true);
    }

    private static readonly byte[] Content = [1, 2, 3];

    private static void Save(string path)
    {
        var files = new FileSet();
        files.Add(path, Content);
        files.Save();
    }

    private static void RequireUnix()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows gives links to administrators only, and has no pipes with a path.");
        }
    }
}
