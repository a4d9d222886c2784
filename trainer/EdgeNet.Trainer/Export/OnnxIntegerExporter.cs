using System.Globalization;
using EdgeNet.Interchange.Onnx;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer.Export;

/// <summary>Writes the integers of a model as an ONNX graph that computes exactly the logits of the device, for every input.</summary>
/// <remarks>
/// Sums are those of <c>MatMul</c> in int32. <c>MatMulInteger</c> and the <c>QLinear</c> operators are not used: ONNX Runtime computes them
/// with kernels that multiply unsigned by signed bytes, and on processors without VNNI the 16-bit sums of these saturate without a warning.
/// </remarks>
internal static class OnnxIntegerExporter
{
    /// <summary>Writes a model.</summary>
    /// <param name="file">The model file, of which nothing but the bytes of an <c>.edgenet</c> file is needed.</param>
    /// <returns>The bytes of an <c>.onnx</c> file; the same model gives the same bytes.</returns>
    public static byte[] Write(ModelFile file)
    {
        ModelContents model = file.Contents;
        NetworkForm.Require(model, "ONNX model");
        GraphWriter graph = OnnxMetadata.Begin(file, "the integers of the device, whose logits it computes exactly");
        string features = graph.Input<float>("features", model.Inputs.Count, "Raw values, as the device takes them; edgenet.inputs has their names.");
        string codes = OnnxInputCodes.Write(graph, model.Inputs, features);
        string? table = model.TanhTable is { } entries ? graph.Constant<sbyte>("tanhTable", entries, entries.Length) : null;
        for (int l = 1; l < model.Layers.Length; l++)
        {
            var layer = new OnnxIntegerLayer(graph, model.Layers[l - 1], $"layer{l}");
            codes = layer.Activate(layer.Accumulate(codes), table);
        }

        QuantizedLayer output = model.Layers[^1];
        string logits = new OnnxIntegerLayer(graph, output, "output").Accumulate(codes, "logits");
        graph.Output<int>(logits, output.Units, "The integer logits of the device, exactly.");
        switch (file.Task)
        {
            case LearningTask.Binary:
                WriteBinary(graph, model, logits);
                break;
            case LearningTask.MultiClass:
                WriteClasses(graph, model, logits);
                break;
            default:
                WriteQuantities(graph, model, logits);
                break;
        }

        OnnxMetadata.Write(graph, file, file.Task == LearningTask.Binary ? file.Device.Threshold.ToString("R", CultureInfo.InvariantCulture) : string.Empty);
        return graph.ToBytes();
    }

    private static void WriteBinary(GraphWriter graph, ModelContents model, string logits)
    {
        string probability = graph.Node("Sigmoid", "realProbability", [RealLogits(graph, model, logits)]);
        graph.Output<float>(graph.Cast<float>("probability", probability), 1, $"The probability of '{model.Labels[1]}'.");

        string isPositive = graph.Node("GreaterOrEqual", "isPositive", [logits, graph.Constant("logitThreshold", model.LogitThreshold)]);
        string column = graph.Cast<long>("classColumn", isPositive);
        graph.Node("Squeeze", "class", [column, graph.Constant<long>("classAxis", [1], 1)]);
        graph.Output<long>("class", null, $"The decision of the device: 0 for '{model.Labels[0]}', 1 for '{model.Labels[1]}'.");
    }

    private static void WriteClasses(GraphWriter graph, ModelContents model, string logits)
    {
        string probabilities = graph.Node("Softmax", "realProbabilities", [RealLogits(graph, model, logits)], GraphWriter.Attribute("axis", 1));
        graph.Output<float>(graph.Cast<float>("probabilities", probabilities), model.OutputCount, "The probability of each class; edgenet.labels has their names.");

        // Of equal logits the first, as on the device.
        graph.Node("ArgMax", "class", [logits], GraphWriter.Attribute("axis", 1), GraphWriter.Attribute("keepdims", 0), GraphWriter.Attribute("select_last_index", 0));
        graph.Output<long>("class", null, "The decision of the device, from 0; edgenet.labels has the names of the classes.");
    }

    // Bit for bit as Predictor.ValueOf: in double precision, and rounded to single at the end.
    private static void WriteQuantities(GraphWriter graph, ModelContents model, string logits)
    {
        if (model.Layers[^1].Activation == Activation.Relu)
        {
            logits = graph.Node("Max", "positiveLogits", [logits, graph.Constant("noLogit", 0)]);
        }

        double[] scales = [.. model.OutputScales.Select(scale => (double)scale)];
        double[] offsets = [.. model.OutputOffsets.Select(offset => (double)offset)];
        string real = graph.Cast<double>("doubleLogits", logits);
        string product = graph.Node("Mul", "scaledLogits", [real, graph.Constant<double>("outputScales", scales, scales.Length)]);
        string sum = graph.Node("Add", "realQuantities", [product, graph.Constant<double>("outputOffsets", offsets, offsets.Length)]);
        graph.Output<float>(graph.Cast<float>("quantities", sum), model.OutputCount, "The quantities, bit for bit as on the device; edgenet.labels has their names.");
    }

    private static string RealLogits(GraphWriter graph, ModelContents model, string logits) =>
        graph.Node("Mul", "realLogits", [graph.Cast<double>("doubleLogits", logits), graph.Constant("logitScale", (double)model.LogitScale)]);
}
