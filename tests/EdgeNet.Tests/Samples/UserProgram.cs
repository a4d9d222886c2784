using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace EdgeNet.Tests.Samples;

/// <summary>A console program as a user has it: compiled from its source with the public types only, every warning an error, and run in a process of its own.</summary>
internal sealed class UserProgram : IDisposable
{
    private const string Name = "UserProgram";

    // What <ImplicitUsings> gives a console project.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string[] Libraries =
        ["EdgeNet.Desktop", "EdgeNet.Files", "EdgeNet.Interchange", "EdgeNet.Networks", "EdgeNet.Trainer", "Google.Protobuf", "Sep", "csFastFloat", "StbImageSharp", "System.Numerics.Tensors"];

    private readonly TemporaryFolder _folder = new();

    /// <param name="source">The program.</param>
    /// <param name="more">More files of it.</param>
    public UserProgram(string source, params string[] more)
    {
        using (FileStream file = File.Create(_folder.Combine(Name + ".dll")))
        {
            EmitResult result = Compilation([source, .. more]).Emit(file);
            Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
        }

        File.Copy(Path.Combine(AppContext.BaseDirectory, "EdgeNet.Tests.runtimeconfig.json"), _folder.Combine(Name + ".runtimeconfig.json"));
        foreach (string library in Libraries)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, library + ".dll"), _folder.Combine(library + ".dll"));
        }
    }

    /// <summary>The folder that it runs in, which is gone with it.</summary>
    public string Folder => _folder.Path;

    /// <summary>Reads the source of a sample.</summary>
    public static string SourceOf(string sample) =>
        File.ReadAllText(Path.Combine(TestData.RepositoryFolder(), "trainer", "Samples", sample, "Program.cs"));

    /// <summary>Runs it to its end.</summary>
    /// <returns>The exit code, and what it wrote to the console.</returns>
    public (int ExitCode, string Output) Run(params string[] args)
    {
        using Process process = Start("dotnet", args);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.ReplaceLineEndings("\n"));
    }

    /// <summary>Runs it until it has written a line that begins in a certain way, and presses Ctrl-C then.</summary>
    public (int ExitCode, string Output) Interrupt(string line, params string[] args)
    {
        // A shell without job control lets what runs in its background ignore Ctrl-C, and programs inherit that.
        using Process process = Start("env", ["--default-signal=INT", "dotnet", .. args]);
        string? written = process.StandardOutput.ReadLine();
        while (written?.StartsWith(line, StringComparison.Ordinal) == false)
        {
            written = process.StandardOutput.ReadLine();
        }

        Assert.IsNotNull(written, $"It ended without a line '{line}'.");
        using Process kill = Process.Start("kill", ["-INT", FormattableString.Invariant($"{process.Id}")]);
        string rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, rest.ReplaceLineEndings("\n"));
    }

    public void Dispose() => _folder.Dispose();

    private Process Start(string program, string[] args)
    {
        int command = Array.IndexOf(args, "dotnet") + 1; // what stands before it starts dotnet
        string[] words = [.. args[..command], _folder.Combine(Name + ".dll"), .. args[command..]];
        return Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, WorkingDirectory = _folder.Path })!;
    }

    private static CSharpCompilation Compilation(string[] sources)
    {
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is var name
                && (Libraries.Contains(name) || name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard" or "mscorlib"))
            .Select(path => MetadataReference.CreateFromFile(path));
        var options = new CSharpCompilationOptions(
            OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, generalDiagnosticOption: ReportDiagnostic.Error, nullableContextOptions: NullableContextOptions.Enable);
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        return CSharpCompilation.Create(Name, sources.Prepend(Usings).Select(source => CSharpSyntaxTree.ParseText(source, parse)), references, options);
    }
}
