using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>The CSV files of a folder, and the classes in their names. Hidden files, whose name begins with a dot, are skipped.</summary>
internal static class RecordingFiles
{
    /// <summary>Lists the files of a folder and of the folders in it.</summary>
    /// <returns>Their paths in the folder, with slashes, in ordinal order; one at least.</returns>
    /// <exception cref="InputException">There is no file, or the folder cannot be read.</exception>
    public static IReadOnlyList<string> In(string path)
    {
        try
        {
            string[] files =
            [
                .. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .Where(file => Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase))
                    .Select(file => Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'))
                    .Where(file => !file.Split('/').Any(part => part.StartsWith('.')))
                    .Order(StringComparer.Ordinal),
            ];
            return files.Length > 0 ? files : throw new InputException($"{path}: there is no CSV file in the folder; put recordings there.");
        }
        catch (DirectoryNotFoundException e)
        {
            throw new InputException($"{path}: there is no such folder; check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {FileError.Describe(e, path)}", e);
        }
    }

    /// <summary>Finds the class of a file.</summary>
    /// <returns>Its number, from 0; -1 where a column tells it.</returns>
    /// <exception cref="InputException">The name is not that of a class.</exception>
    public static int ClassOf(string file, IReadOnlyList<string> classes, LabelSource labelFrom)
    {
        string[] parts = file.Split('/');
        switch (labelFrom)
        {
            case LabelSource.Column:
                return -1;
            case LabelSource.Folder:
                string folder = parts.Length > 1 ? parts[^2] : string.Empty;
                int number = LabelText.Find(folder, classes);
                return number >= 0 ? number : throw new InputException(
                    folder.Length == 0
                        ? $"{file}: is in no folder of a class; the classes are {NameList.Of(classes)}. Move it into one."
                        : $"{file}: the folder '{folder}' is no class; the classes are {NameList.Of(classes)}. Rename it, or correct the recipe.{HiddenText.Note(folder, classes)}");
            default:
                string stem = NormalForm.Of(Path.GetFileNameWithoutExtension(parts[^1]));
                int best = -1;
                for (int c = 0; c < classes.Count; c++)
                {
                    string name = NormalForm.Of(classes[c]);
                    bool begins = stem.StartsWith(name, StringComparison.Ordinal) && (stem.Length == name.Length || !char.IsLetter(stem[name.Length]));
                    best = begins && (best < 0 || classes[c].Length > classes[best].Length) ? c : best;
                }

                return best >= 0 ? best : throw new InputException(
                    $"{file}: the name begins with no class; the classes are {NameList.Of(classes)}. Rename it, or correct the recipe.{HiddenText.Note(stem, classes)}");
        }
    }
}
