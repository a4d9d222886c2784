namespace EdgeNet.Networks.Evaluation;

/// <summary>The estimates over a recording.</summary>
/// <param name="Name">The recording.</param>
/// <param name="RateHertz">Readings of a channel in a second.</param>
/// <param name="Readings">Readings of a channel.</param>
/// <param name="Estimates">One for each window, in the order of time; perhaps none.</param>
internal sealed record QuantityTimeline(string Name, double RateHertz, int Readings, IReadOnlyList<QuantityEstimate> Estimates)
{
    /// <summary>The length of the recording.</summary>
    public double Seconds => Readings / RateHertz;

    /// <summary>Compares the estimates of timelines with the truth, where it is known.</summary>
    /// <param name="timelines">Timelines of one model.</param>
    /// <param name="quantity">From 0.</param>
    /// <returns>The score; null where no window has a true quantity. Its R² is NaN where the truth is one value, which explains nothing.</returns>
    public static TargetScore? ScoreOf(IEnumerable<QuantityTimeline> timelines, int quantity)
    {
        QuantityEstimate[] known = [.. timelines.SelectMany(timeline => timeline.Estimates).Where(estimate => estimate.Knows(quantity))];
        if (known.Length == 0)
        {
            return null;
        }

        float[] truth = [.. known.Select(estimate => estimate.Truth[quantity])];
        TargetScore score = TargetScore.Of([.. known.Select(estimate => (double)estimate.Values[quantity])], truth);
        return truth.AsSpan().ContainsAnyExcept(truth[0]) ? score : score with { R2 = double.NaN };
    }
}

/// <summary>The quantities of a window.</summary>
/// <param name="Reading">The last reading of the window, from 0.</param>
/// <param name="Values">Each quantity as it was estimated, in the user's units.</param>
/// <param name="Truth">Each true quantity, the mean over the window's readings: NaN where it is not known; none where no quantity of the recording is.</param>
internal readonly record struct QuantityEstimate(int Reading, IReadOnlyList<float> Values, IReadOnlyList<float> Truth)
{
    /// <summary>From 1 on the window is unfamiliar; null where the model does not know.</summary>
    public float? Unfamiliarity { get; init; }

    /// <summary>Whether the true quantity is known.</summary>
    public bool Knows(int quantity) => quantity < Truth.Count && !float.IsNaN(Truth[quantity]);
}
