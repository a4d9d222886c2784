using System.Globalization;

namespace EdgeNet.Fleet;

/// <summary>Where a node stands in a roll-out.</summary>
internal enum NodeState
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>It was offered the model and has not begun.</summary>
    Offered,

    /// <summary>It receives.</summary>
    Receiving,

    /// <summary>It has the model, and runs it from its next start on.</summary>
    Staged,

    /// <summary>The model runs on trial.</summary>
    Testing,

    /// <summary>The model runs, and is confirmed.</summary>
    Confirmed,

    /// <summary>The model before runs: the trial failed, or the model was refused.</summary>
    Failed,

    /// <summary>It cannot take this model, so nothing is sent.</summary>
    Unfit,

    /// <summary>It takes models of another name, so this one does not concern it.</summary>
    NotConcerned,

    /// <summary>It did nothing for too long.</summary>
    Silent,
}

/// <summary>A node in a roll-out.</summary>
/// <param name="device">Its name.</param>
internal sealed class RolloutNode(string device)
{
    public string Device { get; } = device;

    /// <summary>The last status; null where none ever came.</summary>
    public NodeStatus? Status { get; set; }

    public NodeState State { get; set; }

    /// <summary>Why the model does not run there; may be empty.</summary>
    public string Why { get; set; } = string.Empty;

    /// <summary>Whether it is on the way: the others wait for it.</summary>
    public bool IsActive => State is NodeState.Offered or NodeState.Receiving or NodeState.Staged or NodeState.Testing;

    /// <summary>Whether nothing more is expected of it.</summary>
    public bool IsOver => State is NodeState.Confirmed or NodeState.Failed or NodeState.Unfit or NodeState.NotConcerned or NodeState.Silent;

    /// <summary>Whether it fell silent when it had the whole model: for all that is known, because of it.</summary>
    public bool IsLost => State == NodeState.Silent && HasHadModel;

    /// <summary>Whether the broker keeps an offer of this model for it.</summary>
    public bool HasOffer { get; set; }

    /// <summary>Whether its turn has come once.</summary>
    public bool WasTried { get; set; }

    /// <summary>The attempt that it is offered: 0, or with <c>--again</c> one above that of the last outcome there.</summary>
    public int Attempt { get; set; }

    /// <summary>With <c>--again</c>: whether it has taken the offer, or refused it at once. A refusal that a node does not remember has no attempt; before this it may be an old one.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Whether it had the whole model, staged or on trial.</summary>
    public bool HasHadModel { get; set; }

    /// <summary>Whether it was waited for a second time, after it had been silent for too long.</summary>
    public bool WasRevived { get; set; }

    /// <summary>When it made a step last, and when it is spoken to if it makes none.</summary>
    public TimeSpan LastStep { get; set; }

    public TimeSpan NextWord { get; set; }

    public TimeSpan Wait { get; set; }

    /// <summary>Whether chunks are on the way to it; then a status that asks for more waits.</summary>
    public bool IsSending { get; set; }

    public bool WantsMore { get; set; }

    /// <summary>What to say about it, in a few words.</summary>
    public string Describe(OfferedModel model) => State switch
    {
        NodeState.Confirmed => string.Create(CultureInfo.InvariantCulture, $"confirmed version {model.Version}"),
        NodeState.Waiting => $"{Old}; its turn did not come",
        NodeState.Offered when ReceivesAnother => $"{Old}; another model is being received there",
        NodeState.Offered => $"{Old}; offered",
        NodeState.Receiving => string.Create(CultureInfo.InvariantCulture, $"{Old}; received {Status!.ChunksHad} of {Status.Chunks} chunks"),
        NodeState.Staged => $"{Old}; has the new one and waits for its restart",
        NodeState.Testing => string.Create(CultureInfo.InvariantCulture, $"on trial: {Status!.Decisions} of {Status.WantedDecisions} decisions"),
        NodeState.Silent when Status is null => "no answer: it has never told its status to this broker",
        NodeState.Silent => $"no answer; last: {Why}",
        _ => $"{Old}: {Why}",
    };

    private bool ReceivesAnother => Status is { Phase: UpdatePhase.Receiving };

    private string Old => Status is null ? "no answer"
        : Status.Running == 0 ? "runs the built-in model"
        : string.Create(CultureInfo.InvariantCulture, $"runs version {Status.Running}");
}
