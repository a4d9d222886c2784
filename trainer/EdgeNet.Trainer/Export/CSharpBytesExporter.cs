using System.Globalization;

namespace EdgeNet.Trainer.Export;

/// <summary>Writes the bytes of a model file as a C# class.</summary>
/// <remarks>The array is made by a method: its numbers stay in flash until the call, where those of a static field would be in RAM from the start.</remarks>
internal static class CSharpBytesExporter
{
    /// <summary>Writes the class.</summary>
    /// <param name="file">The model file.</param>
    /// <param name="spaceName">The namespace.</param>
    /// <param name="className">The class; null for the model's name.</param>
    /// <returns>The source, with what it takes of an assembly.</returns>
    /// <exception cref="ArgumentException">An assembly has no room for the bytes.</exception>
    public static CSharpBytes Write(ModelFile file, string spaceName, string? className)
    {
        className ??= CSharpBytes.ClassNameOf(CSharpExporter.ClassNameOf(file.Device.Name));
        string load = file.Stream is null ? "Model.Load" : "Pipeline.Load";
        var code = new CSharpCode();
        CSharpStreamExporter.WriteHead(code, spaceName, className, $"The bytes of a model file: <c>{load}({className}.Bytes())</c>.");
        code.CountClass();
        code.Line("/// <summary>Copies the bytes from flash to RAM; keep no reference to them when the model is loaded.</summary>");
        code.Open("public static byte[] Bytes()");
        code.Numbers("return", "byte", [.. file.Bytes.Select(value => value.ToString(CultureInfo.InvariantCulture))], sizeof(byte));
        code.Close();
        code.Close();
        code.Close();
        AssemblyShare share = code.Share;
        return share.FaultOf(className) is { } fault
            ? throw new ArgumentException(
                $"{fault} More arrays do not help, as all of an assembly share that room. Add the file to a .resx as a resource, which stays in flash, or send it with 'edgenet flash'.", nameof(file))
            : new CSharpBytes(className, CSharpExporter.WithComment(code.ToString(), share), share);
    }
}
