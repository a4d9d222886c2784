using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EdgeNet.Fleet;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>The options of a push over a serial port.</summary>
internal sealed class SerialPushPort
{
    private const int UsualBaudRate = 115200;

    private static readonly SerialPushOptions Defaults = new();

    /// <summary>The port; without it the push is none over a serial line.</summary>
    public Option<string?> Port { get; } = new("--port") { Description = "The serial port of one board, such as /dev/ttyUSB0 or COM3, in place of a broker." };

    /// <summary>The baud rate.</summary>
    public Option<int> Baud { get; } = WholeNumber.Option("--baud", "With --port: the baud rate of the board's application.", least: 1, otherwise: UsualBaudRate);

    /// <summary>How long the trial is waited for.</summary>
    public Option<int> Wait { get; } = WholeNumber.Option(
        "--wait", "With --port: seconds to wait for the end of the trial, once the board has the model; 0 for none.", least: 0, otherwise: (int)Defaults.Wait.TotalSeconds);

    /// <summary>Bytes of a chunk.</summary>
    public Option<int> Chunk { get; } = ChunkOption();

    /// <summary>All but the port.</summary>
    public IReadOnlyList<Option> Others => [Baud, Wait, Chunk];

    /// <summary>Says what is wrong with the options.</summary>
    /// <returns>A sentence, or <c>null</c>.</returns>
    public string? FaultOf(CommandResult result) =>
        string.IsNullOrWhiteSpace(result.GetValue(Port)) ? $"--port is empty: name the serial port of the board, {SerialPorts.Hint()}" : null;

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="patience">How long a board that was heard may be silent; <c>null</c> for the default.</param>
    /// <param name="again">Whether a file that has failed on the board is tried again.</param>
    public SerialPushOptions Read(ParseResult parsed, TimeSpan? patience, bool again) => Defaults with
    {
        Again = again,
        Wait = TimeSpan.FromSeconds(parsed.GetValue(Wait)),
        ChunkBytes = parsed.GetValue(Chunk),
        Patience = patience ?? Defaults.Patience,
        FirstPatience = patience ?? Defaults.FirstPatience,
    };

    private static Option<int> ChunkOption()
    {
        string numbers = $"a multiple of 4 from {UpdateMessage.LeastChunk} to {UpdateMessage.MostChunk}";
        var option = new Option<int>("--chunk")
        {
            Description = $"With --port: bytes sent at once, {numbers}. Fewer suit a noisy line; another number begins anew.",
            DefaultValueFactory = _ => SerialPushOptions.UsualChunk,
        };
        option.Validators.Add(result =>
        {
            string text = result.Tokens.Count == 0 ? SerialPushOptions.UsualChunk.ToString(CultureInfo.InvariantCulture) : result.Tokens[0].Value;
            bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int chunk);
            if (!isNumber || chunk is < UpdateMessage.LeastChunk or > UpdateMessage.MostChunk || chunk % 4 != 0)
            {
                result.AddError($"--chunk must be {numbers}, and is '{text}'.");
            }
        });
        return option;
    }
}

/// <summary>Pushes a model over a serial port and shows how it goes, a line for each step.</summary>
internal sealed class PushSerial
{
    private readonly OfferedModel _model;
    private readonly ISerialPlace _place;
    private readonly IAnsiConsole _console;
    private UpdatePhase? _phase;
    private int _tenths;
    private int _decisions;

    private PushSerial(OfferedModel model, ISerialPlace place, IAnsiConsole console)
    {
        _model = model;
        _place = place;
        _console = console;
    }

    /// <summary>Pushes.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(OfferedModel model, ISerialPlace place, SerialPushOptions options, IAnsiConsole console, TextWriter error)
    {
        using var interrupt = new Interrupt();
        return new PushSerial(model, place, console).Run(options, error, interrupt.Listen());
    }

    private int Run(SerialPushOptions options, TextWriter error, CancellationToken stop)
    {
        Say($"{_model.Name}, version {_model.Version}, {_model.Length:N0} bytes, signed by the key {_model.KeyId}.");
        var push = new SerialPush(_model, _place, options) { OnStatus = Show, OnNotice = _console.WriteLine, OnText = line => Say($"board: {line}"), OnHealth = Show };
        SerialPushResult result = push.Run(stop);
        int code = result.End switch
        {
            SerialPushEnd.Confirmed => ExitCode.Success,
            SerialPushEnd.Staged when options.Wait == TimeSpan.Zero => ExitCode.Success,
            SerialPushEnd.Silent => ExitCode.ConnectionLost,
            SerialPushEnd.Cancelled => ExitCode.Interrupted,
            _ => ExitCode.NotConfirmed,
        };
        if (code is ExitCode.Success or ExitCode.Interrupted)
        {
            _console.WriteLine(result.Message);
        }
        else
        {
            error.WriteLine($"edgenet: {result.Message}");
        }

        return code;
    }

    private void Show(NodeStatus status)
    {
        if (_phase is null)
        {
            string running = status.Running == 0 ? "its built-in model" : FormattableString.Invariant($"version {status.Running}");
            Say($"The board on {_place.Name} takes models of '{NodeText.Of(status.Name)}' and runs {running}.");
        }

        if (status.Phase == UpdatePhase.Receiving)
        {
            ShowChunks(status);
        }
        else if (status.Phase == UpdatePhase.Staged && _phase != UpdatePhase.Staged)
        {
            Say($"The board has the model, and found its signature right. It tries it out after its restart.");
        }
        else if (status.Phase == UpdatePhase.Testing && (_phase != UpdatePhase.Testing || status.Decisions != _decisions))
        {
            _decisions = status.Decisions;
            Say($"On trial: {status.Decisions:N0} of {status.WantedDecisions:N0} decisions.");
        }

        _phase = status.Phase;
    }

    // A line when it begins or goes on, and for each tenth.
    private void ShowChunks(NodeStatus status)
    {
        int tenths = 10 * status.ChunksHad / Math.Max(1, status.Chunks);
        if (_phase == UpdatePhase.Receiving && tenths == _tenths)
        {
            return;
        }

        _tenths = tenths;
        Say($"Sending: the board has {status.ChunksHad:N0} of {status.Chunks:N0} chunks.");
    }

    private void Show(HealthReading record) => Say(
        $"health: {record.ModelName}, version {record.Version}, {record.Decisions:N0} decisions in {record.CoveredSeconds:N0} s{Unfamiliar(record)}, longest {record.LongestMicroseconds:N0} µs, {record.FreeBytes:N0} bytes free.");

    private static string Unfamiliar(HealthReading record) =>
        record.UnfamiliarDecisions is { } unfamiliar ? string.Create(CultureInfo.InvariantCulture, $", {unfamiliar:N0} unfamiliar") : string.Empty;

    private void Say(FormattableString text) => _console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
