using System.CommandLine;
using System.Globalization;
using EdgeNet.Fleet;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet push MODEL</c>: brings a signed model to running nodes, through an MQTT broker or a serial port.</summary>
internal static class PushCommand
{
    public static Command Create(IAnsiConsole console, TextWriter error)
    {
        var defaults = new RolloutOptions();
        var model = new Argument<string>("model") { Description = "A signed .edgenet file." };
        var broker = new BrokerOptions();
        var serial = new SerialPushPort();
        var devices = new Option<string?>("--devices") { Description = "Which nodes, as a filter of MQTT: 'line-3/+', 'hall/#', or one name." };
        Option<NodeShare?> first = FirstOption(defaults);
        Option<int> atOnce = WholeNumber.Option("--at-once", "The most nodes on the way at the same time.", least: 1, otherwise: defaults.AtOnce);
        Option<double?> stopAt = StopAtOption(defaults);
        Option<int> patience = WholeNumber.Option("--patience", "Seconds that a node may do nothing before the others go on without it; with --port, that the board may be silent.", least: 1, otherwise: (int)defaults.Patience.TotalSeconds);
        var again = new Option<bool>("--again") { Description = "Try nodes once more on which this file was refused or failed its trial; without it they refuse it." };
        var command = new Command(
            "push",
            "Bring a signed model to running nodes: over a serial port to one, or through a broker to some first, and to the others when these have confirmed it. A run that was cut off goes on where it was, by the same command.") { model };
        Option[] ofBroker = [.. broker.Others, devices, first, atOnce, stopAt, patience, again];
        foreach (Option option in (Option[])[serial.Port, .. serial.Others, broker.Url, .. ofBroker])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            bool isSerial = result.IsGiven(serial.Port);
            Option? stray = (isSerial ? [broker.Url, .. ofBroker.Where(option => option != patience && option != again)] : serial.Others).FirstOrDefault(result.IsGiven);
            if (stray is not null)
            {
                result.AddError(isSerial ? $"{stray.Name} goes with {(stray == broker.Url ? "nodes at a broker" : "--broker")}, not with --port." : $"{stray.Name} goes with --port, which is missing.");
            }
            else if (isSerial)
            {
                if (serial.FaultOf(result) is { } fault)
                {
                    result.AddError(fault);
                }
            }
            else if (!result.IsGiven(broker.Url))
            {
                result.AddError(
                    "--port or --broker is missing: name the serial port of the board, as in COM3, or the MQTT broker that the nodes are connected to, as in mqtts://broker.example:8883.");
            }
            else if (!result.IsGiven(devices))
            {
                result.AddError("--devices is missing: name the nodes, as in 'line-3/+', or '#' for all.");
            }
        });
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(serial.Port) is { } port)
            {
                TimeSpan? silence = parsed.CommandResult.IsGiven(patience) ? TimeSpan.FromSeconds(parsed.GetValue(patience)) : null;
                var place = new SerialPortPlace(port, parsed.GetValue(serial.Baud));
                return PushSerial.Run(OfferedModel.Open(parsed.GetRequiredValue(model)), place, serial.Read(parsed, silence, parsed.GetValue(again)), console, error);
            }

            var options = new RolloutOptions
            {
                First = parsed.GetValue(first) ?? defaults.First,
                AtOnce = parsed.GetValue(atOnce),
                StopAt = parsed.GetValue(stopAt) ?? defaults.StopAt,
                Patience = TimeSpan.FromSeconds(parsed.GetValue(patience)),
                Again = parsed.GetValue(again),
            };
            MqttTopics topics = broker.Topics(parsed, parsed.GetRequiredValue(devices)!);
            BrokerAddress address = broker.Address(parsed, console);
            return PushBroker.Run(OfferedModel.Open(parsed.GetRequiredValue(model)), address, topics, options, console, error);
        });
        return command;
    }

    private static Option<NodeShare?> FirstOption(RolloutOptions defaults) => new("--first")
    {
        Description = $"How many nodes get it first, a number or a share such as 10%; the others follow when these have confirmed it, in groups that double. [default: {defaults.First.Count}]",
        CustomParser = result =>
        {
            NodeShare? share = NodeShare.Of(result.Tokens[0].Value);
            if (share is null)
            {
                result.AddError($"--first must be a number of nodes or a share such as 10%, and is '{result.Tokens[0].Value}'.");
            }

            return share;
        },
    };

    private static Option<double?> StopAtOption(RolloutOptions defaults) => new("--stop-at")
    {
        Description = string.Create(CultureInfo.InvariantCulture, $"Stop when more than this share of the nodes that are done run the model before, or fell silent with the new one. [default: {100 * defaults.StopAt:0.##}%]"),
        CustomParser = result =>
        {
            double? share = NodeShare.ShareOf(result.Tokens[0].Value);
            if (share is null)
            {
                result.AddError($"--stop-at must be a share from 0% to 100%, and is '{result.Tokens[0].Value}'.");
            }

            return share;
        },
    };
}
