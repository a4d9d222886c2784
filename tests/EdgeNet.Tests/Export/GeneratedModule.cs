using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using Mono.Cecil;

namespace EdgeNet.Tests.Export;

/// <summary>The IL of one generated class, compiled for the device.</summary>
internal sealed class GeneratedModule : IDisposable
{
    private GeneratedModule(CSharpModel model, ModuleDefinition module)
    {
        Module = module;
        Type = module.Types.Single(type => type.Name == model.ClassName);
    }

    public ModuleDefinition Module { get; }

    public TypeDefinition Type { get; }

    /// <summary>Both overloads of Logit and, of several outputs, of Logits.</summary>
    public IEnumerable<MethodDefinition> Logits => Type.Methods.Where(method => method.Name is "Logit" or "Logits");

    public static GeneratedModule Of(CSharpModel model, bool withGolden)
    {
        string[] sources = withGolden ? [model.Source, model.GoldenSource] : [model.Source];
        return new GeneratedModule(model, DeviceCompiler.CompileTexts(sources));
    }

    public void Dispose() => Module.Dispose();
}
