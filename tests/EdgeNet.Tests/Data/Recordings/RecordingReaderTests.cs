using EdgeNet.Files;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Tests.Data.Recordings;

/// <summary>Recordings from CSV files, and what is said of those that cannot be used.</summary>
[TestClass]
public class RecordingReaderTests
{
    private static readonly RecordingColumns Columns = new()
    {
        Channels = ["x", "y"],
        CountsPerUnit = [1000, 1],
        Label = "label",
        ClassNames = ["still", "shaking"],
    };

    [TestMethod]
    public void ReadCsv_SeveralRecordings_AreCountsWithTheirLabelsAndGroups()
    {
        RecordingSet set = Read("speed,y,rec,label,x\n20,7,a,still,0.0014\n20,-8,a,shaking,-0.0026\n30,32767,b,still,-32.768\n", Columns with { Recording = "rec", GroupColumns = ["speed"] });

        Assert.HasCount(2, set.Recordings);
        Assert.AreEqual(3, set.Count);
        Recording first = set.Recordings[0];
        Assert.AreEqual("a", first.Name);
        CollectionAssert.AreEqual((short[])[1, -3], first.Readings[0]);
        CollectionAssert.AreEqual((short[])[7, -8], first.Readings[1]);
        CollectionAssert.AreEqual((int[])[0, 1], first.Labels);
        Assert.AreEqual("20", first.Groups["speed"]);
        Recording second = set.Recordings[1];
        CollectionAssert.AreEqual((short[])[-32768], second.Readings[0]);
        CollectionAssert.AreEqual((short[])[32767], second.Readings[1]);
        Assert.AreEqual("30", second.Groups["speed"]);
    }

    [TestMethod]
    public void ReadCsv_NoHeader_HasTheChannelsInTheirOrder()
    {
        Recording recording = Read("0.001,2\n-0.003,4\n", Columns with { Label = null }).Recordings.Single();
        CollectionAssert.AreEqual((short[])[1, -3], recording.Readings[0]);
        CollectionAssert.AreEqual((short[])[2, 4], recording.Readings[1]);
    }

    [TestMethod]
    public void ReadCsv_NoHeaderAndOtherColumns_SaysHowMany()
    {
        InputException fault = Assert.ThrowsExactly<InputException>(() => Read("1,2,3\n4,5,6\n", Columns with { Label = null }));
        Assert.AreEqual("d.csv, line 1: no line names the columns, and there are 3 numbers where the channels are x, y; add a header, or name a channel for each column.", fault.Message);
    }

    [TestMethod]
    public void ReadCsv_NoRecordingColumn_IsOneRecordingOfTheFilesName()
    {
        Recording recording = Read("x,y,label\n1,2,still\n3,4,still\n", Columns).Recordings.Single();
        Assert.AreEqual("d", recording.Name);
        Assert.AreEqual(2, recording.Count);
    }

    [TestMethod]
    public void ReadCsv_ColumnNamedRecording_TellsRecordingsApartUnasked() =>
        Assert.HasCount(2, Read("recording,x,y,label\na,1,2,still\nb,3,4,still\n", Columns).Recordings);

    [TestMethod]
    public void ReadCsv_NoLabelColumn_HasNoClasses() =>
        CollectionAssert.AreEqual((int[])[-1], Read("x,y\n1,2\n", Columns with { Label = null }).Recordings[0].Labels);

    [TestMethod]
    public void ReadCsv_LabelValues_StandForTheClasses() =>
        CollectionAssert.AreEqual((int[])[1, 0], Read("x,y,label\n1,2,1\n1,2,0\n", Columns with { LabelValues = ["0", "1"] }).Recordings[0].Labels);

