using System.Numerics;
using EdgeNet.Trainer.Networks;
using EdgeNet.Trainer.Numerics;

namespace EdgeNet.Tests.Networks;

/// <summary>The plain twin of <see cref="Network{T}"/>: loops over examples, units and inputs, in double, without one matrix operation.</summary>
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

    /// <summary>Goes forward and back with one example after the other, and adds up cost and gradients.</summary>
    /// <param name="x">X, shape (n[0], m).</param>
    /// <param name="y">Y, shape (n[L], m).</param>
    /// <param name="l2">λ.</param>
    public void Run(Matrix<double> x, Matrix<double> y, double l2)
    {
        Cost = 0;
        foreach (PlainDense layer in _layers)
        {
            layer.Begin(x.Columns);
        }

        for (int e = 0; e < x.Columns; e++)
        {
            double[] a = Column(x, e);
            foreach (PlainDense layer in _layers)
            {
                a = layer.Forward(a, e);
            }

            double[] label = Column(y, e);
            Cost += ExampleCost(a, label) / x.Columns;
            double[] da = [.. a.Select((value, j) => LossDerivative(value, label[j]))];
            for (int l = _layers.Length - 1; l >= 0; l--)
            {
                da = _layers[l].Backward(da, l == 0 ? Column(x, e) : _layers[l - 1].A(e), e);
            }
        }

        foreach (PlainDense layer in _layers)
        {
            Cost += layer.Regularise(l2);
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
