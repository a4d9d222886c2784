using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer.Quantization;

/// <summary>The cost of rounding: the loss of the task with the float network's answers as labels, less the loss of these answers themselves.</summary>
/// <remarks>
/// In cross-entropy, examples with a clear decision weigh little; squared error is that of the estimates. No label is used,
/// so training examples judge as well as others, and there are more of them: a few dev examples alone would choose by chance. The cost of one
/// example is bounded, so that an outlier does not decide.
/// </remarks>
internal sealed class RangeJudge
{
    // The cost of a toss-up where the float network is certain; in regression one standard deviation of the target.
    private const double MostOfClasses = 0.693147180559945309; // log 2
    private const double MostOfTargets = 0.5;

    // A smaller cost is unnoticeable; in regression the limit depends on the quality of the estimates.
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
    /// <returns>The loss of each example: 0 or a little more if there is none.</returns>
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
