using EdgeNet.Cli;
using Spectre.Console.Testing;

namespace EdgeNet.Tests.Cli;

/// <summary>One run of the <c>edgenet</c> command inside the test process.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static CliRun Of(params string[] args) => With(ToolFolders.FromEnvironment(), args);

    /// <summary>Runs it where other programs are looked for in given folders only.</summary>
    public static CliRun With(ToolFolders tools, params string[] args)
    {
        using var console = new TestConsole();
        console.Profile.Width = 200;
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = CommandLine.Run(args, console, output, error, () => tools);
        return new CliRun(code, console.Output + output, error.ToString());
    }

    /// <summary>Checks that it failed as it should: an exit code, one line that says all, nothing on the output.</summary>
    public void ShouldFail(int exitCode, string line)
    {
        Assert.AreEqual($"edgenet: {line}{Environment.NewLine}", Error);
        Assert.AreEqual(exitCode, ExitCode);
        Assert.AreEqual(string.Empty, Output);
    }
}
