using System.Globalization;
using System.Text;

namespace EdgeNet.Trainer.Export;

/// <summary>Collects lines of C#, indented by their braces, and what they cost when compiled.</summary>
internal sealed class CSharpCode
{
    private const int NumbersInLine = 16;
    private const int Class = 650;          // the record of a class, and what it names of the library
    private const int Method = 16;          // the record of a method
    private const int Signature = 6;        // of a method with few parameters and locals
    private const int NumbersField = 85;    // a field, its type, and a name of 64 characters
    private const int NumbersCode = 14;     // the array made, and filled by one call

    private const int MemberDepth = 2;

    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _names = [];
    private int _depth;
    private int _otherBytes;

    /// <summary>IL bytes of the lines so far, by the size of each instruction as the metadata processor writes it.</summary>
    public int IlBytes { get; private set; }

    /// <summary>Bytes of the numbers of arrays so far, and of the signatures of methods and their locals.</summary>
    public int DataBytes { get; private set; }

    /// <summary>The methods of the lines so far.</summary>
    public int Methods { get; private set; }

    /// <summary>What the lines so far take of an assembly.</summary>
    public AssemblyShare Share => new(IlBytes, DataBytes, _otherBytes);

    /// <summary>IL instructions that one inference executes: the mean of both ways of a branch that goes one way as often as the other.</summary>
    public double Instructions { get; private set; }

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

    /// <summary>IL bytes to load or store a variable of the generated code: one of the first four locals, another, or an element of the field <c>_words</c>.</summary>
    public static int LocalBytes(string name) => name is "a" or "t" ? 1 : name.StartsWith('_') ? 7 : 2;

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
        if (_depth == MemberDepth && head.EndsWith(')'))
        {
            CountMethod(head);
        }

        Line(head);
        Line("{");
    }

    public void Close() => Line("}");

    /// <summary>Writes a property of one expression.</summary>
    public void Property(string head, string value)
    {
        Line($"{head} => {value};");
        CountMethod($"get_{head[(head.LastIndexOf(' ') + 1)..]}(");
        Cost(0, 6);
    }

    /// <summary>Writes an array with its numbers.</summary>
    /// <param name="start">The statement up to the array.</param>
    /// <param name="type">Of an element.</param>
    /// <param name="literals">The elements.</param>
    /// <param name="size">Bytes of an element.</param>
    public void Numbers(string start, string type, IReadOnlyList<string> literals, int size)
    {
        Open($"{start} new {type}[{CSharpCode.Literal(literals.Count)}]");
        foreach (string[] some in literals.Chunk(NumbersInLine))
        {
            Line(string.Join(", ", some) + ",");
        }

        Line("};");
        Cost(0, NumbersCode);
        DataBytes += sizeof(ushort) + (literals.Count * size);
        _otherBytes += NumbersField;
    }

    /// <summary>Counts a class, once for all files that it is written in.</summary>
    public void CountClass() => _otherBytes += Class;

    /// <summary>Counts what a method has in its signatures beside the usual: a byte for each local or two.</summary>
    public void CountData(int bytes) => DataBytes += bytes;

    /// <summary>Counts a text, which stands in the table of strings.</summary>
    public void CountText(string text) => _otherBytes += Encoding.UTF8.GetByteCount(text) + 1;

    public void Cost(double instructions, int bytes)
    {
        Instructions += instructions;
        IlBytes += bytes;
    }

    /// <summary>Counts instructions, and those that load a long constant for them.</summary>
    public void CostWith(long constant, double instructions, int bytes) => Cost(instructions + LoadInstructions(constant), bytes + LoadBytes(constant));

    /// <summary>Counts a product of a variable and a constant: the compiler leaves out a multiplication by 1.</summary>
    public void CostOfProduct(long constant, int variableBytes)
    {
        Cost(1, variableBytes);
        if (constant != 1)
        {
            CostWith(constant, 1, 1);
        }
    }

    public override string ToString() => _text.ToString();

    // A name counts once, however many methods bear it.
    private void CountMethod(string head)
    {
        string name = head[..head.IndexOf('(', StringComparison.Ordinal)].Split(' ')[^1];
        Methods++;
        DataBytes += Signature;
        _otherBytes += Method + (_names.Add(name) ? name.Length + 1 : 0);
    }

    private static bool IsShort(long value) => value is >= int.MinValue and <= uint.MaxValue;
}
