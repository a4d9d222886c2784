using System.Numerics;
using System.Runtime.InteropServices;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Training;

/// <summary>Adam (Kingma and Ba, 2015), with the order of operations of the end of their section 2.</summary>
internal sealed class AdamOptimizer<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly T[][] _means;
    private readonly T[][] _squares;
    private readonly double _beta1;
    private double _power1 = 1;
    private double _power2 = 1;
    private T _step;
    private T _epsilon;

    public AdamOptimizer(Network<T> network, double learningRate, double beta1)
        : base(network, learningRate)
    {
        _means = CreateMoments();
        _squares = CreateMoments();
        _beta1 = beta1;
    }

    // W -= α·(m/(1-β₁ᵗ)) / (√(v/(1-β₂ᵗ)) + ε), with both corrections moved into α and ε.
    protected override void BeginStep()
    {
        _power1 *= _beta1;
        _power2 *= Beta2;
        double correction = Math.Sqrt(1 - _power2);
        _step = T.CreateChecked(LearningRate * correction / (1 - _power1));
        _epsilon = T.CreateChecked(Epsilon * correction);
    }

    protected override void Update(int index, Span<T> values, ReadOnlySpan<T> gradients)
    {
        Span<T> means = _means[index];
        Span<T> squares = _squares[index];
        T keep1 = T.CreateChecked(_beta1);
        T keep2 = T.CreateChecked(Beta2);
        T add1 = T.CreateChecked(1 - _beta1);
        T add2 = T.CreateChecked(1 - Beta2);

        Span<Vector<T>> w = MemoryMarshal.Cast<T, Vector<T>>(values);
        ReadOnlySpan<Vector<T>> g = MemoryMarshal.Cast<T, Vector<T>>(gradients);
        Span<Vector<T>> m = MemoryMarshal.Cast<T, Vector<T>>(means);
        Span<Vector<T>> v = MemoryMarshal.Cast<T, Vector<T>>(squares);
        var epsilons = new Vector<T>(_epsilon);
        for (int i = 0; i < w.Length; i++)
        {
            Vector<T> gradient = g[i];
            Vector<T> mean = (m[i] * keep1) + (gradient * add1);
            Vector<T> square = (v[i] * keep2) + (gradient * gradient * add2);
            m[i] = mean;
            v[i] = square;
            w[i] -= mean * _step / (Vector.SquareRoot(square) + epsilons);
        }

        for (int i = w.Length * Vector<T>.Count; i < values.Length; i++)
        {
            T gradient = gradients[i];
            means[i] = (means[i] * keep1) + (gradient * add1);
            squares[i] = (squares[i] * keep2) + (gradient * gradient * add2);
            values[i] -= means[i] * _step / (T.Sqrt(squares[i]) + _epsilon);
        }
    }
}
