using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer.Quantization;

/// <summary>What rounding costs the user: the loss of the task with the answers of the float network as labels, less what these cost themselves.</summary>
/// <remarks>
/// Cross-entropy does not let examples weigh that were decided long ago, and squared error is that of the estimates. No label is looked at,
/// so training examples judge as well as others, and there are more of them: a few dev examples alone would choose by chance. What one
/// example costs is bounded, so that a wild one does not decide.
/// </remarks>
internal sealed class RangeJudge
{
    // As much as a toss-up where the float network is sure; in regression a deviation of the target.
    private const double MostOfClasses = 0.693147180559945309; // log 2
    private const double MostOfTargets = 0.5;

    // Less than this nobody sees; in regression that depends on how good the estimates are.
    private const double LeastOfClasses = 1e-4;
    private const double LeastOfTargets = 5e-7;

    private readonly Loss _loss;
    private readonly Matrix<float> _answers;
    private readonly double[] _entropies;

    /// <param name="network">The float network after a forward propagation of the judging examples.</param>
    public RangeJudge(Network<float> network)
    {
        _loss = network.Loss;
        _answers = network.Output.Activations.Clone();
        _entropies = LossesOf(network);
    }

    /// <summary>The mean of costs below which a search may end.</summary>
    public double Negligible => _loss == Loss.SquaredError ? LeastOfTargets : LeastOfClasses;

    /// <summary>Judges the last forward propagation of a network.</summary>
    /// <param name="network">The network with rounded numbers, after a forward propagation of the same examples.</param>
    /// <returns>For each example what is lost: 0 or a little more where nothing is.</returns>
    public double[] CostsOf(Network<float> network)
    {
        double most = _loss == Loss.SquaredError ? MostOfTargets * _answers.Rows : MostOfClasses;
        double[] costs = LossesOf(network);
        for (int e = 0; e < costs.Length; e++)
        {
            costs[e] = Math.Min(costs[e] - _entropies[e], most);
        }

        return costs;
    }

    private double[] LossesOf(Network<float> network)
    {
        var losses = new double[_answers.Columns];
        for (int start = 0; start < losses.Length; start += LossFunctions.ExamplesAtOnce)
        {
            Span<double> part = losses.AsSpan(start, Math.Min(LossFunctions.ExamplesAtOnce, losses.Length - start));
            LossFunctions.ExampleCosts(_loss, network.Output.Logits, network.Output.Activations, _answers, start, part);
        }

        return losses;
    }
}
