using System.Numerics;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Training;

/// <summary>Everything that a run of gradient descent depends on, apart from the data and the network.</summary>
internal sealed record DescentOptions
{
    /// <summary>The most passes over the training examples, 1 or more.</summary>
    public int Epochs { get; init; } = 200;

    /// <summary>Examples in a step: 1 is stochastic, 0 or m and more is batch gradient descent, between them is mini-batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>α, above 0 and finite.</summary>
    public double LearningRate { get; init; } = 0.003;

    /// <summary>How α changes from epoch to epoch.</summary>
    public LearningRateSchedule Schedule { get; init; } = new();

    /// <summary>How a gradient becomes a step.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>β of momentum and RMSProp and β₁ of Adam, 0 to below 1.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>λ of the penalty <c>½ λ Σ W²</c>, 0 or more and finite; biases are not penalised.</summary>
    public double L2 { get; init; }

    /// <summary>Weights every class so that all have the same share in the cost; see <see cref="ClassWeighting"/>.</summary>
    public bool BalancesClasses { get; init; }

    /// <summary>A weight for each class, above 0 and finite, the negative class first; null for none. See <see cref="ClassWeighting"/>.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>Early stopping: epochs without a lower cost on the dev set before training ends; 0 trains to the end.</summary>
    public int Patience { get; init; }

    /// <summary>Goes on from the weights that the network has, in place of drawing them, and ends with those of the epoch with the lowest cost.</summary>
    public bool IsFineTuning { get; init; }

    /// <summary>Fine-tuning: whether the first weights are kept where no epoch has a lower cost on the dev set.</summary>
    public bool KeepsStart { get; init; }

    /// <summary>Fine-tuning: whether the weights of the last epoch are kept, as where a network is pruned and earlier epochs had more of it.</summary>
    public bool KeepsLast { get; init; }

    /// <summary>How weights start.</summary>
    public Initialization Initialization { get; init; }

    /// <summary>Fixes the whole run, 0 or more; weights, order and dropout each have a stream of their own, see <see cref="SeededRandom.For"/>.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether training looks at the dev set, to stop early or to find a plateau.</summary>
    public bool NeedsDevSet => Patience > 0 || Schedule.Kind == ScheduleKind.ReduceOnPlateau;

    /// <summary>Throws when an option is out of its range.</summary>
    /// <exception cref="ArgumentException">Class weights are both balanced and named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfEqual(LearningRate, double.PositiveInfinity);
        ArgumentOutOfRangeException.ThrowIfNegative(Momentum);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Momentum, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(L2);
        ArgumentOutOfRangeException.ThrowIfEqual(L2, double.PositiveInfinity);
        Schedule.Validate();
        foreach (double weight in ClassWeights ?? [])
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight, nameof(ClassWeights));
            ArgumentOutOfRangeException.ThrowIfEqual(weight, double.PositiveInfinity, nameof(ClassWeights));
        }

        if (BalancesClasses && ClassWeights is not null)
        {
            throw new ArgumentException("Class weights are either balanced or named, not both.", nameof(ClassWeights));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Patience);
        ArgumentOutOfRangeException.ThrowIfNegative(Seed);
    }
}

/// <summary>Standardised features with their labels.</summary>
/// <param name="Features">X, shape (n[0], m).</param>
/// <param name="Labels">Y, shape (n[L], m).</param>
/// <typeparam name="T">The precision.</typeparam>
internal sealed record TrainingSet<T>(Matrix<T> Features, Matrix<T> Labels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>m.</summary>
    public int Count => Features.Columns;
}
