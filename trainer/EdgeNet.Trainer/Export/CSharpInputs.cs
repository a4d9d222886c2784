using System.Globalization;

namespace EdgeNet.Trainer.Export;

/// <summary>Writes how a raw value becomes a code, and how the other kind of array is turned into the kind that is fast.</summary>
/// <remarks>
/// Affine inputs are kept as 0 to 255, without the centre, and readings as they come out of the shift; both differences are in the start of
/// the words. Nothing is clamped where the declared range proves that it need not be.
/// </remarks>
internal sealed class CSharpInputs(CSharpCode code, InputStage inputs)
{
    /// <summary>The type of the fast array's elements.</summary>
    public string FastType => inputs is ReadingInputs ? "int" : "float";

    /// <summary>The name of the fast array.</summary>
    public string FastName => inputs is ReadingInputs ? "readings" : "features";

    /// <summary>What a value as it is kept is more than the code.</summary>
    public int Excess => inputs is ReadingInputs ? 0 : InputQuantization.Centre;

    /// <summary>Declares what <see cref="Write"/> needs for some inputs.</summary>
    /// <param name="some">Their numbers, from 0; none when no weight looks at an input.</param>
    public void WriteLocals(IReadOnlyCollection<int> some)
    {
        if (inputs is AffineInputs && some.Count > 0)
        {
            code.Line("float u;");
        }
    }

    /// <summary>Writes one input.</summary>
    /// <param name="input">Its number, from 0.</param>
    /// <param name="target">Where it goes: an assignable expression of type long.</param>
    public void Write(int input, string target)
    {
        if (inputs is ReadingInputs readings)
        {
            string shift = readings.Shifts[input] == 0 ? string.Empty : $" >> {readings.Shifts[input]}";
            code.Line($"{target} = readings[{input}]{shift};");
            int shiftBytes = shift.Length == 0 ? 0 : 1 + CSharpCode.LoadBytes((int)readings.Shifts[input]);
            code.Cost(shift.Length == 0 ? 5 : 7, 5 + CSharpCode.LoadBytes(input) + shiftBytes);
            return;
        }

        var affine = (AffineInputs)inputs;
        code.Line($"u = (features[{input}] * {CSharpCode.Literal(affine.Scales[input])}) + {CSharpCode.Literal(affine.Offsets[input])};");
        code.Line($"{target} = u < 255f ? (u > 0f ? (long)u : 0L) : 255L;");
        code.Cost(17, 49);
    }

    /// <summary>Writes the overload that takes the other kind of array: it fills a buffer of the fast kind.</summary>
    /// <param name="outputs">n[L].</param>
    public void WriteSlowOverload(int outputs)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        bool isReading = inputs is ReadingInputs;
        string name = isReading ? "features" : "readings";
        string parameter = $"{(isReading ? "float" : "int")}[] {name}";
        code.Open(outputs > 1 ? $"public override void Logits({parameter}, int[] logits)" : $"public override int Logit({parameter})");
        CSharpClass.WriteLengthCheck(code, name, inputs.Count);
        if (inputs is ReadingInputs readings && (readings.Lowest.Distinct().Count() > 1 || readings.Highest.Distinct().Count() > 1))
        {
            for (int i = 0; i < inputs.Count; i++)
            {
                code.Line($"_buffer[{i}] = {ToReading(readings, i, i.ToString(CultureInfo.InvariantCulture))};");
                code.Cost(0, 14 + (2 * CSharpCode.LoadBytes(i)) + CSharpCode.LoadBytes(readings.Lowest[i]) + CSharpCode.LoadBytes(readings.Highest[i]));
            }
        }
        else
        {
            code.Open("for (int i = 0; i < _buffer.Length; i++)");
            code.Line($"_buffer[i] = {(inputs is ReadingInputs alike ? ToReading(alike, 0, "i") : "readings[i]")};");
            code.Close();
            code.Line();
            code.Cost(0, isReading ? 44 : 32);
        }

        code.Line(outputs > 1 ? "Logits(_buffer, logits);" : "return Logit(_buffer);");
        code.Cost(0, 13);
        code.Close();
    }

    private static string ToReading(ReadingInputs readings, int input, string index) =>
        $"global::EdgeNet.ReadingInputs.ToReading(features[{index}], {CSharpCode.Literal(readings.Lowest[input])}, {CSharpCode.Literal(readings.Highest[input])})";
}
