using System.Diagnostics;
using EdgeNet.Capture;
using EdgeNet.Files;

namespace EdgeNet.Tests.Capture;

[TestClass]
public sealed class RecordingFileTests : IDisposable
{
    private static readonly LoggerHeader Header = new(100, 8192, "g", ["x", "y", "z"]);

    private readonly TemporaryFolder _folder = new();

    private string Text => File.ReadAllText(_folder.Combine("r.csv"));

    [TestMethod]
    [DataRow("shaking-20260504-030201-1", "shaking")]
    [DataRow("on-off-20260504-030201-12", "on-off")]
    [DataRow("a-1", "a")]
    public void Open_FileCutAtAnyByte_KeepsTheWholeRowsAndSaysWhatItRemoves(string recording, string label)
    {
        string text = $"{LoggerLines.HeaderRow}\n{recording},0,1,2,3,8192,{label}\n{recording},0.01,-4,5,6,8192,{label}\n";
        for (int length = 0; length <= text.Length; length++)
        {
            // A line that is whole but for its line end is whole.
            string cut = text[..length];
            string whole = length < text.Length && text[length] == '\n' ? cut + "\n" : text[..(cut.LastIndexOf('\n') + 1)];
            string path = _folder.Write("r.csv", cut);
            using (RecordingFile file = RecordingFile.Open(path))
            {
                Assert.AreEqual(Math.Max(0, length - whole.Length), file.RemovedBytes, $"{length}");
                file.Begin(Header);
                file.Append("b-1,0,1,1,1,8192,b\n");
                Assert.AreEqual(1, file.RowsWritten);
            }

            Assert.AreEqual((whole.Length == 0 ? LoggerLines.HeaderRow + "\n" : whole) + "b-1,0,1,1,1,8192,b\n", Text);
        }
    }

    [TestMethod]
    [DataRow("", false)]
    [DataRow("recording,t,x,y,z,counts_per_g,label", false)]
    [DataRow("recording,t,x,y,z,counts_per_g,label\na-1,0,1,2,3,8192,a", true)]
    [DataRow("recording,t,x,y,z,counts_per_g,label\na-1,0,1,2,3,8192,a\na-1,0.0", true)]
    [DataRow("recording,t,x,y,z,counts_per_g,label\na-1,0,1,2,3,8192,a\n\0\0\0\0", true)]
    [DataRow("recording,t,x,y,z,counts_per_g,label\r\na-1,0,1,2,3,8192,a\r\n", true)]
    public void Open_NoRowComes_LeavesTheFileByteForByte(string text, bool hasLogger)
    {
        string path = _folder.Write("r.csv", text);
        using (RecordingFile file = RecordingFile.Open(path))
        {
            if (hasLogger)
            {
                file.Begin(Header);
            }
        }

        Assert.AreEqual(text, Text);
    }

    [TestMethod]
    public void Append_BehindZerosOfAPowerCut_TakesTheirPlace()
    {
        string path = _folder.Write("r.csv", LoggerLines.HeaderRow + "\na-1,0,1,2,3,8192,a\na-1,0.0\0\0\0");
        using (RecordingFile file = RecordingFile.Open(path))
        {
            Assert.AreEqual(10, file.RemovedBytes);
            file.Begin(Header);
            file.Append("b-1,0,1,1,1,8192,b\n");
        }

        Assert.AreEqual(LoggerLines.HeaderRow + "\na-1,0,1,2,3,8192,a\nb-1,0,1,1,1,8192,b\n", Text);
    }

    [TestMethod]
    public void Open_TornRowLongerThanABuffer_IsRemovedWhole()
    {
        string path = _folder.Write("r.csv", LoggerLines.HeaderRow + "\n" + new string('7', 10_000));
        using (RecordingFile file = RecordingFile.Open(path))
        {
            Assert.AreEqual(10_000, file.RemovedBytes);
            file.Begin(Header);
            file.Append("b-1,0,1,1,1,8192,b\n");
        }

        Assert.AreEqual(LoggerLines.HeaderRow + "\nb-1,0,1,1,1,8192,b\n", Text);
    }

