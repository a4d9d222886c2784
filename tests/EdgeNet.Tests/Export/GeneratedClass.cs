using System.Reflection;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EdgeNet.Tests.Export;

/// <summary>Compiles generated classes as the device's compiler does, C# 9 and optimised, and makes one of each.</summary>
internal static class GeneratedClass
{
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "EdgeNet.Desktop.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    public static Predictor Create(byte[] file, bool withGolden = true) => Create(CSharpExporter.Write(ModelContents.Read(file)), withGolden);

    public static Predictor Create(CSharpModel model, bool withGolden = true) => CreateAll([model], withGolden)[0];

    /// <summary>Makes classes of different names, which are compiled together: that is many times quicker than one by one.</summary>
    public static IReadOnlyList<Predictor> CreateAll(IReadOnlyList<CSharpModel> models, bool withGolden = true)
    {
        Dictionary<string, Type> types = Assembly.Load(Compile(models, withGolden)).GetTypes()
            .Where(type => typeof(Predictor).IsAssignableFrom(type))
            .ToDictionary(type => type.Name);
        return [.. models.Select(model => (Predictor)Activator.CreateInstance(types[model.ClassName])!)];
    }

    public static byte[] Compile(IReadOnlyList<CSharpModel> models, bool withGolden = true) =>
        Compile(models.SelectMany(model => withGolden ? (string[])[model.Source, model.GoldenSource] : [model.Source]));

    public static byte[] Compile(IEnumerable<string> sources)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp9);
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
