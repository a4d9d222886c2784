using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace EdgeNet.Tests.Cost;

/// <summary>A run of instructions that is executed as a whole.</summary>
/// <param name="Method">Where it stands.</param>
/// <param name="Offset">Of its first instruction, as compiled.</param>
/// <param name="Instructions">IL instructions that the device's interpreter executes: those of the block, and those of the methods of its mscorlib that the block calls.</param>
internal sealed record Block(string Method, int Offset, int Instructions);

/// <summary>Rewrites a module of the device for the desktop, so that every basic block counts how often it is executed.</summary>
internal static class BlockCounter
{
    /// <summary>The class that every rewritten module gets, and its field, which is an array with an element a block.</summary>
    public const string CounterType = "EdgeNetBlockCounts";

    /// <summary>The field of <see cref="CounterType"/>.</summary>
    public const string CounterField = "Visits";

    private static readonly Version DesktopVersion = new(4, 0, 0, 0);
    private static readonly byte[] DesktopToken = [0xb7, 0x7a, 0x5c, 0x56, 0x19, 0x34, 0xe0, 0x89];

    /// <summary>Rewrites a module.</summary>
    /// <param name="module">The module; it is changed.</param>
    /// <param name="corlib">What a call costs beyond the block.</param>
    /// <returns>The assembly, and its blocks in the order of the elements.</returns>
    public static (byte[] Assembly, Block[] Blocks) Rewrite(ModuleDefinition module, DeviceCorlib corlib)
    {
        MethodDefinition[] methods = [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)];
        var counter = new TypeDefinition(
            string.Empty, CounterType, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
        var visits = new FieldDefinition(CounterField, FieldAttributes.Public | FieldAttributes.Static, new ArrayType(module.TypeSystem.Int64));
        counter.Fields.Add(visits);
        List<Block> blocks = [];
        foreach (MethodDefinition method in methods)
        {
            Rewrite(method, visits, blocks, corlib);
        }

        module.Types.Add(counter);
        foreach (AssemblyNameReference reference in module.AssemblyReferences.Where(reference => reference.Name is "mscorlib" or "System.Math"))
        {
            (reference.Name, reference.Version, reference.PublicKeyToken) = ("mscorlib", DesktopVersion, DesktopToken);
        }

        using var stream = new MemoryStream();
        module.Write(stream);
        return (stream.ToArray(), [.. blocks]);
    }

    private static void Rewrite(MethodDefinition method, FieldDefinition visits, List<Block> blocks, DeviceCorlib corlib)
    {
        MethodBody body = method.Body;
        Instruction[] instructions = [.. body.Instructions];
        HashSet<Instruction> leaders = LeadersOf(body);
        body.SimplifyMacros(); // long branches, since the blocks grow: as many instructions as before
        Dictionary<Instruction, Instruction> moved = [];
        ILProcessor il = body.GetILProcessor();
        for (int first = 0; first < instructions.Length;)
        {
            int end = first + 1;
            while (end < instructions.Length && !leaders.Contains(instructions[end]))
            {
                end++;
            }

            int count = instructions[first..end].Sum(instruction => 1 + corlib.Beyond(instruction));
            Instruction[] added =
            [
                il.Create(OpCodes.Ldsfld, visits), il.Create(OpCodes.Ldc_I4, blocks.Count), il.Create(OpCodes.Ldelema, method.Module.TypeSystem.Int64),
                il.Create(OpCodes.Dup), il.Create(OpCodes.Ldind_I8), il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Conv_I8), il.Create(OpCodes.Add),
                il.Create(OpCodes.Stind_I8),
            ];
            foreach (Instruction each in added)
            {
                il.InsertBefore(instructions[first], each);
            }

            moved[instructions[first]] = added[0];
            blocks.Add(new Block(NameOf(method), instructions[first].Offset, count));
            first = end;
        }

        foreach (Instruction instruction in instructions)
        {
            instruction.Operand = instruction.Operand switch
            {
                Instruction target => moved[target],
                Instruction[] targets => targets.Select(target => moved[target]).ToArray(),
                object other => other,
                null => null!,
            };
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            (handler.TryStart, handler.TryEnd, handler.HandlerStart) = (moved[handler.TryStart], moved[handler.TryEnd], moved[handler.HandlerStart]);
            handler.HandlerEnd = handler.HandlerEnd is null ? null : moved[handler.HandlerEnd];
            handler.FilterStart = handler.FilterStart is null ? null : moved[handler.FilterStart];
        }
    }

    private static string NameOf(MethodDefinition method) =>
        $"{method.DeclaringType.Name}.{method.Name}({string.Join(',', method.Parameters.Select(parameter => parameter.ParameterType.Name))})";

    // A block begins where a branch leads, after one, and where a handler begins or ends.
    private static HashSet<Instruction> LeadersOf(MethodBody body)
    {
        HashSet<Instruction> leaders = [];
        foreach (Instruction instruction in body.Instructions)
        {
            Instruction[] targets = instruction.Operand switch { Instruction target => [target], Instruction[] several => several, _ => [] };
            leaders.UnionWith(targets);
            if (instruction.Next is { } next && instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw)
            {
                leaders.Add(instruction.Next);
            }
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            leaders.UnionWith(((Instruction?[])[handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart]).OfType<Instruction>());
        }

        return leaders;
    }
}
