namespace EdgeNet.Files;

/// <summary>Keeps the results of long work that cannot be written to their place.</summary>
internal static class FileRescue
{
    /// <summary>Writes each file into a new temporary folder, or, if that has no room for it, alone to its own place.</summary>
    /// <param name="files">The files, the most precious first.</param>
    /// <returns>A sentence that says what is kept and where.</returns>
    public static string Keep(IReadOnlyList<(string Path, byte[] Content)> files)
    {
        string? folder = null;
        List<string> moved = [];
        List<string> inPlace = [];
        foreach ((string path, byte[] content) in files)
        {
            string name = Path.GetFileName(path);
            if (TryWrite(ref folder, name, content))
            {
                moved.Add(name);
            }
            else if (TrySave(path, content))
            {
                inPlace.Add(path);
            }
        }

        string lost = moved.Count + inPlace.Count == files.Count ? string.Empty : " There was no room for the rest.";
        return (moved.Count, inPlace.Count) switch
        {
            (0, 0) => "Nothing could be kept.",
            (_, 0) => $"What was made is in {folder}: {string.Join(", ", moved)}.{lost}",
            (0, _) => $"What fitted was written: {string.Join(", ", inPlace)}.{lost}",
            _ => $"What was made is in {folder}: {string.Join(", ", moved)}; and in its place: {string.Join(", ", inPlace)}.{lost}",
        };
    }

    private static bool TryWrite(ref string? folder, string name, byte[] content)
    {
        try
        {
            folder ??= Directory.CreateTempSubdirectory("edgenet-").FullName;
            using var temporary = TemporaryFile.In(folder);
            temporary.Write(content);
            temporary.MoveTo(Path.Combine(folder, name));
            return true;
        }
        catch (Exception e) when (FileError.IsOne(e))
        {
            return false;
        }
    }

    private static bool TrySave(string path, byte[] content)
    {
        var alone = new FileSet();
        alone.Add(path, content);
        try
        {
            alone.Save();
            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }
}
