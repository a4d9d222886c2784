using EdgeNet.Interchange;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Advice;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Experiments;

/// <summary>A network of another framework as a float model of the trainer: the same answers, for standardised inputs.</summary>
/// <remarks>
/// Quantization begins with inputs of mean 0 and deviation 1, and in regression with such outputs. What the file scales is taken out of its first
/// and last layer, and the scaling of the data put in, in double precision. A file that EdgeNet wrote, with the data that it was trained on, keeps every bit.
/// </remarks>
internal sealed class ImportedModel
{
    private readonly ImportedNetwork _file;
    private readonly Matrix<double>[] _weights;
    private readonly double[][] _biases;

    private ImportedModel(ImportedNetwork file, Matrix<double>[] weights, double[][] biases, LayerShape[] shapes)
    {
        _file = file;
        _weights = weights;
        _biases = biases;
        Shapes = shapes;
    }

    /// <summary>Layers 1 to L.</summary>
    public IReadOnlyList<LayerShape> Shapes { get; }

    /// <summary>The file.</summary>
    public ImportedNetwork File => _file;

    /// <summary>For each output the one of the file; null where they are the same.</summary>
    public int[]? Order { get; private init; }

    private bool IsOwnFile => _file.Metadata.ContainsKey(FileTask);

    /// <summary>The key by which EdgeNet's own files are known.</summary>
    internal const string FileTask = "edgenet.task";

    /// <summary>Gives the last layer the form that the task needs: logits of classes get their sigmoid or softmax.</summary>
    /// <param name="file">The network.</param>
    /// <param name="task">What the data says.</param>
    /// <param name="outputs">Classes or quantities.</param>
    /// <param name="place">The file in messages.</param>
    /// <exception cref="InputException">The outputs do not suit the task.</exception>
    public static ImportedModel Of(ImportedNetwork file, LearningTask task, int outputs, string place)
    {
        Matrix<double>[] weights = [.. file.Layers.Select(layer => layer.Weights)];
        double[][] biases = [.. file.Layers.Select(layer => layer.Biases)];
        LayerShape[] shapes = [.. file.Shapes];
        bool hasProbabilities = file.Output is not (ImportedOutput.Numbers or ImportedOutput.Class);
        int units = file.Layers[^1].Count;
        if (task == LearningTask.Regression)
        {
            return hasProbabilities || file.Output == ImportedOutput.Class ? throw new InputException($"{place}: gives classes, and the data has quantities; name the column of the classes.")
                : units != outputs ? throw new InputException($"{place}: gives {NameList.Count(units, "output")}, and the data has {outputs}.")
                : new ImportedModel(file, weights, biases, shapes);
        }

        int classes = Math.Max(2, units);
        if (classes != outputs)
        {
            throw new InputException($"{place}: tells {classes} classes apart, and the data has {outputs}; name them all, in the order of the network's outputs.");
        }

        if (!hasProbabilities)
        {
            (weights[^1], biases[^1]) = Logits(file);
            if (shapes[^1].Activation == Activation.Relu)
            {
                throw new InputException($"{place}: ends with ReLU, and logits of classes may be below 0; export the layer before it.");
            }

            if (units == 2)
            {
                (weights[^1], biases[^1]) = NetworkEnd.Difference(weights[^1], biases[^1]);
            }

            shapes[^1] = new LayerShape(classes == 2 ? 1 : classes, classes == 2 ? Activation.Sigmoid : Activation.Softmax);
        }

        return new ImportedModel(file, weights, biases, shapes);
    }

    /// <summary>Puts the classes or quantities of the outputs into another order.</summary>
    /// <param name="order">For each output the one of the file.</param>
    public ImportedModel InOrder(int[] order)
    {
        if (order.Index().All(at => at.Item == at.Index))
        {
            return this;
        }

        (Matrix<double> weights, double[] biases) = Shapes[^1].Activation == Activation.Sigmoid
            ? ImportedHead.Negated(_weights[^1], _biases[^1])
            : ImportedHead.Rows(_weights[^1], _biases[^1], order);
        ImportedNetwork file = _file with { OutputMaps = _file.OutputMaps.Count == order.Length ? [.. order.Select(k => _file.OutputMaps[k])] : _file.OutputMaps };
        return new ImportedModel(file, [.. _weights[..^1], weights], [.. _biases[..^1], biases], [.. Shapes]) { Order = order };
    }

    /// <summary>The options of an experiment that takes the network as it is.</summary>
    /// <param name="options">What the user chose.</param>
    /// <param name="isUnlabelled">Whether the labels are the network's own answers, of which there is nothing to advise.</param>
    public TrainingOptions OptionsOf(TrainingOptions options, bool isUnlabelled) => options with
    {
        Hidden = [.. Shapes.SkipLast(1)],
        HasNegativeTargets = Shapes[^1].Activation != Activation.Relu,
        IsJudgedByFloat = isUnlabelled,
        LearnsFromFloat = isUnlabelled || !IsOwnFile,
        AdviceOff = isUnlabelled ? [.. options.AdviceOff, AdviceKind.CopiedRows, AdviceKind.FewExamples, AdviceKind.LabelCopies, AdviceKind.SilentClasses] : options.AdviceOff,
    };

