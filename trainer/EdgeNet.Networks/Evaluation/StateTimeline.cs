namespace EdgeNet.Networks.Evaluation;

/// <summary>The true classes and the decisions in the course of a recording.</summary>
internal sealed class StateTimeline
{
    /// <summary>The state before the first decision, and an unknown true class.</summary>
    public const int Unknown = -1;

    /// <summary>The state while windows are like nothing that training saw.</summary>
    public const int Unfamiliar = -2;

    /// <summary>Makes a timeline; it keeps the lists.</summary>
    /// <param name="name">The recording's name.</param>
    /// <param name="rateHertz">Readings a second, above 0.</param>
    /// <param name="truth">The class of each reading, or -1 if unknown.</param>
    /// <param name="decisions">The decisions in the order of time.</param>
    /// <exception cref="ShapeException">A decision does not come after the one before it, or comes after the last reading.</exception>
    public StateTimeline(string name, double rateHertz, IReadOnlyList<int> truth, IReadOnlyList<StateDecision> decisions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rateHertz);
        int last = -1;
        foreach (StateDecision decision in decisions)
        {
            if (decision.Reading <= last || decision.Reading >= truth.Count)
            {
                throw new ShapeException($"A decision is at reading {decision.Reading}; it must be after {last} and before {truth.Count}.");
            }

            last = decision.Reading;
        }

        Name = name;
        RateHertz = rateHertz;
        Truth = truth;
        Decisions = decisions;
    }

    /// <summary>The recording's name.</summary>
    public string Name { get; }

    /// <summary>Readings a second.</summary>
    public double RateHertz { get; }

    /// <summary>The class of each reading, or -1 if unknown. Not a copy.</summary>
    public IReadOnlyList<int> Truth { get; }

    /// <summary>The decisions. Not a copy.</summary>
    public IReadOnlyList<StateDecision> Decisions { get; }

    /// <summary>How long the recording is.</summary>
    public double Seconds => Truth.Count / RateHertz;

    /// <summary>Whether the true class of any reading is known.</summary>
    public bool HasTruth => Truth.Any(label => label != Unknown);

    /// <summary>The segments of constant state: one from the beginning, and one from each decision that changed it.</summary>
    public IReadOnlyList<StateStretch> StateStretches()
    {
        var stretches = new List<StateStretch>();
        int start = 0;
        int state = Unknown;
        foreach (StateDecision decision in Decisions.Where(decision => decision.State != state || decision.Reading == 0))
        {
            Add(stretches, start, decision.Reading, state);
            (start, state) = (decision.Reading, decision.State);
        }

        Add(stretches, start, Truth.Count, state);
        return stretches;
    }

    /// <summary>The segments of constant true class.</summary>
    public IReadOnlyList<StateStretch> TruthStretches()
    {
        var stretches = new List<StateStretch>();
        int start = 0;
        for (int n = 1; n <= Truth.Count; n++)
        {
            if (n == Truth.Count || Truth[n] != Truth[start])
            {
                Add(stretches, start, n, Truth[start]);
                start = n;
            }
        }

        return stretches;
    }

    private static void Add(List<StateStretch> stretches, int start, int end, int state)
    {
        if (end > start)
        {
            stretches.Add(new StateStretch(start, end, state));
        }
    }
}

/// <summary>Consecutive readings of one class.</summary>
/// <param name="Start">The first reading.</param>
/// <param name="End">One after the last reading.</param>
/// <param name="State">The number of the class, or -1.</param>
internal readonly record struct StateStretch(int Start, int End, int State);

/// <summary>A pipeline's decision after a window.</summary>
/// <param name="Reading">The number of the window's last reading, from 0: the time of the decision.</param>
/// <param name="State">The number of a class, -1 while the state is unknown, or -2 while it is unfamiliar.</param>
/// <param name="Probabilities">The probability of the positive class; with several classes, that of each.</param>
internal readonly record struct StateDecision(int Reading, int State, IReadOnlyList<float> Probabilities)
{
    /// <summary>How far the window is from what training saw: from 1 on it is unfamiliar. Null where the model does not know.</summary>
    public float? Unfamiliarity { get; init; }

    /// <summary>The probability of the positive class; with several classes, the highest one.</summary>
    public float Probability => Probabilities.Max();
}
