using System.Numerics;

namespace EdgeNet.Trainer.Networks;

/// <summary>Rounds numbers as the device will, so that training sees its errors (Jacob et al., 2018), and lets gradients through (Bengio et al., 2013).</summary>
/// <typeparam name="T">The precision.</typeparam>
public interface IFakeQuantizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Clamps numbers to the range that integers cover and rounds them to its steps.</summary>
    /// <param name="values">Weights, shape (n[l], n[l-1]), biases, shape (n[l], 1), or activations, shape (n[l], m).</param>
    /// <param name="quantized">Another matrix; becomes the same shape.</param>
    void Forward(Matrix<T> values, Matrix<T> quantized);

    /// <summary>The straight-through estimator: gradients stay where the value lies in the range, and become 0 outside.</summary>
    /// <param name="values">What <see cref="Forward"/> was given.</param>
    /// <param name="gradients">Of the quantized values; become those of the values.</param>
    void Backward(Matrix<T> values, Matrix<T> gradients);
}