    [TestMethod]
    public void NewRecording_NamesInTheFile_AreLeftOut()
    {
        string path = _folder.Write("r.csv", LoggerLines.HeaderRow + "\na-2,0,1,2,3,8192,a\na-4,0,1,2,3,8192,a\n");
        using RecordingFile file = RecordingFile.Open(path);
        int number = 1;
        string[] names = [.. Enumerable.Range(0, 4).Select(_ => file.NewRecording("a", ref number))];
        CollectionAssert.AreEqual((string[])["a-1", "a-3", "a-5", "a-6"], names);
    }

    [TestMethod]
    [DataRow("x,y,label\n1,2,a\n", "line 1: not the header row of a recording; this is no file that capture has written. Name another with --out.")]
    [DataRow("{ \"key\": 1 }", "line 1: not the header row of a recording; this is no file that capture has written. Name another with --out.")]
    [DataRow("\0\0\0\0", "line 1: not the header row of a recording; this is no file that capture has written. Name another with --out.")]
    [DataRow("records\n", "line 1: not the header row of a recording; this is no file that capture has written. Name another with --out.")]
    [DataRow("recording,t,x,y,z,counts_per_g,label\na-1,0,1,2,3,8192,a\nnote: the fan was off", "line 3: neither a row nor half of one; this is no file that capture has written. Name another with --out.")]
    [DataRow("recording,t,x,y,z,counts_per_g,label\n1 2 3\n", "line 2: 1 cells under 7 columns; this is no file that capture has written. Name another with --out.")]
    [DataRow("recording,t,x,y,z,counts_per_g,label\na-1,0,1,2,3,8192\n", "line 2: 6 cells under 7 columns; this is no file that capture has written. Name another with --out.")]
    public void Open_AnotherFile_IsRefusedAndLeftAsItIs(string text, string message)
    {
        string path = _folder.Write("r.csv", text);
        InputException fault = Assert.ThrowsExactly<InputException>(() => RecordingFile.Open(path));
        Assert.AreEqual($"{path}, {message}", fault.Message);
        Assert.AreEqual(text, Text);
    }

    [TestMethod]
    [DataRow("recording,t,x,counts_per_g,label\n", "has the columns 'recording,t,x,counts_per_g,label'; this logger gives 'recording,t,x,y,z,counts_per_g,label'. Name another file with --out.")]
    [DataRow("recording,t,x,y,z,counts_per_g,label\na-1,0,1,2,3,4096,a\n", "holds 4096 counts per g; this logger gives 100 Hz, x, y, z, 8192 counts per g. Name another file with --out.")]
    [DataRow("recording,t,x,y,z,counts_per_g,label\nb-1,0,1,2,3,8192,a\na-1,0,1,2,3,8192,a\na-1,0.02,1,2,3,8192,a\n", "holds 50 readings a second; this logger gives 100 Hz, x, y, z, 8192 counts per g. Name another file with --out.")]
    public void Begin_FileOfAnotherLogger_IsRefusedWithBoth(string text, string message)
    {
        string path = _folder.Write("r.csv", text);
        using (RecordingFile file = RecordingFile.Open(path))
        {
            InputException fault = Assert.ThrowsExactly<InputException>(() => file.Begin(Header));
            Assert.AreEqual($"{path}: {message}", fault.Message);
        }

        Assert.AreEqual(text, Text);
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(7)]
    [DataRow(10_000)]
    public void Begin_RateWhosePeriodIsRounded_FitsItsOwnFile(int rateHz)
    {
        string second = FormattableString.Invariant($"{1.0 / rateHz:0.######}");
        string path = _folder.Write("r.csv", LoggerLines.HeaderRow + $"\na-1,0,1,2,3,8192,a\na-1,{second},1,2,3,8192,a\n");
        using RecordingFile file = RecordingFile.Open(path);
        file.Begin(Header with { RateHz = rateHz });
    }

