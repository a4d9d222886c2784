using System.Security;

namespace EdgeNet.Files;

/// <summary>Says in a few words why a file cannot be read or written, and what to do.</summary>
internal static class FileError
{
    /// <summary>Whether an exception can come from opening, reading, writing or moving a file.</summary>
    /// <param name="fault">What was thrown.</param>
    /// <returns><c>true</c> when <see cref="Describe"/> can describe it.</returns>
    public static bool IsOne(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException;

    /// <summary>Describes a fault.</summary>
    /// <param name="fault">What was thrown: one that <see cref="IsOne"/> knows.</param>
    /// <param name="path">The file that was to be read or written.</param>
    /// <returns>The end of a sentence, with its full stop.</returns>
    public static string Describe(Exception fault, string path)
    {
        if (Directory.Exists(path))
        {
            return "it is a folder; name a file.";
        }

        return fault switch
        {
            UnauthorizedAccessException or SecurityException => "you have no right to it; change the rights of the file or its folder.",
            DirectoryNotFoundException => "there is no such folder; make it first.",
            PathTooLongException => "the name is too long; choose a shorter one.",
            ArgumentOutOfRangeException => "the file may not become larger.", // how .NET reports EFBIG
            ArgumentException or NotSupportedException => "the name has a character that no file's name has; correct it.",
            _ => System(fault.Message),
        };
    }

    // "No space left on device : '/home/me/m.edgenet.123.tmp'": the temporary file's name means nothing to the user.
    private static string System(string message)
    {
        int end = message.LastIndexOf(" : '", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.') + ".";
    }
}