    /// <summary>Makes the float model, with ranges and scales from the data.</summary>
    /// <param name="options">The options; their layers are those of the network.</param>
    /// <param name="train">The examples that stand for what the device will see.</param>
    public FloatModel ToFloatModel(TrainingOptions options, Dataset train)
    {
        var warnings = new List<string>();
        Standardizer standardizer = ImportedScaling.Of(_file.Inputs, train, options.Readings is not null, warnings);
        Standardizer? targets = train.Task == LearningTask.Regression ? TargetsOf(train, warnings) : null;
        Network<float> network = ToNetwork(standardizer, targets);
        CheckFinite(network.Forward(standardizer.Apply(train.Features)), train);
        return new FloatModel(options, train.Task, network, standardizer, targets, new TrainingResult(TrainingEnd.Completed, 0, [], warnings));
    }

    private static void CheckFinite(Matrix<float> outputs, Dataset examples)
    {
        for (int e = 0; e < outputs.Columns; e++)
        {
            for (int j = 0; j < outputs.Rows; j++)
            {
                if (!float.IsFinite(outputs[j, e]))
                {
                    throw new InputException($"{examples.Source}, {Advice.Place.Of(examples, e)}: output {j + 1} of the network is no finite number; check the values and their unit.");
                }
            }
        }
    }

    /// <summary>Makes the network that takes inputs of some scaling and gives outputs of another.</summary>
    /// <param name="inputs">The scaling of the inputs.</param>
    /// <param name="targets">In regression that of the outputs; else null.</param>
    public Network<float> ToNetwork(Standardizer inputs, Standardizer? targets)
    {
        var network = new Network<float>(_file.Inputs.Count, Shapes, OutputLayer.LossOf(Shapes[^1].Activation));
        for (int l = 0; l < network.Layers.Count; l++)
        {
            (Matrix<double> weights, double[] biases) = (_weights[l], _biases[l]);
            if (l == 0)
            {
                (weights, biases) = ImportedHead.Restated(weights, biases, _file.Inputs.Maps, inputs);
            }

            if (l == network.Layers.Count - 1 && targets is not null)
            {
                (weights, biases) = ImportedHead.Scaled(weights, biases, _file.OutputMaps, targets);
            }

            DenseLayer<float> layer = network.Layers[l];
            for (int j = 0; j < layer.Units; j++)
            {
                layer.Biases[j, 0] = (float)biases[j];
                for (int i = 0; i < layer.Inputs; i++)
                {
                    layer.Weights[j, i] = (float)weights[j, i];
                }

                if (layer.LearnedSlopes is { } slopes)
                {
                    slopes.Slopes[j, 0] = (float)_file.Layers[l].Slopes![j];
                }
            }
        }

        return network;
    }

    /// <summary>Computes the estimates of the quantities as the file gives them.</summary>
    /// <param name="features">Raw features, shape (n[0], m).</param>
    /// <returns>Shape (t, m).</returns>
    public Matrix<float> Quantities(Matrix<float> features)
    {
        var plain = Standardizer.Of(Enumerable.Repeat(0.0, _file.OutputMaps.Count), Enumerable.Repeat(1.0, _file.OutputMaps.Count));
        return ToNetwork(ImportedScaling.OfFile(_file.Inputs), plain).Forward(ImportedScaling.OfFile(_file.Inputs).Apply(features)).Clone();
    }

    /// <summary>Computes the logits of the classes as the file gives them.</summary>
    /// <param name="features">Raw features, shape (n[0], m).</param>
    /// <returns>Shape (n[L], m).</returns>
    public Matrix<float> Logits(Matrix<float> features)
    {
        Network<float> network = ToNetwork(ImportedScaling.OfFile(_file.Inputs), null);
        network.Forward(ImportedScaling.OfFile(_file.Inputs).Apply(features));
        return network.Output.Logits.Clone();
    }

    /// <summary>Decides for a class: of two, the second one from a logit on.</summary>
    /// <param name="logits">Shape (n[L], m).</param>
    /// <param name="threshold">The logit.</param>
    /// <returns>For each example the number of its class.</returns>
    public static int[] Decide(Matrix<float> logits, double threshold = 0) =>
        [.. Enumerable.Range(0, logits.Columns).Select(e => logits.Rows == 1 ? (logits[0, e] >= threshold ? 1 : 0) : Softmax.IndexOfLargest(logits, e))];

    private Standardizer TargetsOf(Dataset train, List<string> warnings)
    {
        if (IsOwnFile && _file.OutputMaps.All(map => map.Scale > 0))
        {
            return Standardizer.Of(_file.OutputMaps.Select(map => map.Offset), _file.OutputMaps.Select(map => map.Scale));
        }

        Matrix<float> outputs = Quantities(train.Features);
        Standardizer own = Shapes[^1].Activation == Activation.Relu ? Standardizer.FitScale(outputs) : Standardizer.Fit(outputs);
        int[] constant = [.. Enumerable.Range(0, outputs.Rows).Where(own.IsConstant)];
        if (constant.Length > 0)
        {
            warnings.Add($"{train.Source}: the network gives the same value of {NameList.Of([.. constant.Select(k => $"'{train.TargetNames[k]}'")])} for every row; check the order and the units of the inputs.");
        }

        return constant.Length == 0 ? own : Standardizer.Of(own.Means, own.Deviations.Select(deviation => deviation == 0 ? 1 : deviation));
    }

    private static (Matrix<double> Weights, double[] Biases) Logits(ImportedNetwork file)
    {
        LayerValues last = file.Layers[^1];
        var weights = new Matrix<double>(last.Count, last.Weights.Columns);
        for (int j = 0; j < last.Count; j++)
        {
            for (int i = 0; i < weights.Columns; i++)
            {
                weights[j, i] = last.Weights[j, i] * file.OutputMaps[j].Scale;
            }
        }

        return (weights, [.. last.Biases.Select((bias, j) => file.OutputMaps[j].Of(bias))]);
    }
}
