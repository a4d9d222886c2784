using EdgeNet.Fleet;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Runs a roll-out over MQTT and shows how it goes: a table on a terminal, elsewhere a line for each step.</summary>
internal static class PushBroker
{
    private const int MostRows = 20;

    public static int Run(OfferedModel model, BrokerAddress address, MqttTopics topics, RolloutOptions options, IAnsiConsole console, TextWriter error)
    {
        using var interrupt = new Interrupt();
        CancellationToken stop = interrupt.Listen();
        console.WriteLine(FormattableString.Invariant($"{model.Name}, version {model.Version}, {model.Length:N0} bytes, signed by the key {model.KeyId}."));
        MqttRollout? run = null;
        RunAsync().GetAwaiter().GetResult();
        return Report(run!, stop.IsCancellationRequested, console, error);

        async Task RunAsync()
        {
            var connection = new MqttConnection(address, TimeProvider.System);
            await using (connection.ConfigureAwait(false))
            {
                run = new MqttRollout(connection, topics, model, options, TimeProvider.System);
                run.OnFound = () => ShowFound(run.Rollout, $"{address.Shown}, MQTT {connection.VersionText}", console);
                await ShowAsync(run, console, stop).ConfigureAwait(false);
            }
        }
    }

    private static void ShowFound(Rollout rollout, string where, IAnsiConsole console)
    {
        int unfit = rollout.Nodes.Count(node => node.State == NodeState.Unfit);
        int others = rollout.Nodes.Count - rollout.Concerned;
        int failed = rollout.Failed;
        console.WriteLine(
            $"{NameList.Count(rollout.Nodes.Count, "node")} at {where}: {rollout.Confirmed} have it, {rollout.Concerned - unfit - failed - rollout.Confirmed} can take it, {unfit} cannot"
            + (failed == 0 ? "." : $", and on {failed} it has failed before; --again tries those once more.")
            + (others == 0 ? string.Empty : $" {others} {(others == 1 ? "takes" : "take")} models of another name, and this one does not concern {(others == 1 ? "it" : "them")}."));
        foreach (RolloutNode node in rollout.Nodes.Where(node => node.Status is null))
        {
            console.WriteLine($"  {node.Device} has never told its status to this broker; waiting for it.");
        }

        foreach (RolloutNode node in rollout.Nodes.Where(node => node.State is NodeState.Unfit or NodeState.NotConcerned or NodeState.Failed))
        {
            console.WriteLine($"  {node.Device}: {node.Describe(rollout.Model)}");
        }
    }

