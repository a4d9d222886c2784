namespace EdgeNet.Trainer.Data;

/// <summary>Says why a file cannot be read or written, in a few words and what to do.</summary>
public static class FileFault
{
    /// <summary>Describes a fault.</summary>
    /// <param name="fault">What was thrown: an <see cref="IOException"/> or an <see cref="UnauthorizedAccessException"/>.</param>
    /// <param name="path">The file that was to be read or written.</param>
    /// <returns>The end of a sentence, with its full stop.</returns>
    public static string Of(Exception fault, string path)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (Directory.Exists(path))
        {
            return "it is a folder; name a file.";
        }

        return fault switch
        {
            UnauthorizedAccessException => "you have no right to it; change the rights of the file or its folder.",
            DirectoryNotFoundException => "there is no such folder; make it first.",
            _ => System(fault.Message),
        };
    }

    // "No space left on device : '/home/me/m.edgenet.123.tmp'": the name is that of a file that nobody else has heard of.
    private static string System(string message)
    {
        int end = message.LastIndexOf(" : '", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.') + ".";
    }
}
