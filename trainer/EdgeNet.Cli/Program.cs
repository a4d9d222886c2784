using EdgeNet.Cli;
using Spectre.Console;

// Without a terminal there is no width to break lines at: let them be as long as they are.
const int PlainWidth = 200;
IAnsiConsole console = AnsiConsole.Console;
if (Console.IsOutputRedirected)
{
    console.Profile.Width = PlainWidth;
}

return CommandLine.Run(args, console, Console.Out, Console.Error);
