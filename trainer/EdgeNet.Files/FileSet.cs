namespace EdgeNet.Files;

/// <summary>Files that appear whole or not at all, and together: each is written beside its place first and moved there when all are written.</summary>
/// <remarks>Where a path is a symbolic link, the file behind it is replaced and the link stays; devices and pipes are written into.</remarks>
internal sealed class FileSet
{
    private const int ProbeBytes = 4096;

    private readonly List<(string Path, byte[] Content)> _files = [];
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    /// <summary>The files, in the order they were added.</summary>
    public IReadOnlyList<(string Path, byte[] Content)> Files => _files;

    /// <summary>Adds a file, which <see cref="Save"/> will write.</summary>
    /// <param name="path">Where.</param>
    /// <param name="content">What.</param>
    public void Add(string path, byte[] content) => _files.Add((path, content));

    /// <summary>Names a file that was read, which <see cref="Save"/> will not write over.</summary>
    /// <param name="path">Where.</param>
    public void Keep(string path) => _kept.Add(PlaceOf(path).Target);

    /// <summary>Looks whether files could be written, before the work that they are the result of. Nothing is changed.</summary>
    /// <param name="paths">Where they are to be written.</param>
    /// <exception cref="InputException">One could not.</exception>
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

    /// <summary>Looks whether a disk has room, before the work that is to fill it.</summary>
    /// <param name="folder">A folder on it.</param>
    /// <param name="bytes">What will be written at least.</param>
    /// <exception cref="InputException">Less is free.</exception>
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
            // A system that does not say how much is free says so when a file is written.
        }
    }

    /// <summary>Writes every file.</summary>
    /// <exception cref="InputException">One is kept, or is there twice, and nothing has changed; or one cannot be written; then none has changed, or, when moving itself failed, each is old or new as a whole.</exception>
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

    /// <summary>Writes every file, and where that fails keeps what long work has made: each file in a new folder among the temporary ones, or alone in its place.</summary>
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

    // A name that is too long, or whose folder is missing, shows when it is asked for.
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
            // There is room for a new one.
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
