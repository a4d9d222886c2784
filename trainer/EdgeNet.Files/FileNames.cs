namespace EdgeNet.Files;

/// <summary>Finds files and folders whose names are in another Unicode normal form than the given path; macOS decomposes names.</summary>
internal static class FileNames
{
    /// <summary>Finds a path.</summary>
    /// <returns>The path as it is on the disk; the given path if it exists, or if there is no other form of it.</returns>
    public static string Find(string path)
    {
        if (path.Length == 0 || Path.Exists(path) || Path.GetDirectoryName(path) is not { Length: > 0 } parent)
        {
            return path;
        }

        string folder = Find(parent);
        string name = NormalForm.Of(Path.GetFileName(path));
        string? found = Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(entry => NormalForm.Of(Path.GetFileName(entry)) == name) : null;
        return found ?? path;
    }
}
