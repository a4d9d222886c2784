using System.Text;

namespace EdgeNet.Fleet.Keys;

/// <summary>Key files on the PC: PEM texts, those of Ed25519 as openssl writes and reads them.</summary>
internal static class KeyFile
{
    /// <summary>What the name of a file with the public half ends in.</summary>
    public const string PublicEnding = ".pub";

    // A key is some hundred bytes, with comments around it.
    private const int MostBytes = 64 * 1024;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Writes a new key: the secret for its owner alone, and of Ed25519 the public half beside it.</summary>
    /// <param name="path">The file of the secret.</param>
    /// <param name="key">The key.</param>
    /// <returns>The files.</returns>
    /// <exception cref="InputException">A file is there already, or cannot be written; then nothing is left.</exception>
    public static IReadOnlyList<string> Write(string path, FleetKey key)
    {
        (string Path, string Text, bool IsSecret)[] files = key is Ed25519FleetKey pair
            ? [(path, KeyText.OfSecret(pair), true), (path + PublicEnding, KeyText.OfPublic(pair), false)]
            : [(path, KeyText.Of((HmacFleetKey)key), true)];
        if (files.Select(file => file.Path).FirstOrDefault(IsThere) is { } old)
        {
            throw new InputException($"{old}: is there already, and a key is never overwritten; choose another name.");
        }

        var made = new List<string>();
        try
        {
            foreach ((string place, string text, bool isSecret) in files)
            {
                Write(place, text, isSecret, made);
            }
        }
        catch
        {
            made.ForEach(File.Delete);
            throw;
        }

        return made;
    }

    /// <summary>Reads a key, secret or public.</summary>
    /// <exception cref="InputException">The file cannot be read, is damaged, or holds something else; the message says what to do.</exception>
    public static FleetKey Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var bytes = new byte[MostBytes + 1];
            int count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return count > MostBytes
                ? throw new InputException($"{path}: is too long for a key; name a file that 'edgenet key new' wrote.")
                : KeyText.Read(path, Encoding.UTF8.GetString(bytes, 0, count));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such key; 'edgenet key new' makes one.", e);
        }
        catch (Exception e) when (FileError.IsOne(e) && e is not InputException)
        {
            throw new InputException($"{path}: cannot be read: {FileError.Describe(e, path)}", e);
        }
    }

    /// <summary>Whether others than the owner may read or change a file; false where the system does not tell.</summary>
    public static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;

    // A link that leads nowhere is somebody's too.
    private static bool IsThere(string path)
    {
        try
        {
            return Path.Exists(path) || new FileInfo(Path.GetFullPath(path)).LinkTarget is not null;
        }
        catch (Exception e) when (FileError.IsOne(e))
        {
            return false; // writing it says what is wrong
        }
    }

    private static void Write(string path, string text, bool isSecret, List<string> made)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (isSecret && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Owner;
            }

            using var file = new FileStream(path, options);
            made.Add(path);
            file.Write(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (FileError.IsOne(e))
        {
            throw new InputException($"{path}: cannot be written: {FileError.Describe(e, path)}", e);
        }
    }
}
