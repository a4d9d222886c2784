using EdgeNet.Networks.Layers;

namespace EdgeNet.Tests.Layers;

/// <summary>Batch normalisation in training, step by step as in the algorithms of Ioffe and Szegedy (2015). Indices: example e, unit j.</summary>
internal sealed class PlainNormalization(double[] scales)
{
    private double[][] _x = [];
    private double[] _means = [];
    private double[] _variances = [];

    public double[] ScaleGradients { get; } = new double[scales.Length];

    /// <summary>Algorithm 1, but for β.</summary>
    public double[][] Forward(double[][] x)
    {
        _x = x;
        _means = [.. scales.Select((_, j) => x.Average(row => row[j]))];
        _variances = [.. scales.Select((_, j) => x.Average(row => Math.Pow(row[j] - _means[j], 2)))];
        return [.. x.Select((_, e) => scales.Select((scale, j) => scale * Normalized(e, j)).ToArray())];
    }

    /// <summary>The chain rule as section 3 prints it: by way of the variance and of the mean.</summary>
    public double[][] Backward(double[][] dy)
    {
        int m = dy.Length;
        double[][] dx = [.. dy.Select(row => new double[row.Length])];
        for (int j = 0; j < scales.Length; j++)
        {
            double variance = _variances[j] + BatchNormalization<double>.Epsilon;
            double dVariance = 0, dMean = 0;
            for (int e = 0; e < m; e++)
            {
                ScaleGradients[j] += dy[e][j] * Normalized(e, j) / m;
                dVariance += dy[e][j] * scales[j] * (_x[e][j] - _means[j]) * -0.5 * Math.Pow(variance, -1.5);
                dMean += dy[e][j] * scales[j] * -1 / Math.Sqrt(variance);
            }

            for (int e = 0; e < m; e++)
            {
                dx[e][j] = (dy[e][j] * scales[j] / Math.Sqrt(variance)) + (dVariance * 2 * (_x[e][j] - _means[j]) / m) + (dMean / m);
            }
        }

        return dx;
    }

    private double Normalized(int e, int j) => (_x[e][j] - _means[j]) / Math.Sqrt(_variances[j] + BatchNormalization<double>.Epsilon);
}
