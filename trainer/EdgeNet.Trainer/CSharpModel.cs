using EdgeNet.Trainer.Cost;

namespace EdgeNet.Trainer;

/// <summary>A model as C# source.</summary>
/// <param name="ClassName">The class.</param>
/// <param name="Source">The class without its golden vectors.</param>
/// <param name="GoldenSource">The golden vectors, another part of the class, which a build may leave out.</param>
/// <param name="Cost">The estimated cost of all sources on the device.</param>
/// <param name="Share">What all sources take of an assembly.</param>
internal sealed record CSharpModel(string ClassName, string Source, string GoldenSource, EngineCost Cost, AssemblyShare Share)
{
    /// <summary>The default namespace.</summary>
    public const string DefaultNamespace = "EdgeNet.Models";

    // C# 9 specification, 6.4.4.
    private static readonly HashSet<string> Keywords =
    [
        .. ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false "
            + "finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private "
            + "protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked "
            + "unsafe ushort using virtual void volatile while").Split(' '),
    ];

    /// <summary>What it takes of the managed heap, with its golden vectors.</summary>
    public HeapNeed Heap { get; init; }

    /// <summary>For a model with a stream: the class that makes its settings; null otherwise.</summary>
    public CSharpStream? Stream { get; init; }

    /// <summary>The name that classes of a model begin with: <c>fan-1</c> gives <c>Fan1</c>, of which <c>Fan1Model</c> is made.</summary>
    public static string ClassStemOf(string name) => Export.CSharpExporter.ClassNameOf(name)[..^"Model".Length];

    /// <summary>Says what is wrong with a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="mostParts">The most parts with points between.</param>
    /// <returns>The end of a sentence, or null where nothing is wrong.</returns>
    public static string? FaultOfName(string name, int mostParts)
    {
        string[] parts = name.Split('.');
        bool isSound = parts.Length <= mostParts && parts.All(
            part => part.Length > 0 && !char.IsAsciiDigit(part[0]) && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        return !isSound ? $"must be made of letters, digits and _, with no digit first, and is '{name}'."
            : parts.FirstOrDefault(Keywords.Contains) is { } keyword ? $"must not have the C# keyword '{keyword}', and is '{name}'."
            : null;
    }

    /// <summary>The files of the sources in a folder.</summary>
    public static IReadOnlyList<string> PathsIn(string folder, string className, string? streamClass) =>
    [
        Path.Combine(folder, className + ".cs"),
        Path.Combine(folder, className + ".Golden.cs"),
        .. (string[])(streamClass is null ? [] : [Path.Combine(folder, streamClass + ".cs"), Path.Combine(folder, streamClass + ".Golden.cs")]),
    ];

    /// <summary>Adds the sources to the files to be written.</summary>
    public void AddTo(FileSet files, string folder)
    {
        string[] sources = [Source, GoldenSource, .. (string[])(Stream is { } stream ? [stream.Source, stream.GoldenSource] : [])];
        foreach ((string path, string source) in PathsIn(folder, ClassName, Stream?.ClassName).Zip(sources))
        {
            files.Add(path, System.Text.Encoding.UTF8.GetBytes(source));
        }
    }
}

/// <summary>The settings of a stream as C# source.</summary>
/// <param name="ClassName">The class.</param>
/// <param name="Source">The class without its golden windows.</param>
/// <param name="GoldenSource">The golden windows, another part of the class, which a build may leave out.</param>
/// <param name="Share">What both sources take of an assembly.</param>
internal sealed record CSharpStream(string ClassName, string Source, string GoldenSource, AssemblyShare Share);

/// <summary>The bytes of a model file as C# source.</summary>
/// <param name="ClassName">The class.</param>
/// <param name="Source">Its source.</param>
/// <param name="Share">What it takes of an assembly.</param>
internal sealed record CSharpBytes(string ClassName, string Source, AssemblyShare Share)
{
    /// <summary>Makes the name of the class from that of the network's: <c>FanModel</c> gives <c>FanFile</c>.</summary>
    public static string ClassNameOf(string modelClass) => Export.CSharpStreamExporter.StemOf(modelClass) + "File";

    /// <summary>Adds the source to the files to be written.</summary>
    public void AddTo(FileSet files, string folder) => files.Add(Path.Combine(folder, ClassName + ".cs"), System.Text.Encoding.UTF8.GetBytes(Source));
}
