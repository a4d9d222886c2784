using System.Numerics;

namespace EdgeNet.Networks.Layers;

/// <content>All parameters as one array of numbers.</content>
internal sealed partial class Network<T>
{
    /// <summary>All that is learned: weights and biases, and where layers have them γ of batch normalisation and slopes.</summary>
    public int ParameterCount => _layers.Sum(layer => layer.Parameters.Sum(parameter => parameter.Values.Count));

    /// <summary>The parameters, and the running statistics of batch normalisation: all that inference depends on.</summary>
    public int StateCount => ParameterCount + _layers.Sum(layer => layer.Normalization is null ? 0 : 2 * layer.Units);

    /// <summary>Copies all parameters out: for each layer its weights, its biases, then γ and slopes where it has them.</summary>
    /// <param name="destination">At least <see cref="ParameterCount"/> numbers.</param>
    public void CopyParametersTo(Span<T> destination) => CopyOut(destination, withStatistics: false);

    /// <summary>Sets all parameters, in the order of <see cref="CopyParametersTo"/>.</summary>
    /// <param name="source">At least <see cref="ParameterCount"/> numbers.</param>
    public void SetParameters(ReadOnlySpan<T> source) => CopyIn(source, withStatistics: false);

    /// <summary>Copies out all that inference depends on: the parameters of each layer, then its running means and variances.</summary>
    /// <param name="destination">At least <see cref="StateCount"/> numbers.</param>
    public void CopyStateTo(Span<T> destination) => CopyOut(destination, withStatistics: true);

    /// <summary>Sets all that inference depends on, in the order of <see cref="CopyStateTo"/>.</summary>
    /// <param name="source">At least <see cref="StateCount"/> numbers.</param>
    public void SetState(ReadOnlySpan<T> source) => CopyIn(source, withStatistics: true);

    private void CopyOut(Span<T> destination, bool withStatistics)
    {
        foreach (DenseLayer<T> layer in _layers)
        {
            for (int p = 0; p < layer.Parameters.Count; p++)
            {
                destination = CopyOut(layer.Parameters[p].Values, destination);
            }

            if (withStatistics && layer.Normalization is not null)
            {
                destination = CopyOut(layer.Normalization.RunningMeans, destination);
                destination = CopyOut(layer.Normalization.RunningVariances, destination);
            }
        }
    }

    private void CopyIn(ReadOnlySpan<T> source, bool withStatistics)
    {
        foreach (DenseLayer<T> layer in _layers)
        {
            for (int p = 0; p < layer.Parameters.Count; p++)
            {
                source = CopyIn(layer.Parameters[p].Values, source);
            }

            if (withStatistics && layer.Normalization is not null)
            {
                source = CopyIn(layer.Normalization.RunningMeans, source);
                source = CopyIn(layer.Normalization.RunningVariances, source);
            }
        }
    }

    private static Span<T> CopyOut(Matrix<T> values, Span<T> destination)
    {
        values.Values.CopyTo(destination);
        return destination[values.Count..];
    }

    private static ReadOnlySpan<T> CopyIn(Matrix<T> values, ReadOnlySpan<T> source)
    {
        source[..values.Count].CopyTo(values.Values);
        return source[values.Count..];
    }
}

/// <summary>Parameters that gradient descent moves, with their gradients.</summary>
/// <param name="Values">The parameters.</param>
/// <param name="Gradients">Their gradients, of the same shape.</param>
/// <typeparam name="T">The precision.</typeparam>
internal readonly record struct LayerParameter<T>(Matrix<T> Values, Matrix<T> Gradients)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
