using System.Numerics;
using System.Numerics.Tensors;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Training;

/// <summary>Moves the parameters of one network against their gradients.</summary>
/// <typeparam name="T">The precision.</typeparam>
internal abstract class Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayerParameter<T>[] _parameters;
    private readonly LearnedSlopes<T>[] _slopes;

    /// <summary>Remembers where the parameters and their gradients stand.</summary>
    /// <param name="network">The network.</param>
    /// <param name="learningRate">α.</param>
    protected Optimizer(Network<T> network, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(network);
        LearningRate = learningRate;
        _parameters = [.. network.Layers.SelectMany(layer => layer.Parameters)];
        _slopes = [.. network.Layers.Select(layer => layer.LearnedSlopes).OfType<LearnedSlopes<T>>()];
    }

    /// <summary>α of the next step, 0 or more; a schedule changes it.</summary>
    public double LearningRate { get; set; }

    /// <summary>Makes the optimizer that the options ask for.</summary>
    /// <param name="network">The network it will move.</param>
    /// <param name="options">Kind, learning rate and momentum.</param>
    /// <returns>The optimizer, with zero moments.</returns>
    public static Optimizer<T> Create(Network<T> network, DescentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Optimizer switch
        {
            OptimizerKind.Plain => new PlainOptimizer<T>(network, options.LearningRate),
            OptimizerKind.Momentum => new MomentumOptimizer<T>(network, options.LearningRate, options.Momentum),
            OptimizerKind.Adam => new AdamOptimizer<T>(network, options.LearningRate, options.Momentum),
            OptimizerKind.RmsProp => new RmsPropOptimizer<T>(network, options.LearningRate, options.Momentum),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Optimizer, "No such optimizer."),
        };
    }

    /// <summary>Makes one step with the gradients that stand in the network, and puts learned slopes back into [0, 1].</summary>
    public void Step()
    {
        BeginStep();
        for (int i = 0; i < _parameters.Length; i++)
        {
            (Matrix<T> values, Matrix<T> gradients) = _parameters[i];
            Update(i, values.Values, gradients.Values);
        }

        foreach (LearnedSlopes<T> slopes in _slopes)
        {
            slopes.Project();
        }
    }

    /// <summary>Called once before the parameters of a step are moved.</summary>
    protected virtual void BeginStep()
    {
    }

    /// <summary>Moves one matrix of parameters.</summary>
    /// <param name="index">Its number; see <see cref="CreateMoments"/>.</param>
    /// <param name="values">The parameters.</param>
    /// <param name="gradients">Their gradients.</param>
    protected abstract void Update(int index, Span<T> values, ReadOnlySpan<T> gradients);

    /// <summary>Makes an array of zeros for each matrix of parameters.</summary>
    /// <returns>The arrays.</returns>
    protected T[][] CreateMoments() => [.. _parameters.Select(parameter => new T[parameter.Values.Count])];
}

/// <summary>How a gradient becomes a step.</summary>
public enum OptimizerKind
{
    /// <summary><c>W = W - α dW</c>.</summary>
    Plain,

    /// <summary><c>v = β v + (1-β) dW</c>, <c>W = W - α v</c>.</summary>
    Momentum,

    /// <summary>Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1.</summary>
    Adam,

    /// <summary><c>s = β s + (1-β) dW²</c>, <c>W = W - α dW / (√s + ε)</c> (Tieleman and Hinton, 2012).</summary>
    RmsProp,
}

/// <summary><c>W = W - α dW</c>.</summary>
internal sealed class PlainOptimizer<T>(Network<T> network, double learningRate) : Optimizer<T>(network, learningRate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Update(int index, Span<T> values, ReadOnlySpan<T> gradients) =>
        TensorPrimitives.MultiplyAdd(gradients, T.CreateChecked(-LearningRate), values, values);
}

/// <summary><c>v = β v + (1-β) dW</c>, <c>W = W - α v</c>: v is an exponentially weighted mean of the gradients.</summary>
internal sealed class MomentumOptimizer<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] _velocities;
    private readonly T _momentum;

    public MomentumOptimizer(Network<T> network, double learningRate, double momentum)
        : base(network, learningRate)
    {
        _velocities = CreateMoments();
        _momentum = T.CreateChecked(momentum);
    }

    protected override void Update(int index, Span<T> values, ReadOnlySpan<T> gradients)
    {
        Span<T> velocity = _velocities[index];

        // β v + (1-β) g = g + β (v - g)
        TensorPrimitives.Subtract(velocity, gradients, velocity);
        TensorPrimitives.MultiplyAdd(velocity, _momentum, gradients, velocity);
        TensorPrimitives.MultiplyAdd(velocity, T.CreateChecked(-LearningRate), values, values);
    }
}
