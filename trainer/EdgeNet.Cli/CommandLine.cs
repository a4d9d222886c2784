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
        try
        {
            // A file whose name begins with @ is a file, and not one with more arguments in it.
            ParseResult parsed = CreateRoot(console, output, error, tools).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            return UsageFault.Of(parsed) is { } fault ? Say($"{fault} See 'edgenet --help'.", ExitCode.Usage) : parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
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
            try
            {
                error.WriteLine($"edgenet: {message.ReplaceLineEndings(" ").Replace('\t', ' ')}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Nobody listens; the exit code says it all the same.
            }

            return code;
        }
    }

    /// <summary>All commands, below the program itself.</summary>
    internal static RootCommand CreateRoot(IAnsiConsole console, TextWriter output, TextWriter error, Func<ToolFolders> tools)
    {
        var root = new RootCommand("Trains small neural networks and takes them to .NET nanoFramework devices.")
        {
            TrainCommand.Create(console),
            EvaluateCommand.Create(console),
            TuneCommand.Create(console),
            ReportCommand.Create(console),
            RunCommand.Create(output),
            ReplayCommand.Create(console),
            InspectCommand.Create(console),
            ExportCommand.Create(console),
            FlashCommand.Create(output, error, tools),
            CaptureCommand.Create(console, error),
        };
        HelpAction.AddTo(root);
        return root;
    }
}
