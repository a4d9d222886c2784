namespace EdgeNet.Fleet;

/// <summary>What needs a look on a node, the most urgent last.</summary>
[Flags]
internal enum NodeConcern
{
    None = 0,

    /// <summary>It restarted since it was watched.</summary>
    Reset = 1,

    /// <summary>Many of its decisions were about inputs unlike those of training.</summary>
    Unfamiliar = 2,

    /// <summary>An input stands at an end of its codes more often than in training.</summary>
    Drifted = 4,

    /// <summary>The last update did not stay there.</summary>
    NotUpdated = 8,

    /// <summary>Nothing came for three times as long as its records are apart.</summary>
    Silent = 16,
}

/// <summary>A node as it is seen.</summary>
/// <param name="device">Its name.</param>
internal sealed class WatchedNode(string device)
{
    public string Device { get; } = device;

    public NodeStatus? Status { get; set; }

    /// <summary>The newest record.</summary>
    public HealthReading? Health => Records.Newest;

    /// <summary>The newest records together.</summary>
    public HealthSum Records { get; } = new();

    /// <summary>The bytes of the newest record.</summary>
    public byte[] HealthBytes { get; set; } = [];

    /// <summary>When something came that the broker had not kept; null if nothing did since the watch began.</summary>
    public DateTimeOffset? Heard { get; set; }

    /// <summary>When it was seen first.</summary>
    public DateTimeOffset Seen { get; init; }

    /// <summary>The least number of resets that it told since the watch began.</summary>
    public int? FirstResets { get; set; }

    /// <summary>The input that has drifted most.</summary>
    public Drift? Drift { get; set; }

    /// <summary>Why nothing is known of drift, in a few words; null where it is.</summary>
    public string? DriftUnknown { get; set; }
}

/// <summary>Watches the nodes of a fleet: keeps the newest of each, and says which need a look.</summary>
/// <param name="models">What is known of their models.</param>
/// <param name="database">Where every record goes; null for nowhere.</param>
internal sealed class FleetWatch(IReadOnlyList<KnownModel> models, FleetDatabase? database)
{
    /// <summary>A share of unfamiliar decisions that needs a look, of enough decisions.</summary>
    public const double ManyUnfamiliar = 0.1;

    private const int LeastDecisions = 20;
    private const int MostNodes = 50_000;
    private static readonly TimeSpan LeastSilence = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UsualSilence = TimeSpan.FromMinutes(30);

    private readonly SortedDictionary<string, WatchedNode> _nodes = new(StringComparer.Ordinal);

    /// <summary>Messages that were no status and no record.</summary>
    public int Ignored { get; private set; }

    /// <summary>Records that were new.</summary>
    public int Records { get; private set; }

    /// <summary>How many nodes there are.</summary>
    public int Count => _nodes.Count;

    /// <summary>Takes a message.</summary>
    /// <param name="topics">The topics of the fleet.</param>
    /// <param name="message">The message.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="InputException">The database cannot be written.</exception>
    public void Hear(MqttTopics topics, MqttMessage message, DateTimeOffset now)
    {
        if (!topics.TryRead(message.Topic, out string device, out string kind))
        {
            Ignored++;
        }
        else if (kind == MqttTopics.Status)
        {
            if (NodeStatus.Read(message.Payload) is { } status && Find(device, now) is { } node)
            {
                node.Status = status;
                node.Heard = message.IsRetained ? node.Heard : now;
            }
            else if (message.Payload.Length > 0)
            {
                Ignored++;
            }
        }
        else if (kind == MqttTopics.Health)
        {
            if (HealthReading.Read(message.Payload, message.Payload.Length) is { } health && Find(device, now) is { } node)
            {
                Take(node, health, message, now);
            }
            else if (message.Payload.Length > 0)
            {
                Ignored++;
            }
        }
        else if (kind is not (MqttTopics.Offer or MqttTopics.Chunk or MqttTopics.Query))
        {
            Ignored++;
        }
    }

    /// <summary>The nodes, those that need a look first.</summary>
    public IReadOnlyList<(WatchedNode Node, NodeConcern Concern)> Sorted(DateTimeOffset now) =>
        [.. _nodes.Values.Select(node => (node, ConcernOf(node, now))).OrderByDescending(each => each.Item2).ThenBy(each => each.node.Device, StringComparer.Ordinal)];

    /// <summary>What needs a look on a node.</summary>
    public static NodeConcern ConcernOf(WatchedNode node, DateTimeOffset now)
    {
        NodeConcern concern = NodeConcern.None;
        if (now - (node.Heard ?? node.Seen) > SilenceOf(node))
        {
            concern |= NodeConcern.Silent;
        }

        if (node.Status is { } status && MqttNode.IsFailure((int)status.Outcome) && status.Outcome != UpdateOutcome.RefusedVersion)
        {
            concern |= NodeConcern.NotUpdated;
        }

        if (node.Drift is not null)
        {
            concern |= NodeConcern.Drifted;
        }

        if (node.Records.UnfamiliarShare >= ManyUnfamiliar && node.Records.Decisions >= LeastDecisions)
        {
            concern |= NodeConcern.Unfamiliar;
        }

        return node.Health?.Resets > node.FirstResets ? concern | NodeConcern.Reset : concern;
    }

    // Three of its records, as it says; where it does not, as far as the last one reaches; as long as there is none, the usual time.
    private static TimeSpan SilenceOf(WatchedNode node)
    {
        TimeSpan silence = node.Health switch
        {
            { EverySeconds: > 0 } health => TimeSpan.FromSeconds(3.0 * health.EverySeconds),
            { CoveredSeconds: > 0 } health => TimeSpan.FromSeconds(3.0 * health.CoveredSeconds),
            _ => UsualSilence,
        };
        return silence > LeastSilence ? silence : LeastSilence;
    }

    private WatchedNode? Find(string device, DateTimeOffset now)
    {
        if (!_nodes.TryGetValue(device, out WatchedNode? node) && _nodes.Count < MostNodes)
        {
            node = new WatchedNode(device) { Seen = now };
            _nodes.Add(device, node);
        }

        return node;
    }

    private void Take(WatchedNode node, HealthReading health, MqttMessage message, DateTimeOffset now)
    {
        bool mayBeOld = message.IsRetained || message.IsRepeated;
        bool isKnown = mayBeOld && message.Payload.AsSpan().SequenceEqual(node.HealthBytes); // a node that sleeps counts from 1 each time
        node.Heard = message.IsRetained ? node.Heard : now;
        if (isKnown)
        {
            return;
        }

        node.Records.Add(health);
        node.HealthBytes = message.Payload;
        node.FirstResets = Math.Min(node.FirstResets ?? int.MaxValue, health.Resets);
        KnownModel? known = models.FirstOrDefault(model => model.IsOf(health));
        node.Drift = known?.DriftOf(node.Records);
        node.DriftUnknown = known is null ? "no --model of this version"
            : !known.HasShares ? "the file has no shares of training"
            : node.Records.LookedAt < DriftTest.LeastDecisions ? FormattableString.Invariant($"too few decisions yet: {node.Records.LookedAt} of {DriftTest.LeastDecisions}")
            : null;
        if (database?.Add(node.Device, health, message.Payload, mayBeOld, now) ?? true)
        {
            Records++;
        }
    }
}
