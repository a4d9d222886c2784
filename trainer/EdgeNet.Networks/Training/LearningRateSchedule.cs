namespace EdgeNet.Networks.Training;

/// <summary>How the learning rate α changes from epoch to epoch; e counts from 1 to E.</summary>
internal sealed record LearningRateSchedule
{
    /// <summary>The kind of change.</summary>
    public ScheduleKind Kind { get; init; }

    /// <summary>f of step, exponential and plateau, between 0 and 1.</summary>
    public double Factor { get; init; } = 0.5;

    /// <summary>n of step and exponential: the epochs over which the rate falls to f of itself, 1 or more.</summary>
    public int Every { get; init; } = 50;

    /// <summary>Of plateau: epochs without a lower dev cost before the rate falls, 1 or more.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>The share of α below which the rate does not fall, 0 to below 1; the cosine ends just above it.</summary>
    public double Lowest { get; init; }

    /// <summary>Gives the share of α for an epoch.</summary>
    /// <remarks>
    /// Step: <c>f^⌊(e-1)/n⌋</c>. Exponential: <c>f^((e-1)/n)</c>. Cosine: <c>lowest + (1 - lowest) ½ (1 + cos(π (e-1)/E))</c>. Plateau:
    /// f to the number of reductions so far. None of them falls below the lowest share.
    /// </remarks>
    /// <param name="epoch">e, from 1.</param>
    /// <param name="epochs">E.</param>
    /// <param name="reductions">How often the dev cost has reached a plateau.</param>
    /// <returns>0 to 1.</returns>
    public double ShareAt(int epoch, int epochs, int reductions) => Kind switch
    {
        ScheduleKind.Constant => 1,
        ScheduleKind.Step => Math.Max(Lowest, Elementary.Power(Factor, (epoch - 1) / Every)),
        ScheduleKind.Exponential => Math.Max(Lowest, Elementary.Exp((double)(epoch - 1) / Every * Elementary.Log(Factor))),
        ScheduleKind.Cosine => Lowest + ((1 - Lowest) * 0.5 * (1 + Elementary.CosOfTurns((epoch - 1) / (2.0 * epochs)))),
        ScheduleKind.ReduceOnPlateau => Math.Max(Lowest, Elementary.Power(Factor, reductions)),
        _ => throw new InvalidOperationException($"No such schedule: {Kind}."),
    };

    /// <summary>Throws when a number is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Kind))
        {
            throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "No such schedule.");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Factor);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Factor, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Every, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Lowest);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Lowest, 1);
    }
}

/// <summary>How the learning rate changes from epoch to epoch.</summary>
internal enum ScheduleKind
{
    /// <summary>Constant.</summary>
    Constant,

    /// <summary>Multiplied by the factor after every n epochs.</summary>
    Step,

    /// <summary>Multiplied by the factor over every n epochs, in small steps each epoch.</summary>
    Exponential,

    /// <summary>Half a wave of the cosine from the first epoch to the last (Loshchilov and Hutter, "SGDR", 2017, without restarts).</summary>
    Cosine,

    /// <summary>Multiplied by the factor when the dev cost has stopped falling for some epochs.</summary>
    ReduceOnPlateau,
}
