using EdgeNet.Cli;
using Spectre.Console;

return CommandLine.Run(args, new LateConsole(CreateConsole), Console.Out, Console.Error);

// Without a terminal there is no width to break lines at: let them be as long as they are.
static IAnsiConsole CreateConsole()
{
    const int PlainWidth = 100_000;
    IAnsiConsole console = AnsiConsole.Console;
    if (Console.IsOutputRedirected)
    {
        console.Profile.Width = PlainWidth;
    }

    return console;
}
