using System.Reflection;
using EdgeNet.Trainer.Export;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeNet.Tests.Export;

/// <summary>Compiles a generated class as the device's compiler does, C# 9 and optimised, and makes one.</summary>
internal static class GeneratedClass
{
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "EdgeNet.Host.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    public static IClassifier Create(byte[] file, bool withGolden = true) => Create(CSharpExporter.Write(ModelContents.Read(file)), withGolden);

    public static IClassifier Create(CSharpModel model, bool withGolden = true)
    {
        Assembly assembly = Assembly.Load(Compile(model, withGolden));
        Type type = assembly.GetTypes().Single(type => typeof(IClassifier).IsAssignableFrom(type));
        return (IClassifier)Activator.CreateInstance(type)!;
    }

    public static byte[] Compile(CSharpModel model, bool withGolden = true)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp9);
        string[] sources = withGolden ? [model.Source, model.GoldenSource] : [model.Source];
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, generalDiagnosticOption: ReportDiagnostic.Error);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Generated", sources.Select(source => CSharpSyntaxTree.ParseText(source, parse)), References, options);
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics.Take(5)));
        return stream.ToArray();
    }
}
