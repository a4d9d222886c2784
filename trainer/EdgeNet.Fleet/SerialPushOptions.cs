namespace EdgeNet.Fleet;

/// <summary>How a model is pushed over a serial port.</summary>
internal sealed record SerialPushOptions
{
    /// <summary>Bytes of a chunk that suit most lines: a longer one is lost more often to noise, a shorter one waits more often for an answer.</summary>
    public const int UsualChunk = 256;

    /// <summary>Bytes of a chunk. Another number than in an earlier push makes the node begin anew.</summary>
    public int ChunkBytes { get; init; } = UsualChunk;

    /// <summary>How long the node may take for its first answer: a board that sleeps may be awake for a few seconds of each minute.</summary>
    public TimeSpan FirstPatience { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>After how long without a first answer the user is told what it may be waiting for.</summary>
    public TimeSpan FirstNotice { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it may be silent later: it restarts, sleeps, or checks a signature.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long to wait for the end of the trial, once the node has the model; zero does not wait at all.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether a file that has failed on the node is tried there again.</summary>
    public bool Again { get; init; }

    /// <summary>How often the node is asked in that time.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>How a push ended.</summary>
internal enum SerialPushEnd
{
    /// <summary>The model runs and is confirmed.</summary>
    Confirmed,

    /// <summary>The node has the model, and what comes of it was not waited for to the end.</summary>
    Staged,

    /// <summary>The node has refused the model, or goes on with the one before.</summary>
    Refused,

    /// <summary>The node is busy with another model.</summary>
    Busy,

    /// <summary>The node did not answer.</summary>
    Silent,

    /// <summary>It was told to stop.</summary>
    Cancelled,
}

/// <summary>How a push ended, and why.</summary>
/// <param name="End">How.</param>
/// <param name="Message">One sentence or two: what happened, and what to do.</param>
/// <param name="Status">What the node said last; <c>null</c> if it said nothing.</param>
internal sealed record SerialPushResult(SerialPushEnd End, string Message, NodeStatus? Status)
{
    /// <summary>Chunks that were sent, those that were sent again among them.</summary>
    public int ChunksSent { get; init; }
}
