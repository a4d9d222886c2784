using System.Data.Common;
using System.Security.Cryptography;

namespace EdgeNet.Tuning;

/// <summary>The recipe and data of a study, kept in its database: a worker needs nothing but the database's address.</summary>
internal static class StudyFiles
{
    /// <summary>More is not kept.</summary>
    private const long MostBytes = 256 << 20;

    // Seconds: for hundreds of megabytes through a slow network.
    private const int Timeout = 600;

    /// <summary>Keeps files where the database does, unless it has them or they are too large, folders, or outside of the recipe's folder.</summary>
    /// <param name="connection">A connection in the transaction that makes the study, so that nobody finds it without its files.</param>
    /// <param name="study">The study's number.</param>
    /// <param name="paths">The recipe's file first; none where the database keeps no files.</param>
    public static void Keep(DbConnection connection, int study, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            return;
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(paths[0]))!;
        (string Path, string Name)[] files = [.. paths.Distinct().Select(path => (path, Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')))];
        if (!files.All(file => File.Exists(file.Path) && PlaceOf(folder, file.Name) is not null) || files.Sum(file => new FileInfo(file.Path).Length) > MostBytes)
        {
            return;
        }

        if (connection.Query("SELECT name FROM edgenet_file WHERE study = @study", row => row.GetString(0), ("@study", study)).Count > 0)
        {
            return;
        }

        foreach ((int place, (string path, string name)) in files.Index())
        {
            byte[] content = File.ReadAllBytes(path);
            using DbCommand command = connection.Command(
                "INSERT INTO edgenet_file (study, place, name, sha256, content) VALUES (@study, @place, @name, @sha256, @content) ON CONFLICT DO NOTHING",
                ("@study", study),
                ("@place", place),
                ("@name", name),
                ("@sha256", Convert.ToHexStringLower(SHA256.HashData(content))),
                ("@content", content));
            command.CommandTimeout = Timeout;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Writes the files of a study into a folder.</summary>
    /// <param name="place">The database; see <see cref="Study.Open(string, string, StudyIdentity, int, StudySettings?)"/>.</param>
    /// <param name="name">The study's name.</param>
    /// <param name="folder">The folder, which is made if need be.</param>
    /// <param name="isKnown">Whether the database has answered before.</param>
    /// <returns>The paths of the files, the recipe first; files that were there with the same content are among them.</returns>
    /// <exception cref="InputException">There is no such study, it has no files, one is damaged, or another file of its name is in the folder.</exception>
    public static IReadOnlyList<string> Fetch(string place, string name, string folder, bool isKnown = false)
    {
        using var database = StudyDatabase.Open(place, new StudySettings { IsKnown = isKnown });
        if (!database.KeepsFiles)
        {
            throw new InputException($"{database.Place}: is a file, and recipe and data are kept in a PostgreSQL database alone; run 'edgenet tune' with the recipe.");
        }

        (string Name, string Hash, byte[] Content)[] files = database.Run(connection =>
        {
            int study = Study.IdOf(connection, name) ?? throw new InputException($"{database.Place}: has no study '{name}'.");
            using DbCommand command = connection.Command("SELECT name, sha256, content FROM edgenet_file WHERE study = @study ORDER BY place", ("@study", study));
            command.CommandTimeout = Timeout;
            using DbDataReader row = command.ExecuteReader();
            List<(string, string, byte[])> rows = [];
            while (row.Read())
            {
                rows.Add((row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2)));
            }

            return rows.ToArray();
        });
        if (files.Length == 0)
        {
            throw new InputException(
                $"{database.Place}: the files of '{name}' are not kept there: they are images, more than {MostBytes >> 20} MB or outside of the recipe's folder; copy them to this machine.");
        }

        var set = new FileSet();
        List<string> paths = [];
        foreach ((string file, string hash, byte[] content) in files)
        {
            string path = PlaceOf(folder, file) ?? throw database.Damaged($"the file '{file}' of '{name}' would not be in the folder");
            if (Convert.ToHexStringLower(SHA256.HashData(content)) != hash)
            {
                throw database.Damaged($"the file '{file}' of '{name}' is not what was stored");
            }

            paths.Add(path);
            if (!File.Exists(path))
            {
                set.Add(path, content);
            }
            else if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            {
                throw new InputException($"{path}: is another file than that of the study '{name}'; name another folder.");
            }
        }

        foreach (string path in set.Files.Select(file => file.Path))
        {
            MakeFolder(Path.GetDirectoryName(path)!);
        }

        set.Save();
        return paths;
    }

    // Null for a name that is not of a file below the folder.
    private static string? PlaceOf(string folder, string name)
    {
        string[] parts = name.Split('/');
        return parts.All(part => part.Length > 0 && part is not "." and not ".." && part.IndexOfAny(['\\', ':', '\0']) < 0)
            ? Path.Combine([Path.GetFullPath(folder), .. parts])
            : null;
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (FileError.IsOne(e))
        {
            throw new InputException($"{folder}: cannot be made: {FileError.Describe(e, folder)}", e);
        }
    }
}
