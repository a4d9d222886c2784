using System.Numerics;
using System.Runtime.InteropServices;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Training;

/// <summary><c>s = β s + (1-β) dW²</c>, <c>W = W - α dW / (√s + ε)</c> (Tieleman and Hinton, "Neural Networks for Machine Learning", lecture 6.5, 2012).</summary>
internal sealed class RmsPropOptimizer<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Epsilon = 1e-8;

    private readonly T[][] _squares;
    private readonly T _keep;
    private readonly T _add;

    public RmsPropOptimizer(Network<T> network, double learningRate, double decay)
        : base(network, learningRate)
    {
        _squares = CreateMoments();
        _keep = T.CreateChecked(decay);
        _add = T.CreateChecked(1 - decay);
    }

    protected override void Update(int index, Span<T> values, ReadOnlySpan<T> gradients)
    {
        Span<T> squares = _squares[index];
        T step = T.CreateChecked(LearningRate);
        T epsilon = T.CreateChecked(Epsilon);
        Span<Vector<T>> w = MemoryMarshal.Cast<T, Vector<T>>(values);
        ReadOnlySpan<Vector<T>> g = MemoryMarshal.Cast<T, Vector<T>>(gradients);
        Span<Vector<T>> s = MemoryMarshal.Cast<T, Vector<T>>(squares);
        var epsilons = new Vector<T>(epsilon);
        for (int i = 0; i < w.Length; i++)
        {
            Vector<T> gradient = g[i];
            Vector<T> square = (s[i] * _keep) + (gradient * gradient * _add);
            s[i] = square;
            w[i] -= gradient * step / (Vector.SquareRoot(square) + epsilons);
        }

        for (int i = w.Length * Vector<T>.Count; i < values.Length; i++)
        {
            T gradient = gradients[i];
            squares[i] = (squares[i] * _keep) + (gradient * gradient * _add);
            values[i] -= gradient * step / (T.Sqrt(squares[i]) + epsilon);
        }
    }
}
