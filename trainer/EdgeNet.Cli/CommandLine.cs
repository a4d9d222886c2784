using System.CommandLine;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Recipes;
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
    /// <param name="tools">Says where other programs are looked for; asked by a command that calls one.</param>
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
            // A file whose name begins with @ is a file, and not one with more arguments in it.
            ParseResult parsed = CreateRoot(console, output, steadyConsole, steadyOutput, messages, tools).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (UsageFault.Of(parsed) is { } fault)
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
            // Whoever reads or writes a file says which; what is left is the output: a full disk behind '>', or a closed one.
            return Say($"the output cannot be written: {e.Message}", ExitCode.BadInput);
        }
#pragma warning disable CA1031 // The last resort: whatever it is, the user gets a line and not a stack trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Say($"internal error, please report it: {e.GetType().Name}: {e.Message}", ExitCode.InternalError);
        }

        int Say(string message, int code)
        {
            messages.WriteLine($"edgenet: {message.ReplaceLineEndings(" ").Replace('\t', ' ')}"); // where nobody listens the exit code says it all the same
            return code;
        }
    }

    /// <summary>All commands, below the program itself.</summary>
    internal static RootCommand CreateRoot(IAnsiConsole console, TextWriter output, TextWriter error, Func<ToolFolders> tools) =>
        CreateRoot(console, output, console, output, error, tools);

    // The steady ones are for commands that work long, or make files: they go on when nobody can be told any more, and a bar that is drawn by a thread of its
    // own does not end the process.
    private static RootCommand CreateRoot(
        IAnsiConsole console, TextWriter output, IAnsiConsole steadyConsole, TextWriter steadyOutput, TextWriter error, Func<ToolFolders> tools)
    {
        var root = new RootCommand("Trains small neural networks and takes them to .NET nanoFramework devices.")
        {
            TrainCommand.Create(steadyConsole),
            EvaluateCommand.Create(steadyConsole),
            TuneCommand.Create(steadyConsole),
            ReportCommand.Create(steadyConsole),
            RunCommand.Create(output, error),
            ReplayCommand.Create(steadyConsole),
            InspectCommand.Create(console),
            ExportCommand.Create(steadyConsole),
            FlashCommand.Create(steadyOutput, error, tools),
            CaptureCommand.Create(steadyConsole, error),
        };
        HelpAction.AddTo(root);
        return root;
    }
}
