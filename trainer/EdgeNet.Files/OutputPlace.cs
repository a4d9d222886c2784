using System.Formats.Tar;

namespace EdgeNet.Files;

/// <summary>The file or device that a path leads to.</summary>
/// <remarks>
/// A symbolic link stays and its target is replaced, as by a shell's <c>&gt;</c>: whoever made the link wants the file there. A device or
/// a pipe is written into and never replaced: <c>--out /dev/stdout</c>.
/// </remarks>
/// <param name="Target">The full path after all links.</param>
/// <param name="IsDevice">Whether it is neither a file nor a folder.</param>
internal readonly record struct OutputPlace(string Target, bool IsDevice)
{
    /// <summary>The folder in which the file stands.</summary>
    public string Folder => Path.GetDirectoryName(Target)!;

    /// <summary>Follows a path.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    /// <exception cref="ArgumentException">It is no path.</exception>
    public static OutputPlace Of(string path)
    {
        string full = Path.GetFullPath(path);
        if (IsInDeviceFolder(full))
        {
            return new OutputPlace(full, IsDevice: true); // its links lead to something without a path, such as pipe:[4711]
        }

        var file = new FileInfo(full);
        string target = file.LinkTarget is null ? full : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        return new OutputPlace(target, IsInDeviceFolder(target) || IsSpecial(target));
    }

    private static bool IsInDeviceFolder(string path) => OperatingSystem.IsWindows()
        ? path.StartsWith(@"\\.\", StringComparison.Ordinal)
        : (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal))
            || path.StartsWith("/proc/", StringComparison.Ordinal);

    // In .NET only the writer of tar archives tells the kind of a file without opening it, which could block.
    private static bool IsSpecial(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path) || new FileInfo(path).Length > 0)
        {
            return false;
        }

        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(path, "file");
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType is not TarEntryType.RegularFile;
    }

    /// <summary>The folders of a path that do not exist, the innermost first.</summary>
    public static IEnumerable<string> MissingFolders(string folder)
    {
        for (string? each = folder; each is not null && !Directory.Exists(each); each = Path.GetDirectoryName(each))
        {
            yield return each;
        }
    }

    /// <summary>Other places for a file: beside it, and, if its folder takes no more files, the temporary folder.</summary>
    public static IEnumerable<string> PlacesBeside(string target)
    {
        const int Most = 99;
        string name = Path.GetFileNameWithoutExtension(target);
        string extension = Path.GetExtension(target);
        return Enumerable.Range(2, Most - 1)
            .Select(number => Path.Combine(Path.GetDirectoryName(target)!, FormattableString.Invariant($"{name}-{number}{extension}")))
            .Append(Path.Combine(Path.GetTempPath(), $"{name}-{Guid.NewGuid():N}{extension}"));
    }
}
