using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeNet.Tests.Device;

/// <summary>The limits of <see cref="LanguageLimits"/>: the last that is allowed and the first that is not.</summary>
[TestClass]
public class DeviceSizeRulesTests
{
    [TestMethod]
    public void Check_ModuleWithinLimits_FindsNothing()
    {
        using var module = new ForgedModule();
        module.AddLongMethod("Long", LanguageLimits.CodeLimitBytes - 1);
        AddLocals(module, LanguageLimits.MostLocals);
        AddParameters(module, LanguageLimits.MostParameters);
        AddStack(module, LanguageLimits.MostStack);
        AddStaticFields(module, LanguageLimits.MostStaticFields);

        Assert.IsEmpty(module.Violations());
    }

    [TestMethod]
    public void Check_MoreLocals_AreFound()
    {
        using var module = new ForgedModule();
        AddLocals(module, LanguageLimits.MostLocals + 1);

        Assert.Contains("251 locals", module.Violations());
    }

    [TestMethod]
    public void Check_MoreParameters_AreFound()
    {
        using var module = new ForgedModule();
        AddParameters(module, LanguageLimits.MostParameters + 1);

        Assert.Contains("251 parameters", module.Violations());
    }

    [TestMethod]
    public void Check_DeeperStack_IsFound()
    {
        using var module = new ForgedModule();
        AddStack(module, LanguageLimits.MostStack + 1);

        Assert.Contains("251 values on the stack", module.Violations());
    }

    [TestMethod]
    public void Check_MoreStaticFields_AreFound()
    {
        using var module = new ForgedModule();
        AddStaticFields(module, LanguageLimits.MostStaticFields + 1);

        Assert.Contains("251 static fields", module.Violations());
    }

    [TestMethod]
    public void Check_MoreStaticMethods_AreFound()
    {
        using var module = new ForgedModule();
        for (int m = 0; m <= LanguageLimits.MostStaticMethods; m++)
        {
            module.AddMethod($"Method{m}");
        }

        Assert.Contains("256 static methods", module.Violations());
    }

    [TestMethod]
    public void Check_LongerMethod_IsFound()
    {
        using var module = new ForgedModule();
        module.AddLongMethod("TooLong", LanguageLimits.CodeLimitBytes);

        Assert.Contains("32768 bytes of IL in a method", module.Violations());
    }

    [TestMethod]
    public void Check_LongerAssembly_IsFound()
    {
        using var module = new ForgedModule();
        for (int m = 0; m < 4; m++)
        {
            module.AddLongMethod($"Quarter{m}", LanguageLimits.AssemblyLimitBytes / 4);
        }

        Assert.Contains("65536 bytes of IL", module.Violations());
    }

    [TestMethod]
    public void Check_MoreInitialisers_AreFound()
    {
        using var module = new ForgedModule();
        module.AddInitialiser(LanguageLimits.AssemblyLimitBytes);

        Assert.Contains("65536 bytes of array initialisers", module.Violations());
    }

    [TestMethod]
    public void Check_CallThroughPointer_IsFound()
    {
        using var module = new ForgedModule();
        module.AddMethod("Calls", Instruction.Create(OpCodes.Ldc_I4_0), Instruction.Create(OpCodes.Calli, new CallSite(module.Void)));

        Assert.Contains("instruction: calli", module.Violations());
    }

    [TestMethod]
    public void Check_Pointers_AreFound()
    {
        using var module = new ForgedModule();
        module.AddMethod("Pointer").Variables.Add(new VariableDefinition(new PointerType(module.Int32)));
        module.AddMethod("PointerToFunction").Variables.Add(new VariableDefinition(new FunctionPointerType { ReturnType = module.Void }));

        string[] found = module.Violations();
        Assert.Contains("pointer: System.Int32*", found);
        Assert.Contains("pointer: method System.Void *()", found);
    }

    private static void AddLocals(ForgedModule module, int count)
    {
        MethodBody body = module.AddMethod("Locals");
        for (int local = 0; local < count; local++)
        {
            body.Variables.Add(new VariableDefinition(module.Int32));
        }
    }

    private static void AddParameters(ForgedModule module, int count)
    {
        MethodDefinition method = module.AddMethod("Parameters").Method;
        for (int parameter = 0; parameter < count; parameter++)
        {
            method.Parameters.Add(new ParameterDefinition(module.Int32));
        }
    }

    private static void AddStack(ForgedModule module, int depth)
    {
        IEnumerable<Instruction> push = Enumerable.Range(0, depth).Select(_ => Instruction.Create(OpCodes.Ldc_I4_0));
        module.AddMethod("Stack", [.. push, .. Enumerable.Range(0, depth).Select(_ => Instruction.Create(OpCodes.Pop))]);
    }

    private static void AddStaticFields(ForgedModule module, int count)
    {
        for (int field = 0; field < count; field++)
        {
            module.Type.Fields.Add(new FieldDefinition($"Field{field}", FieldAttributes.Static, module.Int32));
        }
    }
}
