namespace EdgeNet.Cli;

/// <summary>Where programs are looked for.</summary>
/// <param name="OnPath">The folders of PATH, in its order.</param>
/// <param name="DotnetTools">Where <c>dotnet tool install -g</c> puts programs, which need not be on PATH; <c>null</c> for a user without a home.</param>
public sealed record ToolFolders(IReadOnlyList<string> OnPath, string? DotnetTools)
{
    /// <summary>The folders of this process.</summary>
    /// <returns>Absolute ones only: what happens to lie in the working folder is not run.</returns>
    public static ToolFolders FromEnvironment()
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        string home = Environment.GetEnvironmentVariable("DOTNET_CLI_HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new ToolFolders(
            [.. path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(folder => Path.IsPathFullyQualified(folder))],
            home.Length == 0 ? null : Path.Combine(home, ".dotnet", "tools"));
    }

    /// <summary>Looks for a program.</summary>
    /// <param name="name">Its name, without <c>.exe</c>.</param>
    /// <returns>Its path, or <c>null</c>; and what a user types to run it.</returns>
    public (string? Path, string Word) Find(string name)
    {
        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        foreach (string folder in OnPath)
        {
            if (IsProgram(Path.Combine(folder, file)))
            {
                return (Path.Combine(folder, file), name);
            }
        }

        return DotnetTools is not null && IsProgram(Path.Combine(DotnetTools, file))
            ? (Path.Combine(DotnetTools, file), Path.Combine(DotnetTools, file))
            : (null, name);
    }

    private static bool IsProgram(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
