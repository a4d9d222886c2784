using EdgeNet.Trainer.Cost;

namespace EdgeNet.Trainer.Export;

/// <summary>Writes how a raw value becomes a code, and how the slow kind of array is converted to the fast one.</summary>
/// <remarks>
/// Affine inputs are kept as 0 to 255, without the centre, and readings as they come out of the shift; both differences are in the start of
/// the words. Readings of one range are compared with it before, but for those that no weight looks at, and held to it only where one is outside; readings
/// that have a range each are held to it always.
/// </remarks>
internal sealed class CSharpInputs(CSharpCode code, InputStage inputs)
{
    // IL instructions of ReadingInputs.ToReading: between the ends of the range, at the lowest, and at the highest.
    private const int HeldReading = 18;
    private const int LowestReading = 10;
    private const int HighestReading = 6;

    private const int FilledReading = 11;
    private const int ComparedAtOnce = 120;

    private readonly List<(int[] Some, string Expression)> _comparisons = []; // each a method of its own

    /// <summary>The type of the fast array's elements.</summary>
    public string FastType => inputs is ReadingStage ? "int" : "float";

    /// <summary>The name of the fast array.</summary>
    public string FastName => inputs is ReadingStage ? "readings" : "features";

    /// <summary>The difference between a value as it is kept and its code.</summary>
    public int Excess => inputs is ReadingStage ? 0 : AffineStage.Centre;

    /// <summary>The suffix of the member with the arithmetic: readings are checked before it.</summary>
    public string FastSuffix => inputs is ReadingStage ? "Unchecked" : string.Empty;

    /// <summary>The head of a member that computes logits.</summary>
    /// <param name="outputs">n[L].</param>
    /// <param name="parameter">The array of inputs.</param>
    /// <param name="suffix">What its name ends with.</param>
    public static string HeadOf(int outputs, string parameter, string suffix = "") =>
        outputs > 1 ? $"void Logits{suffix}({parameter}, int[] logits)" : $"int Logit{suffix}({parameter})";

    /// <summary>Declares what <see cref="Write"/> needs for some inputs.</summary>
    /// <param name="some">Their numbers, from 0; none when no weight looks at an input.</param>
    public void WriteLocals(IReadOnlyCollection<int> some)
    {
        if (inputs is AffineStage && some.Count > 0)
        {
            code.Line("float u;");
        }
    }

    /// <summary>Writes one input.</summary>
    /// <param name="input">Its number, from 0.</param>
    /// <param name="target">Where it goes: an assignable expression of type long.</param>
    public void Write(int input, string target)
    {
        if (inputs is ReadingStage readings)
        {
            string shift = readings.Shifts[input] == 0 ? string.Empty : $" >> {readings.Shifts[input]}";
            code.Line($"{target} = readings[{input}]{shift};");
            int shiftBytes = shift.Length == 0 ? 0 : 1 + CSharpCode.LoadBytes((int)readings.Shifts[input]);
            code.Cost(shift.Length == 0 ? 5 : 7, 5 + CSharpCode.LoadBytes(input) + shiftBytes);
            return;
        }

        var affine = (AffineStage)inputs;
        code.Line($"u = (features[{input}] * {CSharpCode.Literal(affine.Scales[input])}) + {CSharpCode.Literal(affine.Offsets[input])};");
        code.Line($"{target} = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;");
        code.Cost(17, 47 + CSharpCode.LoadBytes(input));
    }

    /// <summary>Writes the member that takes readings of any value: one that is outside its range counts as the end of the range.</summary>
    /// <param name="outputs">n[L].</param>
    /// <param name="used">The inputs that some weight looks at.</param>
    /// <param name="isStaged">Whether the class is too large for one method.</param>
    public void WriteChecked(int outputs, int[] used, bool isStaged)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open($"public override {HeadOf(outputs, "int[] readings")}");
        CSharpClass.WriteLengthCheck(code, "readings", inputs.Count);
        var readings = (ReadingStage)inputs;
        if (!HasOneRange(readings))
        {
            code.Line("Fill(readings);");
            code.Line("readings = _buffer;");
            code.Cost(6 + (inputs.Count * FilledReading) + readings.Lowest.Zip(readings.Highest, Held).Sum(), 15);
        }
        else if (used.Length > 0)
        {
            code.Open($"if ({Outside(readings, used, isStaged)})");
            code.Line("Fill(readings);");
            code.Line("readings = _buffer;");
            code.Close();
            code.Line();
            code.Cost(0, 15);
        }

