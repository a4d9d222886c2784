using System.Globalization;
using System.Text;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Capture;

/// <summary>
/// A CSV file that readings are appended to: <c>recording,t,&lt;channels&gt;,counts_per_&lt;unit&gt;,label</c>, with t in seconds since the recording
/// began. Rows are handed to the system as soon as they are appended, whole ones only: whatever ends this process, they are in the file.
/// </summary>
internal sealed class RecordingFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly bool _isNew;
    private readonly RecordedRows? _old;

    private RecordingFile(string path, FileStream stream, bool isNew)
    {
        Path = path;
        _stream = stream;
        _isNew = isNew;
        if (stream.CanSeek && stream.Length > 0)
        {
            RemovedBytes = TrimTornLine();
            _old = stream.Length == 0 ? null : RecordedRows.Read(path, stream);
            stream.Seek(0, SeekOrigin.End);
        }
    }

    /// <summary>Where.</summary>
    public string Path { get; }

    /// <summary>Bytes of half a row that stood at the end when it was opened, and were removed.</summary>
    public int RemovedBytes { get; }

    /// <summary>Rows that were appended.</summary>
    public long RowsWritten { get; private set; }

    /// <summary>Opens a file, or makes one, for this process alone.</summary>
    /// <param name="path">Where; folders that do not exist are made.</param>
    /// <returns>The file, with whole rows.</returns>
    /// <exception cref="InputException">It cannot be written, another process has it open, or it holds something else.</exception>
    public static RecordingFile Open(string path)
    {
        FileStream? stream = null;
        try
        {
            bool isNew = !File.Exists(path);
            string? folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
            Directory.CreateDirectory(folder!);
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return new RecordingFile(path, stream, isNew);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            stream?.Dispose();
            throw Unwritable(path, e);
        }
        catch (InputException)
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>Writes the header row, or checks that rows of this logger fit under the one that is there.</summary>
    /// <param name="header">What the logger says.</param>
    /// <exception cref="InputException">The file has other columns, or another rate or scale.</exception>
    public void Begin(LoggerHeader header)
    {
        string columns = RecordedRows.Columns(header);
        if (_old is null)
        {
            Append(columns + "\n");
            RowsWritten = 0;
        }
        else
        {
            _old.CheckFit(header, columns);
        }
    }

    /// <summary>Makes a name that no recording in the file has.</summary>
    /// <param name="stem">What it begins with.</param>
    /// <param name="number">The first number to try; the next one afterwards.</param>
    public string NewRecording(string stem, ref int number)
    {
        string name;
        do
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number++}");
        }
        while (_old?.Recordings.Contains(name) == true);
        return name;
    }

    /// <summary>Appends whole rows.</summary>
    /// <param name="rows">Each with its line end.</param>
    /// <exception cref="InputException">They cannot be written, such as on a full disk; those that fitted are kept whole.</exception>
    public void Append(string rows)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(rows);
        long before = _stream.CanSeek ? _stream.Length : 0;
        try
        {
            _stream.Write(bytes);
            RowsWritten += bytes.AsSpan().Count((byte)'\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException)
        {
            if (_stream.CanSeek)
            {
                TrimTornLine();
                RowsWritten += bytes.AsSpan(0, (int)(_stream.Length - before)).Count((byte)'\n');
            }

            throw Unwritable(Path, e);
        }
    }

    /// <summary>Waits until the disk has what was appended.</summary>
    public void Flush()
    {
        if (_stream.CanSeek)
        {
            _stream.Flush(flushToDisk: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bool isEmpty = _isNew && _stream.CanSeek && _stream.Length == 0;
        _stream.Dispose();
        if (isEmpty)
        {
            File.Delete(Path); // no header was heard: leave nothing behind
        }
    }

    // An ArgumentOutOfRangeException is how .NET says that the file system takes no larger file.
    private static InputException Unwritable(string path, Exception e) =>
        new($"{path}: cannot be written: {(e is ArgumentOutOfRangeException ? "the file may not become larger." : e.Message)}", e);

    // Cuts off what stands behind the last line end.
    private int TrimTornLine()
    {
        long length = _stream.Length;
        long whole = length;
        byte[] buffer = new byte[4096];
        while (whole > 0)
        {
            int count = (int)Math.Min(buffer.Length, whole);
            _stream.Seek(whole - count, SeekOrigin.Begin);
            _stream.ReadExactly(buffer, 0, count);
            int end = buffer.AsSpan(0, count).LastIndexOf((byte)'\n');
            if (end >= 0)
            {
                whole -= count - end - 1;
                break;
            }

            whole -= count;
        }

        if (whole < length)
        {
            _stream.SetLength(whole);
        }

        return (int)(length - whole);
    }
}
