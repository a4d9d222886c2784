using System.Globalization;
using System.Text;

namespace EdgeNet.Trainer.Export;

/// <summary>Collects lines of C#, indented by their braces, and what they cost when compiled.</summary>
internal sealed class CSharpCode
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>IL bytes of the lines so far, by the size of each instruction.</summary>
    public int IlBytes { get; private set; }

    /// <summary>IL instructions that one inference executes, where both ways of a branch are the mean.</summary>
    public int Instructions { get; private set; }

    public static string Literal(float value) =>
        float.IsNaN(value) ? "float.NaN"
        : float.IsPositiveInfinity(value) ? "float.PositiveInfinity"
        : float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture) + "f";

    public static string Literal(long value) => value == long.MinValue ? "long.MinValue" : value.ToString(CultureInfo.InvariantCulture) + "L";

    public static string Literal(int value) => value == int.MinValue ? "int.MinValue" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Instructions to load a long constant: one that fits 32 bits, with or without a sign, is loaded short and widened.</summary>
    public static int LoadInstructions(long value) => IsShort(value) ? 2 : 1;

    /// <summary>IL bytes to load a long constant.</summary>
    public static int LoadBytes(long value) => IsShort(value) ? LoadBytes(unchecked((int)value)) + 1 : 9;

    /// <summary>IL bytes to load an int constant.</summary>
    public static int LoadBytes(int value) => value is >= -1 and <= 8 ? 1 : value is >= sbyte.MinValue and <= sbyte.MaxValue ? 2 : 5;

    public void Line(string text = "")
    {
        if (text.StartsWith('}'))
        {
            _depth--;
        }

        _text.Append(text.Length == 0 ? string.Empty : new string(' ', 4 * _depth)).Append(text).Append('\n');
        if (text.EndsWith('{'))
        {
            _depth++;
        }
    }

    public void Open(string head)
    {
        Line(head);
        Line("{");
    }

    public void Close() => Line("}");

    public void Cost(int instructions, int bytes)
    {
        Instructions += instructions;
        IlBytes += bytes;
    }

    /// <summary>Counts instructions, and those that load a long constant for them.</summary>
    public void CostWith(long constant, int instructions, int bytes) => Cost(instructions + LoadInstructions(constant), bytes + LoadBytes(constant));

    public override string ToString() => _text.ToString();

    private static bool IsShort(long value) => value is >= int.MinValue and <= uint.MaxValue;
}
