using System.Text.RegularExpressions;

namespace EdgeNet.Trainer.Export;

/// <summary>The C that every model shares: the fragments in <c>firmware/EdgeNet.Native/C</c>, of which a header gets those that it needs, with its own prefix.</summary>
internal static partial class CRuntime
{
    /// <summary>Reads a fragment.</summary>
    /// <param name="name">The name of its file without <c>edgenet_</c> and extension.</param>
    /// <param name="prefix">The prefix instead of <c>edgenet</c>.</param>
    /// <returns>Its text.</returns>
    public static string Read(string name, string prefix)
    {
        using Stream stream = typeof(CRuntime).Assembly.GetManifestResourceStream($"EdgeNet.Trainer.Export.C.edgenet_{name}.h")
            ?? throw new ArgumentException($"There is no fragment '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        string text = reader.ReadToEnd().ReplaceLineEndings("\n");
        return Prefix().Replace(text, match => (match.Value[0] == 'E' ? prefix.ToUpperInvariant() : prefix) + "_");
    }

    [GeneratedRegex(@"\b(edgenet|EDGENET)_")]
    private static partial Regex Prefix();
}
