using System.CommandLine;
using System.Globalization;
using EdgeNet.Capture;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet capture --port PORT --label LABEL --seconds N</c>: records what a sensor logger sends, as CSV.</summary>
internal static class CaptureCommand
{
    private const string DefaultFolder = "recordings";

    public static Command Create(IAnsiConsole console, TextWriter error)
    {
        var port = new Option<string>("--port") { Description = "The serial port that SensorLogger sends to, such as /dev/ttyUSB0 or COM3." };
        var label = new Option<string>("--label") { Description = "The class of the readings, such as shaking. It becomes the last column.", Required = true };
        Option<int> seconds = WholeNumber.Option("--seconds", "How long to record, counted from the first reading.", least: 1);
        seconds.Required = true;
        var output = new Option<string?>("--out") { Description = $"The CSV file. An existing one is appended to. [default: {DefaultFolder}/<label>.csv]" };
        Option<int?> rate = WholeNumber.Optional("--rate", "Readings per second that the logger must deliver. [default: accept any]", least: 1);
        Option<int> baud = WholeNumber.Option("--baud", "Baud rate of the port.", least: 1, otherwise: CaptureOptions.DefaultBaudRate);
        var command = new Command(
            "capture",
            "Record a sensor over a serial port to a CSV file, from the lines that the SensorLogger sample sends. A gap starts a new recording. Lines are written as they "
            + "arrive, so nothing is lost if capture stops early. Running the command again appends.") { port, label, seconds, output, rate, baud };
        command.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(port)))
            {
                result.AddError($"--port is missing: name the serial port of the device, {SerialPorts.Hint()}");
            }
        });
        label.Validators.Add(result =>
        {
            string? value = result.GetValueOrDefault<string>();
            if (RecordingLabel.FaultOf(value) is { } fault)
            {
                result.AddError($"--label '{value}' {fault}.");
            }
        });
        command.SetAction(parsed =>
        {
            string name = parsed.GetRequiredValue(label);
            string path = parsed.GetValue(output) ?? Path.Combine(DefaultFolder, $"{name}.csv");
            var options = new CaptureOptions(parsed.GetRequiredValue(port), name, parsed.GetValue(seconds), path)
            {
                BaudRate = parsed.GetValue(baud),
                RateHz = parsed.GetValue(rate),
            };
            return Run(options, console, error);
        });
        return command;
    }

    /// <summary>Says why a capture ended early; null if it did not, or was asked to.</summary>
    internal static string? FaultOf(CaptureResult result, string port)
    {
        string? fault = result.End switch
        {
            CaptureEnd.Unplugged => $"{port} is gone: was the cable unplugged?",
            CaptureEnd.Silent => $"{port}: nothing came for {CaptureSession.SilenceSeconds} s; does the device still run?",
            CaptureEnd.NoReadings => $"{port}: header lines come and no reading; does the sensor answer?{Damage(result)}",
            _ => null,
        };
        return fault is null || result.Readings == 0 ? fault : $"{fault} What came is kept; the same command appends to it.";
    }

    private static string Damage(CaptureResult result) => result.DamagedLines == 0
        ? string.Empty
        : FormattableString.Invariant($" {result.DamagedLines:N0} lines came damaged: check the cable, and --baud.");

    private static int Run(CaptureOptions options, IAnsiConsole console, TextWriter error)
    {
        using var interrupt = new Interrupt();
        CancellationToken stop = interrupt.Listen();
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Listening on {options.Port} at {options.BaudRate} baud; Ctrl-C stops and keeps what came."));
        CaptureResult result = CaptureProgress.Show(console, options.Seconds, onProgress => CaptureSession.Run(options, onProgress, stop));
        CaptureReport.Show(console, options, result);
        if (FaultOf(result, options.Port) is { } fault)
        {
            error.WriteLine($"edgenet: {fault}");
            return ExitCode.ConnectionLost;
        }

        if (result.OutputPath != options.OutputPath)
        {
            error.WriteLine($"edgenet: {options.OutputPath}: was changed by another program; what is missing there is in {result.OutputPath}.");
        }

        return result.End == CaptureEnd.Cancelled ? ExitCode.Interrupted
            : result.OutputPath != options.OutputPath ? ExitCode.BadInput
            : ExitCode.Success;
    }
}
