using System.Globalization;

namespace EdgeNet.Fleet;

/// <summary>Brings a model to a node over a serial port, and sees it through its trial.</summary>
/// <remarks>
/// All that it knows is the node's last status. A node that restarts in the middle is offered the model again, and says which chunks it has. So another
/// push goes on where one was cut off.
/// </remarks>
internal sealed class SerialPush
{
    private const int MostOffers = 5; // in a row that bring no chunk onto the node

    private readonly OfferedModel _model;
    private readonly SerialPushOptions _options;
    private readonly ISerialPlace _place;
    private NodeStatus? _first;
    private int _attempt = -1; // not known before the first status
    private bool _isOffered;
    private bool _isStaged;
    private int _offers;
    private int _mostHad;
    private int _chunksSent;

    /// <summary>Makes a push.</summary>
    /// <param name="model">The model.</param>
    /// <param name="place">Where the node is.</param>
    /// <param name="options">How.</param>
    public SerialPush(OfferedModel model, ISerialPlace place, SerialPushOptions options)
    {
        _model = model;
        _place = place;
        _options = options;
    }

    /// <summary>Is told each status that the node gives.</summary>
    public Action<NodeStatus>? OnStatus { get; set; }

    /// <summary>Is told what the user may do while the board does not answer.</summary>
    public Action<string>? OnNotice { get; set; }

    /// <summary>Is given the lines of text that the application writes, made safe for a terminal.</summary>
    public Action<string>? OnText { get; set; }

    /// <summary>Is given health records that come meanwhile.</summary>
    public Action<HealthReading>? OnHealth { get; set; }

