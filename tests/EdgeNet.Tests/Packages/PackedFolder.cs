using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace EdgeNet.Tests.Packages;

/// <summary>The packages of this commit in a folder of their own, and an empty home beside it in which they are used.</summary>
/// <remarks>
/// In that home NuGet knows this folder as its only source. What the packages need from others comes from the packages that the build of the
/// repository has restored, as a fallback folder: nothing asks the network but packing itself, and only where the restore was incomplete.
/// </remarks>
internal sealed class PackedFolder : IDisposable
{
    private static readonly string[] NetworkErrors = ["NU1100", "NU1101", "NU1102", "NU1103", "NU1301", "NU1801"];

    private readonly TemporaryFolder _folder = new();

    private PackedFolder()
    {
        Directory.CreateDirectory(Home);
        File.WriteAllText(Config, $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{Packages}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{Restored}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    public string Packages => _folder.Combine("packages");

    public string Home => _folder.Combine("home");

    public string Config => _folder.Combine("nuget.config");

    /// <summary>That of every package.</summary>
    public string Version { get; private set; } = string.Empty;

    private static string Restored =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Packs the repository, with a tool for every system.</summary>
    public static PackedFolder Make()
    {
        var made = new PackedFolder();
        // Builds of its own, so that it disturbs none that goes on; without analyzers, which have had their say.
        string[] args = ["pack", "EdgeNet.sln", "-c", "Release", "-o", made.Packages, "--artifacts-path", made._folder.Combine("artifacts"), "-p:ToolSystems=any", "-p:RunAnalyzers=false"];
        (int exitCode, string output) = Run(TestData.RepositoryFolder(), "dotnet", args);
        if (exitCode != 0 && NetworkErrors.Any(error => output.Contains(error, StringComparison.Ordinal)))
        {
            made.Dispose();
            Assert.Inconclusive($"Packing needs packages that are neither restored nor within reach:\n{output}");
        }

        Assert.AreEqual(0, exitCode, output);
        made.Version = made.NuspecOf("EdgeNet.Desktop").Descendants().First(each => each.Name.LocalName == "version").Value;
        return made;
    }

    public string PathOf(string id) => Directory.EnumerateFiles(Packages, $"{id}.*.nupkg").Single(path => char.IsAsciiDigit(Path.GetFileName(path)[id.Length + 1]));

    public string[] FilesOf(string id)
    {
        using ZipArchive package = ZipFile.OpenRead(PathOf(id));
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    public byte[] Read(string id, string file)
    {
        using ZipArchive package = ZipFile.OpenRead(PathOf(id));
        using Stream stream = package.GetEntry(file)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public XDocument NuspecOf(string id) => XDocument.Load(new MemoryStream(Read(id, FilesOf(id).Single(file => file.EndsWith(".nuspec", StringComparison.Ordinal)))));

    /// <summary>Runs the .NET SDK in the empty home, and checks that it did what it should.</summary>
    public string Dotnet(params string[] args) => Succeed("dotnet", args);

    /// <summary>Runs a program in the empty home, and checks that it did what it should.</summary>
    public string Succeed(string program, params string[] args)
    {
        (int exitCode, string output) = Run(
            Home, program, args, ("DOTNET_CLI_HOME", Home), ("NUGET_PACKAGES", _folder.Combine("restored")), ("NUGET_HTTP_CACHE_PATH", _folder.Combine("http")), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"));
        Assert.AreEqual(0, exitCode, $"{program} {string.Join(' ', args)}\n{output}");
        return output;
    }

    public void Dispose() => _folder.Dispose();

    private static (int ExitCode, string Output) Run(string folder, string program, string[] args, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the test host got from the build that started it is not for another build.
        foreach (string inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        foreach ((string name, string value) in variables.Append(("MSBUILDDISABLENODEREUSE", "1")).Append(("DOTNET_CLI_UI_LANGUAGE", "en")))
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, (output + error.Result).ReplaceLineEndings("\n"));
    }
}
