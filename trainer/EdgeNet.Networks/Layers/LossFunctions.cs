using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeNet.Networks.Layers;

/// <summary>The losses, averaged over the examples, and their gradients at the output layer.</summary>
internal static class LossFunctions
{
    internal const int ExamplesAtOnce = 256;

    /// <summary>Computes the cross-entropy of one example from the logit, so that it is finite where the activation rounds to 0 or 1.</summary>
    /// <remarks><c>-(y log σ(z) + (1-y) log(1-σ(z))) = max(z, 0) - z·y + log(1 + e^-|z|)</c>.</remarks>
    /// <param name="logit">z.</param>
    /// <param name="label">y, 0 or 1.</param>
    /// <returns>0 or more.</returns>
    public static double CrossEntropy(double logit, double label) =>
        Math.Max(logit, 0) - (logit * label) + Elementary.LogOfOnePlus(Elementary.Exp(-Math.Abs(logit)));

    /// <summary>Computes the cost <c>J = 1/m Σ w loss</c>, in double precision whatever that of the network is.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Z[L], shape (n[L], m).</param>
    /// <param name="activations">A[L], shape (n[L], m).</param>
    /// <param name="labels">Y, shape (n[L], m).</param>
    /// <param name="exampleWeights">w, shape (1, m); null for 1 everywhere. The divisor stays m.</param>
    /// <returns>The mean over the m examples.</returns>
    /// <exception cref="ShapeException">Y has another shape than A[L], or w another than (1, m).</exception>
    public static double Cost<T>(Loss loss, Matrix<T> logits, Matrix<T> activations, Matrix<T> labels, Matrix<T>? exampleWeights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(activations, labels, exampleWeights);
        Span<double> costs = stackalloc double[ExamplesAtOnce];
        double sum = 0;
        for (int start = 0; start < labels.Columns; start += ExamplesAtOnce)
        {
            Span<double> part = costs[..Math.Min(ExamplesAtOnce, labels.Columns - start)];
            ExampleCosts(loss, logits, activations, labels, start, part);
            for (int e = 0; exampleWeights is not null && e < part.Length; e++)
            {
                part[e] *= double.CreateTruncating(exampleWeights[0, start + e]);
            }

            sum += Reduction.Sum<double>(part);
        }

        return sum / activations.Columns;
    }

    /// <summary>Computes the loss of each of some examples, summed over the output units.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Z[L], shape (n[L], m).</param>
    /// <param name="activations">A[L], shape (n[L], m).</param>
    /// <param name="labels">Y, shape (n[L], m).</param>
    /// <param name="start">The first example.</param>
    /// <param name="costs">Written: the losses of the first example and those after it; at most 256.</param>
    internal static void ExampleCosts<T>(Loss loss, Matrix<T> logits, Matrix<T> activations, Matrix<T> labels, int start, Span<double> costs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (loss == Loss.CategoricalCrossEntropy)
        {
            Softmax.CrossEntropy(logits, labels, start, costs);
            return;
        }

        costs.Clear();
        for (int j = 0; j < labels.Rows; j++)
        {
            if (loss == Loss.CrossEntropy)
            {
                AddCrossEntropies<T>(logits.Row(j)[start..], labels.Row(j)[start..], costs);
            }
            else
            {
                AddSquaredErrors<T>(activations.Row(j)[start..], labels.Row(j)[start..], costs);
            }
        }
    }

    /// <summary>Computes <c>w (A - Y)</c>: dZ[L] for sigmoid and softmax with cross-entropy and for linear with squared error, dA[L] for any squared error.</summary>
    /// <param name="activations">A[L], shape (n[L], m).</param>
    /// <param name="labels">Y, shape (n[L], m).</param>
    /// <param name="gradients">Becomes shape (n[L], m).</param>
    /// <param name="exampleWeights">w, shape (1, m); null for 1 everywhere.</param>
    /// <exception cref="ShapeException">Y has another shape than A[L], or w another than (1, m).</exception>
    public static void Gradient<T>(Matrix<T> activations, Matrix<T> labels, Matrix<T> gradients, Matrix<T>? exampleWeights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(activations, labels, exampleWeights);
        gradients.Resize(activations.Rows, activations.Columns);
        TensorPrimitives.Subtract<T>(activations.Values, labels.Values, gradients.Values);
        for (int j = 0; exampleWeights is not null && j < gradients.Rows; j++)
        {
            TensorPrimitives.Multiply<T>(gradients.Row(j), exampleWeights.Values, gradients.Row(j));
        }
    }

    private static void AddCrossEntropies<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> y, Span<double> costs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> logs = stackalloc double[costs.Length];
        for (int e = 0; e < logs.Length; e++)
        {
            logs[e] = -Math.Abs(double.CreateTruncating(z[e]));
        }

        Elementary.Exp<double>(logs, logs);
        Elementary.LogOfOnePlus(logs, logs);
        for (int e = 0; e < costs.Length; e++)
        {
            double logit = double.CreateTruncating(z[e]);
            costs[e] += Math.Max(logit, 0) - (logit * double.CreateTruncating(y[e])) + logs[e];
        }
    }

    private static void AddSquaredErrors<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> y, Span<double> costs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int e = 0; e < costs.Length; e++)
        {
            double error = double.CreateTruncating(a[e]) - double.CreateTruncating(y[e]);
            costs[e] += error * error / 2;
        }
    }

    private static void Check<T>(Matrix<T> activations, Matrix<T> labels, Matrix<T>? exampleWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (activations.Rows != labels.Rows || activations.Columns != labels.Columns)
        {
            throw new ShapeException($"The labels Y must have the shape of the output A[L], {activations}; they have {labels}.");
        }

        if (exampleWeights is not null && (exampleWeights.Rows != 1 || exampleWeights.Columns != labels.Columns))
        {
            throw new ShapeException($"The weights of {labels.Columns} examples have shape (1, {labels.Columns}); they have {exampleWeights}.");
        }
    }
}

/// <summary>The loss of one example.</summary>
internal enum Loss
{
    /// <summary><c>-(y log a + (1-y) log(1-a))</c>, the negative log-likelihood of a Bernoulli label, summed over the output units. Needs a sigmoid output layer.</summary>
    CrossEntropy,

    /// <summary><c>½(a-y)²</c>, summed over the output units. Goes with every output layer but softmax.</summary>
    SquaredError,

    /// <summary><c>-Σ y log a</c> over the output units, the negative log-likelihood of one class of several. Needs a softmax output layer.</summary>
    CategoricalCrossEntropy,
}
