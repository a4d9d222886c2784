using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Trains a network on while its words are removed: as many epochs again as it was trained.</summary>
/// <remarks>
/// The share of removed words rises along a cubic schedule during the first three quarters of these epochs (Zhu and Gupta, 2017); in the rest the
/// network gets used to what is left, and the weights of the last epoch are kept. Optimizer, batch size, learning rate, L2, class weights and
/// dropout are those of the float training, batch normalisation is folded by then. The learning rate stays constant if it was; any other schedule becomes a cosine.
/// </remarks>
/// <param name="dense">The trained network.</param>
/// <param name="train">The training examples, raw.</param>
/// <param name="dev">The development examples, raw; null or none without. They are for the learning curve only.</param>
internal sealed class SparseTraining(FloatModel dense, Dataset train, Dataset? dev)
{
    private const double RampShare = 0.75;

    // What it is worth, in products, that a whole input goes: half of what scale and clamp of a number, or shift and check of a reading, cost the generated
    // class. With all of it sonar lost half a point more, over 13 folds × 10, and saved 6 % of the instructions more.
    private const double NumberCost = 2;
    private const double ReadingCost = 1.25;

    private readonly WordGroups _groups = GroupsOf(dense, train);

    /// <summary>Words before anything is removed.</summary>
    public int Words => dense.Network.Layers.Select((layer, l) => layer.Inputs * _groups.Layers[l].Count).Sum();

    /// <summary>The words that the last run left.</summary>
    public int WordsLeft { get; private set; }

    /// <summary>The epochs that it takes.</summary>
    public static int EpochsOf(FloatModel dense) => Math.Max(1, dense.Training.Epochs.Count);

    /// <summary>Prunes a copy of the network.</summary>
    /// <param name="share">The share of the words to remove, above 0 and below 1.</param>
    /// <param name="onEpoch">Called after each epoch, or null.</param>
    /// <param name="cancellation">Ends it; a network that is pruned in part is of no use.</param>
    /// <returns>The pruned network; null where it was cancelled.</returns>
    /// <exception cref="InputException">The cost grew beyond all numbers.</exception>
    public FloatModel? Run(double share, Action<EpochReport>? onEpoch, CancellationToken cancellation)
    {
        Network<float> network = CopyWithDropout();
        Matrix<float> features = dense.Standardizer.Apply(train.Features);
        DescentOptions how = dense.Options.Training with
        {
            IsFineTuning = true,
            KeepsLast = true,
            Epochs = EpochsOf(dense),
            Patience = 0,
            Schedule = new LearningRateSchedule { Kind = dense.Options.Training.Schedule.Kind == ScheduleKind.Constant ? ScheduleKind.Constant : ScheduleKind.Cosine },
        };
        var pruning = new WordPruning(
            network, _groups, features, share, Math.Max(1, (int)(how.Epochs * RampShare)), dense.Options.Readings is null ? NumberCost : ReadingCost);
        TrainingSet<float>? judge = dev is { Count: > 0 } ? Labelled(dev, dense.Standardizer.Apply(dev.Features)) : null;
        var descent = new GradientDescent<float>(network, Labelled(train, features), judge, how, pruning);
        TrainingEnd end = descent.Run(onEpoch, cancellation).End;
        WordsLeft = pruning.Left;
        return end == TrainingEnd.Cancelled ? null : dense with { Network = network.Fold() };
    }

    // The units that share a word of the generated class, from a quantization of the network as it is: without weights its words only become narrower.
    private static WordGroups GroupsOf(FloatModel dense, Dataset train)
    {
        QuantizedNetwork quantized = Quantizer.Quantize(
            dense.Network, dense.Standardizer, train.Features, train.Features, dense.Options.Readings, dense.TargetStandardizer, dense.Options.Quantization.WeightBits ?? 8);
        return new([.. quantized.Layers.Select(layer => (IReadOnlyList<int[]>)[.. LaneWord.Pack(layer).Select(word => word.Lanes.Select(lane => lane.Unit).ToArray())])]);
    }

    private Network<float> CopyWithDropout()
    {
        IReadOnlyList<LayerShape> hidden = dense.Options.Hidden;
        LayerShape[] shapes = [.. dense.Network.Layers.Select((layer, l) => l < hidden.Count ? layer.Shape with { Dropout = hidden[l].Dropout } : layer.Shape)];
        var network = new Network<float>(dense.Network.Inputs, shapes, dense.Network.Loss);
        var parameters = new float[dense.Network.ParameterCount];
        dense.Network.CopyParametersTo(parameters);
        network.SetParameters(parameters);
        return network;
    }

    private TrainingSet<float> Labelled(Dataset examples, Matrix<float> standardized) =>
        new(standardized, dense.TargetStandardizer?.Apply(examples.Labels) ?? examples.Labels);
}
