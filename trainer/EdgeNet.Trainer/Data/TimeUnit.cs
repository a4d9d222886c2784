namespace EdgeNet.Trainer.Data;

/// <summary>The unit of a column of times.</summary>
public enum TimeUnit
{
    /// <summary>Seconds, as <c>edgenet capture</c> writes them.</summary>
    Seconds,

    /// <summary>Thousandths of a second.</summary>
    Milliseconds,

    /// <summary>Millionths of a second.</summary>
    Microseconds,
}
