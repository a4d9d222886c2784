using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Experiments;

/// <summary>The straight lines of a model of two features, in the user's units: where it decides, and where it bends.</summary>
/// <param name="Line">For a network of one sigmoid node the line on which its probability is the threshold; null for other networks.</param>
/// <param name="Folds">
/// For a first layer of ReLU units, leaky and learned slopes included, one line for each row of W[1]: the unit's sum is 0 there, and the
/// network is a linear map of the features between the folds, when it has no other hidden layer.
/// </param>
internal sealed record DecisionBoundary(FeatureLine? Line, IReadOnlyList<FeatureLine> Folds)
{
    /// <summary>Finds the lines.</summary>
    /// <remarks>
    /// One node decides for positive where <c>wᵀx + b ≥ logit(c)</c>, so its boundary is <c>wᵀx = logit(c) - b</c>. The standardisation
    /// <c>(x - μ)/σ</c> is drawn into weights and bias; a feature that was constant in training has no weight.
    /// </remarks>
    /// <param name="network">The network, which takes standardised features.</param>
    /// <param name="standardizer">Their standardisation.</param>
    /// <param name="threshold">c, the probability from which on an example is called positive, between 0 and 1; of two classes only.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="ShapeException">The network does not have two inputs.</exception>
    public static DecisionBoundary Of(Network<float> network, Standardizer standardizer, double threshold)
    {
        if (network.Inputs != 2)
        {
            throw new ShapeException($"A decision boundary is drawn for 2 features; the network has {network.Inputs}.");
        }

        Network<float> folded = network.Fold();
        DenseLayer<float> first = folded.Layers[0];
        bool isNode = folded.Layers.Count == 1 && first.Units == 1 && first.Shape.Activation == Activation.Sigmoid;
        bool hasFolds = folded.Layers.Count > 1 && first.Shape.Activation is Activation.Relu or Activation.LeakyRelu;
        return new DecisionBoundary(
            isNode ? LineOf(first, 0, standardizer, Math.Log(threshold / (1 - threshold))) : null,
            hasFolds ? [.. Enumerable.Range(0, first.Units).Select(unit => LineOf(first, unit, standardizer, 0))] : []);
    }

    // Where the sum of a unit has a value.
    private static FeatureLine LineOf(DenseLayer<float> layer, int unit, Standardizer standardizer, double value)
    {
        double a = Weight(0), b = Weight(1);
        return new FeatureLine(a, b, value - layer.Biases[unit, 0] + (a * standardizer.Means[0]) + (b * standardizer.Means[1]));

        double Weight(int feature) => standardizer.IsConstant(feature) ? 0 : layer.Weights[unit, feature] / standardizer.Deviations[feature];
    }
}

/// <summary>A straight line in the plane of two features, <c>a·x[0] + b·x[1] = c</c>.</summary>
/// <param name="A">The weight of the first feature.</param>
/// <param name="B">The weight of the second.</param>
/// <param name="C">What their weighted sum is on the line.</param>
internal readonly record struct FeatureLine(double A, double B, double C)
{
    /// <summary>How far a point is beyond the line: 0 on it, above 0 on the side where the unit's sum is larger.</summary>
    /// <param name="first">x[0].</param>
    /// <param name="second">x[1].</param>
    /// <returns><c>a·x[0] + b·x[1] - c</c>.</returns>
    public double Of(double first, double second) => (A * first) + (B * second) - C;

    /// <summary>Cuts the line to a rectangle.</summary>
    /// <param name="lowest">The corner of the lowest values.</param>
    /// <param name="highest">The corner of the highest values.</param>
    /// <returns>The two ends inside; null where the line passes by, or is none because both weights are 0.</returns>
    public ((double First, double Second) Start, (double First, double Second) End)? Clip((double First, double Second) lowest, (double First, double Second) highest)
    {
        // The steeper line is walked along the second feature, so that no division is by nearly 0.
        bool isSteep = Math.Abs(A) * (highest.First - lowest.First) > Math.Abs(B) * (highest.Second - lowest.Second);
        if (isSteep)
        {
            return new FeatureLine(B, A, C).Clip((lowest.Second, lowest.First), (highest.Second, highest.First)) is { } swapped
                ? ((swapped.Start.Second, swapped.Start.First), (swapped.End.Second, swapped.End.First))
                : null;
        }

        if (B == 0)
        {
            return null;
        }

        // Along the first feature, and no further than where the second leaves the rectangle.
        double start = lowest.First, end = highest.First;
        if (A != 0)
        {
            double one = (C - (B * lowest.Second)) / A, other = (C - (B * highest.Second)) / A;
            start = Math.Max(start, Math.Min(one, other));
            end = Math.Min(end, Math.Max(one, other));
        }
        else if (C / B < lowest.Second || C / B > highest.Second)
        {
            return null;
        }

        return start < end ? ((start, At(start, this)), (end, At(end, this))) : null;

        static double At(double first, FeatureLine line) => (line.C - (line.A * first)) / line.B;
    }
}
