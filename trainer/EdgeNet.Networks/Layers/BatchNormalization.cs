using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeNet.Networks.Layers;

/// <summary>Batch normalisation of one layer (Ioffe and Szegedy, 2015): <c>Z = γ (W·A - μ) / √(σ² + ε) + β</c>, unit by unit.</summary>
/// <remarks>
/// In training μ and σ² are those of the examples of the step, at inference the running ones. β is the layer's
/// <see cref="DenseLayer{T}.Biases"/>: a bias inside the brackets would be taken away again with μ, so there is none. The running
/// statistics are the mean over the first ten steps and from then on <c>0.9 old + 0.1 new</c>; the variance among them is the unbiased
/// one, and a step of one example, which has no variance, leaves them as they are.
/// </remarks>
/// <typeparam name="T">The precision.</typeparam>
internal sealed class BatchNormalization<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>ε.</summary>
    public const double Epsilon = 1e-5;

    private const double Momentum = 0.9;

    private readonly Matrix<T> _normalized = new(0, 0);
    private readonly T[] _inverseDeviations;
    private int _steps;

    internal BatchNormalization(int units)
    {
        Scales = new Matrix<T>(units, 1);
        ScaleGradients = new Matrix<T>(units, 1);
        RunningMeans = new Matrix<T>(units, 1);
        RunningVariances = new Matrix<T>(units, 1);
        _inverseDeviations = new T[units];
        Reset();
    }

    /// <summary>γ, shape (n[l], 1); L2 leaves it alone.</summary>
    public Matrix<T> Scales { get; }

    /// <summary>dγ, shape (n[l], 1).</summary>
    public Matrix<T> ScaleGradients { get; }

    /// <summary>μ for inference, shape (n[l], 1).</summary>
    public Matrix<T> RunningMeans { get; }

    /// <summary>σ² for inference, shape (n[l], 1), 0 or more.</summary>
    public Matrix<T> RunningVariances { get; }

    /// <summary>Gives what a row of W is multiplied by at inference, <c>γ / √(σ² + ε)</c>.</summary>
    /// <param name="unit">The row, from 0.</param>
    /// <returns>The factor.</returns>
    internal T FactorOf(int unit) => Scales[unit, 0] / T.Sqrt(RunningVariances[unit, 0] + T.CreateChecked(Epsilon));

    /// <summary>Sets γ to 1, and the running statistics to those of standardised numbers.</summary>
    internal void Reset()
    {
        Scales.Values.Fill(T.One);
        RunningMeans.Values.Clear();
        RunningVariances.Values.Fill(T.One);
        _steps = 0;
    }

    /// <summary>Turns W·A, in place, into <c>γ (W·A - μ) / √(σ² + ε)</c> with the running statistics.</summary>
    internal void Forward(Matrix<T> logits)
    {
        for (int j = 0; j < logits.Rows; j++)
        {
            Span<T> row = logits.Row(j);
            TensorPrimitives.Subtract(row, RunningMeans[j, 0], row);
            TensorPrimitives.Multiply(row, FactorOf(j), row);
        }
    }

    /// <summary>Turns W·A, in place, into <c>γ (W·A - μ) / √(σ² + ε)</c> with the statistics of these examples, and follows them.</summary>
    internal void ForwardTraining(Matrix<T> logits)
    {
        _normalized.Resize(logits.Rows, logits.Columns);
        T count = T.CreateChecked(logits.Columns);
        bool hasVariance = logits.Columns > 1;
        _steps += hasVariance ? 1 : 0;
        T share = T.CreateChecked(Math.Max(1 - Momentum, 1.0 / Math.Max(1, _steps)));
        T unbiased = hasVariance ? count / (count - T.One) : T.Zero;
        for (int j = 0; j < logits.Rows; j++)
        {
            Span<T> row = logits.Row(j);
            Span<T> normalized = _normalized.Row(j);
            T mean = Reduction.Sum<T>(row) / count;
            TensorPrimitives.Subtract(row, mean, normalized);
            T variance = Reduction.SumOfSquares<T>(normalized) / count;
            T inverse = T.One / T.Sqrt(variance + T.CreateChecked(Epsilon));
            TensorPrimitives.Multiply(normalized, inverse, normalized);
            TensorPrimitives.Multiply(normalized, Scales[j, 0], row);
            _inverseDeviations[j] = inverse;
            if (hasVariance)
            {
                RunningMeans[j, 0] += share * (mean - RunningMeans[j, 0]);
                RunningVariances[j, 0] += share * ((unbiased * variance) - RunningVariances[j, 0]);
            }
        }
    }

    /// <summary>From dZ computes <c>dγ = 1/m Σ dZ x̂</c> and <c>d(W·A) = γ / √(σ² + ε) · (dZ - mean dZ - x̂ mean(dZ x̂))</c>.</summary>
    /// <param name="gradients">dZ, shape (n[l], m).</param>
    /// <param name="result">Becomes d(W·A), shape (n[l], m).</param>
    internal void Backward(Matrix<T> gradients, Matrix<T> result)
    {
        result.Resize(gradients.Rows, gradients.Columns);
        T count = T.CreateChecked(gradients.Columns);
        for (int j = 0; j < gradients.Rows; j++)
        {
            Span<T> dz = gradients.Row(j);
            Span<T> normalized = _normalized.Row(j);
            Span<T> row = result.Row(j);
            T along = Reduction.Dot<T>(dz, normalized) / count;
            ScaleGradients[j, 0] = along;
            TensorPrimitives.MultiplyAdd(normalized, -along, dz, row);
            TensorPrimitives.Subtract(row, Reduction.Sum<T>(dz) / count, row);
            TensorPrimitives.Multiply(row, Scales[j, 0] * _inverseDeviations[j], row);
        }
    }
}
