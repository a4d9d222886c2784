using EdgeNet.Tests.Device;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeNet.Tests.Cost;

/// <summary>What a call of the device's own assemblies executes in IL: most of their methods are native and take nothing beyond the call.</summary>
internal sealed class DeviceCorlib : IDisposable
{
    private const int LargerOrSmaller = 5; // Math.Max and Math.Min of integers: a comparison, and one of two loads

    private readonly ModuleDefinition _module = ModuleDefinition.ReadModule(DeviceCompiler.PathOf("mscorlib"));
    private readonly Dictionary<string, MethodDefinition> _methods;
    private readonly Dictionary<string, int> _known = [];

    public DeviceCorlib()
    {
        _methods = _module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).ToDictionary(method => method.FullName);
    }

    /// <summary>Counts what an instruction executes beyond itself.</summary>
    public int Beyond(Instruction instruction) => instruction.Operand is MethodReference called && instruction.OpCode.FlowControl == FlowControl.Call ? Beyond(called) : 0;

    public void Dispose() => _module.Dispose();

    private int Beyond(MethodReference called) =>
        called.DeclaringType.FullName == "System.Math" ? (called.Name is "Max" or "Min" ? LargerOrSmaller : 0)
        : _methods.TryGetValue(called.FullName, out MethodDefinition? method) ? Of(method)
        : 0;

    // Texts of numbers ask for what was made at the first one, such as the format of the culture: it is there.
    private int Of(MethodDefinition method)
    {
        if (_known.TryGetValue(method.FullName, out int known))
        {
            return known;
        }

        _known[method.FullName] = 0;
        int count = 0;
        for (Instruction? at = method.Body.Instructions[0]; at is not null;)
        {
            count += 1 + Beyond(at);
            bool isTaken = at.OpCode.FlowControl == FlowControl.Branch || at.OpCode == OpCodes.Brtrue_S || at.OpCode == OpCodes.Brtrue;
            at = at.OpCode.FlowControl is FlowControl.Return or FlowControl.Throw ? null : isTaken ? (Instruction)at.Operand : at.Next;
        }

        return _known[method.FullName] = count;
    }
}
