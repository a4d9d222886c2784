namespace EdgeNet.Networks.Evaluation;

/// <summary>What was true and what was said in the course of a recording.</summary>
internal sealed class StateTimeline
{
    /// <summary>The state before the first windows have decided, and the truth where none is known.</summary>
    public const int Unknown = -1;

    /// <summary>Makes a timeline; it keeps the lists.</summary>
    /// <param name="name">Of the recording.</param>
    /// <param name="rateHertz">Readings a second, above 0.</param>
    /// <param name="truth">For each reading the number of its class, or -1 where none is known.</param>
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

    /// <summary>Of the recording.</summary>
    public string Name { get; }

    /// <summary>Readings a second.</summary>
    public double RateHertz { get; }

    /// <summary>For each reading the number of its class, or -1. Not a copy.</summary>
    public IReadOnlyList<int> Truth { get; }

    /// <summary>The decisions. Not a copy.</summary>
    public IReadOnlyList<StateDecision> Decisions { get; }

    /// <summary>How long the recording is.</summary>
    public double Seconds => Truth.Count / RateHertz;

    /// <summary>Where the truth is known anywhere.</summary>
    public bool HasTruth => Truth.Any(label => label != Unknown);

    /// <summary>The stretches of one state: one from the beginning on, and one from each decision on that changed it.</summary>
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

    /// <summary>The stretches of one true class.</summary>
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

/// <summary>Readings in a row of one class.</summary>
/// <param name="Start">The first reading.</param>
/// <param name="End">One behind the last.</param>
/// <param name="State">The number of the class, or -1.</param>
internal readonly record struct StateStretch(int Start, int End, int State);

/// <summary>What a pipeline said after a window.</summary>
/// <param name="Reading">The last reading of the window, from 0: when it was said.</param>
/// <param name="State">The number of a class, or -1 while the state is unknown.</param>
/// <param name="Probabilities">Of the positive class alone; of several classes, of each.</param>
internal readonly record struct StateDecision(int Reading, int State, IReadOnlyList<float> Probabilities)
{
    /// <summary>Of the positive class; with several classes, the highest.</summary>
    public float Probability => Probabilities.Max();
}
