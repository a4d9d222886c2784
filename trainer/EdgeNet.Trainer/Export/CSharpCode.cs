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

    /// <summary>Instructions to load a long constant: one that fits 32 bits is loaded short and widened.</summary>
    public static int LoadInstructions(long value) => value is >= int.MinValue and <= int.MaxValue ? 2 : 1;

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

    public override string ToString() => _text.ToString();
}
