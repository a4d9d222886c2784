using System.Globalization;
using EdgeNet.Fleet;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>The nodes of a fleet as a table.</summary>
internal static class FleetTable
{
    /// <summary>Draws the nodes, those that need a look first.</summary>
    /// <param name="watch">The nodes.</param>
    /// <param name="models">What is known of their models.</param>
    /// <param name="now">The time.</param>
    /// <param name="most">The most rows.</param>
    public static Table Of(FleetWatch watch, IReadOnlyList<KnownModel> models, DateTimeOffset now, int most = int.MaxValue)
    {
        Table table = new Table().RoundedBorder().AddColumn("node").AddColumn("needs a look").AddColumn("model").AddColumn("signed").AddColumn("update").AddColumn("drift").AddColumn("decisions");
        foreach (string column in (string[])["unfamiliar", "longest", "resets", "free", "heard"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach ((WatchedNode node, NodeConcern concern) in watch.Sorted(now).Take(most))
        {
            HealthReading? health = node.Health;
            table.AddRow(((string[])
                [
                    node.Device, Concerns(node, concern), ModelOf(node), Signature(node), Update(node.Status), DriftOf(node), Decisions(health, models), Unfamiliar(node),
                    health is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{health.LongestMicroseconds:N0} µs"),
                    health is null ? string.Empty : health.Resets.ToString(CultureInfo.InvariantCulture),
                    health is null ? string.Empty : Format.Number(health.FreeBytes),
                    node.Heard is { } heard ? Ago(now - heard) : "kept by the broker",
                ]).Select(Markup.Escape).ToArray());
        }

        return table;
    }

    private static string Concerns(WatchedNode node, NodeConcern concern)
    {
        var texts = new List<string>();
        if (concern.HasFlag(NodeConcern.Silent))
        {
            texts.Add("silent");
        }

        if (concern.HasFlag(NodeConcern.NotUpdated))
        {
            texts.Add(string.Create(CultureInfo.InvariantCulture, $"version {node.Status!.OutcomeVersion} did not stay: {node.Status.OutcomeText}"));
        }

        if (concern.HasFlag(NodeConcern.Drifted))
        {
            texts.Add($"{node.Drift!.Input} drifted: at an end of its codes {Format.Percent(node.Drift.Share)}, in training {Format.Percent(node.Drift.Trained)}");
        }

        if (concern.HasFlag(NodeConcern.Unfamiliar))
        {
            texts.Add("unfamiliar inputs");
        }

        if (concern.HasFlag(NodeConcern.Reset))
        {
            texts.Add("was reset");
        }

        return string.Join("; ", texts);
    }

    private static string ModelOf(WatchedNode node) => node switch
    {
        { Health: { } health } => $"{health.ModelName} {VersionText(health.Version)}",
        { Status: { Protocol: UpdateMessage.Protocol } status } => $"{VersionText(status.Running)} (takes models of '{NodeText.Of(status.Name)}')", // what runs may have another name
        _ => string.Empty,
    };

    private static string VersionText(int version) => version == 0 ? "built in" : version.ToString(CultureInfo.InvariantCulture);

    private static string Signature(WatchedNode node) => node.Health is not { } health ? string.Empty
        : health.Kind == SignatureKind.None ? "no"
        : node.Status is { Protocol: UpdateMessage.Protocol } status && status.KeyId != health.KeyId ? "by another key"
        : health.Kind == SignatureKind.Hmac ? "HMAC" : "Ed25519";

    private static string Update(NodeStatus? status) => status switch
    {
        null => string.Empty,
        { Protocol: not UpdateMessage.Protocol } => string.Create(CultureInfo.InvariantCulture, $"protocol {status.Protocol}"),
        { Phase: UpdatePhase.Receiving } => string.Create(CultureInfo.InvariantCulture, $"receives, {status.ChunksHad}/{status.Chunks}"),
        { Phase: UpdatePhase.Staged } => "staged",
        { Phase: UpdatePhase.Testing } => string.Create(CultureInfo.InvariantCulture, $"on trial, {status.Decisions}/{status.WantedDecisions}"),
        _ => "none",
    };

    private static string Decisions(HealthReading? health, IReadOnlyList<KnownModel> models)
    {
        if (health is null)
        {
            return string.Empty;
        }

        string all = Format.Number(health.Decisions);
        IReadOnlyList<string>? names = models.FirstOrDefault(model => model.IsOf(health))?.Classes;
        bool isNamed = names?.Count == health.ClassCount;
        return health.ClassCounts.Count == 0 ? all : $"{all}: {string.Join(", ", health.ClassCounts.Select((count, c) => (Name(c), count)).Where(each => each.count > 0).Select(each => $"{each.Item1} {Format.Number(each.count)}"))}";

        string Name(int c) => c == health.ClassCounts.Count - 1 && health.ClassCount > health.ClassCounts.Count ? "others"
            : isNamed ? names![c]
            : FormattableString.Invariant($"class {c + 1}");
    }

    private static string DriftOf(WatchedNode node) => node.Health is null ? string.Empty
        : node.DriftUnknown is { } why ? $"not known: {why}"
        : node.Drift?.Input ?? "none";

    private static string Unfamiliar(WatchedNode node) => node.Records.UnfamiliarShare is { } share ? Format.Percent(share) : string.Empty;

    private static string Ago(TimeSpan ago) => ago.TotalSeconds < 2 ? "now"
        : ago.TotalMinutes < 2 ? string.Create(CultureInfo.InvariantCulture, $"{ago.TotalSeconds:0} s ago")
        : ago.TotalHours < 2 ? string.Create(CultureInfo.InvariantCulture, $"{ago.TotalMinutes:0} min ago")
        : string.Create(CultureInfo.InvariantCulture, $"{ago.TotalHours:0} h ago");
}
