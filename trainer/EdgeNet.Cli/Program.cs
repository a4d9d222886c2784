using System.Text;
using EdgeNet.Cli;
using Spectre.Console;

return CommandLine.Run(args, new LateConsole(CreateConsole), CreateOutput(), Console.Error);

// Without a terminal there is no width to break lines at: leave them whole.
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

// Rows that go into a file or another program are data: as they are, and in UTF-8, which is what EdgeNet reads. A shell of Windows reads them in its own encoding.
static TextWriter CreateOutput() =>
    !Console.IsOutputRedirected ? new ShownWriter(Console.Out)
    : OperatingSystem.IsWindows() ? Console.Out
    : new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
