using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeNet.Cli;

/// <summary>
/// A console that escapes every text by <see cref="ShownText"/> and draws tables in characters that it can print. It is asked nothing before
/// something is written.
/// </summary>
/// <param name="console">The console.</param>
internal sealed class ShownConsole(IAnsiConsole console) : IAnsiConsole
{
    private const int Unbroken = 1_000_000_000;

    public Profile Profile => console.Profile;

    public IAnsiConsoleCursor Cursor => console.Cursor;

    public IAnsiConsoleInput Input => console.Input;

    public IExclusivityMode ExclusivityMode => console.ExclusivityMode;

    public RenderPipeline Pipeline => console.Pipeline;

    public void Clear(bool home) => console.Clear(home);

    public void WriteAnsi(Action<AnsiWriter> action) => console.WriteAnsi(action);

    public void Write(IRenderable renderable) => console.Write(renderable switch
    {
        Table table => Show(console, table),
        Text or Markup => Show(console, renderable, isLine: true),
        _ => renderable,
    });

    /// <summary>Makes a table fit for a console.</summary>
    public static Table Show(IAnsiConsole console, Table table)
    {
        if (!ShownText.CanShow(console.Profile.Encoding, "─"))
        {
            table.Border = table.Border == TableBorder.None ? TableBorder.None : TableBorder.Ascii2;
        }

        foreach (TableColumn column in table.Columns)
        {
            column.Header = Show(console, column.Header, isLine: false);
        }

        for (int r = 0; r < table.Rows.Count; r++)
        {
            IRenderable[] cells = [.. table.Rows.ElementAt(r)];
            for (int c = 0; c < cells.Length; c++)
            {
                table.Rows.Update(r, c, Show(console, cells[c], isLine: false));
            }
        }

        return table;
    }

    // A line may end in a line end; a line end elsewhere is part of a name.
    private static IRenderable Show(IAnsiConsole console, IRenderable text, bool isLine)
    {
        Encoding encoding = console.Profile.Encoding;
        Segment[] segments = [.. text.Render(RenderOptions.Create(console, console.Profile.Capabilities), Unbroken)];
        int last = isLine ? Array.FindLastIndex(segments, segment => segment.IsLineBreak || segment.Text.Length > 0) : -1;
        var shown = new Paragraph();
        bool isSame = true;
        for (int i = 0; i < segments.Length; i++)
        {
            bool isEnd = i == last && segments[i].IsLineBreak;
            string own = segments[i].IsLineBreak ? "\n" : segments[i].Text;
            string escaped = isEnd ? own : ShownText.Escape(own, encoding);
            isSame &= escaped == own;
            shown.Append(escaped, segments[i].Style);
        }

        return isSame ? text : shown;
    }
}

/// <summary>A writer to a terminal that escapes every text by <see cref="ShownText"/>.</summary>
/// <param name="writer">The terminal.</param>
internal sealed class ShownWriter(TextWriter writer) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value) => writer.Write(ShownText.Escape(value ?? string.Empty, Encoding, keepsLineEnds: true));

    // Stays one line, whatever names are in it.
    public override void WriteLine(string? value) => writer.WriteLine(ShownText.Escape(value ?? string.Empty, Encoding));

    public override void Flush() => writer.Flush();
}

/// <summary>
/// Makes text safe for a terminal. Names come from files that others made: what moves a cursor, reverses the direction of writing or begins a new line is
/// shown by its code point, such as <c>\u{1b}</c>, and so is any character that the terminal's encoding lacks.
/// </summary>
internal static class ShownText
{
    // ASCII for the other characters of EdgeNet's own sentences.
    private static readonly Dictionary<int, string> InAscii = new()
    {
        ['→'] = "->",
        ['…'] = "...",
        ['×'] = "x",
        ['·'] = "*",
        ['–'] = "-",
        ['°'] = "deg ",
        ['²'] = "^2",
        ['σ'] = "sigma",
        ['β'] = "beta",
        ['λ'] = "lambda",
    };

    /// <summary>Escapes the characters that must not reach a terminal, and those that it cannot show.</summary>
    /// <param name="text">The text.</param>
    /// <param name="encoding">The terminal's encoding.</param>
    /// <param name="keepsLineEnds">Whether line ends are kept; otherwise they are escaped too.</param>
    /// <returns>The same text where nothing is to be escaped.</returns>
    public static string Escape(string text, Encoding encoding, bool keepsLineEnds = false)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        bool isComplete = CanShow(encoding, text);
        var shown = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            string own = rune.ToString();
            if (rune.Value is '\n' or '\r' && keepsLineEnds)
            {
                shown.Append(own);
            }
            else if (IsHarmful(rune))
            {
                AppendNumber(rune);
            }
            else if (isComplete || CanShow(encoding, own))
            {
                shown.Append(own);
            }
            else if (InAscii.TryGetValue(rune.Value, out string? plain))
            {
                shown.Append(plain);
            }
            else
            {
                AppendNumber(rune);
            }
        }

        return shown.ToString();

        void AppendNumber(Rune rune) => shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
    }

    /// <summary>Whether an encoding has all characters of a text.</summary>
    public static bool CanShow(Encoding encoding, string text) => encoding.GetString(encoding.GetBytes(text)) == text;

    // Of invisible characters only those inside words and emoji are harmless.
    private static bool IsHarmful(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        _ => false,
    };
}
