using EdgeNet.Networks.Numerics;

namespace EdgeNet.Interchange;

/// <summary>Makes a chain of layers of the signal that a file gives.</summary>
internal static class NetworkEnd
{
    /// <summary>Follows the signal back to the inputs.</summary>
    /// <param name="output">The signal.</param>
    /// <param name="isClass">Whether the file gives the number of the largest element only.</param>
    /// <param name="source">The kind of file and what wrote it.</param>
    /// <exception cref="InputException">There is no layer, or softmax stands inside the network.</exception>
    public static ImportedNetwork Of(Signal output, bool isClass, string source)
    {
        var notes = new List<string>();
        (LayerValues last, Affine[] maps, ImportedOutput kind) = LastLayer(output, notes);
        List<LayerValues> layers = [];
        Stage stage = last;
        while (stage is LayerValues layer)
        {
            layers.Insert(0, layer);
            stage = layer.From;
            if (layer != last && layer.Activation == Activation.Softmax)
            {
                throw new InputException($"{layer.Where}: softmax stands inside the network; the device has it in the output layer only. Cut the network before it, or train one with ReLU there.");
            }
        }

        LayerValues? broken = layers.Find(layer => !layer.Biases.All(double.IsFinite) || layer.Weights.Values.IndexOfNonFinite() >= 0);
        if (broken is not null)
        {
            throw new InputException($"{broken.Where}: a weight or bias is no finite number; the training of the network has diverged, or the file is damaged.");
        }

        var inputs = (InputValues)stage;
        if (inputs.Maps.Concat(maps).Any(map => !double.IsFinite(map.Scale) || !double.IsFinite(map.Offset) || double.IsNaN(map.Mean)))
        {
            throw new InputException("the scaling of an input or output is no finite number; the file is damaged, or a scaler was fitted to constant data.");
        }

        return new ImportedNetwork
        {
            Inputs = inputs,
            Layers = layers,
            Output = isClass && kind != ImportedOutput.Probability ? ImportedOutput.Class : kind,
            OutputMaps = maps,
            Source = source,
            Notes = notes,
            FileOutputs = isClass ? 1 : output.Count,
        };
    }

    private static (LayerValues Last, Affine[] Maps, ImportedOutput Kind) LastLayer(Signal output, List<string> notes)
    {
        if (output.Weights is null && output.From is LayerValues layer)
        {
            if (layer.Activation == Activation.Sigmoid && layer.Count == 1 && IsTwoProbabilities(output))
            {
                return (layer, [Affine.Identity], ImportedOutput.TwoProbabilities);
            }

            if (output.IsWhole)
            {
                switch (layer.Activation)
                {
                    case Activation.Sigmoid when layer.Count == 1:
                        return (layer, [Affine.Identity], ImportedOutput.Probability);
                    case Activation.Softmax when layer.Count == 2:
                        notes.Add("Softmax of two classes was read as one sigmoid unit, whose logit is the difference of both.");
                        return (Difference(layer), [Affine.Identity], layer.IsLogarithm ? ImportedOutput.LogProbabilities : ImportedOutput.TwoProbabilities);
                    case Activation.Softmax when layer.Count > 2:
                        return (layer, output.Maps, layer.IsLogarithm ? ImportedOutput.LogProbabilities : ImportedOutput.Probabilities);
                }
            }

            bool isScaled = output.Count == layer.Count && output.Rows.Index().All(row => row.Item == row.Index) && output.Maps.All(map => map.Scale > 0 && double.IsFinite(map.Deviation));
            if (isScaled && layer.Activation == Activation.Relu && double.IsInfinity(layer.Ceiling) && output.Maps.All(map => map.Offset == 0))
            {
                return (layer, output.Maps, ImportedOutput.Numbers);
            }

            if (isScaled && layer.Activation == Activation.Linear)
            {
                return (layer, output.Maps, ImportedOutput.Numbers);
            }

            if (layer.Activation == Activation.Softmax)
            {
                throw new InputException($"{layer.Where}: what follows softmax cannot be taken; let the file end with it.");
            }

            notes.Add($"The output goes through {NameOf(layer)}, which no output layer of the device has: it was read as a hidden layer, with a linear output that hands it on.");
        }
        else if (output.Weights is null)
        {
            throw new InputException("there is no dense layer between the inputs and the output.");
        }

        return LinearLayer(output);
    }

    // A matrix with what stands behind it; an output that scales or picks numbers becomes a matrix.
    private static (LayerValues Last, Affine[] Maps, ImportedOutput Kind) LinearLayer(Signal output)
    {
        const string Where = "the output";
        bool isPlain = output.Weights is { } w && w.Rows == output.Count && output.Rows.Index().All(row => row.Item == row.Index)
            && output.Maps.All(map => map.Scale > 0 && double.IsFinite(map.Deviation) && double.IsFinite(map.Scale));
        if (isPlain)
        {
            return (new LayerValues(output.From, output.Weights!, output.Biases!, Activation.Linear, Where), output.Maps, ImportedOutput.Numbers);
        }

        (Matrix<double> weights, double[] biases) = output.ToDense();
        return (new LayerValues(output.From, weights, biases, Activation.Linear, Where), [.. biases.Select(_ => Affine.Identity)], ImportedOutput.Numbers);
    }

    // 1 - p and p, as scikit-learn's converter writes them.
    private static bool IsTwoProbabilities(Signal output) =>
        output.Count == 2 && output.Maps[0].Scale == -1 && output.Maps[0].Offset == 1 && output.Maps[1].IsIdentity;

    /// <summary>Two logits as one: the second less the first.</summary>
    public static (Matrix<double> Weights, double[] Biases) Difference(Matrix<double> weights, double[] biases)
    {
        var difference = new Matrix<double>(1, weights.Columns);
        for (int i = 0; i < weights.Columns; i++)
        {
            difference[0, i] = weights[1, i] - weights[0, i];
        }

        return (difference, [biases[1] - biases[0]]);
    }

    private static LayerValues Difference(LayerValues softmax)
    {
        (Matrix<double> weights, double[] biases) = Difference(softmax.Weights, softmax.Biases);
        return new LayerValues(softmax.From, weights, biases, Activation.Sigmoid, softmax.Where);
    }

    private static string NameOf(LayerValues layer) => layer.Activation switch
    {
        Activation.Sigmoid => layer.Count > 1 ? "several sigmoid units" : "sigmoid and a scaling",
        Activation.Relu => double.IsInfinity(layer.Ceiling) ? "ReLU and a shift" : "a ReLU with a ceiling",
        Activation.LeakyRelu => "leaky ReLU",
        Activation.Tanh => "tanh",
        _ => "a linear layer",
    };

    private static int IndexOfNonFinite(this Span<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
