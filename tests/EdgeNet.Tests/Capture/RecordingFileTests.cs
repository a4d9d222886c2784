using EdgeNet.Capture;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Tests.Capture;

[TestClass]
public sealed class RecordingFileTests : IDisposable
{
    private static readonly LoggerHeader Header = new(100, 8192, "g", ["x", "y", "z"]);

    private readonly TemporaryFolder _folder = new();

    private string Text => File.ReadAllText(_folder.Combine("r.csv"));

    [TestMethod]
    public void Open_FileCutAtAnyByte_KeepsTheWholeRowsAndSaysWhatItRemoved()
    {
        string text = LoggerLines.HeaderRow + "\na-1,0,1,2,3,8192,a\na-1,0.01,-4,5,6,8192,a\n";
        for (int length = 0; length <= text.Length; length++)
        {
            string whole = text[..(text[..length].LastIndexOf('\n') + 1)];
            string path = _folder.Write("r.csv", text[..length]);
            using (RecordingFile file = RecordingFile.Open(path))
            {
                Assert.AreEqual(length - whole.Length, file.RemovedBytes);
                file.Begin(Header);
                file.Append("b-1,0,1,1,1,8192,b\n");
                Assert.AreEqual(1, file.RowsWritten);
            }

            Assert.AreEqual((whole.Length == 0 ? LoggerLines.HeaderRow + "\n" : whole) + "b-1,0,1,1,1,8192,b\n", Text);
        }
    }

    [TestMethod]
    public void Open_TornRowLongerThanABuffer_IsRemovedWhole()
    {
        string path = _folder.Write("r.csv", LoggerLines.HeaderRow + "\n" + new string('7', 10_000));
        using (RecordingFile file = RecordingFile.Open(path))
        {
            Assert.AreEqual(10_000, file.RemovedBytes);
        }

        Assert.AreEqual(LoggerLines.HeaderRow + "\n", Text);
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
    [DataRow("x,y,label\n1,2,a\n", "line 2: 3 cells under 3 columns; this is no file that capture has written. Name another with --out.")]
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

    public void Dispose() => _folder.Dispose();
}
