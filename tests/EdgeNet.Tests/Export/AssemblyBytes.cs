using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeNet.Tests.Export;

/// <summary>Counts what a compiled module takes of the tables of an assembly of the device, as the metadata processor writes them.</summary>
/// <remarks>
/// It writes the operands of calls, fields, types, texts and long branches in two bytes each where a .NET assembly has four, and the targets of a switch in
/// two bytes behind a count of one. <see cref="AssemblyShareTests"/> compares this with what it wrote.
/// </remarks>
internal static class AssemblyBytes
{
    /// <summary>Bytes of the table of IL.</summary>
    public static int Code(ModuleDefinition module) =>
        module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions).Sum(SizeOf);

    /// <summary>Bytes of the initialisers of arrays, without the signatures that stand in the same table.</summary>
    public static int Numbers(ModuleDefinition module) =>
        module.GetTypes().SelectMany(type => type.Fields).Where(field => field.InitialValue.Length > 0).Sum(field => sizeof(ushort) + field.InitialValue.Length);

    private static int SizeOf(Instruction instruction) => instruction.OpCode.OperandType switch
    {
        OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineString or OperandType.InlineBrTarget => instruction.GetSize() - 2,
        OperandType.InlineSwitch => instruction.GetSize() - 3 - (2 * ((Instruction[])instruction.Operand).Length),
        _ => instruction.GetSize(),
    };
}
