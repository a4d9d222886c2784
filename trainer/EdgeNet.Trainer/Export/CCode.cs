using System.Globalization;
using System.Text;

namespace EdgeNet.Trainer.Export;

/// <summary>Collects lines of C, indented by their braces, for the identifiers of one prefix.</summary>
/// <param name="prefix">What the identifiers begin with.</param>
internal sealed class CCode(string prefix)
{
    private const int Width = 120;
    private const int MaxTextBytes = 250; // C99 promises literals of 4,095 characters; a name needs fewer

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Names a function, a type or a table: <c>logits</c> gives <c>sonar_logits</c>.</summary>
    public string Id(string name) => $"{prefix}_{name}";

    /// <summary>Names a macro: <c>INPUTS</c> gives <c>SONAR_INPUTS</c>.</summary>
    public string Macro(string name) => $"{prefix.ToUpperInvariant()}_{name}";

    /// <summary>An integer. In C, -2147483648 is an operator and a number that is too large for an int.</summary>
    public static string Literal(int value) => value == int.MinValue ? "(-2147483647 - 1)" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number in single precision, finite, which every correct compiler reads back to the bit.</summary>
    public static string Literal(float value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text + (text.AsSpan().IndexOfAny('.', 'E') < 0 ? ".0f" : "f");
    }

    /// <summary>
    /// A text in quotes, as UTF-8. Every byte that is not plain is written as three octal digits, so that no text can break out of its quotes
    /// and none is a trigraph.
    /// </summary>
    /// <param name="text">Any text; what is longer than a name is cut off.</param>
    public static string Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int length = bytes.Length;
        if (length > MaxTextBytes)
        {
            length = MaxTextBytes;
            while ((bytes[length] & 0xC0) == 0x80) // within a character
            {
                length--;
            }
        }

        var literal = new StringBuilder("\"");
        foreach (byte b in bytes.AsSpan(0, length))
        {
            char c = (char)b;
            literal.Append(char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' ? c.ToString() : "\\" + Convert.ToString(b, 8).PadLeft(3, '0'));
        }

        return literal.Append('"').ToString();
    }

    public void Line(string text = "")
    {
        if (text.StartsWith('}'))
        {
            _depth--;
        }

        bool isDirective = text.StartsWith('#');
        _text.Append(text.Length == 0 || isDirective ? string.Empty : new string(' ', 4 * _depth)).Append(text).Append('\n');
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

    public void Close(string end = "}") => Line(end);

    /// <summary>Defines a macro that is a number.</summary>
    public void Define(string name, int value, string comment = "") =>
        Line($"#define {Macro(name)} {Literal(value)}{(comment.Length > 0 ? $" /* {comment} */" : string.Empty)}");

    /// <summary>Writes text that is C already.</summary>
    public void Raw(string text) => _text.Append(text);

    /// <summary>Writes a constant table.</summary>
    /// <param name="type">The type of the elements.</param>
    /// <param name="name">Its name without the prefix.</param>
    /// <param name="elements">One at least.</param>
    public void Table(string type, string name, IReadOnlyCollection<string> elements)
    {
        Line(FormattableString.Invariant($"static const {type} {Id(name)}[{elements.Count}] = {{"));
        var line = new StringBuilder();
        int left = elements.Count;
        foreach (string element in elements)
        {
            string next = --left > 0 ? element + ", " : element;
            if (line.Length > 0 && line.Length + next.Length > Width)
            {
                Line(line.ToString().TrimEnd());
                line.Clear();
            }

            line.Append(next);
        }

        Line(line.ToString());
        Close("};");
    }

    public void Table(string type, string name, IEnumerable<int> elements) => Table(type, name, [.. elements.Select(Literal)]);

    public void Table(string name, IEnumerable<float> elements) => Table("float", name, [.. elements.Select(Literal)]);

    public override string ToString() => _text.ToString();
}
