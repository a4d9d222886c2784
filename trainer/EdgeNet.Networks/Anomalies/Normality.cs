using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Anomalies;

/// <summary>What normal examples look like, in float: the integers of the device are compared with it.</summary>
internal interface INormality
{
    /// <summary>The surprise that no example is below.</summary>
    double Least { get; }

    /// <summary>Computes how far examples are from what is normal: the larger, the less normal.</summary>
    /// <param name="examples">m examples of n[0] standardised values.</param>
    /// <returns>m numbers.</returns>
    double[] Surprises(IReadOnlyList<double[]> examples);
}

/// <summary>What normal examples look like: what a network that has learned to reconstruct them reconstructs well.</summary>
/// <param name="Network">Takes n[0] standardised values and gives as many.</param>
/// <param name="Weights">n[0] numbers of 0 or more: what the squared error of each value counts.</param>
internal sealed record Reconstruction(Network<float> Network, double[] Weights) : INormality
{
    private const int ExamplesAtOnce = 256;

    /// <inheritdoc/>
    public double Least => 0;

    /// <summary>Computes the weighted sum of squared errors.</summary>
    /// <param name="examples">m examples of n[0] standardised values.</param>
    /// <returns>m numbers.</returns>
    public double[] Surprises(IReadOnlyList<double[]> examples)
    {
        var sums = new double[examples.Count];
        for (int start = 0; start < sums.Length; start += ExamplesAtOnce)
        {
            Matrix<float> inputs = Columns([.. examples.Skip(start).Take(ExamplesAtOnce)]);
            Matrix<float> outputs = Network.Forward(inputs);
            for (int i = 0; i < Weights.Length; i++)
            {
                ReadOnlySpan<float> given = inputs.Row(i), made = outputs.Row(i);
                for (int e = 0; e < given.Length; e++)
                {
                    double error = (double)made[e] - given[e];
                    sums[start + e] += Weights[i] * error * error;
                }
            }
        }

        return sums;
    }

    /// <summary>Makes a matrix of examples, one a column.</summary>
    /// <param name="examples">m examples of the same length, one at least.</param>
    /// <returns>Shape (n[0], m).</returns>
    public static Matrix<float> Columns(IReadOnlyList<double[]> examples)
    {
        var matrix = new Matrix<float>(examples[0].Length, examples.Count);
        for (int i = 0; i < matrix.Rows; i++)
        {
            Span<float> row = matrix.Row(i);
            for (int e = 0; e < row.Length; e++)
            {
                row[e] = (float)examples[e][i];
            }
        }

        return matrix;
    }
}
