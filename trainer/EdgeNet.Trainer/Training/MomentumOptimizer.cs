using System.Numerics;
using System.Numerics.Tensors;
using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Training;

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
