using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeNet.Trainer.Networks;

/// <summary>Inverted dropout (Srivastava et al., 2014): what is kept grows by <c>1 / (1 - rate)</c>, so that inference needs nothing.</summary>
internal sealed class DropoutMask<T>(double rate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> _factors = new(0, 0);

    /// <summary>Draws a new mask and applies it: each number by itself is dropped or kept.</summary>
    /// <param name="values">Before, shape (n[l], m).</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="result">After; may be the values.</param>
    public void Forward(Matrix<T> values, Random random, Matrix<T> result)
    {
        T kept = T.CreateChecked(1 / (1 - rate));
        _factors.Resize(values.Rows, values.Columns);
        foreach (ref T factor in _factors.Values)
        {
            factor = random.NextDouble() < rate ? T.Zero : kept;
        }

        result.Resize(values.Rows, values.Columns);
        TensorPrimitives.Multiply<T>(values.Values, _factors.Values, result.Values);
    }

    /// <summary>Applies the last mask to gradients, in place.</summary>
    public void Backward(Matrix<T> gradients) => TensorPrimitives.Multiply<T>(gradients.Values, _factors.Values, gradients.Values);
}
