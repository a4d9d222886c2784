using EdgeNet.Trainer.Networks;

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
    private static readonly double _mostOfClasses = Math.Log(2);
    private const double MostOfTargets = 1;

    // Less than this nobody sees; in regression that depends on how good the estimates are.
    private const double LeastOfClasses = 1e-4;
    private const double LeastOfTargets = 1e-6;

    private readonly Loss _loss;
    private readonly Matrix<float> _answers;
    private readonly double[] _entropies;

    /// <param name="network">The float network after a forward propagation of the judging examples.</param>
    public RangeJudge(Network<float> network)
    {
        _loss = network.Loss;
        _answers = network.Output.Activations.Clone();
        _entropies = new double[_answers.Columns];
        for (int e = 0; e < _entropies.Length; e++)
        {
            _entropies[e] = CostOf(network, e);
        }
    }

    /// <summary>The mean of costs below which a search may end.</summary>
    public double Negligible => _loss == Loss.SquaredError ? LeastOfTargets : LeastOfClasses;

    /// <summary>Judges the last forward propagation of a network.</summary>
    /// <param name="network">The network with rounded numbers, after a forward propagation of the same examples.</param>
    /// <returns>For each example what is lost: 0 or a little more where nothing is.</returns>
    public double[] CostsOf(Network<float> network)
    {
        double most = _loss == Loss.SquaredError ? MostOfTargets * _answers.Rows : _mostOfClasses;
        var costs = new double[_entropies.Length];
        for (int e = 0; e < costs.Length; e++)
        {
            costs[e] = Math.Min(CostOf(network, e) - _entropies[e], most);
        }

        return costs;
    }

    private double CostOf(Network<float> network, int example)
    {
        switch (_loss)
        {
            case Loss.CrossEntropy:
                return LossFunctions.CrossEntropy<double>(network.Output.Logits[0, example], _answers[0, example]);
            case Loss.CategoricalCrossEntropy:
                return Softmax.CrossEntropy(network.Output.Logits, _answers, example);
            default:
                double sum = 0;
                for (int j = 0; j < _answers.Rows; j++)
                {
                    double error = network.Output.Activations[j, example] - _answers[j, example];
                    sum += error * error;
                }

                return sum;
        }
    }
}