    private static async Task ShowAsync(MqttRollout run, IAnsiConsole console, CancellationToken stop)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            run.OnNotice = console.WriteLine;
            var said = new Dictionary<string, NodeState>(StringComparer.Ordinal);
            Action? found = run.OnFound;
            run.OnFound = () =>
            {
                found?.Invoke();
                run.Rollout.OnChange = node =>
                {
                    // Steps within a state are for a terminal.
                    bool isNew = said.GetValueOrDefault(node.Device) != node.State;
                    said[node.Device] = node.State;
                    if (isNew && node.State is not (NodeState.Waiting or NodeState.Unfit or NodeState.NotConcerned))
                    {
                        console.WriteLine($"{node.Device}: {node.Describe(run.Rollout.Model)}");
                    }
                };
            };
            await run.RunAsync(stop).ConfigureAwait(false);
            return;
        }

        string notice = string.Empty;
        run.OnNotice = text => notice = text + " ";
        Action? report = run.OnFound;
        var isFound = new TaskCompletionSource();
        var isShown = new TaskCompletionSource();
        run.OnFound = () =>
        {
            report?.Invoke(); // before the live table begins
            isFound.SetResult();
            isShown.Task.Wait(stop);
        };
        Task running = Task.Run(() => run.RunAsync(stop), CancellationToken.None);
        if (await Task.WhenAny(running, isFound.Task).ConfigureAwait(false) == running)
        {
            await running.ConfigureAwait(false);
            return;
        }

        await console.Live(Picture(run.Rollout, notice, console)).AutoClear(true).StartAsync(async context =>
        {
            var pictures = new PictureClock();
            run.OnTick = () => pictures.Draw(() => context.UpdateTarget(Picture(run.Rollout, notice, console)));
            isShown.SetResult();
            await running.ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static Table Picture(Rollout rollout, string notice, IAnsiConsole console)
    {
        Table table = new Table().RoundedBorder().AddColumn("node").AddColumn("state");
        RolloutNode[] shown = [.. rollout.Nodes.Where(node => node.IsActive).Concat(rollout.Nodes.Where(node => node.State is NodeState.Failed or NodeState.Silent)).Take(MostRows)];
        foreach (RolloutNode node in shown)
        {
            table.AddRow(Markup.Escape(node.Device), Markup.Escape(node.Describe(rollout.Model)));
        }

        int waiting = rollout.Nodes.Count(node => node.State == NodeState.Waiting);
        return ShownConsole.Show(console, table.Caption(Markup.Escape(
            $"{notice}{rollout.Confirmed} of {rollout.Concerned} confirmed, {rollout.Failed} failed, {waiting} wait; Ctrl-C stops, and the same command goes on")));
    }

    private static string NextOf(Rollout rollout) =>
        (rollout.Nodes.Any(node => node.State == NodeState.Silent) ? " The same command goes on with those that did not answer; one that has the model may confirm it meanwhile." : string.Empty)
        + (rollout.Failed > 0 ? " --again tries it once more where it failed." : string.Empty)
        + (rollout.Nodes.Any(node => node.State == NodeState.Unfit) ? " The table says why nodes cannot take it." : string.Empty);

    private static int Report(MqttRollout run, bool isInterrupted, IAnsiConsole console, TextWriter error)
    {
        Rollout rollout = run.Rollout;
        Table table = new Table().RoundedBorder().AddColumn("node").AddColumn(FormattableString.Invariant($"{rollout.Model.Name}, version {rollout.Model.Version}").EscapeMarkup());
        foreach (RolloutNode node in rollout.Nodes.OrderBy(node => node.State == NodeState.Confirmed))
        {
            table.AddRow(Markup.Escape(node.Device), Markup.Escape(node.Describe(rollout.Model)));
        }

        if (rollout.Nodes.Count > 0)
        {
            console.Write(table);
        }

        if (run.Ignored > 0)
        {
            console.WriteLine($"{NameList.Count(run.Ignored, "message")} on these topics made no sense and were passed over.");
        }

        if (run.OffersLeft.Count > 0)
        {
            console.WriteLine($"The broker still keeps the offer for {NameList.Of([.. run.OffersLeft])}: it could not be reached. The same command takes it back.");
        }

        if (isInterrupted)
        {
            console.WriteLine($"Stopped by request: {rollout.Confirmed} of {rollout.Concerned} confirmed. What the nodes have received stays there; the same command goes on from here.");
            return ExitCode.Interrupted;
        }

        if (rollout.IsComplete)
        {
            console.WriteLine(rollout.Concerned == 1 ? "The node has confirmed it." : $"All {rollout.Concerned} nodes have confirmed it.");
            return ExitCode.Success;
        }

        if (rollout.Concerned == 0)
        {
            error.WriteLine($"edgenet: none of these nodes takes models of '{rollout.Model.Name}'; check --devices, and the name of the model.");
            return ExitCode.NotConfirmed;
        }

        bool mayBeForbidden = !run.TellsRefusals && rollout.Nodes.Any(node => node.State == NodeState.Silent);
        error.WriteLine(rollout.StoppedBecause is { } why
            ? $"edgenet: stopped: {why}.{(rollout.Nodes.Any(node => node.State == NodeState.Waiting) ? " The nodes whose turn did not come run what they ran." : string.Empty)}"
            : $"edgenet: {rollout.Confirmed} of {rollout.Concerned} nodes have confirmed it.{NextOf(rollout)}"
                + (mayBeForbidden ? $" {MqttRollout.AccessLists}" : string.Empty));
        return ExitCode.NotConfirmed;
    }
}
