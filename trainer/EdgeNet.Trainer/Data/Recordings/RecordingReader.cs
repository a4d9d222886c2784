using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>Reads recordings from CSV files: a row is a reading of every channel, rows of one recording stand together, in the order of time.</summary>
public static class RecordingReader
{
    // Of a count: what the digits of a file leave of a whole one.
    private const double Whole = 0.001;

    /// <summary>Reads one file.</summary>
    /// <param name="path">The file, perhaps with several recordings.</param>
    /// <param name="columns">Which columns are what; others are not looked at.</param>
    /// <returns>The recordings, in the order of the file.</returns>
    /// <exception cref="InputException">The file cannot be read or used; the message says where and why.</exception>
    public static RecordingSet ReadCsv(string path, RecordingColumns columns)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(columns);
        return new RecordingSet(columns.Channels, columns.ClassNames, ReadFile(path, columns, -1, string.Empty));
    }

    /// <summary>Reads every CSV file of a folder and of the folders in it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="columns">Which columns are what, in every file.</param>
    /// <param name="labelFrom">What tells the class.</param>
    /// <returns>The recordings, in the ordinal order of the files' paths; each is named after its file.</returns>
    /// <exception cref="InputException">A file cannot be read or used, or its class is not known; the message says which and why.</exception>
    public static RecordingSet ReadFolder(string path, RecordingColumns columns, LabelSource labelFrom = LabelSource.Column)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(columns);
        IReadOnlyList<string> files = RecordingFiles.In(path);
        var recordings = new List<Recording>();
        foreach (string file in files)
        {
            int label = RecordingFiles.ClassOf(file, columns.LabelValues ?? columns.ClassNames, labelFrom);
            recordings.AddRange(ReadFile(Path.Combine(path, file), columns, label, file[..^Path.GetExtension(file).Length]));
        }

        return new RecordingSet(columns.Channels, columns.ClassNames, recordings);
    }

    // The class of the whole file, or -1; the name that its recordings' names begin with, or an empty one.
    private static List<Recording> ReadFile(string path, RecordingColumns columns, int label, string stem)
    {
        CsvTable table = CsvTable.Read(path);
        int[] channels = [.. columns.Channels.Select(table.FindColumn)];
        int labelColumn = columns.Label is null ? -1 : table.FindColumn(columns.Label);
        int recordingColumn = columns.Recording is not null ? table.FindColumn(columns.Recording) : table.IndexOf(RecordingColumns.DefaultRecording);
        int[] groups = [.. columns.GroupColumns.Select(table.FindColumn)];
        var times = RecordingTimes.Of(table, columns);
        int scaleColumn = Array.FindIndex([.. table.Header], name => name.StartsWith(RecordingColumns.ScalePrefix, StringComparison.Ordinal));
        var recordings = new List<Recording>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int start = 0; start < table.Rows.Count;)
        {
            int end = start + 1;
            string name = recordingColumn < 0 ? string.Empty : NameOf(table, start, recordingColumn, seen);
            while (end < table.Rows.Count && (recordingColumn < 0 || table.Rows[end][recordingColumn] == name))
            {
                end++;
            }

            float? scale = scaleColumn < 0 ? null : ReadScale(table, start, end, scaleColumn, columns.CountsPerUnit);
            var readings = new short[channels.Length][];
            var rounded = new int[channels.Length];
            for (int c = 0; c < channels.Length; c++)
            {
                readings[c] = ReadChannel(table, start, end, channels[c], scale is null ? columns.CountsPerUnit[c] : 1, out rounded[c]);
            }

            (IReadOnlyList<int> Starts, string? Wrap)? timed = times?.Check(start, end, name.Length == 0 ? "the file" : $"the recording '{name}'");
            recordings.Add(new Recording(
                NameOf(path, stem, name),
                path,
                readings,
                ReadLabels(table, start, end, labelColumn, label, columns),
                ReadGroups(table, start, end, groups, recordingColumn),
                timed?.Starts)
            {
                Rounded = rounded,
                Wrap = timed?.Wrap,
                CountsPerUnit = scale,
            });
            start = end;
        }

        return recordings;
    }

    private static string NameOf(CsvTable table, int row, int column, HashSet<string> seen)
    {
        string name = table.Rows[row][column];
        if (name.Length == 0)
        {
            throw new InputException($"{table.Where(row, column)}: the cell is empty; name the recording that the reading belongs to.");
        }

        return seen.Add(name)
            ? name
            : throw new InputException($"{table.Where(row, column)}: the recording '{name}' goes on after another one; rows of a recording stand together.");
    }

    private static string NameOf(string path, string stem, string name) =>
        name.Length == 0 ? (stem.Length == 0 ? Path.GetFileNameWithoutExtension(path) : stem)
        : stem.Length == 0 ? name
        : $"{stem}/{name}";

    // What edgenet capture writes are counts already, and the column says what a unit is: it must be what the model was or will be made of.
    private static float ReadScale(CsvTable table, int start, int end, int column, IReadOnlyList<float> wanted)
    {
        float scale = table.Number(start, column);
        for (int r = start; r < end; r++)
        {
            float own = table.Number(r, column);
            if (own <= 0 || own != scale)
            {
                throw new InputException(FormattableString.Invariant(
                    $"{table.Where(r, column)}: {own} counts for a unit {(own <= 0 ? "are not possible; correct the cell" : $"after {scale} in the same recording; a sensor keeps its range while it records. Tell the recordings apart")}."));
            }
        }

        float other = wanted.FirstOrDefault(counts => counts != 1 && counts != scale);
        return other == 0 ? scale : throw new InputException(FormattableString.Invariant(
            $"{table.Where(start, column)}: the recording has {scale} counts for a unit, and {other} are wanted, so that the same movement reads differently; record with the sensor at that range."));
    }

    private static short[] ReadChannel(CsvTable table, int start, int end, int column, float countsPerUnit, out int rounded)
    {
        var readings = new short[end - start];
        rounded = 0;
        for (int r = start; r < end; r++)
        {
            double exact = table.Number(r, column) * (double)countsPerUnit;
            double counts = Math.Round(exact, MidpointRounding.AwayFromZero);
            rounded += Math.Abs(exact - counts) > Whole ? 1 : 0;
            readings[r - start] = counts is >= short.MinValue and <= short.MaxValue
                ? (short)counts
                : throw new InputException(FormattableString.Invariant(
                    $"{table.Where(r, column)}: '{table.Rows[r][column]}' is {counts:F0} counts, and readings have 16 bits, {short.MinValue} to {short.MaxValue}; one unit is taken for {countsPerUnit} ('countsPerUnit'): lower that, or give the file in units."));
        }

        return readings;
    }

    private static int[] ReadLabels(CsvTable table, int start, int end, int column, int label, RecordingColumns columns)
    {
        var labels = new int[end - start];
        Array.Fill(labels, label);
        for (int r = start; column >= 0 && r < end; r++)
        {
            labels[r - start] = CsvDataset.ClassOf(table, r, column, columns.LabelValues ?? columns.ClassNames);
        }

        return labels;
    }

    private static Dictionary<string, string> ReadGroups(CsvTable table, int start, int end, int[] columns, int recordingColumn)
    {
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (int column in columns)
        {
            string value = table.Rows[start][column];
            for (int r = start; r < end; r++)
            {
                if (table.Rows[r][column] != value)
                {
                    string whole = recordingColumn < 0 ? "the file" : $"the recording '{table.Rows[r][recordingColumn]}'";
                    throw new InputException(
                        $"{table.Where(r, column)}: '{table.Rows[r][column]}' after '{value}' in {whole}; a column to split by has one value in a recording.");
                }
            }

            groups[table.Header[column]] = value;
        }

        return groups;
    }
}
