using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Export;

/// <summary>Files that appear whole or not at all, and together: each is written beside its place first and moved there when all are written.</summary>
public sealed class FileSet
{
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
    public void Keep(string path) => _kept.Add(Path.GetFullPath(path));

    /// <summary>Writes every file.</summary>
    /// <exception cref="InputException">One is kept, or is there twice, and nothing has changed; or one cannot be written; then none has changed, or, when moving itself failed, each is old or new as a whole.</exception>
    public void Save()
    {
        CheckNames();
        List<(string Temporary, string Path)> moves = [];
        string current = string.Empty;
        try
        {
            foreach ((string path, byte[] content) in _files)
            {
                current = path;
                if (Directory.Exists(path))
                {
                    throw new InputException($"{path}: cannot be written: a folder of that name is in the way.");
                }

                string temporary = $"{path}.{Environment.ProcessId}.tmp";
                moves.Add((temporary, path));
                WriteThrough(temporary, content);
            }

            foreach ((string temporary, string path) in moves)
            {
                current = path;
                File.Move(temporary, path, overwrite: true);
            }
        }
        catch (InputException)
        {
            Remove(moves);
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(moves);
            throw new InputException($"{current}: cannot be written: {FileFault.Of(e, current)}", e);
        }
    }

    private static void Remove(List<(string Temporary, string Path)> moves)
    {
        foreach ((string temporary, _) in moves)
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    private void CheckNames()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string path, _) in _files)
        {
            string full = Path.GetFullPath(path);
            if (_kept.Contains(full))
            {
                throw new InputException($"{path}: cannot be written: it is what was read; name another file.");
            }

            if (!seen.Add(full))
            {
                throw new InputException($"{path}: cannot be written: two files are to have this name; name another one.");
            }
        }
    }

    // The bytes are on the disk before the name is: a power cut leaves the old file or the new one.
    private static void WriteThrough(string path, byte[] content)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
