namespace EdgeNet.Tests.Capture;

/// <summary>Reads a file that a capture has locked. A handle that is opened by hand asks for no lock.</summary>
internal static class RecordedText
{
    public static string Of(string path)
    {
        if (!File.Exists(path))
        {
            return string.Empty;
        }

        using var stream = new FileStream(PseudoTerminal.OpenFile(path), FileAccess.Read);
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }

    public static int Rows(string path) => Math.Max(0, Of(path).Count(each => each == '\n') - 1);
}
