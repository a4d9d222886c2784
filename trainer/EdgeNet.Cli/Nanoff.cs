using System.ComponentModel;
using System.Diagnostics;

namespace EdgeNet.Cli;

/// <summary>nanoff, the firmware flasher of .NET nanoFramework.</summary>
public static class Nanoff
{
    /// <summary>The name of the program.</summary>
    public const string Name = "nanoff";
    /// <summary>The command that installs it.</summary>
    public const string InstallCommand = "dotnet tool install -g nanoff";
    private const string UpdateCommand = "dotnet tool update -g nanoff";
    private const int WrongArguments = 9000;

    /// <summary>The arguments of a file deployment.</summary>
    /// <param name="jsonPath">The path of the JSON file.</param>
    /// <returns>Two arguments.</returns>
    public static string[] FileDeploymentArguments(string jsonPath) => ["--filedeployment", jsonPath];

    /// <summary>The command that puts the newest firmware on an ESP32; nanoff finds out which image fits the chip.</summary>
    /// <param name="port">The serial port.</param>
    /// <returns>One line for a shell.</returns>
    public static string FirmwareCommand(string port) => ShellCommand.Of(Name, "--platform", "esp32", "--update", "--serialport", port);

    /// <summary>Sends files, and passes on nanoff's output.</summary>
    /// <returns>What went wrong, in one line; <c>null</c> when the file is on the device.</returns>
    internal static string? SendFiles(string program, string jsonPath, string port, TextWriter output, TextWriter error)
    {
        bool isStored = false;
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, FileDeploymentArguments(jsonPath)) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.OutputDataReceived += (_, e) =>
        {
            isStored |= SaysStored(e.Data);
            PassOn(e.Data, output);
        };
        process.ErrorDataReceived += (_, e) => PassOn(e.Data, error);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return $"{program}: cannot be started: {e.Message}";
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return FaultOf(process.ExitCode, isStored, jsonPath, port);
    }

    private static string? FaultOf(int exitCode, bool isStored, string jsonPath, string port) => exitCode switch
    {
        0 when isStored => null,
        0 => $"nanoff did not store the model, though its exit code is 0. If nanoff and the firmware differ in age, update both: '{UpdateCommand}', '{FirmwareCommand(port)}'.",

        // Unix keeps the last 8 bits of an exit code.
        WrongArguments or (WrongArguments & 0xFF) =>
            $"this nanoff does not take --filedeployment: it is older than 2.5.60 ('{UpdateCommand}'), or it is nanoff 3 ('{ShellCommand.Of(Name, "deploy", "file", jsonPath)}').",
        _ => $"nanoff failed with exit code {exitCode}; the model was not sent. Is the device on {port}, and does no other program hold that port?",
    };

    // nanoff ends with 0 even when the device has refused the file: only its output tells. "Deploying file A to B..." is followed by "OK", or by a new line.
    private static bool SaysStored(string? line)
    {
        int end = line?.LastIndexOf("...", StringComparison.Ordinal) ?? -1;
        return end >= 0 && line!.Contains("Deploying file ", StringComparison.Ordinal) && line.AsSpan(end).Contains("OK", StringComparison.Ordinal);
    }

    private static void PassOn(string? line, TextWriter writer)
    {
        if (line is not null)
        {
            writer.WriteLine(line);
        }
    }
}

/// <summary>Finds other programs.</summary>
/// <param name="OnPath">The folders of PATH, in its order.</param>
/// <param name="DotnetTools">Where <c>dotnet tool install -g</c> puts programs, which need not be on PATH; <c>null</c> for a user without a home.</param>
public sealed record ToolFolders(IReadOnlyList<string> OnPath, string? DotnetTools)
{
    /// <summary>The folders of this process.</summary>
    /// <returns>Absolute paths only: a program in the working folder is not run by accident.</returns>
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
    /// <returns>Its path, or <c>null</c>; and the command that a user types to run it.</returns>
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

/// <summary>Writes a command as a user can paste it into a shell.</summary>
public static class ShellCommand
{
    /// <summary>Writes a command for the shells of this system.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <returns>One line.</returns>
    public static string Of(params IEnumerable<string> words) => OperatingSystem.IsWindows() ? ForWindows(words) : ForUnix(words);

    /// <summary>Writes a command for a POSIX shell: single quotes around whatever the shell would interpret.</summary>
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
