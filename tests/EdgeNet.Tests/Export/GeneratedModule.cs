using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeNet.Tests.Export;

/// <summary>The IL of one generated class, compiled for the device.</summary>
internal sealed class GeneratedModule : IDisposable
{
    private readonly int _inputs;

    private GeneratedModule(CSharpModel model, ModuleDefinition module)
    {
        _inputs = GeneratedClass.Create(model).InputCount;
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

    /// <summary>Counts the instructions of an inference from an array of a type, where both ways of a branch are the mean.</summary>
    public double Instructions(string elementType) => Instructions(Logits.Last(method => method.Parameters[0].ParameterType.Name == elementType));

    public void Dispose() => Module.Dispose();

    // Without loops, but for one, every branch leads forwards, so that from the end on each instruction knows what is executed after it.
    private double Instructions(MethodDefinition method)
    {
        Dictionary<Instruction, double> from = [];
        foreach (Instruction instruction in method.Body.Instructions.Reverse())
        {
            double next = instruction.Next is { } following && instruction.OpCode != OpCodes.Ret ? from[following] : 0;
            double rest = instruction.OpCode.FlowControl switch
            {
                FlowControl.Branch => from[(Instruction)instruction.Operand],
                FlowControl.Cond_Branch when IsForUnsound((Instruction)instruction.Operand) => next,
                FlowControl.Cond_Branch when IsForUnsound(instruction.Next) => from[(Instruction)instruction.Operand],
                FlowControl.Cond_Branch => (from[(Instruction)instruction.Operand] + next) / 2,
                _ => next,
            };
            from[instruction] = 1 + rest + (instruction.Operand is MethodReference called ? InstructionsOf(called) : 0);
        }

        return from[method.Body.Instructions[0]];
    }

    // An inference on sound inputs does not go there: this, the array, and the call that throws, or that holds readings to their range.
    private static bool IsForUnsound(Instruction at) =>
        at.OpCode == OpCodes.Ldarg_0 && at.Next?.Next?.Operand is MethodReference called
        && (called.Name == "Fill" || called.Name.StartsWith("ThrowWrong", StringComparison.Ordinal));

    // Of the library's methods, those that look at readings.
    private double InstructionsOf(MethodReference called) => called switch
    {
        MethodDefinition { Name: "Fill" } fill when fill.Body.Instructions.Any(i => i.Operand is Instruction target && target.Offset < i.Offset) => 0, // a loop stands where a reading is outside
        MethodDefinition { HasBody: true } own => Instructions(own),
        { Name: nameof(ReadingInputs.ToReading) } => CSharpInputs.HeldReading,
        { Name: "AreWithin" } => CSharpInputs.CheckedReading * _inputs,
        _ => Type.Methods.SingleOrDefault(own => own.IsVirtual && own.FullName == called.FullName.Replace("EdgeNet.Predictor", Type.FullName, StringComparison.Ordinal)) is { } overriding ? Instructions(overriding) : 0,
    };
}
