using System.Numerics;
using System.Numerics.Tensors;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Networks;

namespace EdgeNet.Trainer.Training;

/// <summary>Trains a network by gradient descent: stochastic, mini-batch and batch are one path, and a seed fixes the run.</summary>
/// <remarks>
/// Accuracy on the dev set: a single sigmoid unit decides at probability ½, several sigmoid units each at ½, of softmax units the largest
/// decides. With squared error there is none. A ReLU output layer starts with weights of zero and biases at the mean of the labels,
/// whatever the initialization, so that it has a gradient for every example.
/// </remarks>
/// <typeparam name="T">The precision: <see cref="float"/> in training.</typeparam>
public sealed class GradientDescent<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly TrainingSet<T> _train;
    private readonly TrainingSet<T>? _dev;
    private readonly TrainingOptions _options;
    private readonly Random _random;
    private readonly Optimizer<T> _optimizer;
    private readonly T _l2;

    private readonly int[] _order;
    private readonly Matrix<T> _batchFeatures = new(0, 0);
    private readonly Matrix<T> _batchLabels = new(0, 0);
    private readonly T[] _bestParameters;
    private readonly List<EpochReport> _epochs;
    private int _bestEpoch;
    private double _bestCost = double.PositiveInfinity;

    /// <summary>Draws the first weights and allocates every buffer that an epoch needs.</summary>
    /// <param name="network">The network; its weights are overwritten.</param>
    /// <param name="train">The training examples, at least one.</param>
    /// <param name="dev">The development examples, at least one, or null.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">There is no training example, a dev set without one, or early stopping without a dev set.</exception>
    public GradientDescent(Network<T> network, TrainingSet<T> train, TrainingSet<T>? dev, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
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

        _network = network;
        _train = train;
        _dev = dev;
        _options = options;
        _random = new Random(options.Seed);
        _l2 = T.CreateChecked(options.L2);
        Initializer.Initialize(network, options.Initialization, _random);
        if (network.Output.Shape.Activation == Activation.Relu)
        {
            StartAtTheMean(network.Output, train.Labels);
        }

        _optimizer = Optimizer<T>.Create(network, options);
        _order = [.. Enumerable.Range(0, train.Count)];
        _bestParameters = new T[network.ParameterCount];
        network.CopyParametersTo(_bestParameters);
        _epochs = new List<EpochReport>(options.Epochs);
    }

    /// <summary>Trains until the epochs are done, early stopping ends them, or it is cancelled.</summary>
    /// <remarks>
    /// With early stopping, and when it is cancelled, the network ends with the weights of the epoch with the lowest cost, on the dev set
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

        bool keepBest = _options.Patience > 0 || end == TrainingEnd.Cancelled;
        if (keepBest)
        {
            _network.SetParameters(_bestParameters);
        }

        return new TrainingResult(end, keepBest ? _bestEpoch : _epochs.Count, _epochs, warnings);
    }

    /// <summary>Makes one pass over the training examples; allocates nothing after the first.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="cancellation">Ends it after the step under way.</param>
    /// <returns>False when it was cancelled before its end.</returns>
    internal bool RunEpoch(int epoch, CancellationToken cancellation)
    {
        _random.Shuffle(_order);
        int batchSize = _options.BatchSize == 0 ? _train.Count : Math.Min(_options.BatchSize, _train.Count);
        double sum = 0;
        for (int start = 0; start < _train.Count; start += batchSize)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            int count = Math.Min(batchSize, _train.Count - start);
            sum += count * Step(_order.AsSpan(start, count));
        }

        // The cost of a step is taken before it: what the last one has done shows in the dev cost and in the parameters.
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
            _network.CopyParametersTo(_bestParameters);
        }

        return true;
    }

    private double Step(ReadOnlySpan<int> examples)
    {
        _train.Features.GatherColumns(examples, _batchFeatures);
        _train.Labels.GatherColumns(examples, _batchLabels);
        _network.Forward(_batchFeatures);
        double cost = double.CreateChecked(_network.Cost(_batchLabels, _l2));
        _network.Backward(_batchLabels, _l2);
        _optimizer.Step();
        return cost;
    }

    private bool HasFiniteParameters()
    {
        for (int l = 0; l < _network.Layers.Count; l++)
        {
            DenseLayer<T> layer = _network.Layers[l];
            if (!TensorPrimitives.IsFiniteAll<T>(layer.Weights.Values) || !TensorPrimitives.IsFiniteAll<T>(layer.Biases.Values))
            {
                return false;
            }
        }

        return true;
    }

    private EpochReport Measure(int epoch, double trainCost)
    {
        if (_dev is null)
        {
            return new EpochReport(epoch, trainCost, double.NaN, double.NaN);
        }

        Matrix<T> activations = _network.Forward(_dev.Features);
        double cost = double.CreateChecked(_network.Cost(_dev.Labels, T.Zero));
        double accuracy = _network.Loss == Loss.SquaredError ? double.NaN : Accuracy(_network.Loss, activations, _dev.Labels);
        return new EpochReport(epoch, trainCost, cost, accuracy);
    }

    // A ReLU unit that gives 0 has no gradient, and one that starts pointing the wrong way is soon driven there by the labels of 0.
    private static void StartAtTheMean(DenseLayer<T> output, Matrix<T> labels)
    {
        output.Weights.Values.Clear();
        labels.SumColumns(output.Biases);
        TensorPrimitives.Divide(output.Biases.Values, T.CreateChecked(labels.Columns), output.Biases.Values);
    }

    private static double Accuracy(Loss loss, Matrix<T> activations, Matrix<T> labels)
    {
        int right = 0;
        if (loss == Loss.CategoricalCrossEntropy)
        {
            for (int e = 0; e < labels.Columns; e++)
            {
                right += Softmax.IndexOfLargest(activations, e) == Softmax.IndexOfLargest(labels, e) ? 1 : 0;
            }

            return (double)right / labels.Columns;
        }

        // Probability ½ itself counts as positive.
        T half = T.One / T.CreateChecked(2);
        ReadOnlySpan<T> predictions = activations.Values;
        ReadOnlySpan<T> wanted = labels.Values;
        for (int i = 0; i < predictions.Length; i++)
        {
            right += (predictions[i] >= half) == (wanted[i] >= half) ? 1 : 0;
        }

        return (double)right / predictions.Length;
    }
}
