using System.Numerics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>The plain twin of a training step of <see cref="Network{T}"/>: loops over examples, units and inputs, in double, without one matrix operation.</summary>
internal sealed class PlainNetwork
{
    private readonly Loss _loss;
    private readonly PlainDense[] _layers;

    private PlainNetwork(Loss loss, PlainDense[] layers)
    {
        _loss = loss;
        _layers = layers;
    }

    public IReadOnlyList<PlainDense> Layers => _layers;

    /// <summary>J of the last call of <see cref="Run"/>.</summary>
    public double Cost { get; private set; }

    /// <summary>Copies shapes and parameters of the network.</summary>
    public static PlainNetwork Of<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(network.Loss, [.. network.Layers.Select(PlainDense.Of)]);

    /// <summary>Goes forward and back, layer by layer and in each with one example after the other, and adds up cost and gradients.</summary>
    /// <param name="x">X, shape (n[0], m).</param>
    /// <param name="y">Y, shape (n[L], m).</param>
    /// <param name="l2">λ.</param>
    /// <param name="weights">Of the examples, shape (1, m), or null.</param>
    /// <param name="maskSeed">Of what is dropped.</param>
    public void Run(Matrix<double> x, Matrix<double> y, double l2, Matrix<double>? weights = null, int maskSeed = 0)
    {
        var random = new Random(maskSeed);
        double[][] input = [.. Enumerable.Range(0, x.Columns).Select(e => Column(x, e))];
        double[][] a = input;
        foreach (PlainDense layer in _layers)
        {
            a = layer.Forward(a, random);
        }

        Cost = 0;
        double[][] da = new double[a.Length][];
        for (int e = 0; e < a.Length; e++)
        {
            double weight = weights?[0, e] ?? 1;
            double[] label = Column(y, e);
            Cost += weight * ExampleCost(a[e], label) / a.Length;
            da[e] = [.. a[e].Select((value, j) => weight * LossDerivative(value, label[j]))];
        }

        for (int l = _layers.Length - 1; l >= 0; l--)
        {
            da = _layers[l].Backward(da);
            Cost += _layers[l].Regularise(l2);
        }
    }

    public static double[] Column(Matrix<double> matrix, int column) => [.. Enumerable.Range(0, matrix.Rows).Select(r => matrix[r, column])];

    private double ExampleCost(double[] a, double[] y)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++)
        {
            sum += _loss switch
            {
                Loss.CrossEntropy => -((y[j] * Math.Log(a[j])) + ((1 - y[j]) * Math.Log(1 - a[j]))),
                Loss.CategoricalCrossEntropy => -y[j] * Math.Log(a[j]),
                _ => 0.5 * (a[j] - y[j]) * (a[j] - y[j]),
            };
        }

        return sum;
    }

    // The textbook's dA[L]: nothing is cancelled against the derivative of the sigmoid or of softmax.
    private double LossDerivative(double a, double y) => _loss switch
    {
        Loss.CrossEntropy => ((1 - y) / (1 - a)) - (y / a),
        Loss.CategoricalCrossEntropy => -y / a,
        _ => a - y,
    };
}
