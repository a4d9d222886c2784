using System.Collections;
using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;

namespace EdgeNet.Cli;

/// <summary>The help of a command: its description, usage, arguments, options and subcommands.</summary>
/// <remarks>
/// Not by System.CommandLine's own help: it sorts and groups pairs with LINQ, for which the runtime had to compile 73 methods at each start;
/// these plain loops are compiled ahead of time. See "Start-up" in <c>tests/EdgeNet.Benchmarks/RESULTS.md</c>.
/// </remarks>
internal static class HelpText
{
    private const string Program = "edgenet";

    /// <summary>Writes the help of a command.</summary>
    /// <param name="command">The command; the help includes the options it inherits from its parents.</param>
    /// <param name="width">The width of a line, in characters; <see cref="int.MaxValue"/> for no breaks.</param>
    /// <returns>Lines.</returns>
    public static string Of(Command command, int width)
    {
        List<Command> path = PathTo(command);
        var page = new HelpPage(width);
        page.AddParagraph("Description:", command.Description);
        page.AddParagraph("Usage:", UsageOf(path));
        page.AddTable("Arguments:", ArgumentsOf(command));
        page.AddTable("Options:", OptionsOf(path));
        page.AddTable("Commands:", CommandsOf(command));
        if (command is RootCommand)
        {
            page.AddTable("Exit codes:", ExitCodes());
        }

        return page.ToString();
    }

    /// <summary>The command and its parents, the root first.</summary>
    private static List<Command> PathTo(Command command)
    {
        var path = new List<Command>();
        for (Command? at = command; at is not null; at = ParentOf(at))
        {
            path.Insert(0, at);
        }

        return path;
    }

    private static Command? ParentOf(Command command)
    {
        foreach (Symbol parent in command.Parents)
        {
            if (parent is Command found)
            {
                return found;
            }
        }

        return null;
    }

    private static string UsageOf(List<Command> path)
    {
        string usage = string.Empty;
        foreach (Command command in path)
        {
            usage += (usage.Length > 0 ? " " : string.Empty) + WithArguments(command);
        }

        bool hasCommands = CommandsOf(path[^1]).Count > 0;
        bool hasOptions = OptionsOf(path).Count > 0;
        return usage + (hasCommands ? " [command]" : string.Empty) + (hasOptions ? " [options]" : string.Empty);
    }

    /// <summary>Such as <c>run &lt;model&gt; &lt;rows&gt;</c>.</summary>
    private static string WithArguments(Command command)
    {
        string text = command is RootCommand ? Program : command.Name;
        foreach (Argument argument in command.Arguments)
        {
            if (!argument.Hidden)
            {
                string value = ValueOf(argument) + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : string.Empty);
                text += argument.Arity.MinimumNumberOfValues == 0 ? $" [{value}]" : $" {value}";
            }
        }

        return text;
    }

    private static List<HelpRow> ArgumentsOf(Command command)
    {
        var rows = new List<HelpRow>();
        foreach (Argument argument in command.Arguments)
        {
            if (!argument.Hidden)
            {
                string text = Join(argument.Description, argument.HasDefaultValue ? Default(argument.GetDefaultValue()) : string.Empty);
                rows.Add(new HelpRow(ValueOf(argument), text));
            }
        }

        return rows;
    }

    /// <summary>The options of the last command, and those it inherits.</summary>
    private static List<HelpRow> OptionsOf(List<Command> path)
    {
        var rows = new List<HelpRow>();
        for (int i = path.Count - 1; i >= 0; i--)
        {
            foreach (Option option in path[i].Options)
            {
                if (!option.Hidden && (option.Recursive || i == path.Count - 1))
                {
                    string text = Join(option.Description, option.HasDefaultValue ? Default(option.GetDefaultValue()) : string.Empty);
                    rows.Add(new HelpRow(WithValue(option), text));
                }
            }
        }

        return rows;
    }

    private static List<HelpRow> CommandsOf(Command command)
    {
        var rows = new List<HelpRow>();
        foreach (Command inner in command.Subcommands)
        {
            if (!inner.Hidden)
            {
                rows.Add(new HelpRow(WithArguments(inner), inner.Description ?? string.Empty));
            }
        }

        return rows;
    }

    private static List<HelpRow> ExitCodes() =>
    [
        Code(ExitCode.Success, "Done."),
        Code(ExitCode.InternalError, "A fault of EdgeNet itself."),
        Code(ExitCode.Usage, "The command line is wrong."),
        Code(ExitCode.BadInput, "Data, or a file to be written, cannot be used."),
        Code(ExitCode.BadRecipe, "The recipe cannot be used."),
        Code(ExitCode.BadModel, "The model file is refused, or its golden vectors fail."),
        Code(ExitCode.ToolFailed, "nanoff failed."),
        Code(ExitCode.ConnectionLost, "The device stopped sending, or was unplugged, too early."),
        Code(ExitCode.NotConfirmed, "Not every node has confirmed the model that was sent."),
        Code(ExitCode.Interrupted, "Stopped by Ctrl-C."),
    ];

    private static HelpRow Code(int code, string text) => new(code.ToString(CultureInfo.InvariantCulture), text);

    /// <summary>Such as <c>-h, -?, --help</c> or <c>--label &lt;label&gt; (REQUIRED)</c>.</summary>
    private static string WithValue(Option option)
    {
        string text = string.Empty;
        foreach (string alias in option.Aliases)
        {
            // Left out: /h and /?, known for users of Windows, mean the same as -h and -?.
            if (alias[0] != '/')
            {
                text += alias + ", ";
            }
        }

        text += option.Name;
        bool isFlag = option.ValueType == typeof(bool) || option.ValueType == typeof(bool?) || option.Arity.MaximumNumberOfValues == 0;
        if (option.HelpName is not null || !isFlag)
        {
            text += $" <{option.HelpName ?? Choices(option, option.CompletionSources.Count) ?? option.Name.TrimStart('-')}>";
        }

        return option.Required ? text + " (REQUIRED)" : text;
    }

    private static string ValueOf(Argument argument) => $"<{argument.HelpName ?? Choices(argument, argument.CompletionSources.Count) ?? argument.Name}>";

    /// <summary>The values that are allowed, such as <c>cost|f1</c>; <see langword="null"/> if they are not listed.</summary>
    private static string? Choices(Symbol symbol, int sources)
    {
        string? choices = null;
        if (sources > 0)
        {
            foreach (CompletionItem item in symbol.GetCompletions(CompletionContext.Empty))
            {
                choices = choices is null ? item.Label : $"{choices}|{item.Label}";
            }
        }

        return choices;
    }

    /// <summary>Such as <c>[default: 10]</c>; nothing for a flag that is not set.</summary>
    private static string Default(object? value)
    {
        string? text = value switch
        {
            null or false => null,
            true => "true",
            string one => one,
            IEnumerable many => Join(many),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        return string.IsNullOrEmpty(text) ? string.Empty : $"[default: {text}]";
    }

    private static string Join(IEnumerable values)
    {
        string text = string.Empty;
        foreach (object? value in values)
        {
            text += (text.Length > 0 ? "|" : string.Empty) + Convert.ToString(value, CultureInfo.InvariantCulture);
        }

        return text;
    }

    private static string Join(string? description, string rest) => $"{description} {rest}".Trim();
}
