namespace EdgeNet.Trainer.Export;

/// <summary>Checks the name of a class or a namespace.</summary>
internal static class CSharpName
{
    // C# 9 specification, 6.4.4.
    private static readonly HashSet<string> Keywords =
    [
        .. ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false "
            + "finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private "
            + "protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked "
            + "unsafe ushort using virtual void volatile while").Split(' '),
    ];

    /// <summary>Says what is wrong with a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="mostParts">The most parts with points between.</param>
    /// <returns>The end of a sentence, or null where nothing is wrong.</returns>
    public static string? FaultOf(string name, int mostParts)
    {
        string[] parts = name.Split('.');
        bool isSound = parts.Length <= mostParts && parts.All(
            part => part.Length > 0 && !char.IsAsciiDigit(part[0]) && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        return !isSound ? $"must be made of letters, digits and _, and is '{name}'."
            : parts.FirstOrDefault(Keywords.Contains) is { } keyword ? $"must not have the C# keyword '{keyword}', and is '{name}'."
            : null;
    }
}
