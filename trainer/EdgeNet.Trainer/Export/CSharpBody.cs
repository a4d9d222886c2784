using EdgeNet.Trainer.Cost;

namespace EdgeNet.Trainer.Export;

/// <summary>Writes the arithmetic of the class: in one method where it fits, else in stages with arrays between them.</summary>
internal sealed class CSharpBody
{
    private const int ArrayHeader = 24;

    private readonly CSharpCode _code;
    private readonly ModelContents _model;
    private readonly ModelWords _words;
    private readonly int _locals; // of the one method, where one is enough
    private readonly bool _isStaged;

    public CSharpBody(CSharpCode code, ModelContents model)
    {
        _code = code;
        _model = model;
        Inputs = new CSharpInputs(code, model.Inputs);
        _words = new ModelWords(model);
        _locals = model.Inputs.Count + _words.Layers.Sum(words => words.Count) + model.Layers.Sum(layer => layer.Units);
        int terms = _words.Layers.Sum(words => words.Sum(word => word.Products));
        _isStaged = _locals > CSharpExporter.MaxLocals || terms > CSharpExporter.MaxTerms;
        code.CountData(_isStaged ? 0 : _locals);
        UsedInputs = _words.UsedInputs;
    }

    public CSharpInputs Inputs { get; }

    /// <summary>The methods that read the inputs of a staged class into its field <c>_codes</c>; none where the class has one method.</summary>
    public IEnumerable<string> Reads => _isStaged ? CSharpStages.Reads(UsedInputs) : [];

    /// <summary>The inputs that some weight looks at, from 0.</summary>
    public int[] UsedInputs { get; }

    /// <summary>Bytes of the buffer of the slow overload, the tanh table and the arrays between stages, headers included.</summary>
    public int RamBytes
    {
        get
        {
            int bytes = ArrayHeader + (_model.Inputs.Count * 4) + ArrayHeader + (_model.Labels.Length * 4);
            bytes += _model.OutputCount > 1 ? ArrayHeader + (_model.OutputCount * 4) : 0;
            bytes += _model.OutputScales is null ? 0 : 2 * (ArrayHeader + (_model.OutputCount * 4));
            bytes += _model.TanhTable is null ? 0 : ArrayHeader + _model.TanhTable.Length;
            int widest = Math.Max(_model.Inputs.Count, _model.Layers.Max(layer => layer.Units));
            return bytes + (_isStaged ? (2 * ArrayHeader) + (8 * widest) + (8 * _words.Layers.Max(words => words.Count)) : 0);
        }
    }

    /// <summary>What the class takes of the managed heap.</summary>
    public HeapNeed Heap
    {
        get
        {
            int widest = Math.Max(_model.Inputs.Count, _model.Layers.Max(layer => layer.Units));
            int stages = HeapSize.Array(widest, sizeof(long)) + HeapSize.Array(_words.Layers.Max(words => words.Count), sizeof(long));
            return ModelHeap.Generated(_model, _isStaged ? CSharpStages.InputsAtOnce : _locals, _isStaged ? stages : 0);
        }
    }

    public void Write()
    {
        WriteTable();
        if (_model.OutputCount > 1)
        {
            WriteFirstLogit("float[] features", "features");
            WriteFirstLogit("int[] readings", "readings");
        }

        if (_model.Inputs is ReadingStage)
        {
            if (_model.OutputCount > 1)
            {
                WriteFirstLogit("int[] readings", "readings", "Unchecked");
            }

            Inputs.WriteChecked(_model.OutputCount, UsedInputs, _isStaged);
        }

        _code.Line();
        _code.Line("/// <inheritdoc/>");
        string parameter = $"{Inputs.FastType}[] {Inputs.FastName}";
        _code.Open($"public override {CSharpInputs.HeadOf(_model.OutputCount, parameter, Inputs.FastSuffix)}");
        CSharpClass.WriteLengthCheck(_code, Inputs.FastName, _model.Inputs.Count);
        if (_model.OutputCount > 1)
        {
            CSharpClass.WriteOutputCheck(_code, _model.OutputCount);
        }

        if (_isStaged)
        {
            new CSharpStages(_code, _model, Inputs, _words).Write();
        }
        else
        {
            WriteStraight();
            _code.Close();
        }

        Inputs.WriteFill();
        if (_model.OutputCount > 1)
        {
            Inputs.WriteSlowOverload("void Logits", $"Logits{Inputs.FastSuffix}(_buffer, logits);", ", int[] logits");
        }
        else
        {
            Inputs.WriteSlowOverload("int Logit", $"return Logit{Inputs.FastSuffix}(_buffer);");
        }

        CSharpSaturation.WriteMembers(_code, Inputs, _model.Inputs.Count);
    }

