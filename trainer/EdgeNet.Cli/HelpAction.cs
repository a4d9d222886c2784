using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EdgeNet.Cli;

/// <summary>What <c>--help</c> does: shows the help of the command it stands behind, whatever else is missing.</summary>
internal sealed class HelpAction : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override bool ClearsParseErrors => true;

    /// <summary>Gives the option <c>--help</c> of a command, and of all commands in it, this action.</summary>
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
