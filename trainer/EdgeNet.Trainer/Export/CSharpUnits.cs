namespace EdgeNet.Trainer.Export;

/// <summary>Writes how a lane becomes the code of a hidden unit, with every constant and every proof in place.</summary>
/// <remarks>
/// <c>code = (lane·multiplier + constant) &gt;&gt; shift</c>, where the constant holds the half, the zero point and the lowest accumulator. A clamp is
/// written only where the exact range of the accumulator can pass it.
/// </remarks>
internal sealed class CSharpUnits(CSharpCode code, QuantizedLayer layer)
{
    // IL instructions: a comparison of a code with an end of its range, and the assignment of that end.
    private const int Compared = 4;
    private const int Assigned = 3;

    private int _localBytes;

    private bool IsTabulated => layer.Activation is Activation.Tanh or Activation.Sigmoid;

    /// <summary>Writes a unit.</summary>
    /// <param name="word">Where its word stands.</param>
    /// <param name="lanes">The lanes of the word.</param>
    /// <param name="lane">Its lane.</param>
    /// <param name="local">The local that holds its code.</param>
    /// <param name="isDeclared">Whether the local is declared already.</param>
    public void Write(string word, IReadOnlyList<LaneWord.Lane> lanes, LaneWord.Lane lane, string local, bool isDeclared)
    {
        string declaration = isDeclared ? local : "long " + local;
        _localBytes = CSharpCode.LocalBytes(local);
        int centre = IsTabulated ? TanhTable.Centre : layer.ZeroPoint;
        int multiplier = layer.Multipliers[lane.Unit];
        (long lowest, long highest) = (Range(lane.Lowest, lane.Unit, centre), Range(lane.Highest, lane.Unit, centre));
        string value = ModelWords.IsConstant(layer, lane.Unit) ? CSharpCode.Literal(lowest) : Extract(code, word, lanes, lane);
        if (ModelWords.IsConstant(layer, lane.Unit))
        {
            code.CostWith(lowest, 0, 0);
        }
        else if (layer.Activation == Activation.LeakyRelu && lane.Lowest < 0)
        {
            long zero = -(long)lane.Lowest;
            code.Line($"{declaration} = {value};");
            code.CostWith(zero, 3.5, 4 + (2 * _localBytes));
            declaration = local;
            string negative = Scaled(local, lane, layer.NegativeMultipliers[lane.Unit], centre, isOneOfTwo: true);
            value = $"{local} < {CSharpCode.Literal(zero)} ? {negative} : {Scaled(local, lane, multiplier, centre, isOneOfTwo: true)}";
        }
        else
        {
            value = Scaled(value, lane, multiplier, centre, isOneOfTwo: false);
        }

        int least = IsTabulated ? 0 : layer.Activation == Activation.Relu ? layer.ZeroPoint : sbyte.MinValue;
        int most = IsTabulated ? TanhTable.Length - 1 : sbyte.MaxValue;
        code.Line($"{declaration} = {value};");
        code.Cost(1, _localBytes);
        Clamp(local, lowest < least, least, highest > most, most);
        if (IsTabulated)
        {
            code.Line($"{local} = Table[(int){local}];");
            code.Cost(6, 6 + (2 * _localBytes));
        }
    }

    /// <summary>Writes how a lane is taken out of its word: what the accumulator is more than its lowest value.</summary>
    /// <param name="code">Where it is counted.</param>
    /// <param name="word">Where the word stands.</param>
    /// <param name="lanes">The lanes of the word.</param>
    /// <param name="lane">The lane.</param>
    /// <returns>An expression of type long.</returns>
    public static string Extract(CSharpCode code, string word, IReadOnlyList<LaneWord.Lane> lanes, LaneWord.Lane lane)
    {
        string shifted = lane.Offset == 0 ? word
            : lane.End == LanePacking.WordBits ? $"(long)((ulong){word} >> {lane.Offset})"
            : $"({word} >> {lane.Offset})";
        code.Cost(lane.Offset == 0 ? 1 : 3, CSharpCode.LocalBytes(word) + (lane.Offset == 0 ? 0 : 1 + CSharpCode.LoadBytes(lane.Offset)));
        if (lane == lanes[^1])
        {
            return shifted;
        }

        long mask = (1L << lane.Bits) - 1;
        code.CostWith(mask, 1, 1);
        return $"({shifted} & {CSharpCode.Literal(mask)})";
    }

    // On average every second time one of the two branches runs and loads its value.
    private string Scaled(string value, LaneWord.Lane lane, int multiplier, int centre, bool isOneOfTwo)
    {
        long constant = ((long)lane.Lowest * multiplier) + (1L << (layer.Shift - 1)) + ((long)centre << layer.Shift);
        int instructions = 4 + CSharpCode.LoadInstructions(multiplier) + CSharpCode.LoadInstructions(constant);
        int bytes = 5 + CSharpCode.LoadBytes((long)multiplier) + CSharpCode.LoadBytes(constant);
        code.Cost(isOneOfTwo ? (instructions + 1) / 2.0 : instructions, isOneOfTwo ? bytes + _localBytes : bytes);
        return $"(({value} * {CSharpCode.Literal((long)multiplier)}) + {CSharpCode.Literal(constant)}) >> {layer.Shift}";
    }

    private int ClampBytes(int end) => 2 + (2 * _localBytes) + (2 * CSharpCode.LoadBytes((long)end));

    private long Range(int accumulator, int unit, int centre)
    {
        int multiplier = accumulator < 0 && layer.NegativeMultipliers is { } negative ? negative[unit] : layer.Multipliers[unit];
        return Requantization.Scale(accumulator, multiplier, layer.Shift) + centre;
    }

    // In the usual range: of ReLU half of the codes are the lowest, of the others none is at an end.
    private void Clamp(string local, bool canBeLow, int least, bool canBeHigh, int most)
    {
        double ifLow = layer.Activation == Activation.Relu && canBeLow ? 0.5 : 0;
        if (canBeLow)
        {
            code.Open($"if ({local} < {CSharpCode.Literal((long)least)})");
            code.Line($"{local} = {CSharpCode.Literal((long)least)};");
            code.Close();
            code.Cost(Compared + (ifLow * (canBeHigh ? Assigned + 1 : Assigned)), ClampBytes(least));
        }

        if (canBeHigh)
        {
            code.Open($"{(canBeLow ? "else " : string.Empty)}if ({local} > {CSharpCode.Literal((long)most)})");
            code.Line($"{local} = {CSharpCode.Literal((long)most)};");
            code.Close();
            code.Cost((1 - ifLow) * Compared, ClampBytes(most) + (canBeLow ? 2 : 0));
        }
    }
}
