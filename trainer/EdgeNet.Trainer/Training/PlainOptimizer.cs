using System.Numerics;
using System.Numerics.Tensors;
using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Training;

/// <summary><c>W = W - α dW</c>.</summary>
internal sealed class PlainOptimizer<T>(Network<T> network, double learningRate) : Optimizer<T>(network, learningRate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Update(int index, Span<T> values, ReadOnlySpan<T> gradients) =>
        TensorPrimitives.MultiplyAdd(gradients, T.CreateChecked(-LearningRate), values, values);
}
