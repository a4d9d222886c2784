namespace EdgeNet.Trainer.Export;

/// <summary>Writes the network: its tables, and the functions that give them to the kernels.</summary>
internal sealed class CNetwork(CCode code, ModelContents model)
{
    private const int LowestNibble = -8;
    private const int HighestNibble = 7;

    private readonly bool _takesReadings = model.Inputs is ReadingStage;
    private readonly int _widest = model.Layers.SkipLast(1).Select(layer => layer.Units).DefaultIfEmpty(0).Max(); // of the hidden layers

    /// <summary>Bytes of the arrays on the stack while the logits are computed.</summary>
    public int StackBytes => (4 * _widest) + (_takesReadings ? (4 * model.Inputs.Count) + _widest : CodeCount);

    /// <summary>The fragments that it needs, in their order.</summary>
    public IEnumerable<string> Fragments
    {
        get
        {
            yield return "integers";
            yield return _takesReadings ? "reading_inputs" : "any_inputs";
            foreach (string dense in (string[])["dense", "dense_nibbles", "dense_readings", "dense_nibbles_readings"])
            {
                bool isBase = dense == "dense_nibbles" && model.Layers.Select(DenseOf).Contains("dense_nibbles_readings");
                if (isBase || model.Layers.Select(DenseOf).Contains(dense))
                {
                    yield return dense;
                }
            }

            QuantizedLayer[] hidden = model.Layers[..^1];
            if (hidden.Any(layer => !IsTabulated(layer)))
            {
                yield return "requantize";
            }

            if (hidden.Any(layer => layer.Activation == Activation.LeakyRelu))
            {
                yield return "requantize_leaky";
            }

            if (hidden.Any(IsTabulated))
            {
                yield return "look_up";
            }
        }
    }

    // One buffer has the codes of the inputs and those of every hidden layer after them.
    private int CodeCount => Math.Max(model.Inputs.Count, _widest);

    /// <summary>Writes the constant tables.</summary>
    public void WriteTables()
    {
        if (model.Inputs is ReadingStage readings)
        {
            code.Table("int32_t", "input_lowest", readings.Lowest);
            code.Table("int32_t", "input_highest", readings.Highest);
            code.Table("uint8_t", "input_shifts", readings.Shifts.Select(shift => (int)shift));
        }
        else
        {
            var affine = (AffineStage)model.Inputs;
            code.Table("input_scales", affine.Scales);
            code.Table("input_offsets", affine.Offsets);
        }

        for (int l = 0; l < model.Layers.Length; l++)
        {
            QuantizedLayer layer = model.Layers[l];
            if (AreNibbles(layer))
            {
                code.Table("uint8_t", $"weights_{l + 1}", Pack(layer));
            }
            else
            {
                code.Table("int8_t", $"weights_{l + 1}", layer.Weights.Select(weight => (int)weight));
            }

            code.Table("int32_t", $"biases_{l + 1}", layer.Biases);
            if (layer.Multipliers is { } multipliers)
            {
                code.Table("int32_t", $"multipliers_{l + 1}", multipliers);
            }

            if (layer.NegativeMultipliers is { } negative)
            {
                code.Table("int32_t", $"negative_multipliers_{l + 1}", negative);
            }
        }

        if (model.TanhTable is { } table)
        {
            code.Table("int8_t", "tanh_table", table.Select(entry => (int)entry));
        }
    }

    /// <summary>Writes the functions from raw inputs to logits, and those that count saturated inputs.</summary>
    public void WriteFunctions()
    {
        WriteLayers();
        WriteInference("logits", "const float *features", "features", _takesReadings ? "shift_features" : "quantize");
        WriteInference("logits_from_readings", "const int32_t *readings", "readings", _takesReadings ? "shift_readings" : "quantize_integers");
        WriteSaturation("count_saturated", "const float *features", "features", _takesReadings ? "count_held_features" : "count_ends");
        WriteSaturation("count_saturated_readings", "const int32_t *readings", "readings", _takesReadings ? "count_held" : "count_ends_integers");
    }

    private static bool IsTabulated(QuantizedLayer layer) => layer.Activation is Activation.Tanh or Activation.Sigmoid;

    private static bool AreNibbles(QuantizedLayer layer) => layer.Weights.All(weight => weight is >= LowestNibble and <= HighestNibble);

