using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>The <c>edgenet</c> command: parses, runs, and turns what goes wrong into one line and an exit code.</summary>
public static class CommandLine
{
    /// <summary>Runs a command.</summary>
    /// <param name="args">Its arguments.</param>
    /// <param name="console">For progress and tables.</param>
    /// <param name="output">For plain lines.</param>
    /// <param name="error">For the line that says what went wrong.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, IAnsiConsole console, TextWriter output, TextWriter error) =>
        Run(args, console, output, error, ToolFolders.FromEnvironment);

    /// <summary>Runs a command.</summary>
    /// <param name="args">Its arguments.</param>
    /// <param name="console">For progress and tables.</param>
    /// <param name="output">For plain lines.</param>
    /// <param name="error">For the line that says what went wrong.</param>
    /// <param name="tools">Gives the places to look for other programs; called only by a command that runs one.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, IAnsiConsole console, TextWriter output, TextWriter error, Func<ToolFolders> tools)
    {
        ArgumentNullException.ThrowIfNull(error);
        console = new ShownConsole(console);
        error = new ShownWriter(error);
        using var messages = new SteadyWriter(error);
        using var steadyOutput = new SteadyWriter(output);
        var steadyConsole = new SteadyConsole(console);
        try
        {
            // A name that begins with @ is a file like any other, not a response file.
            ParseResult parsed = CreateRoot(console, output, steadyConsole, steadyOutput, messages, tools).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (UsageError.Of(parsed) is { } fault)
            {
                return Say($"{fault} See 'edgenet --help'.", ExitCode.Usage);
            }

            int code = parsed.Invoke(new InvocationConfiguration { Output = output, Error = messages, EnableDefaultExceptionHandler = false });
            return code == ExitCode.Success && (steadyConsole.Fault ?? steadyOutput.Fault) is { } silent
                ? Say($"the output cannot be written: {silent.Message.TrimEnd('.')}. All else is done.", ExitCode.BadInput)
                : code;
        }
        catch (RecipeException e)
        {
            return Say(e.Message, ExitCode.BadRecipe);
        }
        catch (InputException e)
        {
            return Say(e.Message, ExitCode.BadInput);
        }
        catch (ModelFormatException e)
        {
            return Say(e.Message, ExitCode.BadModel);
        }
        catch (OutOfMemoryException e)
        {
            string what = e is InsufficientMemoryException ? e.Message : "The machine has no more.";
            return Say($"there is not enough memory for these data and this network. {what} Take fewer examples or inputs, or smaller layers.", ExitCode.BadInput);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Errors of other files name the file; what is left is the output: a full disk behind '>', or a closed pipe.
            return Say($"the output cannot be written: {e.Message}", ExitCode.BadInput);
        }
#pragma warning disable CA1031 // The last resort: for any exception the user gets one line and no stack trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Say($"internal error, please report it: {e.GetType().Name}: {e.Message}", ExitCode.InternalError);
        }

        int Say(string message, int code)
        {
            messages.WriteLine($"edgenet: {message.ReplaceLineEndings(" ").Replace('\t', ' ')}"); // if nobody can read it, the exit code remains
            return code;
        }
    }

    /// <summary>All commands, below the program itself.</summary>
    internal static RootCommand CreateRoot(IAnsiConsole console, TextWriter output, TextWriter error, Func<ToolFolders> tools) =>
        CreateRoot(console, output, console, output, error, tools);

    // The steady ones are for commands that work long, or make files: these go on when the terminal is gone, and a progress bar drawn by a thread of its
    // own does not end the process.
    private static RootCommand CreateRoot(
        IAnsiConsole console, TextWriter output, IAnsiConsole steadyConsole, TextWriter steadyOutput, TextWriter error, Func<ToolFolders> tools)
    {
        var root = new RootCommand("Trains small neural networks and runs them on .NET nanoFramework devices.")
        {
            NewCommand.Create(steadyConsole),
            TrainCommand.Create(steadyConsole),
            EvaluateCommand.Create(steadyConsole),
            TuneCommand.Create(steadyConsole),
            ReportCommand.Create(steadyConsole),
            RunsCommand.Create(console),
            RunCommand.Create(output, error),
            ReplayCommand.Create(steadyConsole),
            InspectCommand.Create(console),
            ImportCommand.Create(steadyConsole),
            ExportCommand.Create(steadyConsole),
            KeyCommand.Create(steadyOutput, error),
            SignCommand.Create(steadyConsole, error),
            FlashCommand.Create(steadyOutput, error, tools),
            PushCommand.Create(steadyConsole, error),
            FleetCommand.Create(steadyConsole, error),
            CaptureCommand.Create(steadyConsole, error),
            CalibrateDeviceCommand.Create(console),
            RecipeCommand.Create(console, output),
        };
        HelpAction.AddTo(root);
        return root;
    }
}

