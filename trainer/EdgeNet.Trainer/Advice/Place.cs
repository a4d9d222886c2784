using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Advice;

/// <summary>Says where an example comes from.</summary>
internal static class Place
{
    /// <summary>The line of the file, or the recording.</summary>
    public static string Of(Dataset examples, int example) => examples switch
    {
        { Lines: { } lines } => FormattableString.Invariant($"line {lines[example]}"),
        { Windows: { } windows } => FormattableString.Invariant($"recording '{windows[example].Recording.Name}' from reading {windows[example].Start + 1} on"),
        _ => FormattableString.Invariant($"example {example + 1}"),
    };
}
