using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Layers;

namespace EdgeNet.Benchmarks;

/// <summary>How much faster the vectorised form is than the loop, and how fast this machine can multiply and add at all.</summary>
internal static class Ratios
{
    private const int Features = 12288;
    private const int Examples = 209;
    private const int LeastRuns = 60;
    private const int LeastMilliseconds = 2000;

    /// <summary>Prints the least times of several runs, which other programs disturb least.</summary>
    /// <param name="threads">The most threads of the vectorised form.</param>
    public static void Run(int threads)
    {
        MatrixProduct.MaxThreads = threads;
        Console.WriteLine($"threads: {threads}");
        var random = new Random(1);
        float[] a = TrainingWork.Draw(1, 1_000_000, random).Values.ToArray();
        float[] b = TrainingWork.Draw(1, 1_000_000, random).Values.ToArray();
        Print("dot product of 1,000,000 elements", Least(() => Dot(a, b)), Least(() => TensorPrimitives.Dot(a, b)));

        Matrix<float> x = TrainingWork.Draw(Features, Examples, random);
        Matrix<float> y = TrainingWork.Draw(1, Examples, random);
        var network = new Network<float>(Features, [new LayerShape(1, Activation.Sigmoid)]);
        double vectorised = Least(() => Gradients(network, x, y));
        Print("cost and gradients of logistic regression on 12,288 × 209, the loop over the same matrices", Least(() => LoopGradients(network, x, y)), vectorised);
        double[] w = InDouble(network.Output.Weights.Values);
        double[][] examples = [.. Enumerable.Range(0, Examples).Select(e => InDouble(x.Transpose().Row(e)))];
        double[] labels = InDouble(y.Values);
        Print("the same, the loop of the tests: in double, an array an example", Least(() => (float)PlainLogisticRegression.Gradients(w, 0, examples, labels).Cost), vectorised);

        MatrixProduct.MaxThreads = 1;
        const int Rounds = 1_000_000;
        double seconds = Least(() => MultiplyAdds(Rounds));
        double peak = (double)Rounds * Chains * Vector512<float>.Count / seconds / 1e9;
        var work = new TrainingWork(Workload.Of("c"));
        double rate = Workload.Of("c").MultiplyAdds / Least(() => (float)work.Step()) / 1e9;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"multiply-adds: (c) {rate:N1} of at most {peak:N1} thousand millions a second on one core, {rate / peak:P0}"));
    }

    private const int Chains = 12;

    private static float MultiplyAdds(int rounds)
    {
        var x = Vector512.Create(0.5f);
        Vector512<float> c0 = x, c1 = x, c2 = x, c3 = x, c4 = x, c5 = x, c6 = x, c7 = x, c8 = x, c9 = x, c10 = x, c11 = x;
        for (int i = 0; i < rounds; i++)
        {
            c0 = Vector512.FusedMultiplyAdd(c0, x, x);
            c1 = Vector512.FusedMultiplyAdd(c1, x, x);
            c2 = Vector512.FusedMultiplyAdd(c2, x, x);
            c3 = Vector512.FusedMultiplyAdd(c3, x, x);
            c4 = Vector512.FusedMultiplyAdd(c4, x, x);
            c5 = Vector512.FusedMultiplyAdd(c5, x, x);
            c6 = Vector512.FusedMultiplyAdd(c6, x, x);
            c7 = Vector512.FusedMultiplyAdd(c7, x, x);
            c8 = Vector512.FusedMultiplyAdd(c8, x, x);
            c9 = Vector512.FusedMultiplyAdd(c9, x, x);
            c10 = Vector512.FusedMultiplyAdd(c10, x, x);
            c11 = Vector512.FusedMultiplyAdd(c11, x, x);
        }

        return Vector512.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }

    private static double[] InDouble(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), value => (double)value);

    private static float Dot(float[] a, float[] b)
    {
        float sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static float Gradients(Network<float> network, Matrix<float> x, Matrix<float> y)
    {
        network.Forward(x);
        network.Backward(y, 0);
        return (float)network.Cost(y, 0);
    }

    // The loops as they are first written down: over the examples, and in them twice over the features.
    private static float LoopGradients(Network<float> network, Matrix<float> x, Matrix<float> y)
    {
        Matrix<float> w = network.Output.Weights;
        float[] dw = new float[Features];
        float cost = 0, db = 0;
        for (int e = 0; e < Examples; e++)
        {
            float z = network.Output.Biases[0, 0];
            for (int i = 0; i < Features; i++)
            {
                z += w[0, i] * x[i, e];
            }

            float a = 1 / (1 + MathF.Exp(-z));
            cost -= (y[0, e] * MathF.Log(a)) + ((1 - y[0, e]) * MathF.Log(1 - a));
            db += a - y[0, e];
            for (int i = 0; i < Features; i++)
            {
                dw[i] += x[i, e] * (a - y[0, e]);
            }
        }

        for (int i = 0; i < Features; i++)
        {
            dw[i] /= Examples;
        }

        return cost + db + dw[0];
    }

    // Long enough for the compiler to have made its best of the code before the runs that count.
    private static double Least(Func<float> work)
    {
        double least = double.PositiveInfinity;
        var clock = Stopwatch.StartNew();
        for (int run = 0; run < LeastRuns || clock.ElapsedMilliseconds < LeastMilliseconds; run++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return least;
    }

    private static void Print(string what, double loop, double vectorised) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: loop {loop * 1e6:N0} µs, vectorised {vectorised * 1e6:N0} µs, {loop / vectorised:N1} times"));
}
