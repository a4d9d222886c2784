using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Export;

/// <summary>Files that appear whole or not at all, and together: each is written beside its place first and moved there when all are written.</summary>
public sealed class FileSet
{
    private readonly List<(string Path, byte[] Content)> _files = [];

    /// <summary>The files, in the order they were added.</summary>
    public IReadOnlyList<(string Path, byte[] Content)> Files => _files;

    /// <summary>Adds a file, which <see cref="Save"/> will write.</summary>
    /// <param name="path">Where.</param>
    /// <param name="content">What.</param>
    public void Add(string path, byte[] content) => _files.Add((path, content));

    /// <summary>Writes every file.</summary>
    /// <exception cref="InputException">One cannot be written; then none has changed, or, when moving itself failed, each is old or new as a whole.</exception>
    public void Save()
    {
        List<(string Temporary, string Path)> moves = [];
        string current = string.Empty;
        try
        {
            foreach ((string path, byte[] content) in _files)
            {
                current = path;
                if (Directory.Exists(path))
                {
                    throw new IOException("a folder of that name is in the way.");
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            foreach ((string temporary, _) in moves)
            {
                if (File.Exists(temporary))
                {
                    File.Delete(temporary);
                }
            }

            throw new InputException($"{current}: cannot be written: {e.Message}", e);
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
