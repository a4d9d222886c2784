namespace EdgeNet.Cli;

/// <summary>Writes a command as a user can paste it into a shell.</summary>
public static class ShellCommand
{
    /// <summary>Writes a command for the shells of this system.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <returns>One line.</returns>
    public static string Of(params IEnumerable<string> words) => OperatingSystem.IsWindows() ? ForWindows(words) : ForUnix(words);

    /// <summary>Writes a command for a POSIX shell: single quotes around whatever it could read otherwise.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <returns>One line.</returns>
    public static string ForUnix(params IEnumerable<string> words) =>
        string.Join(' ', words.Select(word => IsPlain(word, "/._-+:@,=%") ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'"));

    /// <summary>Writes a command for cmd and PowerShell: double quotes, which both know and no Windows path contains.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <returns>One line.</returns>
    public static string ForWindows(params IEnumerable<string> words) =>
        string.Join(' ', words.Select(word => IsPlain(word, @"\/._-+:") ? word : $"\"{word}\""));

    private static bool IsPlain(string word, string marks) =>
        word.Length > 0 && word.All(character => char.IsLetterOrDigit(character) || marks.Contains(character, StringComparison.Ordinal));
}
