using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeNet.Tests.Layering;

/// <summary>A module in memory with a type of an early room that refers to one of a later room, in one way at a time.</summary>
internal sealed class ForgedRooms : IDisposable
{
    public const string Early = "EdgeNet.Networks.Layers.Early";
    public const string Late = "EdgeNet.Networks.Training.Late";

    private readonly TypeDefinition _early;
    private readonly TypeDefinition _late;

    public ForgedRooms()
    {
        Module = ModuleDefinition.CreateModule("Forged", ModuleKind.Dll);
        _late = Add("EdgeNet.Networks.Training", "Late", Module.TypeSystem.Object);
        _early = Add("EdgeNet.Networks.Layers", "Early", Module.TypeSystem.Object);
    }

    public ModuleDefinition Module { get; }

    /// <summary>Adds the reference that a name stands for.</summary>
    public void Refer(string way)
    {
        switch (way)
        {
            case "base type":
                _early.BaseType = _late;
                break;
            case "interface":
                _early.Interfaces.Add(new InterfaceImplementation(_late));
                break;
            case "field":
                _early.Fields.Add(new FieldDefinition("Field", FieldAttributes.Public, new ArrayType(_late)));
                break;
            case "generic argument":
                var list = new GenericInstanceType(Module.ImportReference(typeof(List<>))) { GenericArguments = { _late } };
                _early.Fields.Add(new FieldDefinition("Field", FieldAttributes.Public, list));
                break;
            case "constraint of the type":
                _early.GenericParameters.Add(new GenericParameter("T", _early) { Constraints = { new GenericParameterConstraint(_late) } });
                break;
            case "constraint of a method":
                MethodDefinition generic = AddMethod();
                generic.GenericParameters.Add(new GenericParameter("T", generic) { Constraints = { new GenericParameterConstraint(_late) } });
                break;
            case "result":
                AddMethod().ReturnType = _late;
                break;
            case "parameter":
                AddMethod().Parameters.Add(new ParameterDefinition(new ByReferenceType(_late)));
                break;
            case "local":
                AddMethod().Body.Variables.Add(new VariableDefinition(_late));
                break;
            case "caught":
                AddMethod().Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Catch) { CatchType = _late });
                break;
            case "call":
                AddMethod(Instruction.Create(OpCodes.Call, new MethodReference("Run", Module.TypeSystem.Void, _late)));
                break;
            case "field read":
                AddMethod(Instruction.Create(OpCodes.Ldsfld, new FieldReference("Field", Module.TypeSystem.Int32, _late)));
                break;
            case "cast":
                AddMethod(Instruction.Create(OpCodes.Castclass, _late));
                break;
            case "argument of a generic call":
                var method = new GenericInstanceMethod(new MethodReference("Run", Module.TypeSystem.Void, _early)) { GenericArguments = { _late } };
                AddMethod(Instruction.Create(OpCodes.Call, method));
                break;
            case "nested type":
                _early.NestedTypes.Add(new TypeDefinition(string.Empty, "Nested", TypeAttributes.NestedPublic, _late));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(way), way, "No such way.");
        }
    }

    public void Dispose() => Module.Dispose();

    private TypeDefinition Add(string space, string name, TypeReference parent)
    {
        var type = new TypeDefinition(space, name, TypeAttributes.Class | TypeAttributes.Public, parent);
        Module.Types.Add(type);
        return type;
    }

    private MethodDefinition AddMethod(params Instruction[] instructions)
    {
        var method = new MethodDefinition("Method", MethodAttributes.Static, Module.TypeSystem.Void);
        foreach (Instruction instruction in instructions)
        {
            method.Body.Instructions.Add(instruction);
        }

        _early.Methods.Add(method);
        return method;
    }
}
