using System.Globalization;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Trainer;

/// <content>Options to start with.</content>
public sealed partial record TrainingOptions
{
    private const int SuitedUnits = 24;
    private const int SuitedBatchSize = 32;
    private const double SuitedRate = 0.01;

    // Rows times epochs: as many steps of the optimizer for a small table as for a large one, within limits.
    private const double Presentations = 192_000;
    private const int FewestEpochs = 60;
    private const int MostEpochs = 1000;

    private const double LeastL2 = 0.0001;
    private const double MostL2 = 0.02;

    /// <summary>Makes options that suit most tables, to start with: they are what <c>edgenet new --from</c> proposes.</summary>
    /// <remarks>
    /// One hidden layer of 24 ReLU units, Adam from 0.01 down along a cosine, batches of 32. Epochs and L2 follow from the number of examples: 192,000 / m
    /// epochs (60 to 1,000), and an L2 of 1 / m with several classes or else 5 / m (0.0001 to 0.02). <c>tests/EdgeNet.Benchmarks/TABLES.md</c> has what they reach
    /// on 23 tables of classes and 4 of quantities beside scikit-learn's MLP.
    /// </remarks>
    /// <param name="data">The examples.</param>
    /// <returns>The options; use <c>with</c> to name the model or change one.</returns>
    public static TrainingOptions SuitedTo(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return SuitedTo(data.Count, data.Task == LearningTask.MultiClass);
    }

    /// <summary>The same from the numbers that count.</summary>
    /// <param name="examples">m, all parts together, at least 1.</param>
    /// <param name="hasSeveralClasses">Whether there are three classes or more: with one output a label says less, and is learned by heart sooner.</param>
    internal static TrainingOptions SuitedTo(int examples, bool hasSeveralClasses) => new()
    {
        Hidden = [SuitedUnits],
        Training = new DescentOptions
        {
            Epochs = (int)Rounded(Math.Clamp(Presentations / examples, FewestEpochs, MostEpochs), "G2"),
            BatchSize = SuitedBatchSize,
            LearningRate = SuitedRate,
            Schedule = new LearningRateSchedule { Kind = ScheduleKind.Cosine },
            L2 = Rounded(Math.Clamp((hasSeveralClasses ? 1.0 : 5.0) / examples, LeastL2, MostL2), "G1"),
        },
    };

    private static double Rounded(double value, string format) => double.Parse(value.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