    /// <summary>Pushes.</summary>
    /// <param name="stop">Ends it; what the node has, it keeps.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="InputException">The port cannot be opened, or another push uses it.</exception>
    public SerialPushResult Run(CancellationToken stop)
    {
        using var link = new SerialLink(_place, line => OnText?.Invoke(line), record => OnHealth?.Invoke(record));
        NodeStatus? last = null;
        SerialPushResult result;
        try
        {
            result = Run(link, ref last, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            result = new SerialPushResult(SerialPushEnd.Cancelled, SerialPushText.Cancelled(last, _isStaged), last);
        }

        return result with { ChunksSent = _chunksSent };
    }

    private SerialPushResult Run(SerialLink link, ref NodeStatus? last, CancellationToken stop)
    {
        NodeStatus? status = AskFirst(link, stop);
        _first = status;
        if (status is null)
        {
            return new SerialPushResult(SerialPushEnd.Silent, SerialPushText.NoAnswer(_place, link), null);
        }

        long stagedAt = 0;
        while (status is not null)
        {
            last = status;
            if (FaultOf(status) is { } fault)
            {
                return fault;
            }

            OnStatus?.Invoke(status);
            _attempt = _attempt < 0 ? AttemptAfter(status) : _attempt;
            bool isOurs = status.Crc == _model.Crc;
            if (status.Phase is UpdatePhase.Staged or UpdatePhase.Testing)
            {
                if (!isOurs)
                {
                    return new SerialPushResult(SerialPushEnd.Busy, SerialPushText.Busy(_place, status), status);
                }

                stagedAt = _isStaged ? stagedAt : _place.Time.GetTimestamp();
                _isStaged = _isOffered = true;
                _offers = 0;
                if (_place.Time.GetElapsedTime(stagedAt) >= _options.Wait)
                {
                    return new SerialPushResult(SerialPushEnd.Staged, SerialPushText.Staged(_model, status), status);
                }

                link.Rest(_options.AskEvery, stop);
                status = link.Ask([UpdateMessage.Query], _options.Patience, stop);
            }
            else if (status.Phase == UpdatePhase.Receiving && isOurs && _isOffered && status.Missing(1) is [int chunk])
            {
                _offers = status.ChunksHad > _mostHad ? 0 : _offers;
                _mostHad = Math.Max(_mostHad, status.ChunksHad);
                status = Send(link, status, chunk, stop);
            }
            else if (_isOffered && Judge(status) is { } judged)
            {
                return judged;
            }
            else if (_offers++ == MostOffers)
            {
                return IsBusy(status) ? new SerialPushResult(SerialPushEnd.Busy, SerialPushText.Busy(_place, status), status)
                    : Judge(status) ?? new SerialPushResult(SerialPushEnd.Refused, SerialPushText.Forgets(_place), status);
            }
            else
            {
                status = link.Ask(_model.Offer(_options.ChunkBytes, _attempt), _options.Patience, stop);
                _isOffered = true;
                if (status is not null && Judge(status) is null && (IsOver(status) || IsBusy(status)))
                {
                    link.Rest(_options.AskEvery, stop); // it says nothing to an offer, or that another model is coming: not at once again
                }
            }
        }

        return new SerialPushResult(SerialPushEnd.Silent, SerialPushText.FellSilent(_place, _options.Patience, _isStaged, link.IsOpen), last);
    }

    private NodeStatus? AskFirst(SerialLink link, CancellationToken stop)
    {
        TimeSpan notice = _options.FirstNotice < _options.FirstPatience ? _options.FirstNotice : TimeSpan.Zero;
        if (notice > TimeSpan.Zero)
        {
            if (link.Ask([UpdateMessage.Query], notice, stop) is { } status)
            {
                return status;
            }

            OnNotice?.Invoke(SerialPushText.NoAnswerYet);
        }

        return link.Ask([UpdateMessage.Query], _options.FirstPatience - notice, stop);
    }

    private int AttemptAfter(NodeStatus status) => _options.Again ? Math.Min(byte.MaxValue, status.Attempt + 1) : 0;

    // Also beside another model, of which the board has a part.
    private bool IsOver(NodeStatus status) =>
        status.Phase == UpdatePhase.Idle || (status.Phase == UpdatePhase.Receiving && status.Crc != _model.Crc && !IsBusy(status));

    private static bool IsBusy(NodeStatus status) => status is { Phase: UpdatePhase.Receiving, Outcome: UpdateOutcome.RefusedBusy };

    // What the node says of this version, once it is neither received nor on trial. After an offer and after the trial that is news.
    private SerialPushResult? Judge(NodeStatus status)
    {
        if (!IsOver(status) || status.OutcomeVersion != _model.Version || status.Outcome == UpdateOutcome.None)
        {
            return null;
        }

        bool hasFailedBefore = !_isStaged && _chunksSent == 0 && status.Outcome is UpdateOutcome.RevertedByFault or UpdateOutcome.RevertedByRestart or UpdateOutcome.RefusedSelfTest;

        return status.Outcome == UpdateOutcome.Confirmed
            ? new SerialPushResult(SerialPushEnd.Confirmed, SerialPushText.Confirmed(_model, _isStaged), status)
            : new SerialPushResult(SerialPushEnd.Refused, SerialPushText.Refused(_model, status, hasFailedBefore), status);
    }

    private NodeStatus? Send(SerialLink link, NodeStatus before, int chunk, CancellationToken stop)
    {
        int sent = link.Sent;
        NodeStatus? status = link.Ask(_model.Chunk(chunk, _options.ChunkBytes), _options.Patience, stop);
        _chunksSent += link.Sent - sent;

        // A node that has just restarted tells how an earlier attempt ended: that is no answer to a chunk, and it wants an offer.
        bool isAnswer = status is not null && !(status.Outcome == _first!.Outcome && status.OutcomeVersion == _first.OutcomeVersion) && status.Outcome switch
        {
            UpdateOutcome.RefusedStorage => true,
            UpdateOutcome.RefusedFile or UpdateOutcome.RefusedSignature or UpdateOutcome.RefusedVersion or UpdateOutcome.RefusedIdentity =>
                before.Chunks - before.ChunksHad == 1,
            _ => false,
        };
        _isOffered = isAnswer || status is not null and not { Phase: UpdatePhase.Idle };
        return status;
    }

    private SerialPushResult? FaultOf(NodeStatus status)
    {
        string? fault = status.Protocol != UpdateMessage.Protocol
                ? string.Create(CultureInfo.InvariantCulture, $"{_place.Name}: the board speaks protocol {status.Protocol} and this edgenet {UpdateMessage.Protocol}; update the older of the two.")
            : status.KeyId != _model.KeyId
                ? $"The board trusts the key {status.KeyId}, and the model is signed by {_model.KeyId}: sign it with the other key, or take the board that has this one."
            : null;
        return fault is null ? null : new SerialPushResult(SerialPushEnd.Refused, fault, status);
    }
}
