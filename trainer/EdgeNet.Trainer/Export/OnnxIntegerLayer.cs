using EdgeNet.Interchange.Onnx;

namespace EdgeNet.Trainer.Export;

/// <summary>Writes one layer of a model in integers.</summary>
/// <param name="graph">The model.</param>
/// <param name="layer">The layer.</param>
/// <param name="name">The beginning of the names of its tensors.</param>
internal sealed class OnnxIntegerLayer(GraphWriter graph, QuantizedLayer layer, string name)
{
    // Div rounds towards 0 and the device rounds down, so 2^61 is added to make the product positive: it is a multiple of 2^shift for every shift,
    // and the sum stays below 2^63. A product below -2^61 stays negative and is rounded wrongly, but the result is -2^9 or less at any shift, and
    // every activation clamps that.
    private const int LiftBits = 61;

    /// <summary>Writes <c>W·a + b</c>.</summary>
    /// <param name="codes">The codes of A[l-1], int32, shape (batch, n[l-1]).</param>
    /// <param name="output">The name of the accumulators; null for the layer's own.</param>
    /// <returns>The accumulators, int32, shape (batch, n[l]).</returns>
    public string Accumulate(string codes, string? output = null)
    {
        var columns = new sbyte[layer.Weights.Length];
        for (int k = 0; k < columns.Length; k++)
        {
            columns[(k % layer.Inputs * layer.Units) + (k / layer.Inputs)] = layer.Weights[k];
        }

        string weights = graph.Cast<int>(Name("weights"), graph.Constant<sbyte>(Name("weightBytes"), columns, layer.Inputs, layer.Units));
        string product = graph.Node("MatMul", Name("products"), [codes, weights]);
        return graph.Node("Add", output ?? Name("accumulators"), [product, graph.Constant<int>(Name("biases"), layer.Biases, layer.Units)]);
    }

    /// <summary>Writes the activation.</summary>
    /// <param name="accumulators">The accumulators, int32, shape (batch, n[l]).</param>
    /// <param name="table">The table of tanh, int8; null where no layer needs one.</param>
    /// <returns>The codes of A[l], int32, shape (batch, n[l]).</returns>
    public string Activate(string accumulators, string? table) => layer.Activation switch
    {
        Activation.Tanh or Activation.Sigmoid => graph.Cast<int>(
            Name("codes"), graph.Node("Gather", Name("entries"), [table!, Requantize("places", accumulators, TanhTable.Centre, 0, TanhTable.Length - 1)])),
        Activation.Relu => Requantize("codes", accumulators, layer.ZeroPoint, layer.ZeroPoint, sbyte.MaxValue),
        _ => Requantize("codes", accumulators, layer.ZeroPoint, sbyte.MinValue, sbyte.MaxValue),
    };

    // floor((accumulator·multiplier + half) / 2^shift) + zero point, clamped. Clip takes doubles: those near the limits are exact, and the Clip of
    // int64 in ONNX Runtime 1.31 is wrong on processors with AVX2 when a number needs more than 32 bits.
    private string Requantize(string output, string accumulators, int zeroPoint, int lowest, int highest)
    {
        string product = graph.Node("Mul", Name("scaled"), [graph.Cast<long>(Name("wide"), accumulators), Multipliers(accumulators)]);
        string lifted = graph.Node("Add", Name("lifted"), [product, graph.Constant(Name("lift"), (1L << LiftBits) + (1L << (layer.Shift - 1)))]);
        string quotient = graph.Node("Div", Name("quotients"), [lifted, graph.Constant(Name("divisor"), 1L << layer.Shift)]);
        string moved = graph.Node("Add", Name("moved"), [quotient, graph.Constant(Name("zero"), zeroPoint - (1L << (LiftBits - layer.Shift)))]);
        string[] limits = [graph.Constant(Name("lowest"), (double)lowest), graph.Constant(Name("highest"), (double)highest)];
        return graph.Cast<int>(Name(output), graph.Node("Clip", Name("clipped"), [graph.Cast<double>(Name("rounded"), moved), .. limits]));
    }

    private string Multipliers(string accumulators)
    {
        string multipliers = Row("multipliers", layer.Multipliers);
        if (layer.NegativeMultipliers is null)
        {
            return multipliers;
        }

        string isNegative = graph.Node("Less", Name("isNegative"), [accumulators, graph.Constant(Name("none"), 0)]);
        return graph.Node("Where", Name("multiplier"), [isNegative, Row("negativeMultipliers", layer.NegativeMultipliers), multipliers]);
    }

    private string Row(string part, int[] values) => graph.Constant<long>(Name(part), [.. values.Select(value => (long)value)], values.Length);

    private string Name(string part) => $"{name}.{part}";
}
