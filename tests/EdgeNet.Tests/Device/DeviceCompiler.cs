using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Mono.Cecil;

namespace EdgeNet.Tests.Device;

/// <summary>Compiles sources as the device's projects do: C# 9, against the device's own mscorlib and the device libraries.</summary>
/// <remarks>
/// The build copies them from <c>EdgeNet.DeviceCompile</c> to a folder beside the tests. The package registry does not have the device's other
/// assemblies: the folder StandIns of that project declares what is used of them.
/// </remarks>
internal static class DeviceCompiler
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp9, preprocessorSymbols: ["NANOFRAMEWORK_1_0"]);

    private static readonly MetadataReference[] References =
        [.. ((string[])["mscorlib", "System.Math", "EdgeNet", "EdgeNet.Streams", "EdgeNet.Adaptation", "EdgeNet.Store"]).Select(name => MetadataReference.CreateFromFile(PathOf(name)))];

    /// <summary>A device library, or the mscorlib under it.</summary>
    public static string PathOf(string assembly) => Path.Combine(AppContext.BaseDirectory, "device", $"{assembly}.dll");

    /// <summary>The C# files of a folder of the repository.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*.cs") => Directory.GetFiles(Path.Combine(TestData.RepositoryFolder(), folder), pattern);

    /// <summary>The declarations that stand in for packages which the registry does not have: <c>Boards</c> or <c>TestFramework</c>.</summary>
    public static IEnumerable<string> StandIn(string name) => Files("tests/EdgeNet.DeviceCompile/StandIns", $"{name}.cs");

    /// <summary>Compiles a text and returns the errors: none when the device has what it uses.</summary>
    public static string[] Errors(string source)
    {
        EmitResult result = Emit("Text", [CSharpSyntaxTree.ParseText(source, Parse)], Stream.Null);
        return [.. result.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error).Select(each => each.GetMessage(CultureInfo.InvariantCulture))];
    }

    public static ModuleDefinition CompileTexts(IEnumerable<string> sources) =>
        Compile("Generated", sources.Select(source => CSharpSyntaxTree.ParseText(source, Parse)));

    public static ModuleDefinition CompileFiles(string assembly, IEnumerable<string> files) =>
        Compile(assembly, files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Parse, file)));

    private static ModuleDefinition Compile(string assembly, IEnumerable<SyntaxTree> sources)
    {
        var stream = new MemoryStream();
        EmitResult result = Emit(assembly, sources, stream);
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics.Take(5)));
        stream.Position = 0;
        return ModuleDefinition.ReadModule(stream);
    }

    private static EmitResult Emit(string assembly, IEnumerable<SyntaxTree> sources, Stream stream)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, generalDiagnosticOption: ReportDiagnostic.Error);
        return CSharpCompilation.Create(assembly, sources, References, options).Emit(stream);
    }
}
