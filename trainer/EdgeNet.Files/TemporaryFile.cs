using System.Security.Cryptography;

namespace EdgeNet.Files;

/// <summary>A file beside the place of another one, which it is to become. It is open, and locked, until it is moved or removed.</summary>
/// <remarks>
/// Nobody can guess its name, and it is made only where nothing of that name is: no link that somebody has laid there is written through. What a
/// killed process has left is told by its lock, which is gone.
/// </remarks>
internal sealed class TemporaryFile : IDisposable
{
    private const string Prefix = ".edgenet-";
    private const string Suffix = ".tmp";
    private const int RandomBytes = 8;

    // Of earlier versions, which named theirs NAME.PROCESS.tmp: nothing was ever written for that long.
    private static readonly TimeSpan OldAge = TimeSpan.FromHours(1);

    // A file is made first and locked next.
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
    /// <param name="folder">Where.</param>
    public static TemporaryFile In(string folder)
    {
        string path = Path.Combine(folder, $"{Prefix}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}{Suffix}");
        return new TemporaryFile(path, new FileStream(path, FileMode.CreateNew, FileAccess.Write, Locked));
    }

    /// <summary>Removes what killed processes have left.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="names">The files that are to be written there: earlier versions named temporaries after them.</param>
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
            // Whether the folder can be used is said where a file is written to it.
        }
    }

    /// <summary>Writes it. The bytes are on the disk before the name is: a power cut leaves the old file or the new one.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        _stream.Write(content);
        _stream.Flush(flushToDisk: true);
    }

    /// <summary>Gives it its name, in place of a file that may be there.</summary>
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
            // What could not be written was said when it was written.
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
            // Another process writes it.
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
