using System.Globalization;
using EdgeNet.Trainer.Cost;

namespace EdgeNet.Trainer.Export;

/// <summary>Writes a model as straight-line C#: inputs in locals, packed constants in the code, no loops and no weights in RAM.</summary>
/// <remarks>
/// The interpreter costs as many instructions as it executes, whatever they do. Per input and word of units there are four: load the input,
/// load the constant, multiply, add. Words whose constant is zero cost nothing. A model too large for one method of
/// <see cref="MaxLocals"/> locals and <see cref="MaxTerms"/> products is written in several, with codes in arrays between them.
/// </remarks>
internal static class CSharpExporter
{
    /// <summary>The most inputs, words and units that stand in the locals of one method; the interpreter takes 250.</summary>
    public const int MaxLocals = 200;

    /// <summary>The most products in one method, so that its IL stays under 32 KB, beyond which branches go wrong without a warning.</summary>
    public const int MaxTerms = 1500;

    /// <summary>Writes the class of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">What turns readings into its inputs; null where it takes features.</param>
    /// <param name="spaceName">The namespace.</param>
    /// <param name="className">The class, or null for the model's name in Pascal case with <c>Model</c> behind it.</param>
    /// <returns>The sources and their cost.</returns>
    /// <exception cref="ArgumentException">The class would take more than an assembly can hold: such a model is loaded from its file.</exception>
    public static CSharpModel Write(
        ModelContents model, StreamSettings? stream = null, string spaceName = CSharpModel.DefaultNamespace, string? className = null)
    {
        NetworkForm.Require(model, "C# class");
        className ??= ClassNameOf(model.Name);
        var code = new CSharpCode();
        var body = new CSharpBody(code, model);
        int ramBytes = body.RamBytes;
        CSharpClass.WriteHead(
            code, spaceName, $"The model '{ClassNameOf(model.Name)}' in straight-line integer arithmetic; see EdgeNet.IPredictor.", className, "global::EdgeNet.Predictor");
        CSharpClass.WriteMembers(code, model, className, body.Inputs.FastType, ramBytes);
        body.Write();
        code.Close();
        code.Close();
        CSharpCode golden = CSharpGolden.Write(model, spaceName, className, body);
        CSharpStream? settings = stream is null ? null : CSharpStreamExporter.Write(stream, className, spaceName);
        AssemblyShare share = code.Share + golden.Share;
        share = settings is null ? share : share + settings.Share;
        if ((share.FaultOf(className) ?? FaultOfMethods(code.Methods + golden.Methods, className)) is { } fault)
        {
            throw new ArgumentException($"{fault} Load the model from its file instead.", nameof(model));
        }

        int answer = AnswerCost.OfGenerated(model);
        var cost = new EngineCost(share.FlashBytes, ramBytes, (int)code.Instructions + answer) { LoadInstructions = LoadCost.Generated(model), AnswerInstructions = answer };
        return new CSharpModel(className, WithComment(code.ToString(), share), golden.ToString(), cost, share) { Stream = settings, Heap = body.Heap };
    }

    private static string? FaultOfMethods(int methods, string className) =>
        methods <= AssemblyShare.MostMethods ? null
        : string.Create(CultureInfo.InvariantCulture, $"{className} would have {methods} methods, and a class has room for {AssemblyShare.MostMethods}.");

    /// <summary>Adds what sources take of an assembly, in the second line.</summary>
    internal static string WithComment(string source, AssemblyShare share)
    {
        int second = source.IndexOf('\n', StringComparison.Ordinal) + 1;
        return source.Insert(second, share.Comment() + "\n");
    }

    /// <summary>Makes a class name from a model's name: <c>fan-1</c> becomes <c>Fan1Model</c>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>A C# identifier.</returns>
    public static string ClassNameOf(string name)
    {
        string[] parts = name.Split([.. name.Where(c => !char.IsAsciiLetterOrDigit(c))], StringSplitOptions.RemoveEmptyEntries);
        string pascal = string.Concat(parts.Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        return (pascal.Length > 0 && char.IsAsciiDigit(pascal[0]) ? "_" : string.Empty) + pascal + "Model";
    }
}