    // Two weights a byte, the first in the lower half, as in the file.
    private static IEnumerable<int> Pack(QuantizedLayer layer) =>
        layer.Weights.Chunk(2).Select(pair => (pair[0] & 15) | ((pair.Length > 1 ? pair[1] & 15 : 0) << 4));

    private string DenseOf(QuantizedLayer layer) =>
        (AreNibbles(layer) ? "dense_nibbles" : "dense") + (_takesReadings && layer == model.Layers[0] ? "_readings" : string.Empty);

    private void WriteLayers()
    {
        code.Line();
        code.Line(_takesReadings
            ? "/* From the codes of the inputs to the logits. */"
            : "/* From the codes of the inputs to the logits. The codes of each hidden layer take the place of those before. */");
        code.Open($"static inline void {code.Id("run_layers")}({(_takesReadings ? "const int32_t *input_codes" : "int8_t *codes")}, int32_t *logits)");
        if (_widest > 0)
        {
            code.Line($"int32_t accumulators[{CCode.Literal(_widest)}];");
            if (_takesReadings)
            {
                code.Line($"int8_t codes[{CCode.Literal(_widest)}];");
            }
        }

        for (int l = 0; l < model.Layers.Length; l++)
        {
            QuantizedLayer layer = model.Layers[l];
            bool isLast = l == model.Layers.Length - 1;
            string from = _takesReadings && l == 0 ? "input_codes" : "codes";
            code.Line(
                $"{code.Id(DenseOf(layer))}({code.Id($"weights_{l + 1}")}, {code.Id($"biases_{l + 1}")}, {from}, {CCode.Literal(layer.Inputs)}, {CCode.Literal(layer.Units)}, {(isLast ? "logits" : "accumulators")});");
            if (!isLast)
            {
                code.Line(ActivationCall(layer, l + 1));
            }
        }

        code.Close();
    }

    private string ActivationCall(QuantizedLayer layer, int number)
    {
        string tables = $"accumulators, {code.Id($"multipliers_{number}")}";
        string numbers = $"{CCode.Literal(layer.Units)}, {CCode.Literal(layer.Shift)}";
        string zero = CCode.Literal(layer.ZeroPoint);
        return layer.Activation switch
        {
            Activation.Tanh or Activation.Sigmoid => $"{code.Id("look_up")}({tables}, {numbers}, {code.Id("tanh_table")}, codes);",
            Activation.LeakyRelu => $"{code.Id("requantize_leaky")}({tables}, {code.Id($"negative_multipliers_{number}")}, {numbers}, {zero}, codes);",
            _ => $"{code.Id("requantize")}({tables}, {numbers}, {zero}, {(layer.Activation == Activation.Relu ? zero : CCode.Literal((int)sbyte.MinValue))}, codes);",
        };
    }

    private void WriteInference(string name, string parameter, string argument, string kernel)
    {
        code.Line();
        code.Line(argument == "features"
            ? $"/* The exact logits of raw values, {code.Macro("INPUTS")} of them in the order of training; writes {code.Macro("OUTPUTS")}. */"
            : "/* The same for integers" + (_takesReadings ? "; one outside its declared range counts as the end of the range. */" : ". */"));
        code.Open($"static inline void {code.Id(name)}({parameter}, int32_t *logits)");
        string codes = _takesReadings ? "input_codes" : "codes";
        code.Line($"{(_takesReadings ? "int32_t" : "int8_t")} {codes}[{CCode.Literal(_takesReadings ? model.Inputs.Count : CodeCount)}];");
        code.Line($"{code.Id(kernel)}({argument}, {InputTables(withShifts: true)}, {code.Macro("INPUTS")}, {codes});");
        code.Line($"{code.Id("run_layers")}({codes}, logits);");
        code.Close();
    }

    private void WriteSaturation(string name, string parameter, string argument, string kernel)
    {
        code.Line();
        if (argument == "features")
        {
            code.Line("/* How many inputs are at or beyond an end of what the model can represent, such as an error code or a sensor at its limit. */");
        }

        code.Open($"static inline size_t {code.Id(name)}({parameter})");
        code.Line($"return {code.Id(kernel)}({argument}, {InputTables(withShifts: false)}, {code.Macro("INPUTS")});");
        code.Close();
    }

    private string InputTables(bool withShifts) => _takesReadings
        ? $"{code.Id("input_lowest")}, {code.Id("input_highest")}{(withShifts ? $", {code.Id("input_shifts")}" : string.Empty)}"
        : $"{code.Id("input_scales")}, {code.Id("input_offsets")}";
}
