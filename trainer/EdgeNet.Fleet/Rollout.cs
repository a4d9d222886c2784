using System.Buffers.Binary;

namespace EdgeNet.Fleet;

/// <summary>What a roll-out says to nodes. What is lost on the way is said again.</summary>
internal interface IRolloutLine
{
    /// <summary>Keeps an offer for a node at the broker.</summary>
    /// <param name="device">The node.</param>
    /// <param name="offer">The message.</param>
    void Offer(string device, byte[] offer);

    /// <summary>Takes an offer back.</summary>
    void Withdraw(string device);

    /// <summary>Asks for a status.</summary>
    void Query(string device);

    /// <summary>Sends chunks; <see cref="Rollout.Sent"/> is called when the broker has them.</summary>
    void Send(string device, IReadOnlyList<byte[]> chunks);
}

/// <summary>
/// Decides who gets a model and when: some nodes first, the others in waves that double, until all have it or too many have not taken it.
/// </summary>
/// <remarks>
/// All that it knows of nodes is their statuses, which the broker keeps: another roll-out of the same model goes on where one was cut off. It knows
/// neither a network nor a clock: time is a parameter. One thread at a time.
/// </remarks>
internal sealed partial class Rollout(OfferedModel model, RolloutOptions options, IRolloutLine line)
{
    /// <summary>The first and the longest wait before a node that makes no step is spoken to.</summary>
    internal static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SortedDictionary<string, RolloutNode> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _offersSeen = new(StringComparer.Ordinal);
    private bool _hasBegun;
    private int _waveSize;
    private int _waveConfirmed;
    private int _waveLeft; // nodes of the wave whose turn has not come

    /// <summary>Called when a node's state changes, or it tells how far it is.</summary>
    public Action<RolloutNode>? OnChange { get; set; }

    /// <summary>The nodes, by name.</summary>
    public IReadOnlyCollection<RolloutNode> Nodes => _nodes.Values;

    /// <summary>How many of them take models of this name.</summary>
    public int Concerned => _nodes.Values.Count(node => node.State != NodeState.NotConcerned);

    public OfferedModel Model => model;

    /// <summary>Why it stopped before its end; null if it did not.</summary>
    public string? StoppedBecause { get; private set; }

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsOver => _hasBegun && _nodes.Values.All(node => node.IsOver || (StoppedBecause is not null && node.State == NodeState.Waiting));

    /// <summary>Whether all nodes that take models of this name run the model, and it is confirmed; there is one at least.</summary>
    public bool IsComplete => Concerned > 0 && Confirmed == Concerned;

    public int Confirmed => _nodes.Values.Count(node => node.State == NodeState.Confirmed);

    public int Failed => _nodes.Values.Count(node => node.State == NodeState.Failed);

    /// <summary>Adds a node of which no status is known.</summary>
    public void Expect(string device, TimeSpan now)
    {
        if (_nodes.TryAdd(device, new RolloutNode(device) { State = NodeState.Waiting, LastStep = now }))
        {
            line.Query(device);
        }
    }

    /// <summary>Takes a status.</summary>
    /// <param name="device">Whose.</param>
    /// <param name="status">The status.</param>
    /// <param name="isRetained">Whether the broker had kept it: the node may be gone.</param>
    /// <param name="now">The time since any moment.</param>
    public void Hear(string device, NodeStatus status, bool isRetained, TimeSpan now)
    {
        if (!_nodes.TryGetValue(device, out RolloutNode? node))
        {
            node = new RolloutNode(device) { LastStep = now, HasOffer = _offersSeen.Remove(device) };
            _nodes.Add(device, node);
        }

        bool isStep = node.Status is null || IsStep(node.Status, status);
        if (node.State == NodeState.Silent && !isStep)
        {
            if (isRetained || node.WasRevived)
            {
                return; // it says again and again the same: no reason to wait for it twice
            }

            isStep = node.WasRevived = true;
        }

        if (options.Again && !isRetained && node.State == NodeState.Offered && node.Wait > FirstWait && status.HasRefused(model.Version))
        {
            node.HasBegun = true; // refused at once, and once more
        }

        node.Status = status;
        if (isStep)
        {
            node.LastStep = now;
            node.Wait = FirstWait;
            node.NextWord = now + FirstWait;
        }

        NodeState before = node.State;
        Judge(node);
        if (StoppedBecause is not null && node.State is NodeState.Offered or NodeState.Receiving)
        {
            node.State = NodeState.Waiting;
        }

        if (_hasBegun)
        {
            Follow(node, before, now);
        }

        if (isStep || node.State != before)
        {
            OnChange?.Invoke(node);
        }
    }

