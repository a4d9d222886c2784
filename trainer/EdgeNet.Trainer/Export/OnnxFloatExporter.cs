using System.Globalization;
using EdgeNet.Interchange.Onnx;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Export;

/// <summary>Writes the float network of a model as an ONNX graph that takes raw values and gives probabilities or quantities.</summary>
/// <remarks>
/// Every number stands in the file as it is, doubles as doubles and nothing multiplied into something else, so that reading the file gives the
/// same standardisation and the same weights bit for bit.
/// </remarks>
internal static class OnnxFloatExporter
{
    /// <summary>Writes a model.</summary>
    /// <param name="network">The network, which takes standardised features.</param>
    /// <param name="standardizer">Their standardisation.</param>
    /// <param name="targets">In regression the standardisation of the targets; null for classes.</param>
    /// <param name="file">The model file that was made of it, which has the names.</param>
    /// <param name="threshold">Two classes: the least probability of the positive one.</param>
    /// <param name="recipe">The recipe in JSON; null leaves it out.</param>
    /// <returns>The bytes of an <c>.onnx</c> file; the same model gives the same bytes.</returns>
    public static byte[] Write(Network<float> network, Standardizer standardizer, Standardizer? targets, ModelFile file, double threshold, string? recipe)
    {
        NetworkForm.RequireWhole(file.Contents, "ONNX model");
        network = network.Fold(); // a copy where there is no batch normalisation, as in every trained model
        GraphWriter graph = OnnxMetadata.Begin(file, "the float network as it was trained");
        string features = graph.Input<float>("features", network.Inputs, "Raw values; edgenet.inputs has their names.");
        string activations = Standardize(graph, standardizer, features);
        for (int l = 0; l < network.Layers.Count - 1; l++)
        {
            string name = $"layer{l + 1}";
            activations = Activate(graph, network.Layers[l], name, Multiply(graph, network.Layers[l], name, activations), $"{name}.activations");
        }

        string logits = Multiply(graph, network.Output, "output", activations);
        string output = file.Task switch { LearningTask.Binary => "probability", LearningTask.MultiClass => "probabilities", _ => "output.activations" };
        string result = Activate(graph, network.Output, "output", logits, output);
        result = targets is null ? result : Restore(graph, targets, result);
        string description = file.Task == LearningTask.Binary ? $"The probability of '{file.ClassNames[1]}'." : "One for each name of edgenet.labels.";
        graph.Output<float>(result, network.Output.Units, description);
        OnnxMetadata.Write(graph, file, threshold.ToString("R", CultureInfo.InvariantCulture), recipe);
        return graph.ToBytes();
    }

    // (x - μ) / σ in double precision, rounded to single at the end, as in training. A constant feature has σ = 0 and is divided by infinity, which
    // makes 0 of every finite value.
    private static string Standardize(GraphWriter graph, Standardizer standardizer, string features)
    {
        string values = Hold(graph, standardizer, graph.Cast<double>("input.double", features));
        double[] divisors = [.. standardizer.Deviations.Select((deviation, i) => standardizer.IsConstant(i) ? double.PositiveInfinity : deviation)];
        string centred = graph.Node("Sub", "input.centred", [values, Row(graph, "input.means", standardizer.Means)]);
        return graph.Cast<float>("input.standardized", graph.Node("Div", "input.scaled", [centred, Row(graph, "input.deviations", divisors)]));
    }

    // Fences at infinity hold nothing.
    private static string Hold(GraphWriter graph, Standardizer standardizer, string values)
    {
        if (standardizer.Holds.All(hold => hold is null))
        {
            return values;
        }

        string isHigh = graph.Node("Greater", "input.isHigh", [values, Fences("input.highFences", hold => hold.HighFence, double.PositiveInfinity)]);
        string isLow = graph.Node("Less", "input.isLow", [values, Fences("input.lowFences", hold => hold.LowFence, double.NegativeInfinity)]);
        string below = graph.Node("Where", "input.below", [isHigh, Fences("input.highest", hold => hold.Highest, double.PositiveInfinity), values]);
        return graph.Node("Where", "input.held", [isLow, Fences("input.lowest", hold => hold.Lowest, double.NegativeInfinity), below]);

        string Fences(string name, Func<Standardizer.Hold, double> of, double none) =>
            Row(graph, name, [.. standardizer.Holds.Select(hold => hold is null ? none : of(hold))]);
    }

    private static string Multiply(GraphWriter graph, DenseLayer<float> layer, string name, string activations)
    {
        string weights = graph.Constant<float>($"{name}.weights", layer.Weights.Values, layer.Units, layer.Inputs);
        string biases = graph.Constant<float>($"{name}.biases", layer.Biases.Values, layer.Units);
        return graph.Node("Gemm", $"{name}.logits", [activations, weights, biases], GraphWriter.Attribute("transB", 1));
    }

    /// <summary>Writes the activation of a layer, all that its <see cref="LayerShape"/> says beside the number of units; linear needs no node.</summary>
    private static string Activate(GraphWriter graph, DenseLayer<float> layer, string name, string logits, string output) => layer.Shape.Activation switch
    {
        Activation.Relu when double.IsPositiveInfinity(layer.Shape.Ceiling) => graph.Node("Relu", output, [logits]),
        Activation.Relu => graph.Node("Clip", output, [logits, graph.Constant($"{name}.floor", 0f), graph.Constant($"{name}.ceiling", (float)layer.Shape.Ceiling)]),
        Activation.LeakyRelu when layer.LearnedSlopes is { } slopes => graph.Node(
            "PRelu", output, [logits, graph.Constant<float>($"{name}.slopes", slopes.Slopes.Values, layer.Units)]),
        Activation.LeakyRelu => graph.Node("LeakyRelu", output, [logits], GraphWriter.Attribute("alpha", layer.SlopeOf(0))),
        Activation.Tanh => graph.Node("Tanh", output, [logits]),
        Activation.Sigmoid => graph.Node("Sigmoid", output, [logits]),
        Activation.Softmax => graph.Node("Softmax", output, [logits], GraphWriter.Attribute("axis", 1)),
        _ => logits,
    };

    // a·σ + μ in double precision, rounded to single at the end.
    private static string Restore(GraphWriter graph, Standardizer targets, string activations)
    {
        string product = graph.Node("Mul", "output.scaled", [graph.Cast<double>("output.double", activations), Row(graph, "output.deviations", targets.Deviations)]);
        return graph.Cast<float>("quantities", graph.Node("Add", "output.moved", [product, Row(graph, "output.means", targets.Means)]));
    }

    private static string Row(GraphWriter graph, string name, IReadOnlyList<double> values) => graph.Constant<double>(name, [.. values], values.Count);
}