/// <summary>The exit codes of the process; the README lists them.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>A fault of EdgeNet itself.</summary>
    public const int InternalError = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Data, or a file to be written, cannot be used.</summary>
    public const int BadInput = 3;

    /// <summary>The recipe cannot be used.</summary>
    public const int BadRecipe = 4;

    /// <summary>A model file was refused, or its golden vectors fail.</summary>
    public const int BadModel = 5;

    /// <summary>Another program that was called, nanoff, did not do its work.</summary>
    public const int ToolFailed = 6;

    /// <summary>A device fell silent, or was unplugged, before the time was over; what arrived is kept.</summary>
    public const int ConnectionLost = 7;

    /// <summary>Not every node has confirmed the model that was sent.</summary>
    public const int NotConfirmed = 8;

    /// <summary>Stopped by Ctrl-C; a message says what was kept.</summary>
    public const int Interrupted = 130;
}

/// <summary>Describes the error in a command line; of several, only the most telling one.</summary>
internal static class UsageError
{
    /// <summary>Looks for an error.</summary>
    /// <returns>A sentence, or <c>null</c> when there is none.</returns>
    public static string? Of(ParseResult parsed)
    {
        SymbolResult[] given = [.. parsed.CommandResult.Children];
        if (parsed.Errors.Count == 0)
        {
            SymbolResult? empty = given.FirstOrDefault(result => result.Tokens.Any(token => token.Value.Length == 0));
            return empty is null ? null : $"{NameOf(empty)} must not be empty.";
        }

        // The first unknown word: those after a misspelt command are unknown too.
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            return $"Unrecognized command or argument '{unknown}'.";
        }

        if (given.OfType<OptionResult>().FirstOrDefault(result => result.IdentifierTokenCount > 0 && result.Tokens.Count < result.Option.Arity.MinimumNumberOfValues) is { } bare)
        {
            return $"{bare.Option.Name} needs a value.";
        }

        if (parsed.CommandResult.Command is { Action: null, Subcommands: { Count: > 0 } inner } and not RootCommand)
        {
            return $"'edgenet {NameOf(parsed.CommandResult)}' needs a command: {string.Join(" or ", inner.Select(each => each.Name))}.";
        }

        Argument? missing = parsed.CommandResult.Command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && parsed.CommandResult.GetResult(argument) is not { Tokens.Count: > 0 });
        return missing is null ? parsed.Errors[^1].Message : $"'edgenet {NameOf(parsed.CommandResult)}' needs <{missing.Name}>: {missing.Description}";
    }

    // Such as "key new".
    private static string NameOf(CommandResult result) =>
        result.Parent is CommandResult { Command: not RootCommand } outer ? $"{NameOf(outer)} {result.Command.Name}" : result.Command.Name;

    private static string NameOf(SymbolResult result) => result switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult argument => $"<{argument.Argument.Name}>",
        _ => "the command",
    };
}

/// <summary>What a command line says about an option.</summary>
internal static class GivenOption
{
    /// <summary>Whether the user gave an option, and it has not just its default.</summary>
    public static bool IsGiven(this CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}

/// <summary>Options that take a whole number; any other text, or a number that is too small, is a usage error.</summary>
internal static class WholeNumber
{
    /// <summary>An option with a number of <paramref name="least"/> or more.</summary>
    public static Option<int> Option(string name, string description, int least) =>
        new(name) { Description = description, CustomParser = result => Parse(result, name, least) ?? least };

    /// <summary>The same, with a default.</summary>
    public static Option<int> Option(string name, string description, int least, int otherwise)
    {
        Option<int> option = Option(name, description, least);
        option.DefaultValueFactory = _ => otherwise;
        return option;
    }

    /// <summary>The same, <c>null</c> if it is not given.</summary>
    public static Option<int?> Optional(string name, string description, int least, int most = int.MaxValue) =>
        new(name) { Description = description, CustomParser = result => Parse(result, name, least, most) };

    private static int? Parse(ArgumentResult result, string name, int least, int most = int.MaxValue)
    {
        string text = result.Tokens.Count == 0 ? string.Empty : result.Tokens[0].Value;
        bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
        if (isNumber && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{name} must be a whole number from {least} to {most}, and is '{text}'.");
        return null;
    }
}
