using System.ComponentModel;
using System.Diagnostics;

namespace EdgeNet.Cli;

/// <summary>nanoff, the firmware flasher of .NET nanoFramework.</summary>
public static class Nanoff
{
    /// <summary>The program.</summary>
    public const string Name = "nanoff";
    /// <summary>Installs it.</summary>
    public const string InstallCommand = "dotnet tool install -g nanoff";
    private const string UpdateCommand = "dotnet tool update -g nanoff";
    private const int WrongArguments = 9000;

    /// <summary>The arguments that make it handle files.</summary>
    /// <param name="jsonPath">Where the JSON is.</param>
    /// <returns>Two words.</returns>
    public static string[] FileDeploymentArguments(string jsonPath) => ["--filedeployment", jsonPath];

    /// <summary>The command that puts the newest firmware on an ESP32; nanoff finds out which image fits the chip.</summary>
    /// <param name="port">The serial port.</param>
    /// <returns>One line for a shell.</returns>
    public static string FirmwareCommand(string port) => ShellCommand.Of(Name, "--platform", "esp32", "--update", "--serialport", port);

    /// <summary>Sends files, and passes on what nanoff says.</summary>
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

    // nanoff ends with 0 even when the device has refused the file: only its words tell. "Deploying file A to B..." is followed by "OK", or by a new line.
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
