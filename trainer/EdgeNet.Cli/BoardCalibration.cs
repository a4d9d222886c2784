using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>How fast the user's board is, kept in the settings of the user: from the line that the sample SonarNode prints.</summary>
/// <param name="Instructions">IL instructions executed.</param>
/// <param name="Microseconds">The time that they took.</param>
internal sealed partial record BoardCalibration(long Instructions, long Microseconds)
{
    /// <summary>An environment variable: another folder for the settings.</summary>
    public const string FolderVariable = "EDGENET_SETTINGS";

    private const string FileName = "board.json";

    // A board with nanoFramework takes between these; outside, the line is damaged, or was printed by a PC.
    private const double LeastMicroseconds = 0.05;
    private const double MostMicroseconds = 10;

    /// <summary>Microseconds of an IL instruction.</summary>
    [JsonIgnore]
    public double MicrosecondsOfInstruction => (double)Microseconds / Instructions;

    /// <summary>The file of the calibration.</summary>
    public static string Path => System.IO.Path.Combine(
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? folder : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "edgenet"),
        FileName);

    /// <summary>Reads a line that a board printed; what the console put before it does not matter.</summary>
    /// <exception cref="InputException">It is no such line, or no board has such figures.</exception>
    public static BoardCalibration Parse(string line)
    {
        Match match = Line().Match(line);
        if (!match.Success || !long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out long instructions) || !long.TryParse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out long microseconds))
        {
            throw new InputException($"'{line}' is not the line of a board, which reads 'EdgeNet board: 1000 IL in 400 us'. The sample SonarNode prints it; copy it whole.");
        }

        var board = new BoardCalibration(instructions, microseconds);
        return board.IsPossible ? board : throw new InputException(string.Create(
            CultureInfo.InvariantCulture,
            $"'{line}' says {board.MicrosecondsOfInstruction:G3} µs an IL instruction, and a board takes {LeastMicroseconds} to {MostMicroseconds}. Copy the line whole, from a board and not from a PC."));
    }

    /// <summary>Reads the settings. A file that cannot be used is warned of, and is as none.</summary>
    /// <returns>The calibration; null where there is none.</returns>
    public static BoardCalibration? Read(IAnsiConsole console)
    {
        try
        {
            if (!File.Exists(Path))
            {
                return null;
            }

            if (JsonSerializer.Deserialize<BoardCalibration>(File.ReadAllBytes(Path)) is { IsPossible: true } board)
            {
                return board;
            }
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // As one with impossible figures.
        }

        ExampleReader.Warn(console, [$"{Path}: cannot be used, so times are those of any board; 'edgenet calibrate-device --remove' removes it."]);
        return null;
    }

    /// <summary>Writes the settings.</summary>
    public void Save()
    {
        string folder = System.IO.Path.GetDirectoryName(Path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: cannot be made: {FileError.Describe(e, folder)} {FolderVariable} names another folder.", e);
        }

        var files = new FileSet();
        files.Add(Path, JsonSerializer.SerializeToUtf8Bytes(this));
        files.Save();
    }

    private bool IsPossible => Instructions > 0 && MicrosecondsOfInstruction is >= LeastMicroseconds and <= MostMicroseconds;

    [GeneratedRegex(@"EdgeNet board: ([0-9]+) IL in ([0-9]+) us\b")]
    private static partial Regex Line();
}
