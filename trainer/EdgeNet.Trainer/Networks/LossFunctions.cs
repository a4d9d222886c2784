using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeNet.Trainer.Networks;

/// <summary>The losses, averaged over the examples, and their gradients at the output layer.</summary>
public static class LossFunctions
{
    /// <summary>Computes the cross-entropy of one example from the logit, so that it is finite where the activation rounds to 0 or 1.</summary>
    /// <remarks><c>-(y log σ(z) + (1-y) log(1-σ(z))) = max(z, 0) - z·y + log(1 + e^-|z|)</c>.</remarks>
    /// <param name="logit">z.</param>
    /// <param name="label">y, 0 or 1.</param>
    /// <returns>0 or more.</returns>
    public static T CrossEntropy<T>(T logit, T label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.Max(logit, T.Zero) - (logit * label) + LogOfOnePlus(T.Exp(-T.Abs(logit)));

    /// <summary>Computes the cost <c>J = 1/m Σ w loss</c>.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Z[L], shape (n[L], m).</param>
    /// <param name="activations">A[L], shape (n[L], m).</param>
    /// <param name="labels">Y, shape (n[L], m).</param>
    /// <param name="exampleWeights">w, shape (1, m); null for 1 everywhere. The divisor stays m.</param>
    /// <returns>The mean over the m examples.</returns>
    /// <exception cref="ShapeException">Y has another shape than A[L], or w another than (1, m).</exception>
    public static T Cost<T>(Loss loss, Matrix<T> logits, Matrix<T> activations, Matrix<T> labels, Matrix<T>? exampleWeights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(logits);
        Check(activations, labels, exampleWeights);
        T sum = T.Zero;
        if (exampleWeights is null && loss != Loss.CategoricalCrossEntropy)
        {
            sum = SumOverUnits(loss, logits.Values, activations.Values, labels.Values);
        }
        else
        {
            for (int e = 0; e < labels.Columns; e++)
            {
                T cost = loss == Loss.CategoricalCrossEntropy ? Softmax.CrossEntropy(logits, labels, e) : SumOverUnits(loss, logits, activations, labels, e);
                sum += exampleWeights is null ? cost : exampleWeights[0, e] * cost;
            }
        }

        return sum / T.CreateChecked(activations.Columns);
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
        ArgumentNullException.ThrowIfNull(gradients);
        Check(activations, labels, exampleWeights);
        gradients.Resize(activations.Rows, activations.Columns);
        TensorPrimitives.Subtract<T>(activations.Values, labels.Values, gradients.Values);
        for (int j = 0; exampleWeights is not null && j < gradients.Rows; j++)
        {
            TensorPrimitives.Multiply<T>(gradients.Row(j), exampleWeights.Values, gradients.Row(j));
        }
    }

    private static T SumOverUnits<T>(Loss loss, ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        if (loss == Loss.CrossEntropy)
        {
            for (int i = 0; i < z.Length; i++)
            {
                sum += CrossEntropy(z[i], y[i]);
            }

            return sum;
        }

        for (int i = 0; i < a.Length; i++)
        {
            T error = a[i] - y[i];
            sum += error * error;
        }

        return sum / T.CreateChecked(2);
    }

    private static T SumOverUnits<T>(Loss loss, Matrix<T> logits, Matrix<T> activations, Matrix<T> labels, int example)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int j = 0; j < labels.Rows; j++)
        {
            T z = logits[j, example];
            T a = activations[j, example];
            T y = labels[j, example];
            sum += SumOverUnits<T>(loss, new(in z), new(in a), new(in y));
        }

        return sum;
    }

    // T.LogP1 is log(1 + x), which is 0 for small x. What 1 + x loses of x is put back by the factor (Goldberg, "What Every Computer
    // Scientist Should Know About Floating-Point Arithmetic", 1991, theorem 4).
    internal static T LogOfOnePlus<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.One + x;
        return sum == T.One ? x : x * (T.Log(sum) / (sum - T.One));
    }

    private static void Check<T>(Matrix<T> activations, Matrix<T> labels, Matrix<T>? exampleWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(activations);
        ArgumentNullException.ThrowIfNull(labels);
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
