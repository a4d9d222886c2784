using System.Numerics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>A layer of <see cref="PlainNetwork"/>. Indices: unit j, input i, example e.</summary>
internal sealed class PlainDense
{
    private readonly LayerShape _shape;
    private readonly double[] _slopes;
    private readonly PlainNormalization? _normalization;
    private double[][] _input = [];
    private double[][] _z = [];
    private double[][] _a = [];
    private double[][] _factors = [];
    private double[][] _dz = [];

    private PlainDense(LayerShape shape, double[,] weights, double[] biases, double[] slopes, double[]? scales)
    {
        _shape = shape;
        _slopes = slopes;
        _normalization = scales is null ? null : new PlainNormalization(scales);
        Weights = weights;
        Biases = biases;
        WeightGradients = new double[weights.GetLength(0), weights.GetLength(1)];
        BiasGradients = new double[biases.Length];
        SlopeGradients = new double[biases.Length];
    }

    public double[,] Weights { get; }

    public double[] Biases { get; }

    public double[,] WeightGradients { get; }

    public double[] BiasGradients { get; }

    public double[] SlopeGradients { get; }

    public double[] ScaleGradients => _normalization!.ScaleGradients;

    public static PlainDense Of<T>(DenseLayer<T> layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = new double[layer.Units, layer.Inputs];
        for (int j = 0; j < layer.Units; j++)
        {
            for (int i = 0; i < layer.Inputs; i++)
            {
                weights[j, i] = double.CreateChecked(layer.Weights[j, i]);
            }
        }

        double[] slopes = layer.LearnedSlopes is null
            ? [.. Enumerable.Repeat(layer.Shape.LeakySlope, layer.Units)]
            : Column(layer.LearnedSlopes.Slopes);
        return new PlainDense(layer.Shape, weights, Column(layer.Biases), slopes, layer.Normalization is null ? null : Column(layer.Normalization.Scales));
    }

    public double[] Z(int e) => _z[e];

    /// <summary>What the layer hands on: with dropout, what is left.</summary>
    public double[] A(int e) => [.. _a[e].Select((a, j) => a * _factors[e][j])];

    public double[] DZ(int e) => _dz[e];

    public double[][] Forward(double[][] input, Random random)
    {
        _input = input;
        _z = [.. input.Select(Product)];
        if (_normalization is not null)
        {
            _z = _normalization.Forward(_z);
        }

        _z = [.. _z.Select(z => z.Select((value, j) => value + Biases[j]).ToArray())];
        _a = [.. _z.Select(Activate)];
        _factors = [.. _a.Select(a => Enumerable.Repeat(1.0, a.Length).ToArray())];
        for (int j = 0; j < Biases.Length && _shape.Dropout > 0; j++)
        {
            for (int e = 0; e < _a.Length; e++)
            {
                _factors[e][j] = random.NextDouble() < _shape.Dropout ? 0 : 1 / (1 - _shape.Dropout);
            }
        }

        return [.. Enumerable.Range(0, _a.Length).Select(A)];
    }

    /// <summary>Adds up the gradients and returns those of the input.</summary>
    public double[][] Backward(double[][] da)
    {
        int m = _z.Length;
        _dz = new double[m][];
        for (int e = 0; e < m; e++)
        {
            double[] kept = [.. da[e].Select((value, j) => value * _factors[e][j])];
            _dz[e] = new double[Biases.Length];
            for (int j = 0; j < Biases.Length; j++)
            {
                _dz[e][j] = _shape.Activation == Activation.Softmax
                    ? SoftmaxBackward(kept, _a[e], j)
                    : kept[j] * ScalarActivation.Derivative(_shape.Activation, _slopes[j], _z[e][j], _a[e][j]);
                BiasGradients[j] += _dz[e][j] / m;
                SlopeGradients[j] += _z[e][j] > 0 ? 0 : kept[j] * _z[e][j] / m;
            }
        }

        double[][] dProduct = _normalization is null ? _dz : _normalization.Backward(_dz);
        double[][] dInput = [.. _input.Select(input => new double[input.Length])];
        for (int e = 0; e < m; e++)
        {
            for (int j = 0; j < Biases.Length; j++)
            {
                for (int i = 0; i < _input[e].Length; i++)
                {
                    WeightGradients[j, i] += dProduct[e][j] * _input[e][i] / m;
                    dInput[e][i] += Weights[j, i] * dProduct[e][j];
                }
            }
        }

        return dInput;
    }

    /// <summary>Adds λW to the gradients and returns ½λΣW².</summary>
    public double Regularise(double l2)
    {
        double cost = 0;
        for (int j = 0; j < Biases.Length; j++)
        {
            for (int i = 0; i < Weights.GetLength(1); i++)
            {
                WeightGradients[j, i] += l2 * Weights[j, i];
                cost += 0.5 * l2 * Weights[j, i] * Weights[j, i];
            }
        }

        return cost;
    }

    private static double[] Column<T>(Matrix<T> column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(column.Values.ToArray(), double.CreateChecked);

    // The row of the Jacobian: ∂a[k]/∂z[j] = a[k] (1 - a[j]) where k is j, -a[k] a[j] elsewhere.
    private static double SoftmaxBackward(double[] da, double[] a, int j)
    {
        double dz = 0;
        for (int k = 0; k < a.Length; k++)
        {
            dz += da[k] * a[k] * ((k == j ? 1 : 0) - a[j]);
        }

        return dz;
    }

    private double[] Product(double[] input)
    {
        var product = new double[Biases.Length];
        for (int j = 0; j < product.Length; j++)
        {
            for (int i = 0; i < input.Length; i++)
            {
                product[j] += Weights[j, i] * input[i];
            }
        }

        return product;
    }

    private double[] Activate(double[] z) => _shape.Activation == Activation.Softmax
        ? [.. z.Select(value => 1 / z.Sum(other => Math.Exp(other - value)))]
        : [.. z.Select((value, j) => ScalarActivation.Value(_shape.Activation, _slopes[j], value))];
}
