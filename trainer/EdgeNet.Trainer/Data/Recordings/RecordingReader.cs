using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>Reads recordings from CSV files: a row is a reading of every channel, rows of one recording stand together, in the order of time.</summary>
internal static class RecordingReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">The file, perhaps with several recordings.</param>
    /// <param name="columns">The roles of the columns; others are not read. A file without a header has the channels alone.</param>
    /// <returns>The recordings, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static RecordingSet ReadCsv(string path, RecordingColumns columns)
    {
        return new RecordingSet(columns.Channels, columns.ClassNames, ReadFile(path, columns, -1, string.Empty)) { TargetNames = columns.Targets };
    }

    /// <summary>Reads every CSV file of a folder and of the folders in it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="columns">The roles of the columns, in every file.</param>
    /// <param name="labelFrom">The source of the class.</param>
    /// <returns>The recordings, in the ordinal order of the files' paths; each is named after its file.</returns>
    /// <exception cref="InputException">A file cannot be read or used, or its class is not known; the message says which and why.</exception>
    public static RecordingSet ReadFolder(string path, RecordingColumns columns, LabelSource labelFrom = LabelSource.Column)
    {
        IReadOnlyList<string> files = RecordingFiles.In(path);
        var recordings = new List<Recording>();
        foreach (string file in files)
        {
            int label = RecordingFiles.ClassOf(file, columns.LabelValues ?? columns.ClassNames, labelFrom);
            recordings.AddRange(ReadFile(Path.Combine(path, file), columns, label, file[..^Path.GetExtension(file).Length]));
        }

        return new RecordingSet(columns.Channels, columns.ClassNames, recordings) { TargetNames = columns.Targets };
    }

    // The class of the whole file, or -1; the beginning of its recordings' names, or an empty text.
    private static List<Recording> ReadFile(string path, RecordingColumns columns, int label, string stem) => CsvTable.Read(path, columns.Channels, table =>
    {
        var builder = new RecordingBuilder(table, columns, label);
        var recordings = new List<Recording>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? name = null;
        while (table.Read())
        {
            if (name is null || (builder.NameColumn >= 0 && !table.Has(builder.NameColumn, name)))
            {
                Finish();
                name = builder.NameColumn < 0 ? string.Empty : NameOf(table, builder.NameColumn, seen);
                builder.Begin(name);
            }

            builder.Add();
        }

        Finish();
        return recordings;

        void Finish()
        {
            if (name is not null)
            {
                recordings.Add(builder.Finish(NameOf(path, stem, name)));
            }
        }
    });

    private static string NameOf(CsvTable table, int column, HashSet<string> seen)
    {
        string name = table.Text(column);
        if (name.Length == 0)
        {
            throw table.Fault(column, "the cell is empty; name the recording that the reading belongs to.");
        }

        return seen.Add(name)
            ? name
            : throw table.Fault(column, $"the recording '{name}' goes on after another one; rows of a recording stand together.");
    }

    private static string NameOf(string path, string stem, string name) =>
        name.Length == 0 ? (stem.Length == 0 ? Path.GetFileNameWithoutExtension(path) : stem)
        : stem.Length == 0 ? name
        : $"{stem}/{name}";
}
