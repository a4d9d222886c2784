using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeNet.Cli;

/// <summary>
/// A console on which every text comes as <see cref="ShownText"/> has it, and tables are drawn in characters that it has. It is asked nothing before
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

    // A line may end in a line end; any other stands in a name.
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
