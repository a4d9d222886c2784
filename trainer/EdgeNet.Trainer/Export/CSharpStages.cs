namespace EdgeNet.Trainer.Export;

/// <summary>Writes a large model: the codes of a layer stand in an array, and each method advances some words along some inputs.</summary>
internal sealed class CSharpStages(CSharpCode code, ModelContents model, CSharpInputs inputs, ModelWords modelWords)
{
    /// <summary>The most inputs that stand in the locals of a method.</summary>
    public const int InputsAtOnce = 120;

    private const int WordsAtOnce = 12;
    private const int UnitsAtOnce = 100;
    private const int FieldBytes = 5; // a field into a local

    private readonly List<Action> _methods = [];
    private readonly IReadOnlyList<LaneWord>[] _layers = modelWords.Layers;

    /// <summary>The names of the methods that read the inputs.</summary>
    public static IEnumerable<string> Reads(IEnumerable<int> usedInputs) => usedInputs.Chunk(InputsAtOnce).Select(some => $"Read{some[0]}");

    public void Write()
    {
        WriteCalls();
        CSharpBody.WriteOutputs(code, _layers[^1], w => $"_words[{w}]");
        code.Close();
        int widest = Math.Max(model.Inputs.Count, model.Layers.Max(layer => layer.Units));
        code.Line();
        code.Line($"private readonly long[] _codes = new long[{widest}];");
        code.Line($"private readonly long[] _words = new long[{_layers.Max(layer => layer.Count)}];");
        foreach (Action method in _methods)
        {
            code.Line();
            method();
        }
    }

    private void WriteCalls()
    {
        foreach (int[] some in modelWords.UsedInputs.Chunk(InputsAtOnce))
        {
            Call($"Read{some[0]}", $"{inputs.FastType}[] {inputs.FastName}", inputs.FastName, () => WriteRead(some));
        }

        for (int l = 0; l < model.Layers.Length; l++)
        {
            int layer = l;
            foreach (int[] someWords in Written(l).Chunk(WordsAtOnce))
            {
                int[] used = [.. Enumerable.Range(0, model.Layers[l].Inputs).Where(input => someWords.Any(w => _layers[l][w].Weights[input] != 0))];
                bool isFirst = true;
                foreach (int[] someInputs in used.Length == 0 ? [[]] : used.Chunk(InputsAtOnce))
                {
                    bool starts = isFirst;
                    isFirst = false;
                    Call($"Sum{l + 1}_{someWords[0]}_{someInputs.FirstOrDefault()}", string.Empty, string.Empty, () => WriteSums(layer, someWords, someInputs, starts));
                }
            }

            if (l < model.Layers.Length - 1)
            {
                foreach (int[] someWords in Read(l).Chunk(Math.Max(1, UnitsAtOnce / _layers[l].Max(word => word.Lanes.Count))))
                {
                    Call($"Activate{l + 1}_{someWords[0]}", string.Empty, string.Empty, () => WriteUnits(layer, someWords));
                }
            }
        }
    }

    private void Call(string name, string parameter, string argument, Action write)
    {
        code.Line($"{name}({argument});");
        code.Cost(5, 5 + argument.Length.CompareTo(0));
        _methods.Add(() =>
        {
            code.Open($"private void {name}({parameter})");
            write();
            code.Close();
        });
    }

    private void WriteRead(int[] some)
    {
        code.Line("long[] codes = _codes;");
        code.Cost(0, FieldBytes);
        inputs.WriteLocals(some);
        foreach (int input in some)
        {
            inputs.Write(input, $"codes[{input}]");
            code.Cost(2, CSharpCode.LoadBytes(input)); // the array and the store are as long as those of a local
        }
    }

    private void WriteSums(int l, int[] someWords, int[] someInputs, bool starts)
    {
        code.Line("long[] codes = _codes;");
        code.Cost(0, FieldBytes);
        string?[] names = new string?[model.Layers[l].Inputs];
        foreach (int input in someInputs)
        {
            names[input] = $"x{input}";
            code.Line($"long x{input} = codes[{input}];");
            code.Cost(4, 4 + CSharpCode.LoadBytes(input));
        }

        foreach (int w in someWords)
        {
            LaneWord word = _layers[l][w];
            if (!starts && someInputs.All(input => word.Weights[input] == 0))
            {
                continue;
            }

            string start = $"_words[{w}]";
            if (starts)
            {
                long first = CSharpBody.StartFor(word, l == 0 ? inputs.Excess : 0);
                start = CSharpCode.Literal(first);
                code.CostWith(first, 0, 0);
            }
            else
            {
                code.Cost(4, 5 + CSharpCode.LoadBytes(w));
            }

            code.Line($"_words[{w}] = {CSharpBody.Sum(code, start, word, names)};");
            code.Cost(4, 5 + CSharpCode.LoadBytes(w));
        }
    }

    private void WriteUnits(int l, int[] someWords)
    {
        code.Line("long[] codes = _codes;");
        code.Cost(0, FieldBytes);
        code.Line("long a;");
        code.Line("long t;");
        var units = new CSharpUnits(code, model.Layers[l]);
        foreach (int w in someWords)
        {
            code.Line($"a = _words[{w}];");
            code.Cost(5, 6 + CSharpCode.LoadBytes(w));
            foreach (LaneWord.Lane lane in _layers[l][w].Lanes.Where(lane => modelWords.IsRead(l, lane.Unit)))
            {
                units.Write("a", _layers[l][w].Lanes, lane, "t", isDeclared: true);
                code.Line($"codes[{lane.Unit}] = t;");
                code.Cost(4, 3 + CSharpCode.LoadBytes(lane.Unit));
            }
        }
    }

    // The words of which a unit is read, if only one that is constant.
    private IEnumerable<int> Read(int l) => Enumerable.Range(0, _layers[l].Count).Where(w => _layers[l][w].Lanes.Any(lane => modelWords.IsRead(l, lane.Unit)));

    // The words that a logit depends on.
    private IEnumerable<int> Written(int l) => Enumerable.Range(0, _layers[l].Count).Where(w => modelWords.IsWritten(l, _layers[l][w]));
}
