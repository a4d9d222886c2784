using EdgeNet.Networks.Layers;

namespace EdgeNet.Interchange;

/// <summary>A float network that was read from a file of another framework.</summary>
internal sealed record ImportedNetwork
{
    /// <summary>The inputs and their scaling.</summary>
    public required InputValues Inputs { get; init; }

    /// <summary>Layers 1 to L.</summary>
    public required IReadOnlyList<LayerValues> Layers { get; init; }

    /// <summary>What the file computes of the last layer.</summary>
    public required ImportedOutput Output { get; init; }

    /// <summary>Of linear and ReLU outputs the map behind the last layer; identities where there is none.</summary>
    public required IReadOnlyList<Affine> OutputMaps { get; init; }

    /// <summary>The names of the inputs; null where the file has none.</summary>
    public IReadOnlyList<string>? InputNames { get; init; }

    /// <summary>The names of the classes or quantities; null where the file has none.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>What the file says of itself, by key; of EdgeNet's own files names, threshold and recipe.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>What was read in another way than it was written, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What kind of file it was, and what wrote it, such as <c>ONNX by pytorch 1.13.0</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Numbers that the file gives for each example.</summary>
    public int FileOutputs { get; init; }

    /// <summary>The sizes, such as <c>60-12-1</c>.</summary>
    public string Sizes => string.Join('-', Layers.Select(layer => layer.Count).Prepend(Inputs.Count));

    /// <summary>The shape of each layer.</summary>
    public IReadOnlyList<LayerShape> Shapes => [.. Layers.Select(ShapeOf)];

    /// <summary>The network with its inputs in another order.</summary>
    /// <param name="order">For each input the one of this network.</param>
    public ImportedNetwork InOrder(int[] order)
    {
        var inputs = new InputValues(order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            inputs.Keep(i, Inputs.Maps[order[i]]);
        }

        return this with { Inputs = inputs, Layers = [Layers[0].Of(inputs, order), .. Layers.Skip(1)], InputNames = InputNames is { } names ? [.. order.Select(i => names[i])] : null };
    }

    private static LayerShape ShapeOf(LayerValues layer) => layer.Activation switch
    {
        Activation.LeakyRelu when layer.IsPRelu => LayerShape.PRelu(layer.Count),
        Activation.LeakyRelu => new LayerShape(layer.Count, Activation.LeakyRelu, layer.Slopes![0]),
        Activation.Relu => new LayerShape(layer.Count, Activation.Relu) { Ceiling = layer.Ceiling },
        _ => new LayerShape(layer.Count, layer.Activation),
    };
}

/// <summary>What a file gives.</summary>
internal enum ImportedOutput
{
    /// <summary>Numbers of any kind: quantities, or the logits of classes.</summary>
    Numbers,

    /// <summary>The probability of the second of two classes.</summary>
    Probability,

    /// <summary>The probabilities of two classes, which add up to 1.</summary>
    TwoProbabilities,

    /// <summary>The probability of each class.</summary>
    Probabilities,

    /// <summary>The logarithm of the probability of each class.</summary>
    LogProbabilities,

    /// <summary>The number or the name of a class.</summary>
    Class,
}
