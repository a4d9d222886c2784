namespace EdgeNet.Files;

/// <summary>Files that are written atomically and together: each is written beside its place and moved there when all are written.</summary>
/// <remarks>Where a path is a symbolic link, the file behind it is replaced and the link stays; devices and pipes are written into.</remarks>
internal sealed class FileSet
{
    private const int ProbeBytes = 4096;

    private readonly List<(string Path, byte[] Content)> _files = [];
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    /// <summary>The files, in the order they were added.</summary>
    public IReadOnlyList<(string Path, byte[] Content)> Files => _files;

    /// <summary>Adds a file, which <see cref="Save"/> will write.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="content">Its bytes.</param>
    public void Add(string path, byte[] content) => _files.Add((path, content));

    /// <summary>Names an input file, which <see cref="Save"/> will not overwrite.</summary>
    /// <param name="path">Its path.</param>
    public void Keep(string path) => _kept.Add(PlaceOf(path).Target);

    /// <summary>Checks that files can be written, before the work that makes them. Nothing is changed.</summary>
    /// <param name="paths">Their paths.</param>
    /// <exception cref="InputException">One cannot be written.</exception>
    public void Check(params IReadOnlyCollection<string> paths)
    {
        CheckNames(paths);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            OutputPlace place = PlaceOf(path);
            Guard(path, () =>
            {
                CheckPlace(path, place);
                if (!place.IsDevice && folders.Add(place.Folder))
                {
                    TemporaryFile.RemoveStale(place.Folder, []);
                    using var probe = TemporaryFile.In(place.Folder);
                    probe.Write(new byte[ProbeBytes]);
                }
            });
        }
    }

    /// <summary>Checks that a disk has room, before the work that fills it.</summary>
    /// <param name="folder">A folder on it.</param>
    /// <param name="bytes">The least that will be written.</param>
    /// <exception cref="InputException">The disk has less room.</exception>
    public static void CheckRoom(string folder, long bytes)
    {
        try
        {
            long free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
            if (free < bytes)
            {
                throw new InputException(FormattableString.Invariant(
                    $"{folder}: has {free:N0} bytes left, and the model takes {bytes:N0} at least; make room, or train a smaller one."));
            }
        }
        catch (Exception e) when (FileError.IsOne(e))
        {
            // If the system does not tell how much is free, a full disk shows when the file is written.
        }
    }

    /// <summary>Writes every file.</summary>
    /// <exception cref="InputException">One is an input or is given twice, or one cannot be written; then none has changed, or, if the move itself failed, each is wholly old or wholly new.</exception>
    public void Save()
    {
        CheckNames([.. _files.Select(file => file.Path)]);
        List<(TemporaryFile File, string Path, string Target)> moves = [];
        try
        {
            foreach ((string path, byte[] content) in _files)
            {
                OutputPlace place = PlaceOf(path);
                Guard(path, () =>
                {
                    CheckPlace(path, place);
                    if (place.IsDevice)
                    {
                        return;
                    }

                    TemporaryFile.RemoveStale(place.Folder, [Path.GetFileName(place.Target)]);
                    var temporary = TemporaryFile.In(place.Folder);
                    moves.Add((temporary, path, place.Target));
                    temporary.Write(content);
                });
            }

            foreach ((string path, byte[] content) in _files)
            {
                Guard(path, () => WriteDevice(PlaceOf(path), content));
            }

            foreach ((TemporaryFile temporary, string path, string target) in moves)
            {
                Guard(path, () => temporary.MoveTo(target));
            }
        }
        finally
        {
            foreach ((TemporaryFile temporary, _, _) in moves)
            {
                temporary.Dispose();
            }
        }
    }

    /// <summary>Writes every file; if that fails, keeps the results of long work: each file in a new temporary folder, or alone in its place.</summary>
    /// <exception cref="InputException">As <see cref="Save"/>; it says what is kept and where.</exception>
    public void SaveOrKeep()
    {
        try
        {
            Save();
        }
        catch (InputException e)
        {
            throw new InputException($"{e.Message} {FileRescue.Keep(_files)}", e);
        }
    }

    private void CheckNames(IReadOnlyCollection<string> paths)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            OutputPlace place = PlaceOf(path);
            if (_kept.Contains(place.Target))
            {
                throw new InputException($"{path}: cannot be written: it is what was read; name another file.");
            }

            if (!seen.Add(place.Target) && !place.IsDevice)
            {
                throw new InputException($"{path}: cannot be written: two files are to have this name; name another one.");
            }
        }
    }

    // Asking for its attributes finds a name that is too long, or a missing folder.
    private static void CheckPlace(string path, OutputPlace place)
    {
        if (Directory.Exists(place.Target))
        {
            throw new InputException($"{path}: cannot be written: a folder of that name is in the way.");
        }

        if (Path.EndsInDirectorySeparator(path))
        {
            throw new InputException($"{path}: cannot be written: it names a folder; name a file.");
        }

        try
        {
            _ = File.GetAttributes(place.Target);
        }
        catch (FileNotFoundException)
        {
            // A new file can be made there.
        }
    }

    private static void WriteDevice(OutputPlace place, byte[] content)
    {
        if (place.IsDevice)
        {
            using var stream = new FileStream(place.Target, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            stream.Write(content);
        }
    }

    private static OutputPlace PlaceOf(string path)
    {
        OutputPlace place = default;
        Guard(path, () => place = OutputPlace.Of(path));
        return place;
    }

    private static void Guard(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is not InputException && FileError.IsOne(e))
        {
            throw new InputException($"{path}: cannot be written: {FileError.Describe(e, path)}", e);
        }
    }
}
