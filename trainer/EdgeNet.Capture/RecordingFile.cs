using System.Text;

namespace EdgeNet.Capture;

/// <summary>
/// A CSV file that readings are appended to: <c>recording,t,&lt;channels&gt;,counts_per_&lt;unit&gt;,label</c>, with t in seconds since the recording
/// began. Rows are handed to the system as soon as they are appended, whole ones only: whatever ends this process, they are in the file.
/// </summary>
/// <remarks>
/// A file that is there is looked at first and changed when the first row is appended. What others do to it meanwhile loses no row that was appended
/// before or after, where the system still has it: see <see cref="Changes"/>.
/// </remarks>
internal sealed class RecordingFile : IDisposable
{
    private readonly List<string> _changes = [];
    private readonly IReadOnlyList<string> _newFolders;
    private readonly bool _isNew;
    private readonly bool _isDevice;
    private readonly RecordedRows? _old;
    private string _target;
    private FileStream _stream;
    private string _columns = string.Empty;
    private long _length;
    private bool _isRepaired;

    private RecordingFile(string path, OutputPlace place, FileStream stream, bool isNew, IReadOnlyList<string> newFolders)
    {
        _newFolders = newFolders;
        Path = path;
        _target = place.Target;
        _isDevice = place.IsDevice;
        _stream = stream;
        _isNew = isNew;
        _length = stream.Length;
        if (_length > 0)
        {
            _old = RecordedRows.Read(path, stream);
            RemovedBytes = _old.TornBytes;
        }
    }

    /// <summary>The path; that of another file once the first one was replaced or changed.</summary>
    public string Path { get; private set; }

    /// <summary>Bytes of half a row found at the end on opening; the first row replaces them.</summary>
    public long RemovedBytes { get; }

    /// <summary>Rows that were appended.</summary>
    public long RowsWritten { get; private set; }

    /// <summary>What others did to the file since it was opened, and what became of the rows: one sentence each.</summary>
    public IReadOnlyList<string> Changes => _changes;

    /// <summary>Opens a file, or makes one, for this process alone.</summary>
    /// <param name="path">Where; folders that do not exist are made.</param>
    /// <returns>The file, still as it was.</returns>
    /// <exception cref="InputException">It cannot be written, another process has it open, or it holds something else.</exception>
    public static RecordingFile Open(string path)
    {
        FileStream? stream = null;
        try
        {
            OutputPlace place = OutputPlace.Of(path);
            bool isNew = !File.Exists(place.Target);
            string[] newFolders = [.. OutputPlace.MissingFolders(place.Folder)];
            Directory.CreateDirectory(place.Folder);
            stream = new FileStream(place.Target, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return stream.CanSeek
                ? new RecordingFile(path, place, stream, isNew, newFolders)
                : throw new InputException($"{path}: cannot be written: it is a pipe or a terminal; name a file.");
        }
        catch (Exception e) when (e is not InputException && FileError.IsOne(e))
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
        _columns = RecordedRows.Columns(header);
        if (_old is not { HasHeader: true })
        {
            Append(_columns + "\n");
            RowsWritten = 0;
        }
        else
        {
            _old.CheckFit(header, _columns);
        }
    }

    /// <summary>Makes a name that no recording in the file has; see <see cref="RecordedRows.NewName"/>.</summary>
    public string NewRecording(string stem, ref int number) => RecordedRows.NewName(_old, stem, ref number);

    /// <summary>Appends whole rows.</summary>
    /// <param name="rows">Each with its line end.</param>
    /// <exception cref="InputException">They cannot be written, such as on a full disk; those that fitted are kept whole.</exception>
    public void Append(string rows)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(rows);
        try
        {
            if (!_isDevice && _stream.Length != _length)
            {
                GoOnElsewhere(isIntact: false);
            }

            Repair();
            long before = _length;
            Write(bytes);
            if (!_isDevice && !FileTail.IsBehindALineEnd(_stream, before))
            {
                FileTail.RemoveHole(_stream, before);
                GoOnElsewhere(isIntact: false);
                Write(bytes);
            }

            RowsWritten += bytes.AsSpan().Count((byte)'\n');
            LookForFile();
        }
        catch (Exception e) when (e is not InputException && FileError.IsOne(e))
        {
            throw Unwritable(Path, e);
        }
    }

