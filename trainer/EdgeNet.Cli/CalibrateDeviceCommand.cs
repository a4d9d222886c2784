using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet calibrate-device LINE</c>: from then on times are those of the board that printed the line.</summary>
internal static class CalibrateDeviceCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var line = new Argument<string[]>("line") { Description = "What the sample SonarNode printed: 'EdgeNet board: ... IL in ... us'. Without it, the present calibration is shown.", Arity = ArgumentArity.ZeroOrMore };
        var remove = new Option<bool>("--remove") { Description = "Forget the board: times are estimates for any board again." };
        var command = new Command("calibrate-device", "Make the times that are estimated those of your board.") { line, remove };
        command.SetAction(parsed =>
        {
            string text = string.Join(' ', parsed.GetValue(line) ?? []);
            bool isRemoving = parsed.GetValue(remove);
            return isRemoving && text.Length > 0 ? throw new InputException("--remove goes without a line.")
                : isRemoving ? Remove(console)
                : text.Length == 0 ? Show(console)
                : Take(text, console);
        });
        return command;
    }

    private static int Take(string line, IAnsiConsole console)
    {
        var board = BoardCalibration.Parse(line);
        board.Save();
        console.WriteLine($"Written {BoardCalibration.Path}.");
        return Show(console);
    }

    private static int Show(IAnsiConsole console)
    {
        console.WriteLine(BoardCalibration.Read(console) is { } board
            ? string.Create(CultureInfo.InvariantCulture, $"Your board takes {board.MicrosecondsOfInstruction:F3} µs an IL instruction; ESP32 boards in general are taken to need {DeviceClock.Esp32.Least:G2} to {DeviceClock.Esp32.Most:G2}.")
            : "No board is known: times are estimates for any board. Run firmware/Samples/SonarNode on yours, and give this command the line that it prints.");
        return ExitCode.Success;
    }

    private static int Remove(IAnsiConsole console)
    {
        bool isKnown = File.Exists(BoardCalibration.Path);
        try
        {
            File.Delete(BoardCalibration.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (isKnown)
            {
                throw new InputException($"{BoardCalibration.Path}: cannot be removed: {FileError.Describe(e, BoardCalibration.Path)}", e);
            }
        }

        console.WriteLine(isKnown ? $"Removed {BoardCalibration.Path}." : "No board is known.");
        return ExitCode.Success;
    }
}
