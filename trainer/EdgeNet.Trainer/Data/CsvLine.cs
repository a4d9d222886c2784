using CsvHelper;

namespace EdgeNet.Trainer.Data;

/// <summary>In which line of the file a row begins; the parser counts to where it ends, and quoted cells may hold line breaks.</summary>
internal static class CsvLine
{
    /// <summary>Finds the line of the row that was read last.</summary>
    /// <param name="parser">The parser.</param>
    /// <returns>From 1.</returns>
    public static int Of(CsvParser parser) => parser.RawRow - CountBreaks(parser.RawRecord.AsSpan().TrimEnd("\r\n"));

    /// <summary>Finds the line of a row with a stray quote.</summary>
    /// <param name="error">What the parser threw.</param>
    /// <returns>From 1.</returns>
    public static int Of(BadDataException error)
    {
        // A quote that is never closed makes a part of the cell of everything that follows it, the last line break included.
        bool isOpen = error.RawRecord.EndsWith(error.Field, StringComparison.Ordinal);
        return error.Context!.Parser!.RawRow - CountBreaks(isOpen ? error.RawRecord : error.RawRecord.AsSpan().TrimEnd("\r\n"));
    }

    private static int CountBreaks(ReadOnlySpan<char> text) => text.Count('\n') + text.Count('\r') - text.Count("\r\n");
}
