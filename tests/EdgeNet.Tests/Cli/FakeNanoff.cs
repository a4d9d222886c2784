using System.Diagnostics;
using EdgeNet.Cli;

namespace EdgeNet.Tests.Cli;

/// <summary>A shell script called nanoff: it keeps its arguments, says what it is told to say, and ends with a code.</summary>
internal static class FakeNanoff
{
    public const string Stored = """Deploying file m.edgenet to I:\model.edgenet...OK""";

    /// <summary>Writes it into a folder of its own beside the model.</summary>
    public static ToolFolders Install(TemporaryFolder folder, string says, int exitCode) => Install(
        folder,
        $"""
        #!/bin/sh
        printf '%s\n' "$@" > '{folder.Combine("arguments.txt")}'
        printf '%s\n' '{says}'
        echo 'from its error stream' >&2
        exit {exitCode}

        """);

    public static ToolFolders Install(TemporaryFolder folder, string script, string mode = "755")
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("The fake nanoff is a shell script; the same code is tested on the other systems.");
        }

        // Another process writes it: a file that is open for writing here could be handed to a process that another test starts, and then not be run.
        string path = Path.Combine(Directory.CreateDirectory(folder.Combine("tools")).FullName, "nanoff");
        using Process shell = Process.Start("sh", ["-c", """printf %s "$2" > "$1" && chmod "$3" "$1" """, "sh", path, script, mode]);
        shell.WaitForExit();
        Assert.AreEqual(0, shell.ExitCode);
        return new ToolFolders([folder.Combine("nowhere"), folder.Combine("tools")], null);
    }
}