        code.Line(outputs > 1 ? "LogitsUnchecked(readings, logits);" : "return LogitUnchecked(readings);");
        code.Cost(outputs > 1 ? 5 : 4, 9);
        code.Close();
        foreach ((int[] some, string expression) in _comparisons)
        {
            code.Line();
            code.Open($"private static bool AreOutside{some[0]}(int[] readings)");
            code.Line($"return {expression};");
            code.Close();
        }
    }

    /// <summary>Writes the methods that fill the buffer: with readings held to their range, or as floating-point numbers where no range was declared.</summary>
    public void WriteFill()
    {
        if (inputs is ReadingStage readings)
        {
            WriteFill(readings, "float[] features", "features");
            WriteFill(readings, "int[] readings", "readings");
            return;
        }

        WriteFill(null, "int[] readings", "readings");
    }

    /// <summary>Writes the overload that takes the other kind of array: it fills a buffer of the fast kind.</summary>
    /// <param name="member">What it returns, and its name.</param>
    /// <param name="call">The statement that passes the buffer on.</param>
    /// <param name="further">Its further parameters, with a comma before each.</param>
    public void WriteSlowOverload(string member, string call, string further = "")
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        string name = inputs is ReadingStage ? "features" : "readings";
        code.Open($"public override {member}({(inputs is ReadingStage ? "float" : "int")}[] {name}{further})");
        CSharpClass.WriteLengthCheck(code, name, inputs.Count);
        code.Line($"Fill({name});");
        code.Line(call);
        code.Cost(-CSharpClass.LengthCheck, 15); // no part of an inference on what the class is made for
        code.Close();
    }

    private void WriteFill(ReadingStage? readings, string parameter, string name)
    {
        code.Line();
        code.Open($"private void Fill({parameter})");
        if (readings is not null && !HasOneRange(readings))
        {
            for (int i = 0; i < inputs.Count; i++)
            {
                code.Line($"_buffer[{i}] = {ToReading(readings, i, $"{name}[{i}]")};");
                code.Cost(0, 10 + (2 * CSharpCode.LoadBytes(i)) + CSharpCode.LoadBytes(readings.Lowest[i]) + CSharpCode.LoadBytes(readings.Highest[i]));
            }
        }
        else
        {
            code.Open("for (int i = 0; i < _buffer.Length; i++)");
            code.Line($"_buffer[i] = {(readings is null ? "readings[i]" : ToReading(readings, 0, $"{name}[i]"))};");
            code.Close();
            code.Cost(0, readings is null ? 28 : 38);
        }

        code.Close();
    }

    // The mean of all readings in a range.
    private static double Held(int lowest, int highest)
    {
        double count = highest - (double)lowest + 1;
        return count == 1 ? HighestReading : HeldReading - ((HeldReading - LowestReading + HeldReading - HighestReading) / count);
    }

    private static bool HasOneRange(ReadingStage readings) => readings.Lowest.Distinct().Count() == 1 && readings.Highest.Distinct().Count() == 1;

    // A method holds so many comparisons of a large class; where it looks at every reading, the library's loop needs less flash.
    private string Outside(ReadingStage readings, int[] used, bool isStaged)
    {
        bool isPower = IsPowerOfTwo(readings);
        if (isStaged ? used.Length == inputs.Count : used.Length == inputs.Count && !isPower)
        {
            return OutsideByLoop(readings);
        }

        if (!isStaged)
        {
            return Outside(readings, used);
        }

        foreach (int[] some in used.Chunk(ComparedAtOnce))
        {
            _comparisons.Add((some, Outside(readings, some)));
            code.Cost(4, 8);
        }

        return string.Join(" || ", _comparisons.Select(comparison => $"AreOutside{comparison.Some[0]}(readings)"));
    }

    // For 2^k readings, any bit above the lowest k shows one outside: one expression tests all.
    private string Outside(ReadingStage readings, int[] used)
    {
        int lowest = readings.Lowest[0];
        int span = readings.Highest[0] - lowest;
        string minus = lowest switch { 0 => string.Empty, < 0 => $" + {-lowest}", _ => $" - {lowest}" };
        if (!IsPowerOfTwo(readings))
        {
            code.Cost(used.Length * (lowest == 0 ? 5 : 7), used.Sum(input => 8 + CSharpCode.LoadBytes(input) + CSharpCode.LoadBytes(span) + (lowest == 0 ? 0 : 1 + CSharpCode.LoadBytes(lowest))));
            return string.Join(" || ", used.Select(i => $"(uint)(readings[{i}]{minus}) > {span}u"));
        }

        foreach (int input in used)
        {
            code.Cost(lowest == 0 ? 4 : 6, 3 + CSharpCode.LoadBytes(input) + (lowest == 0 ? 0 : 1 + CSharpCode.LoadBytes(lowest)));
        }

        code.Cost(2, 8);
        return $"(({string.Join(" | ", used.Select(i => minus.Length == 0 ? $"readings[{i}]" : $"(readings[{i}]{minus})"))}) & {CSharpCode.Literal(~span)}) != 0";
    }

    private static bool IsPowerOfTwo(ReadingStage readings)
    {
        int span = readings.Highest[0] - readings.Lowest[0];
        return (span & (span + 1)) == 0;
    }

    private string OutsideByLoop(ReadingStage readings)
    {
        int span = readings.Highest[0] - readings.Lowest[0];
        code.Cost(5 + PackedCost.Within.Of(inputs.Count), 13 + CSharpCode.LoadBytes(readings.Lowest[0]) + CSharpCode.LoadBytes(span));
        return $"!AreWithin(readings, {CSharpCode.Literal(readings.Lowest[0])}, {span}u)";
    }

    private static string ToReading(ReadingStage readings, int input, string value) =>
        $"global::EdgeNet.ReadingInputs.ToReading({value}, {CSharpCode.Literal(readings.Lowest[input])}, {CSharpCode.Literal(readings.Highest[input])})";
}
