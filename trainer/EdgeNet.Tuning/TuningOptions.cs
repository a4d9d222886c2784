using EdgeNet.Networks.Layers;

namespace EdgeNet.Tuning;

/// <summary>How a recipe is tuned.</summary>
internal sealed record TuningOptions
{
    // Beyond it, a model that never names the rare classes has a fine accuracy.
    private const double MostOfAClass = 0.8;

    /// <summary>The metric of trials.</summary>
    public TuningMetric Metric { get; init; } = TuningMetric.Cost;

    /// <summary>The number of trials beside trial 0, 1 or more.</summary>
    public int Trials { get; init; } = 64;

    /// <summary>Folds by which each trial is judged: all but the test part is divided, and each fold is judged by a model of the others; 2 or more.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How often the folds are dealt anew, with other seeds; 1 or more.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>How trials are drawn.</summary>
    public TuningSampler Sampler { get; init; } = TuningSampler.Tpe;

    /// <summary>Whether trials that are bad after few epochs end there.</summary>
    public bool EndsEarly { get; init; } = true;

    /// <summary>Whether the cost on the device is a second aim, beside the metric.</summary>
    public bool WeighsDevice { get; init; }

    /// <summary>The seed of the trials; 0 or more.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Trials at one time, 1 or more; results do not depend on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>The metric for some examples: the cost for quantities, F1 where more than four of five examples are of one class, else accuracy.</summary>
    /// <remarks>Of two classes F1 is that of the second: where that is the frequent one, a model that always names it has a fine F1, and the cost is the metric.</remarks>
    public static TuningMetric MetricFor(Dataset examples)
    {
        if (examples.Task == LearningTask.Regression)
        {
            return TuningMetric.Cost;
        }

        int frequent = Enumerable.Range(0, examples.ClassNames.Count).MaxBy(examples.CountOf);
        return examples.CountOf(frequent) <= MostOfAClass * examples.Count ? TuningMetric.Accuracy
            : examples.Task == LearningTask.Binary && frequent == 1 ? TuningMetric.Cost
            : TuningMetric.F1;
    }

    /// <summary>Throws when an option is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Trials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Folds, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Repeats, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Seed);
        ArgumentOutOfRangeException.ThrowIfLessThan(Jobs, 1);
    }
}

/// <summary>The one number by which models are judged.</summary>
internal enum TuningMetric
{
    /// <summary>The cost, without the penalty: less is better.</summary>
    Cost,

    /// <summary>The share of correct decisions: more is better.</summary>
    Accuracy,

    /// <summary>The harmonic mean of precision and recall, where the classes are skewed: more is better.</summary>
    F1,
}

/// <summary>How the trials of a search are drawn.</summary>
internal enum TuningSampler
{
    /// <summary>At random: the first half from the whole space, the second from the region of the best of the first.</summary>
    Random,

    /// <summary>By the tree-structured Parzen estimator, from those before.</summary>
    Tpe,
}
