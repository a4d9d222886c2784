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
        ParseResult parsed = CreateRoot(console, output, error, tools).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            // The last is the most exact: "Unrecognized command 'trian'" comes after "Required command was not provided".
            error.WriteLine($"edgenet: {parsed.Errors[^1].Message} See 'edgenet --help'.");
            return ExitCode.Usage;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (RecipeException e)
        {
            return Fail(e, ExitCode.BadRecipe);
        }
        catch (InputException e)
        {
            return Fail(e, ExitCode.BadInput);
        }
        catch (ModelFormatException e)
        {
            return Fail(e, ExitCode.BadModel);
        }
#pragma warning disable CA1031 // The last resort: whatever it is, the user gets a line and not a stack trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error.WriteLine($"edgenet: internal error, please report it: {e.GetType().Name}: {OneLine(e.Message)}");
            return ExitCode.InternalError;
        }

        int Fail(Exception e, int code)
        {
            error.WriteLine($"edgenet: {OneLine(e.Message)}");
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

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
