using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Evaluation;

/// <summary>The straight lines of a model of two features, in the user's units: where it decides, and where it bends.</summary>
/// <param name="Line">For a network of one sigmoid node the line on which its probability is the threshold; null for other networks.</param>
/// <param name="Folds">
/// For a first layer of ReLU units, leaky and learned slopes included, one line for each row of W[1]: the unit's sum is 0 there, and the
/// network is a linear map of the features between the folds, when it has no other hidden layer.
/// </param>
public sealed record DecisionBoundary(FeatureLine? Line, IReadOnlyList<FeatureLine> Folds)
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
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(standardizer);
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
