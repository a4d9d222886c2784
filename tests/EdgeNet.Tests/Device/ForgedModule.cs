using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeNet.Tests.Device;

/// <summary>A module in memory with one type, for the rules that C# without unsafe code cannot break.</summary>
internal sealed class ForgedModule : IDisposable
{
    private readonly ModuleDefinition _module = ModuleDefinition.CreateModule("Forged", ModuleKind.Dll);

    public ForgedModule()
    {
        Type = new TypeDefinition("Forged", "Forged", TypeAttributes.Class, _module.TypeSystem.Object);
        _module.Types.Add(Type);
    }

    public TypeDefinition Type { get; }

    public TypeReference Int32 => _module.TypeSystem.Int32;

    public TypeReference Void => _module.TypeSystem.Void;

    public MethodBody AddMethod(string name, params Instruction[] instructions)
    {
        var method = new MethodDefinition(name, MethodAttributes.Static, Void);
        foreach (Instruction instruction in instructions)
        {
            method.Body.Instructions.Add(instruction);
        }

        method.Body.Instructions.Add(Instruction.Create(OpCodes.Ret));
        Type.Methods.Add(method);
        return method.Body;
    }

    /// <summary>Adds a method of so many bytes of IL, which do nothing.</summary>
    public void AddLongMethod(string name, int bytes)
    {
        AddMethod(name, [.. Enumerable.Range(0, bytes - 1).Select(_ => Instruction.Create(OpCodes.Nop))]);
    }

    public void AddInitialiser(int bytes)
    {
        Type.Fields.Add(new FieldDefinition("Bytes", FieldAttributes.Static | FieldAttributes.HasFieldRVA, Int32) { InitialValue = new byte[bytes] });
    }

    /// <summary>Checks the limits, after writing the module: only then are the sizes of its methods known.</summary>
    public string[] Violations()
    {
        using var stream = new MemoryStream();
        _module.Write(stream);
        return [.. LanguageLimits.Check([Type]).Concat(LanguageLimits.CheckSums(_module)).Select(violation => violation.What)];
    }

    public void Dispose() => _module.Dispose();
}