    [TestMethod]
    [DataRow("x,y,label\n32.768,0,still\n", "d.csv, line 2, column 1 ('x'): '32.768' is 32768 counts, and readings have 16 bits, -32768 to 32767; one unit is taken for 1000 ('countsPerUnit'): lower that, or give the file in units.")]
    [DataRow("x,y,label\n1,-32769,still\n", "d.csv, line 2, column 2 ('y'): '-32769' is -32769 counts, and readings have 16 bits, -32768 to 32767; one unit is taken for 1 ('countsPerUnit'): lower that, or give the file in units.")]
    [DataRow("x,y,label\n1,,still\n", "d.csv, line 2, column 2 ('y'): the cell is empty; fill it in or remove the row.")]
    [DataRow("x,y,label\n1,1,still\n1,NaN,still\n", "d.csv, line 3, column 2 ('y'): 'NaN' is not a finite number; remove the row or correct it.")]
    [DataRow("x,y,label\n1,1,dancing\n", "d.csv, line 2, column 3 ('label'): unknown label 'dancing'; the classes are 'still' and 'shaking'. Correct the cell or the recipe.")]
    [DataRow("x,label\n1,still\n", "d.csv, line 1: no column is called 'y'; there are x, label.")]
    [DataRow("recording,x,y,label\na,1,1,still\nb,1,1,still\na,1,1,still\n", "d.csv, line 4, column 1 ('recording'): the recording 'a' goes on after another one; rows of a recording stand together.")]
    [DataRow("recording,x,y,label\n,1,1,still\n", "d.csv, line 2, column 1 ('recording'): the cell is empty; name the recording that the reading belongs to.")]
    public void ReadCsv_WhatCannotBeUsed_IsSaidWithItsPlace(string text, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<InputException>(() => Read(text, Columns)).Message);

    [TestMethod]
    public void ReadCsv_GroupThatChangesInARecording_IsRefused() => Assert.AreEqual(
        "d.csv, line 3, column 1 ('speed'): '30' after '20' in the file; a column to split by has one value in a recording.",
        Assert.ThrowsExactly<InputException>(() => Read("speed,x,y,label\n20,1,1,still\n30,1,1,still\n", Columns with { GroupColumns = ["speed"] })).Message);

    [TestMethod]
    public void ReadFolder_LabelsFromFolders_NamesRecordingsAfterTheirFiles()
    {
        using var folder = new TemporaryFolder();
        Fill(folder, "still/b.csv", "still/a.CSV", "shaking/a.csv", "still/.hidden.csv", "shaking/notes.txt");

        RecordingSet set = RecordingReader.ReadFolder(folder.Path, Columns with { Label = null }, LabelSource.Folder);

        CollectionAssert.AreEqual((string[])["shaking/a", "still/a", "still/b"], set.Recordings.Select(recording => recording.Name).ToArray());
        CollectionAssert.AreEqual((int[])[1, 0, 0], set.Recordings.Select(recording => recording.Labels[0]).ToArray());
    }

    [TestMethod]
    public void ReadFolder_LabelsFromFiles_TakesTheLongestClassThatTheNameBeginsWith()
    {
        using var folder = new TemporaryFolder();
        Fill(folder, "still-2.csv", "shaking.csv", "still_hot3.csv");

        RecordingSet set = RecordingReader.ReadFolder(folder.Path, Columns with { Label = null, ClassNames = ["still", "shaking", "still_hot"] }, LabelSource.File);

        CollectionAssert.AreEqual((int[])[1, 0, 2], set.Recordings.Select(recording => recording.Labels[0]).ToArray());
    }

    [TestMethod]
    [DataRow("stills.csv", LabelSource.File, "stills.csv: the name begins with no class; the classes are still, shaking. Rename it, or correct the recipe.")]
    [DataRow("other/a.csv", LabelSource.Folder, "other/a.csv: the folder 'other' is no class; the classes are still, shaking. Rename it, or correct the recipe.")]
    [DataRow("a.csv", LabelSource.Folder, "a.csv: is in no folder of a class; the classes are still, shaking. Move it into one.")]
    internal void ReadFolder_NameOfNoClass_IsRefused(string file, LabelSource from, string message)
    {
        using var folder = new TemporaryFolder();
        Fill(folder, file);
        Assert.AreEqual(message, Assert.ThrowsExactly<InputException>(() => RecordingReader.ReadFolder(folder.Path, Columns with { Label = null }, from)).Message);
    }

    [TestMethod]
    public void ReadFolder_NoCsvOrNoFolder_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual($"{folder.Path}: there is no CSV file in the folder; put recordings there.", Message(folder.Path));
        Assert.AreEqual($"{folder.Combine("no")}: there is no such folder; check the path.", Message(folder.Combine("no")));

        static string Message(string path) => Assert.ThrowsExactly<InputException>(() => RecordingReader.ReadFolder(path, Columns)).Message;
    }

    private static void Fill(TemporaryFolder folder, params string[] files)
    {
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Combine(file))!);
            folder.Write(file, "x,y\n1,2\n");
        }
    }

    private static RecordingSet Read(string text, RecordingColumns columns)
    {
        using var folder = new TemporaryFolder();
        return RecordingReader.ReadCsv(folder.Write("d.csv", text), columns);
    }
}
