using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Compares gradients with central differences of the cost, <c>(8 (J(p + h) - J(p - h)) - (J(p + 2h) - J(p - 2h))) / 12h</c>, for every parameter p.</summary>
/// <remarks>
/// Norm-wise, <c>‖a - b‖ / (‖a‖ + ‖b‖)</c>, for each dW[l], db[l], dγ[l] and dα[l] by itself, so that a large gradient cannot hide a small one; the
/// largest of them counts. With h = 3e-5 the differences are off by some 1e-11, by the rounding of J over h; their own error, of h⁴, is less.
/// </remarks>
internal static class GradientCheck
{
    public const double Limit = 1e-7;

    private const double Step = 3e-5;

    /// <summary>Propagates forward and back, then checks the gradients.</summary>
    public static double RelativeError(RandomNetwork example, double l2)
    {
        example.Forward();
        example.Backward(l2);
        return RelativeErrorAsItStands(example, l2);
    }

    /// <summary>Checks the gradients that stand in the network.</summary>
    public static double RelativeErrorAsItStands(RandomNetwork example, double l2)
    {
        double worst = 0;
        foreach (DenseLayer<double> layer in example.Network.Layers)
        {
            foreach ((Matrix<double> values, Matrix<double> gradients) in layer.Parameters)
            {
                worst = Math.Max(worst, RelativeError(example, l2, values, gradients));
            }
        }

        return worst;
    }

    /// <summary>
    /// Whether differences say anything here: no logit of a ReLU or leaky ReLU lies at a kink, and no gradient is so small that the
    /// rounding of J drowns it.
    /// </summary>
    public static bool IsSmooth(RandomNetwork example, double l2)
    {
        example.Forward();
        example.Backward(l2);
        return example.Network.Layers.All(layer =>
            layer.Parameters.All(parameter => Norm(parameter.Gradients.Values.ToArray()) > 1e-2)
            && (layer.Shape.Activation is not (Activation.Relu or Activation.LeakyRelu) || layer.Logits.Values.ToArray().All(z => Math.Min(Math.Abs(z), Math.Abs(z - layer.Shape.Ceiling)) >= 1e-3)));
    }

    private static double RelativeError(RandomNetwork example, double l2, Matrix<double> parameters, Matrix<double> gradients)
    {
        double[] exact = gradients.Values.ToArray();
        double[] differences = new double[exact.Length];
        for (int p = 0; p < differences.Length; p++)
        {
            double value = parameters.Values[p];
            differences[p] = ((8 * (CostAt(value + Step) - CostAt(value - Step))) - CostAt(value + (2 * Step)) + CostAt(value - (2 * Step))) / (12 * Step);
            parameters.Values[p] = value;

            double CostAt(double changed)
            {
                parameters.Values[p] = changed;
                example.Forward();
                return example.Cost(l2);
            }
        }

        return Norm(exact.Zip(differences, (a, b) => a - b)) / (Norm(exact) + Norm(differences));
    }

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));
}
