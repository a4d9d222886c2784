using System.Numerics;
using EdgeNet.Trainer.Networks;

namespace EdgeNet.Tests.Networks;

/// <summary>A layer of <see cref="PlainNetwork"/>. Indices: unit j, input i, example e.</summary>
internal sealed class PlainDense
{
    private readonly LayerShape _shape;
    private double[][] _z = [];
    private double[][] _a = [];
    private double[][] _dz = [];

    private PlainDense(LayerShape shape, double[,] weights, double[] biases)
    {
        _shape = shape;
        Weights = weights;
        Biases = biases;
        WeightGradients = new double[weights.GetLength(0), weights.GetLength(1)];
        BiasGradients = new double[biases.Length];
    }

    public double[,] Weights { get; }

    public double[] Biases { get; }

    public double[,] WeightGradients { get; private set; }

    public double[] BiasGradients { get; private set; }

    public static PlainDense Of<T>(DenseLayer<T> layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = new double[layer.Units, layer.Inputs];
        var biases = new double[layer.Units];
        for (int j = 0; j < layer.Units; j++)
        {
            biases[j] = double.CreateChecked(layer.Biases[j, 0]);
            for (int i = 0; i < layer.Inputs; i++)
            {
                weights[j, i] = double.CreateChecked(layer.Weights[j, i]);
            }
        }

        return new PlainDense(layer.Shape, weights, biases);
    }

    public double[] Z(int e) => _z[e];

    public double[] A(int e) => _a[e];

    public double[] DZ(int e) => _dz[e];

    public void Begin(int examples)
    {
        _z = new double[examples][];
        _a = new double[examples][];
        _dz = new double[examples][];
        WeightGradients = new double[Biases.Length, Weights.GetLength(1)];
        BiasGradients = new double[Biases.Length];
    }

    public double[] Forward(double[] input, int e)
    {
        _z[e] = new double[Biases.Length];
        _a[e] = new double[Biases.Length];
        for (int j = 0; j < Biases.Length; j++)
        {
            double z = Biases[j];
            for (int i = 0; i < input.Length; i++)
            {
                z += Weights[j, i] * input[i];
            }

            _z[e][j] = z;
        }

        for (int j = 0; j < Biases.Length; j++)
        {
            _a[e][j] = _shape.Activation == Activation.Softmax
                ? 1 / _z[e].Sum(z => Math.Exp(z - _z[e][j]))
                : ScalarActivation.Value(_shape.Activation, _shape.LeakySlope, _z[e][j]);
        }

        return _a[e];
    }

    /// <summary>Adds this example's share to the gradients and returns the gradient of its input.</summary>
    public double[] Backward(double[] da, double[] input, int e)
    {
        var dInput = new double[input.Length];
        _dz[e] = new double[Biases.Length];
        for (int j = 0; j < Biases.Length; j++)
        {
            double dz = _shape.Activation == Activation.Softmax
                ? SoftmaxBackward(da, _a[e], j)
                : da[j] * ScalarActivation.Derivative(_shape.Activation, _shape.LeakySlope, _z[e][j], _a[e][j]);
            _dz[e][j] = dz;
            BiasGradients[j] += dz / _z.Length;
            for (int i = 0; i < input.Length; i++)
            {
                WeightGradients[j, i] += dz * input[i] / _z.Length;
                dInput[i] += Weights[j, i] * dz;
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
}