    /// <summary>Takes the news that the broker keeps an offer for a node.</summary>
    /// <remarks>Of this model it was made by a roll-out that was cut off, and is taken back when the node is done. Another one is somebody else's.</remarks>
    /// <returns>Whether the broker keeps an offer of another model there now.</returns>
    public bool SeeOffer(string device, ReadOnlySpan<byte> offer)
    {
        if (offer.Length < UpdateMessage.OfferLength)
        {
            return false; // taken back
        }

        bool isOurs = BinaryPrimitives.ReadUInt32LittleEndian(offer[UpdateMessage.OfferCrcAt..]) == model.Crc;
        if (_nodes.TryGetValue(device, out RolloutNode? node))
        {
            node.HasOffer = isOurs;
        }
        else if (isOurs)
        {
            _offersSeen.Add(device);
        }
        else
        {
            _offersSeen.Remove(device);
        }

        return !isOurs;
    }

    /// <summary>Begins to send, to the nodes that are known by now.</summary>
    public void Begin(TimeSpan now)
    {
        _hasBegun = true;
        _waveConfirmed = Confirmed; // of a roll-out that was cut off
        _waveSize = Math.Max(options.First.Among(Concerned), _waveConfirmed);
        _waveLeft = Math.Max(0, _waveSize - _waveConfirmed - _nodes.Values.Count(node => node.IsActive));
        foreach (RolloutNode node in _nodes.Values.Where(node => node.IsOver && node.HasOffer))
        {
            Withdraw(node);
        }

        foreach (RolloutNode node in _nodes.Values.Where(node => node.IsActive))
        {
            // On the way since before: it may miss chunks.
            Take(node, now, offers: node.State == NodeState.Receiving);
        }

        CheckFailures();
        Tick(now);
    }

    /// <summary>Does what time brings: speaks to nodes that make no step, gives up those that make none for long, lets the next ones have their turn.</summary>
    public void Tick(TimeSpan now)
    {
        if (!_hasBegun)
        {
            return;
        }

        foreach (RolloutNode node in _nodes.Values.Where(node => node.IsActive).ToArray())
        {
            if (now - node.LastStep >= options.Patience && node.IsActive)
            {
                node.Why = node.Describe(model);
                node.State = NodeState.Silent;
                OnChange?.Invoke(node);
                CheckFailures();
            }
            else if (now >= node.NextWord && node.IsActive)
            {
                node.Wait = node.Wait * 2 < LongestWait ? node.Wait * 2 : LongestWait;
                node.NextWord = now + node.Wait;
                Speak(node);
            }
        }

        foreach (RolloutNode node in _nodes.Values.Where(node => node.State == NodeState.Waiting && node.Status is null && now - node.LastStep >= options.Patience).ToArray())
        {
            node.State = NodeState.Silent;
            OnChange?.Invoke(node);
        }

        if (StoppedBecause is null)
        {
            GiveTurns(now);
        }
    }

    /// <summary>Called when the broker has the chunks that were sent to a node.</summary>
    public void Sent(string device)
    {
        if (_nodes.TryGetValue(device, out RolloutNode? node))
        {
            node.IsSending = false;
            if (node.WantsMore && node.State == NodeState.Receiving)
            {
                Answer(node);
            }
        }
    }

    /// <summary>After the connection was lost: speaks to all that are on the way.</summary>
    public void Reconnected(TimeSpan now)
    {
        foreach (RolloutNode node in _nodes.Values.Where(node => node.IsActive))
        {
            node.IsSending = false;
            node.NextWord = now;
        }
    }

    /// <summary>Stops it before its end. What nodes have received stays there.</summary>
    public void Stop(string why)
    {
        StoppedBecause ??= why;
        Finish();
    }

    /// <summary>Takes back the offers that no node has followed.</summary>
    public void Finish()
    {
        foreach (RolloutNode node in _nodes.Values.Where(node => node.HasOffer))
        {
            Withdraw(node);
        }
    }
}