    [TestMethod]
    public void Begin_ChannelWithTheNameOfAnotherColumn_IsRefused()
    {
        using RecordingFile file = RecordingFile.Open(_folder.Combine("r.csv"));
        InputException fault = Assert.ThrowsExactly<InputException>(() => file.Begin(Header with { Channels = ["x", "label"] }));
        Assert.AreEqual("The logger calls a channel 'label', which is the name of another column of the recording; change it there.", fault.Message);
    }

    [TestMethod]
    public void Open_ByTwo_IsRefusedForTheSecond()
    {
        string path = _folder.Combine("r.csv");
        using RecordingFile first = RecordingFile.Open(path);
        InputException fault = Assert.ThrowsExactly<InputException>(() => RecordingFile.Open(path));
        Assert.StartsWith($"{path}: cannot be written: ", fault.Message);
    }

    [TestMethod]
    public void Open_FolderThatDoesNotExist_IsMadeAndAFolderInTheWayIsRefused()
    {
        string path = _folder.Combine(Path.Combine("new", "r.csv"));
        using (RecordingFile file = RecordingFile.Open(path))
        {
            file.Begin(Header);
        }

        Assert.IsTrue(File.Exists(path));
        InputException fault = Assert.ThrowsExactly<InputException>(() => RecordingFile.Open(_folder.Combine("new")));
        Assert.StartsWith($"{_folder.Combine("new")}: cannot be written: ", fault.Message);
    }

