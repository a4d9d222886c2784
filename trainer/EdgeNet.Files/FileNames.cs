namespace EdgeNet.Files;

/// <summary>Finds files and folders whose names are composed otherwise than they are called: macOS takes names apart, and copies keep that.</summary>
internal static class FileNames
{
    /// <summary>Finds a path.</summary>
    /// <returns>The path of what is there; the path itself where it is there, or nothing else of that name is.</returns>
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
