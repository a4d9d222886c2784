using System.Security.Cryptography;

namespace EdgeNet.Files;

/// <summary>A temporary file beside the file that it will replace. It is open and locked until it is moved or removed.</summary>
/// <remarks>
/// Its name cannot be guessed, and it is made only if nothing of that name exists, so that it never writes through somebody's link. What a
/// killed process has left is recognised by the missing lock.
/// </remarks>
internal sealed class TemporaryFile : IDisposable
{
    private const string Prefix = ".edgenet-";
    private const string Suffix = ".tmp";
    private const int RandomBytes = 8;

    // For files of earlier versions, named NAME.PROCESS.tmp: writing never took that long.
    private static readonly TimeSpan OldAge = TimeSpan.FromHours(1);

    // A file is unlocked for a moment after it is made.
    private static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(1);

    // Windows moves an open file only if others may delete it; there a second process cannot open it either way.
    private static readonly FileShare Locked = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private readonly string _path;
    private readonly FileStream _stream;
    private bool _isMoved;

    private TemporaryFile(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    /// <summary>Makes an empty file.</summary>
    /// <param name="folder">The folder.</param>
    public static TemporaryFile In(string folder)
    {
        string path = Path.Combine(folder, $"{Prefix}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}{Suffix}");
        return new TemporaryFile(path, new FileStream(path, FileMode.CreateNew, FileAccess.Write, Locked));
    }

    /// <summary>Removes what killed processes have left.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">The names of the files to be written there: earlier versions named temporaries after them.</param>
    public static void RemoveStale(string folder, IReadOnlyCollection<string> names)
    {
        try
        {
            DateTime now = DateTime.UtcNow;
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*" + Suffix))
            {
                bool isOurs = IsOwnName(file.Name);
                if ((isOurs || names.Any(name => IsOldName(file.Name, name))) && file.LinkTarget is null && now - file.LastWriteTimeUtc > (isOurs ? LeastAge : OldAge))
                {
                    RemoveUnlocked(file.FullName);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An unusable folder is reported when a file is written to it.
        }
    }

    /// <summary>Writes the content. It reaches the disk before the name does, so that a power cut leaves the old file or the new one.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        _stream.Write(content);
        _stream.Flush(flushToDisk: true);
    }

    /// <summary>Gives the file its final name, replacing an existing file.</summary>
    public void MoveTo(string target)
    {
        File.Move(_path, target, overwrite: true);
        _isMoved = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (!_isMoved)
            {
                File.Delete(_path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run that writes here removes it.
        }

        try
        {
            _stream.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // A failed write was already reported.
        }
    }

    private static void RemoveUnlocked(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, Locked);
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process is writing it.
        }
    }

    private static bool IsOwnName(string name) =>
        name.Length == Prefix.Length + (2 * RandomBytes) + Suffix.Length
        && name.StartsWith(Prefix, StringComparison.Ordinal)
        && name[Prefix.Length..^Suffix.Length].All(char.IsAsciiHexDigitLower);

    private static bool IsOldName(string name, string output) =>
        name.Length > output.Length + 1 + Suffix.Length
        && name.StartsWith(output + ".", StringComparison.Ordinal)
        && name[(output.Length + 1)..^Suffix.Length].All(char.IsAsciiDigit);
}