    [TestMethod]
    public void Append_FullDisk_SaysSo()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Inconclusive("Only Linux has /dev/full.");
        }

        using RecordingFile file = RecordingFile.Open("/dev/full");
        InputException fault = Assert.ThrowsExactly<InputException>(() => file.Begin(Header));
        Assert.StartsWith("/dev/full: cannot be written: No space left on device", fault.Message);
    }

    [TestMethod]
    public void Open_HugeLine_IsRefusedInLittleMemory()
    {
        const int Megabytes = 64;
        string path = _folder.Combine("r.csv");
        using (FileStream stream = File.Create(path))
        {
            byte[] piece = new byte[1 << 20];
            Array.Fill(piece, (byte)'7');
            for (int m = 0; m < Megabytes; m++)
            {
                stream.Write(piece);
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.ThrowsExactly<InputException>(() => RecordingFile.Open(path));
        Assert.IsLessThan(1L << 20, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual((long)Megabytes << 20, new FileInfo(path).Length);
    }

    [TestMethod]
    public void Append_FileWasDeleted_ComesAgainWithEveryRow()
    {
        PseudoTerminal.RequireUnix();
        string folder = Directory.CreateDirectory(_folder.Combine("gone")).FullName;
        string path = Path.Combine(folder, "r.csv");
        using (RecordingFile file = RecordingFile.Open(path))
        {
            file.Begin(Header);
            file.Append("a-1,0,1,1,1,8192,a\n");
            Directory.Delete(folder, recursive: true);
            file.Append("a-1,0.01,2,2,2,8192,a\n");
            file.Append("a-1,0.02,3,3,3,8192,a\n");
            File.Delete(path);
            file.Finish();
            CollectionAssert.AreEqual(Enumerable.Repeat($"{path} was deleted while it was recorded; it was made again with every row.", 2).ToArray(), file.Changes.ToArray());
            Assert.AreEqual((path, 3L), (file.Path, file.RowsWritten));
        }

        Assert.AreEqual(LoggerLines.HeaderRow + "\na-1,0,1,1,1,8192,a\na-1,0.01,2,2,2,8192,a\na-1,0.02,3,3,3,8192,a\n", File.ReadAllText(path));
    }

    [TestMethod]
    public void Append_FileWasReplaced_GoesOnBesideItWithEveryRow()
    {
        PseudoTerminal.RequireUnix();
        string path = _folder.Write("r.csv", LoggerLines.HeaderRow + "\nz-1,0,1,1,1,8192,z\n");
        _folder.Write("r-2.csv", "mine");
        using (RecordingFile file = RecordingFile.Open(path))
        {
            file.Begin(Header);
            file.Append("a-1,0,1,1,1,8192,a\n");
            File.Move(_folder.Write("other", "another file"), path, overwrite: true);
            file.Append("a-1,0.01,2,2,2,8192,a\n");
            Assert.AreEqual(_folder.Combine("r-3.csv"), file.Path);
            Assert.AreEqual($"{path} was replaced while it was recorded; every row is in {file.Path}, and the new file is as it was.", file.Changes.Single());
        }

        Assert.AreEqual(("another file", "mine"), (Text, File.ReadAllText(_folder.Combine("r-2.csv"))));
        Assert.AreEqual(LoggerLines.HeaderRow + "\nz-1,0,1,1,1,8192,z\na-1,0,1,1,1,8192,a\na-1,0.01,2,2,2,8192,a\n", File.ReadAllText(_folder.Combine("r-3.csv")));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(50)]
    [DataRow(5000)]
    public void Append_FileHasAnotherLength_GoesOnBesideItAndLeavesNoHole(int bytes)
    {
        PseudoTerminal.RequireUnix();
        string path = _folder.Combine("r.csv");
        string before;
        using (RecordingFile file = RecordingFile.Open(path))
        {
            file.Begin(Header);
            file.Append("a-1,0,1,1,1,8192,a\n");
            using (Process truncate = Process.Start("truncate", ["-s", FormattableString.Invariant($"{bytes}"), path]))
            {
                truncate.WaitForExit();
            }

            before = RecordedText.Of(path);
            file.Append("a-1,0.01,2,2,2,8192,a\n");
            Assert.AreEqual($"{path} was changed by another program while it was recorded; what came from then on is in {_folder.Combine("r-2.csv")}.", file.Changes.Single());
        }

        Assert.AreEqual((bytes, before), (before.Length, Text));
        Assert.AreEqual(LoggerLines.HeaderRow + "\na-1,0.01,2,2,2,8192,a\n", File.ReadAllText(_folder.Combine("r-2.csv")));
    }

    [TestMethod]
    public void Open_Link_AppendsToTheFileBehindIt()
    {
        PseudoTerminal.RequireUnix();
        _folder.Write("real.csv", LoggerLines.HeaderRow + "\n");
        File.CreateSymbolicLink(_folder.Combine("r.csv"), "real.csv");
        using (RecordingFile file = RecordingFile.Open(_folder.Combine("r.csv")))
        {
            file.Begin(Header);
            file.Append("a-1,0,1,1,1,8192,a\n");
            file.Finish();
            Assert.IsEmpty(file.Changes);
        }

        Assert.IsNotNull(new FileInfo(_folder.Combine("r.csv")).LinkTarget);
        Assert.AreEqual(LoggerLines.HeaderRow + "\na-1,0,1,1,1,8192,a\n", File.ReadAllText(_folder.Combine("real.csv")));
    }

    [TestMethod]
    [DataRow("a\0b", "the name has a character that no file's name has; correct it.")]
    [DataRow("LONG", "the name is too long; choose a shorter one.")]
    public void Open_ImpossibleName_SaysWhy(string name, string why)
    {
        string path = _folder.Combine(name == "LONG" ? new string('n', 300) : name);
        InputException fault = Assert.ThrowsExactly<InputException>(() => RecordingFile.Open(path));
        Assert.AreEqual($"{path}: cannot be written: {why}", fault.Message);
    }

    [TestMethod]
    public void Open_Pipe_IsRefused()
    {
        PseudoTerminal.RequireUnix();
        string path = _folder.Combine("pipe");
        using (Process make = Process.Start("mkfifo", [path]))
        {
            make.WaitForExit();
        }

        InputException fault = Assert.ThrowsExactly<InputException>(() => RecordingFile.Open(path));
        Assert.AreEqual($"{path}: cannot be written: it is a pipe or a terminal; name a file.", fault.Message);
    }

    public void Dispose() => _folder.Dispose();
}
