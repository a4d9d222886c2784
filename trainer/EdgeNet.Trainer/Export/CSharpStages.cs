namespace EdgeNet.Trainer.Export;

/// <summary>Writes a large model: the codes of a layer stand in an array, and each method advances some words along some inputs.</summary>
internal sealed class CSharpStages(CSharpCode code, ModelContents model, CSharpInputs inputs, IReadOnlyList<LaneWord>[] words)
{
    private const int InputsAtOnce = 120;
    private const int WordsAtOnce = 12;
    private const int UnitsAtOnce = 100;
    private const int FieldBytes = 5; // a field into a local

    private readonly List<Action> _methods = [];

    /// <summary>The names of the methods that read the inputs.</summary>
    public static IEnumerable<string> Reads(int inputs) => Enumerable.Range(0, inputs).Chunk(InputsAtOnce).Select(some => $"Read{some[0]}");

    public void Write()
    {
        WriteCalls();
        CSharpBody.WriteOutputs(code, words[^1], w => $"_words[{w}]");
        code.Close();
        int widest = Math.Max(model.Inputs.Count, model.Layers.Max(layer => layer.Units));
        code.Line();
        code.Line($"private readonly long[] _codes = new long[{widest}];");
        code.Line($"private readonly long[] _words = new long[{words.Max(layer => layer.Count)}];");
        foreach (Action method in _methods)
        {
            code.Line();
            method();
        }
    }

    private void WriteCalls()
    {
        foreach (int[] some in Enumerable.Range(0, model.Inputs.Count).Chunk(InputsAtOnce))
        {
            Call($"Read{some[0]}", $"{inputs.FastType}[] {inputs.FastName}", inputs.FastName, () => WriteRead(some));
        }

        for (int l = 0; l < model.Layers.Length; l++)
        {
            int layer = l;
            foreach (int[] someWords in Enumerable.Range(0, words[l].Count).Chunk(WordsAtOnce))
            {
                foreach (int[] someInputs in Enumerable.Range(0, model.Layers[l].Inputs).Chunk(InputsAtOnce))
                {
                    Call($"Sum{l + 1}_{someWords[0]}_{someInputs[0]}", string.Empty, string.Empty, () => WriteSums(layer, someWords, someInputs));
                }
            }

            if (l < model.Layers.Length - 1)
            {
                foreach (int[] someWords in ChunkByUnits(words[l]))
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
        int[] used = [.. some.Where(input => words[0].Any(word => word.Weights[input] != 0))];
        inputs.WriteLocals(used);
        foreach (int input in used)
        {
            inputs.Write(input, $"codes[{input}]");
            code.Cost(3, CSharpCode.LoadBytes(input)); // the array and the store are as long as those of a local
        }
    }

    private void WriteSums(int l, int[] someWords, int[] someInputs)
    {
        code.Line("long[] codes = _codes;");
        code.Cost(0, FieldBytes);
        string?[] names = new string?[model.Layers[l].Inputs];
        foreach (int input in someInputs.Where(input => someWords.Any(w => words[l][w].Weights[input] != 0)))
        {
            names[input] = $"x{input}";
            code.Line($"long x{input} = codes[{input}];");
            code.Cost(4, 4 + CSharpCode.LoadBytes(input));
        }

        foreach (int w in someWords)
        {
            LaneWord word = words[l][w];
            string start = $"_words[{w}]";
            if (someInputs[0] == 0)
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
            foreach (LaneWord.Lane lane in words[l][w].Lanes)
            {
                units.Write("a", words[l][w].Lanes, lane, "t", isDeclared: true);
                code.Line($"codes[{lane.Unit}] = t;");
                code.Cost(4, 3 + CSharpCode.LoadBytes(lane.Unit));
            }
        }
    }

    private static IEnumerable<int[]> ChunkByUnits(IReadOnlyList<LaneWord> layer) =>
        Enumerable.Range(0, layer.Count).Chunk(Math.Max(1, UnitsAtOnce / layer.Max(word => word.Lanes.Count)));
}