    /// <summary>Checks that the file is still there, and flushes to the disk what was appended.</summary>
    /// <exception cref="InputException">It is gone and cannot be made again, or the disk fails.</exception>
    public void Finish()
    {
        if (_isDevice)
        {
            return;
        }

        try
        {
            if (_columns.Length > 0)
            {
                LookForFile();
            }

            _stream.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is not InputException && FileError.IsOne(e))
        {
            throw Unwritable(Path, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bool isEmpty = _isNew && !_isDevice && _stream.Length == 0 && IsInPlace();
        _stream.Dispose();
        if (!isEmpty)
        {
            return;
        }

        // No header arrived: leave nothing behind.
        File.Delete(_target);
        try
        {
            foreach (string folder in _newFolders)
            {
                Directory.Delete(folder);
            }
        }
        catch (IOException)
        {
            // Somebody else has put something there.
        }
    }

    private static InputException Unwritable(string path, Exception e) => new($"{path}: cannot be written: {FileError.Describe(e, path)}", e);

    // Half a row is cut off; a whole one gets its line end.
    private void Repair()
    {
        if (_isRepaired || _old is null)
        {
            return;
        }

        _isRepaired = true;
        if (_old.TornBytes > 0)
        {
            _length -= _old.TornBytes;
            _stream.SetLength(_length);
        }
        else if (_old.LacksLineEnd)
        {
            Write("\n"u8);
        }
    }

    // After the last whole row, whatever else fails.
    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Seek(_length, SeekOrigin.Begin);
            _stream.Write(bytes);
            _length += _isDevice ? 0 : bytes.Length;
        }
        catch when (!_isDevice)
        {
            ReadOnlySpan<byte> fitted = bytes[..(int)Math.Clamp(_stream.Length - _length, 0, bytes.Length)];
            _length += fitted.LastIndexOf((byte)'\n') + 1;
            _stream.SetLength(_length);
            RowsWritten += fitted.Count((byte)'\n');
            throw;
        }
    }

    // On Windows nobody can move or delete a file that this process has open.
    private void LookForFile()
    {
        if (!_isDevice && !OperatingSystem.IsWindows() && !IsInPlace())
        {
            GoOnElsewhere(isIntact: _stream.Length == _length);
        }
    }

    // Another file of the same length at the same path differs in length once the next row is written.
    private bool IsInPlace()
    {
        var file = new FileInfo(_target);
        return file.Exists && file.Length == _stream.Length;
    }

    // A deleted or replaced file still exists for a process that has it open.
    private void GoOnElsewhere(bool isIntact)
    {
        string before = Path;
        bool isGone = isIntact && !System.IO.Path.Exists(_target);
        foreach (string target in (IEnumerable<string>)[.. isGone ? [_target] : (string[])[], .. OutputPlace.PlacesBeside(_target)])
        {
            FileStream? next = null;
            try
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
                next = new FileStream(target, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                if (isIntact)
                {
                    _stream.Seek(0, SeekOrigin.Begin);
                    _stream.CopyTo(next);
                }
                else
                {
                    next.Write(Encoding.UTF8.GetBytes(_columns + "\n"));
                }
            }
            catch (Exception e) when (FileError.IsOne(e))
            {
                if (next is not null)
                {
                    next.Dispose();
                    File.Delete(target);
                }

                continue;
            }

            _stream.Dispose();
            _stream = next;
            _length = next.Length;
            _isRepaired = true;
            Path = target == _target ? before : System.IO.Path.Combine(System.IO.Path.GetDirectoryName(before)!, System.IO.Path.GetFileName(target));
            Path = File.Exists(Path) ? Path : target;
            _target = target;
            _changes.Add(Describe(before, isIntact));
            return;
        }

        throw new InputException($"{Path}: was deleted, replaced or cut by another program, and no other file can be made in its place.");
    }

    private string Describe(string before, bool isIntact) =>
        Path == before ? $"{before} was deleted while it was recorded; it was made again with every row."
        : isIntact ? $"{before} was replaced while it was recorded; every row is in {Path}, and the new file is as it was."
        : $"{before} was changed by another program while it was recorded; what came from then on is in {Path}.";
}
