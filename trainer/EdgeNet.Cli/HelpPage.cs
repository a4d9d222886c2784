using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;

namespace EdgeNet.Cli;

/// <summary>Lays out paragraphs and tables of two columns, with lines broken between words.</summary>
/// <param name="width">The width of a line, in characters; <see cref="int.MaxValue"/> for no breaks.</param>
internal sealed class HelpPage(int width)
{
    private const string Indent = "  ";
    private const int LeastWidth = 10;

    private readonly StringBuilder _text = new();

    /// <summary>Adds a title with a text below it; nothing if the text is empty.</summary>
    public void AddParagraph(string title, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        AddTitle(title);
        foreach (string line in Break(text, width - Indent.Length))
        {
            _text.Append(Indent).AppendLine(line);
        }
    }

    /// <summary>Adds a title with a table below it; nothing if the table is empty.</summary>
    public void AddTable(string title, List<HelpRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        AddTitle(title);
        int nameWidth = WidestName(rows, int.MaxValue);
        int textWidth = WidestText(rows);
        if (nameWidth + textWidth + (2 * Indent.Length) > width)
        {
            nameWidth = WidestName(rows, (width / 2) - Indent.Length);
            textWidth = width - nameWidth - (2 * Indent.Length);
        }

        foreach (HelpRow row in rows)
        {
            AddRow(Break(row.Name, nameWidth), Break(row.Text, textWidth), nameWidth);
        }
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    private void AddTitle(string title)
    {
        if (_text.Length > 0)
        {
            _text.AppendLine();
        }

        _text.AppendLine(title);
    }

    private void AddRow(List<string> names, List<string> texts, int nameWidth)
    {
        for (int i = 0; i < names.Count || i < texts.Count; i++)
        {
            string name = i < names.Count ? names[i] : string.Empty;
            _text.Append(Indent).Append(name);
            if (i < texts.Count && texts[i].Length > 0)
            {
                // One by one: Append(' ', n) is a loop over vectors, which the runtime compiles only when it is called.
                for (int column = name.Length; column < nameWidth; column++)
                {
                    _text.Append(' ');
                }

                _text.Append(Indent).Append(texts[i]);
            }

            _text.AppendLine();
        }
    }

    private static int WidestName(List<HelpRow> rows, int limit)
    {
        int widest = 0;
        foreach (HelpRow row in rows)
        {
            foreach (string part in Break(row.Name, limit))
            {
                widest = Math.Max(widest, part.Length);
            }
        }

        return widest;
    }

    private static int WidestText(List<HelpRow> rows)
    {
        int widest = 0;
        foreach (HelpRow row in rows)
        {
            widest = Math.Max(widest, row.Text.Length);
        }

        return widest;
    }

    /// <summary>Breaks a text at blanks, and a word only if it is longer than a line.</summary>
    private static List<string> Break(string text, int lineWidth)
    {
        int length = Math.Max(LeastWidth, lineWidth);
        var lines = new List<string>();
        int start = 0;
        while (text.Length - start > length)
        {
            // A blank right behind the line may be where it ends.
            int blank = text.LastIndexOf(' ', start + length, length);
            int end = blank < 0 ? start + length : blank;
            lines.Add(text.Substring(start, end - start));
            start = blank < 0 ? end : blank + 1;
        }

        lines.Add(text.Substring(start));
        return lines;
    }
}

/// <summary>The action of <c>--help</c>: shows the help of its command, even if required arguments are missing.</summary>
internal sealed class HelpAction : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override bool ClearsParseErrors => true;

    /// <summary>Makes this the action of the option <c>--help</c> of a command and of its subcommands.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (Option option in root.Options)
        {
            if (option is HelpOption)
            {
                option.Action = new HelpAction();
            }
        }
    }

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.Write(HelpText.Of(parseResult.CommandResult.Command, TerminalWidth()));
        return ExitCode.Success;
    }

    private static int TerminalWidth()
    {
        try
        {
            int width = Console.IsOutputRedirected ? 0 : Console.WindowWidth;
            return width > 0 ? width : int.MaxValue;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return int.MaxValue;
        }
    }
}

/// <summary>A row of a table of help.</summary>
/// <param name="Name">The syntax, such as <c>--seed &lt;seed&gt;</c>.</param>
/// <param name="Text">The description; may be empty.</param>
internal sealed record HelpRow(string Name, string Text);