    /// <summary>Writes <c>start + x·weight + …</c> over some inputs, and counts the products.</summary>
    /// <param name="code">Where they are counted.</param>
    /// <param name="start">The first term.</param>
    /// <param name="word">The word.</param>
    /// <param name="names">The names of the inputs; null for those that are not in this stage.</param>
    public static string Sum(CSharpCode code, string start, LaneWord word, IReadOnlyList<string?> names)
    {
        List<string> terms = [start];
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] is { } name && word.Weights[i] != 0)
            {
                terms.Add($"({name} * {CSharpCode.Literal(word.Weights[i])})");
                code.CostOfProduct(word.Weights[i], 2);
                code.Cost(1, 1);
            }
        }

        return string.Join(" + ", terms);
    }

    /// <summary>The start of a word for inputs that are kept with an excess.</summary>
    public static long StartFor(LaneWord word, int excess) => word.Start - (excess * word.Weights.Aggregate(0L, (sum, weight) => unchecked(sum + weight)));

    /// <summary>Writes the end of an inference: the accumulators out of their lanes.</summary>
    /// <param name="code">Where it is written.</param>
    /// <param name="words">The words of the output layer.</param>
    /// <param name="nameOf">Where a word stands.</param>
    public static void WriteOutputs(CSharpCode code, IReadOnlyList<LaneWord> words, Func<int, string> nameOf)
    {
        if (words.Count == 1 && words[0].Lanes.Count == 1)
        {
            // A local that is read only here stays on the stack.
            code.Line($"return (int){nameOf(0)} + {CSharpCode.Literal(words[0].Lanes[0].Lowest)};");
            code.Cost(nameOf(0).StartsWith('_') ? 5 : 3, 3 + CSharpCode.LocalBytes(nameOf(0)) + CSharpCode.LoadBytes(words[0].Lanes[0].Lowest));
            return;
        }

        for (int w = 0; w < words.Count; w++)
        {
            foreach (LaneWord.Lane lane in words[w].Lanes)
            {
                string value = CSharpUnits.Extract(code, nameOf(w), words[w].Lanes, lane);
                code.Line($"logits[{lane.Unit}] = (int){value} + {CSharpCode.Literal(lane.Lowest)};");
                code.Cost(6, 4 + CSharpCode.LoadBytes(lane.Unit) + CSharpCode.LoadBytes(lane.Lowest));
            }
        }
    }

    private void WriteFirstLogit(string parameter, string argument, string suffix = "")
    {
        _code.Line();
        _code.Line("/// <inheritdoc/>");
        _code.Open($"public override int Logit{suffix}({parameter})");
        _code.Line("int[] logits = LogitBuffer();");
        _code.Line($"Logits{suffix}({argument}, logits);");
        _code.Line("return logits[0];");
        _code.Close();
        _code.Cost(0, 15);
    }

    private void WriteStraight()
    {
        string?[] names = new string?[_model.Inputs.Count];
        int[] used = UsedInputs;
        Inputs.WriteLocals(used);
        foreach (int input in used)
        {
            names[input] = $"x{input}";
            Inputs.Write(input, $"long x{input}");
        }

        for (int l = 0; l < _model.Layers.Length; l++)
        {
            QuantizedLayer layer = _model.Layers[l];
            string?[] outputs = new string?[layer.Units];
            IReadOnlyList<LaneWord> words = _words.Layers[l];
            for (int w = 0; w < words.Count; w++)
            {
                LaneWord word = words[w];
                if (!_words.IsWritten(l, word))
                {
                    continue;
                }

                long start = StartFor(word, l == 0 ? Inputs.Excess : 0);
                _code.CostWith(start, 1, 2);
                _code.Line($"long a{l + 1}_{w} = {Sum(_code, CSharpCode.Literal(start), word, names)};");
            }

            if (l == _model.Layers.Length - 1)
            {
                WriteOutputs(_code, words, w => $"a{l + 1}_{w}");
                return;
            }

            var units = new CSharpUnits(_code, layer);
            for (int w = 0; w < words.Count; w++)
            {
                foreach (LaneWord.Lane lane in words[w].Lanes.Where(lane => _words.IsRead(l, lane.Unit)))
                {
                    outputs[lane.Unit] = $"h{l + 1}_{lane.Unit}";
                    units.Write($"a{l + 1}_{w}", words[w].Lanes, lane, $"h{l + 1}_{lane.Unit}", isDeclared: false);
                }
            }

            names = outputs;
        }
    }

    private void WriteTable()
    {
        if (_model.TanhTable is not { } table)
        {
            return;
        }

        _code.Line();
        _code.Numbers("private static readonly sbyte[] Table =", "sbyte", [.. table.Select(code => CSharpCode.Literal((int)code))], sizeof(sbyte));
        _code.Cost(0, 5);
    }
}
