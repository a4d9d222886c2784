using System.CommandLine;
using EdgeNet.Fleet;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet fleet --broker URL</c>: shows how the nodes are, those that need a look first, and keeps what they tell.</summary>
internal static class FleetCommand
{
    private const int TableFrame = 8; // lines of a table besides its rows, and of a row that goes on in the next line

    public static Command Create(IAnsiConsole console, TextWriter error)
    {
        var broker = new BrokerOptions();
        broker.Url.Required = true;
        var devices = new Option<string>("--devices") { Description = "Which nodes, as a filter of MQTT.", DefaultValueFactory = _ => MqttTopics.AllDevices };
        var models = new Option<string[]>("--model") { Description = "The .edgenet files that run on the nodes: by them, drift is told from what training saw. May be given several times." };
        var database = new Option<string?>("--database") { Description = "An SQLite file to which every health record is added, such as fleet.db." };
        Option<int?> once = WholeNumber.Optional("--once", "Listen for so many seconds, show the table once and end. [default: until Ctrl-C]", least: 1);
        var command = new Command("fleet", "Show the nodes of an MQTT broker as they are, those that need a look first.");
        foreach (Option option in (Option[])[.. broker.All, devices, models, database, once])
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            MqttTopics topics = broker.Topics(parsed, parsed.GetRequiredValue(devices));
            BrokerAddress address = broker.Address(parsed, console);
            KnownModel[] known = [.. (parsed.GetValue(models) ?? []).Select(KnownModel.Open)];
            using FleetDatabase? records = parsed.GetValue(database) is { } path ? new FleetDatabase(path) : null;
            TimeSpan? duration = parsed.GetValue(once) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
            return Run(address, topics, new FleetWatch(known, records), known, duration, parsed.GetValue(database), console, error);
        });
        return command;
    }

    private static Table Picture(FleetWatch watch, KnownModel[] models, string notice, IAnsiConsole console)
    {
        // What is taller than the terminal cannot be drawn over: its end is left out.
        int rows = Math.Max(1, console.Profile.Height - TableFrame);
        string more = watch.Count > rows ? $", the first {rows} of them" : string.Empty;
        Table table = FleetTable.Of(watch, models, DateTimeOffset.UtcNow, rows);
        return ShownConsole.Show(console, table.Caption(Markup.Escape($"{notice}{NameList.Count(watch.Count, "node")}{more}; Ctrl-C ends")));
    }

    private static int Run(BrokerAddress address, MqttTopics topics, FleetWatch watch, KnownModel[] models, TimeSpan? duration, string? database, IAnsiConsole console, TextWriter error)
    {
        using var interrupt = new Interrupt();
        CancellationToken stop = interrupt.Listen();
        bool isLive = console.Profile.Capabilities.Interactive && duration is null;
        WatchAsync().GetAwaiter().GetResult();
        console.Write(FleetTable.Of(watch, models, DateTimeOffset.UtcNow));
        if (database is not null)
        {
            console.WriteLine($"{NameList.Count(watch.Records, "health record")} written to {database}.");
        }

        if (watch.Ignored > 0)
        {
            console.WriteLine($"{NameList.Count(watch.Ignored, "message")} on these topics made no sense and were passed over.");
        }

        if (watch.Count == 0 && duration is not null)
        {
            error.WriteLine($"edgenet: no node below '{topics.Prefix}/{topics.Filter}' has told anything to this broker; check --devices, and whether the nodes are connected.");
            return ExitCode.BadInput;
        }

        return duration is not null && stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;

        async Task WatchAsync()
        {
            var connection = new MqttConnection(address, TimeProvider.System);
            await using (connection.ConfigureAwait(false))
            {
                var monitor = new MqttMonitor(connection, topics, watch, TimeProvider.System);
                if (!isLive)
                {
                    monitor.OnNotice = console.WriteLine;
                    await monitor.RunAsync(duration, stop).ConfigureAwait(false);
                    return;
                }

                string notice = string.Empty;
                monitor.OnNotice = text => notice = text + " ";
                await console.Live(new Text($"Listening to {address.Shown}; Ctrl-C ends.")).AutoClear(true).StartAsync(async context =>
                {
                    var pictures = new PictureClock();
                    monitor.OnTick = () => pictures.Draw(() => context.UpdateTarget(Picture(watch, models, notice, console)));
                    await monitor.RunAsync(null, stop).ConfigureAwait(false);
                }).ConfigureAwait(false);
            }
        }
    }
}
