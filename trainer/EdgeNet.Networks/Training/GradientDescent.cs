using System.Numerics;
using System.Numerics.Tensors;
using EdgeNet.Files;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Training;

/// <summary>Trains a network by gradient descent: stochastic, mini-batch and batch are one path, and a seed fixes the run.</summary>
/// <remarks>
/// Accuracy on the dev set: a single sigmoid unit decides at probability ½, several sigmoid units each at ½, of softmax units the largest
/// decides. With squared error there is none. A ReLU output layer starts with weights of zero and biases at the mean of the labels,
/// whatever the initialization, so that it has a gradient for every example.
/// </remarks>
/// <typeparam name="T">The precision: <see cref="float"/> in training.</typeparam>
internal sealed class GradientDescent<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly TrainingSet<T> _train;
    private readonly TrainingSet<T>? _dev;
    private readonly DescentOptions _options;
    private readonly SeededRandom _orders;
    private readonly SeededRandom _dropout;
    private readonly Optimizer<T> _optimizer;
    private readonly IWeightPruning? _pruning;
    private readonly T _l2;
    private readonly bool _isNormalized;

    private readonly int[] _order;
    private readonly Matrix<T> _batchFeatures = new(0, 0);
    private readonly Matrix<T> _batchLabels = new(0, 0);
    private readonly Matrix<T>? _trainWeights;
    private readonly Matrix<T>? _devWeights;
    private readonly Matrix<T>? _batchWeights;
    private readonly T[] _bestState;
    private readonly List<EpochReport> _epochs;
    private int _bestEpoch;
    private double _bestCost = double.PositiveInfinity;
    private int _lastReduction;
    private int _reductions;

    /// <summary>Draws the first weights, except in fine-tuning, and allocates every buffer that an epoch needs.</summary>
    /// <param name="network">The network; its weights are overwritten.</param>
    /// <param name="train">The training examples, at least one.</param>
    /// <param name="dev">The development examples, at least one, or null.</param>
    /// <param name="options">The options.</param>
    /// <param name="pruning">Holds weights of the network at 0; null for none.</param>
    /// <exception cref="ArgumentException">There is no training example, a dev set without one, early stopping or a plateau without a dev set, batch normalisation with one example a step, or class weights without classes.</exception>
    /// <exception cref="InputException">Balanced class weights, and a class has no training example.</exception>
    public GradientDescent(Network<T> network, TrainingSet<T> train, TrainingSet<T>? dev, DescentOptions options, IWeightPruning? pruning = null)
    {
        options.Validate();
        if (train.Count == 0)
        {
            throw new ArgumentException("There is no training example.", nameof(train));
        }

        if (dev is { Count: 0 })
        {
            throw new ArgumentException("There is no example in the dev set.", nameof(dev));
        }

        if (options.Patience > 0 && dev is null)
        {
            throw new ArgumentException("Early stopping needs a dev set.", nameof(dev));
        }

        if (options.Schedule.Kind == ScheduleKind.ReduceOnPlateau && dev is null)
        {
            throw new ArgumentException("Reducing the learning rate on a plateau needs a dev set.", nameof(dev));
        }

        if (network.Layers.FirstOrDefault(layer => layer.Normalization is not null) is { } normalized && (options.BatchSize == 1 || train.Count == 1))
        {
            throw new ArgumentException($"Layer {normalized.Number} has batch normalisation, which needs steps of 2 examples or more; they have 1.", nameof(options));
        }

        _network = network;
        _train = train;
        _dev = dev;
        _options = options;
        _pruning = pruning;
        _orders = SeededRandom.For(options.Seed, RandomPurpose.ExampleOrder);
        _dropout = SeededRandom.For(options.Seed, RandomPurpose.Dropout);
        _l2 = T.CreateChecked(options.L2);
        _isNormalized = network.Layers.Any(layer => layer.Normalization is not null);
        if (ClassWeightsOf(network, train, options) is { } weights)
        {
            _trainWeights = ClassWeighting.ToExamples(train.Labels, weights);
            _devWeights = dev is null ? null : ClassWeighting.ToExamples(dev.Labels, weights);
            _batchWeights = new Matrix<T>(0, 0);
        }

        if (!options.IsFineTuning)
        {
            Initializer.Initialize(network, options.Initialization, SeededRandom.For(options.Seed, RandomPurpose.Initialization));
            if (network.Output.Shape.Activation == Activation.Relu)
            {
                StartAtTheMean(network.Output, train.Labels);
            }
        }

        _optimizer = Optimizer<T>.Create(network, options);
        _order = [.. Enumerable.Range(0, train.Count)];
        _bestState = new T[network.StateCount];
        network.CopyStateTo(_bestState);
        _epochs = new List<EpochReport>(options.Epochs);
    }

    /// <summary>The weights of the dev set's examples by their classes, shape (1, m); null without class weights or dev set.</summary>
    internal Matrix<T>? DevWeights => _devWeights;

    /// <summary>Trains until the epochs are done, early stopping ends them, or it is cancelled.</summary>
    /// <remarks>
    /// With early stopping, in fine-tuning and when it is cancelled, the network ends with the weights of the epoch with the lowest cost, on the dev set
    /// where there is one; else with those of the last epoch.
    /// </remarks>
    /// <param name="onEpoch">Called after each epoch, or null.</param>
    /// <param name="cancellation">Ends training after the step under way.</param>
    /// <returns>The learning curve and why it ended.</returns>
    /// <exception cref="InputException">The cost grew beyond all numbers.</exception>
    public TrainingResult Run(Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default)
    {
        List<string> warnings = [];
        int symmetric = _network.FindSymmetricLayer();
        if (symmetric > 0)
        {
            warnings.Add($"Every unit of layer {symmetric} starts the same, so they will stay the same: choose another initialization.");
        }

        if (_network.HasOnlyLinearHiddenLayers)
        {
            warnings.Add("All hidden layers are linear, so that the network is a single linear map: leave them out, or choose another activation.");
        }

        if (_options.KeepsStart && _dev is not null)
        {
            _bestCost = Measure(0, double.NaN).DevCost;
        }

        TrainingEnd end = TrainingEnd.Completed;
        for (int epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            if (!RunEpoch(epoch, cancellation))
            {
                end = TrainingEnd.Cancelled;
                break;
            }

            onEpoch?.Invoke(_epochs[^1]);
            if (_options.Patience > 0 && epoch - _bestEpoch >= _options.Patience)
            {
                end = TrainingEnd.StoppedEarly;
                break;
            }
        }

        if (end == TrainingEnd.Completed && !_options.IsFineTuning && TrainingResult.StillFalling(_epochs) is { } falling)
        {
            warnings.Add(falling);
        }

        bool keepBest = _options.Patience > 0 || (_options.IsFineTuning && !_options.KeepsLast) || end == TrainingEnd.Cancelled;
        if (keepBest)
        {
            _network.SetState(_bestState);
        }

        return new TrainingResult(end, keepBest ? _bestEpoch : _epochs.Count, _epochs, warnings);
    }

    /// <summary>Makes one pass over the training examples; allocates nothing after the first.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="cancellation">Ends it after the step under way.</param>
    /// <returns>False when it was cancelled before its end.</returns>
    internal bool RunEpoch(int epoch, CancellationToken cancellation)
    {
        _orders.Permute<int>(_order);
        _pruning?.BeginEpoch(epoch);
        _optimizer.LearningRate = _options.LearningRate * _options.Schedule.ShareAt(epoch, _options.Epochs, _reductions);
        int batchSize = _options.BatchSize == 0 ? _train.Count : Math.Min(_options.BatchSize, _train.Count);
        double sum = 0;
        for (int start = 0, count; start < _train.Count; start += count)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            // Batch normalisation would make a single example 0, its own mean: it joins the step before.
            count = Math.Min(batchSize, _train.Count - start);
            count += _isNormalized && _train.Count - start - count == 1 ? 1 : 0;
            sum += count * Step(_order.AsSpan(start, count));
        }

        // The cost of a step is taken before the step; the effect of the last one shows in the dev cost and in the parameters.
        EpochReport report = Measure(epoch, sum / _train.Count);
        if (!double.IsFinite(report.TrainCost) || (_dev is not null && !double.IsFinite(report.DevCost)) || !HasFiniteParameters())
        {
            throw new InputException($"Training diverged in epoch {epoch}: the cost is no longer a number; choose a lower learning rate.");
        }

        _epochs.Add(report);
        double cost = _dev is null ? report.TrainCost : report.DevCost;
        if (cost < _bestCost)
        {
            _bestCost = cost;
            _bestEpoch = epoch;
            _network.CopyStateTo(_bestState);
        }

        if (epoch - Math.Max(_bestEpoch, _lastReduction) >= _options.Schedule.Patience)
        {
            _lastReduction = epoch;
            _reductions++;
        }

        return true;
    }

    private double Step(ReadOnlySpan<int> examples)
    {
        // A step over all examples takes them in place: gathering them costs a third of a wide network's step, and their order does not matter.
        bool isWhole = examples.Length == _train.Count;
        Matrix<T> features = isWhole ? _train.Features : Gather(_train.Features, examples, _batchFeatures);
        Matrix<T> labels = isWhole ? _train.Labels : Gather(_train.Labels, examples, _batchLabels);
        Matrix<T>? weights = isWhole || _trainWeights is null ? _trainWeights : Gather(_trainWeights, examples, _batchWeights!);
        _network.ForwardTraining(features, _dropout);
        double cost = _network.Cost(labels, _l2, weights);
        _network.Backward(labels, _l2, weights);
        _optimizer.Step();
        _pruning?.Apply();
        return cost;
    }

    private static Matrix<T> Gather(Matrix<T> source, ReadOnlySpan<int> examples, Matrix<T> batch)
    {
        source.GatherColumns(examples, batch);
        return batch;
    }

    private bool HasFiniteParameters()
    {
        for (int l = 0; l < _network.Layers.Count; l++)
        {
            IReadOnlyList<LayerParameter<T>> parameters = _network.Layers[l].Parameters;
            for (int p = 0; p < parameters.Count; p++)
            {
                if (!TensorPrimitives.IsFiniteAll<T>(parameters[p].Values.Values))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private EpochReport Measure(int epoch, double trainCost)
    {
        if (_dev is null)
        {
            return new EpochReport(epoch, trainCost, double.NaN, double.NaN) { LearningRate = _optimizer.LearningRate };
        }

        Matrix<T> activations = _network.Forward(_dev.Features);
        double cost = _network.Cost(_dev.Labels, T.Zero, _devWeights);
        double accuracy = _network.Loss == Loss.SquaredError ? double.NaN : OutputLayer.Accuracy(_network.Loss, activations, _dev.Labels);
        return new EpochReport(epoch, trainCost, cost, accuracy) { LearningRate = _optimizer.LearningRate };
    }

    private static double[]? ClassWeightsOf(Network<T> network, TrainingSet<T> train, DescentOptions options)
    {
        if (!options.BalancesClasses && options.ClassWeights is null)
        {
            return null;
        }

        bool hasClasses = network.Output.Shape.Activation == Activation.Softmax
            || (network.Output.Shape.Activation == Activation.Sigmoid && network.Output.Units == 1);
        if (!hasClasses)
        {
            throw new ArgumentException("Class weights need classes: one sigmoid output unit or a softmax output layer.", nameof(options));
        }

        int[] counts = ClassWeighting.Count(train.Labels);
        return ClassWeighting.Scale(options.ClassWeights ?? ClassWeighting.Balanced(counts), counts);
    }

    // A ReLU unit at 0 has no gradient, and labels of 0 soon drive a unit with a bad start there.
    private static void StartAtTheMean(DenseLayer<T> output, Matrix<T> labels)
    {
        output.Weights.Values.Clear();
        labels.SumColumns(output.Biases);
        TensorPrimitives.Divide(output.Biases.Values, T.CreateChecked(labels.Columns), output.Biases.Values);
    }
}
