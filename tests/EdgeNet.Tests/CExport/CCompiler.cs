using System.Diagnostics;

namespace EdgeNet.Tests.CExport;

/// <summary>A compiler of this machine.</summary>
/// <param name="Path">The program.</param>
internal sealed record CCompiler(string Path)
{
    /// <summary>Every warning that a strict project turns on, as an error.</summary>
    public static readonly string[] Strict = ["-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror"];

    /// <summary>Finds the first of some compilers on the path; without one the test is inconclusive.</summary>
    public static CCompiler Find(params string[] names)
    {
        string? path = names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            Assert.Inconclusive($"None of these compilers is on the path: {string.Join(", ", names)}.");
        }

        return new CCompiler(path!);
    }

    /// <summary>Finds one with which a program with some options can be linked and run: a compiler may lack the libraries of its sanitizers.</summary>
    public static CCompiler FindWith(string name, params string[] options)
    {
        CCompiler compiler = Find(name);
        using var folder = new TemporaryFolder();
        folder.Write("try.c", "int main(void)\n{\n    return 0;\n}\n");
        if (Run(compiler.Path, folder.Path, [.. options, "-x", name.EndsWith("++", StringComparison.Ordinal) ? "c++" : "c", "try.c", "-o", "try"]).ExitCode != 0
            || Run(folder.Combine("try"), folder.Path).ExitCode != 0)
        {
            Assert.Inconclusive($"{name} cannot make a program with {string.Join(' ', options)}.");
        }

        return compiler;
    }

    /// <summary>Compiles a file into a program, and fails the test with what the compiler says.</summary>
    public string Compile(string folder, string source, params string[] options)
    {
        string program = System.IO.Path.Combine(folder, Guid.NewGuid().ToString("N"));
        (int exitCode, string text) = Run(Path, folder, [.. options, source, "-o", program, "-lm"]);
        Assert.AreEqual(0, exitCode, $"{Path} {string.Join(' ', options)}\n{text[..Math.Min(text.Length, 4000)]}");
        return program;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, and all that it wrote.</returns>
    public static (int ExitCode, string Text) Run(string program, string folder, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
