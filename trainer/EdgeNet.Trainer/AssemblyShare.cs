using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeNet.Trainer;

/// <summary>What sources take of the assembly that they are compiled into, by estimate.</summary>
/// <remarks>
/// An assembly of the device has one table for the IL of all its methods and one for the numbers of all its arrays. Each has room for
/// <see cref="Most"/> bytes, whatever the flash of the board. The metadata processor refuses more IL; more numbers compile, and the application does not start.
/// </remarks>
/// <param name="CodeBytes">IL, as the metadata processor writes it.</param>
/// <param name="DataBytes">Numbers of arrays, and the signatures, which stand in the same table.</param>
/// <param name="OtherBytes">Names, and the records of methods and fields.</param>
internal sealed partial record AssemblyShare(int CodeBytes, int DataBytes, int OtherBytes)
{
    /// <summary>The most bytes of code, and of data, in an assembly.</summary>
    public const int Most = 65_535;

    /// <summary>The code that a model leaves to the application, and to an estimate that is a little low.</summary>
    public const int CodeForApplication = 16 * 1024;

    /// <summary>The data that a model leaves to the application, which has signatures there and seldom arrays.</summary>
    public const int DataForApplication = 4 * 1024;

    /// <summary>The most methods of a class; there are 255 of each kind.</summary>
    public const int MostMethods = 250;

    private const string Line = "// Of an assembly's 65,535 bytes of code and 65,535 of data these files take about ";

    /// <summary>All bytes.</summary>
    public int FlashBytes => CodeBytes + DataBytes + OtherBytes;

    /// <summary>Bytes of code that are left in an assembly; below 0 where there are too many.</summary>
    public int CodeLeft => Most - CodeBytes;

    /// <summary>Bytes of data that are left in an assembly; below 0 where there are too many.</summary>
    public int DataLeft => Most - DataBytes;

    public static AssemblyShare operator +(AssemblyShare a, AssemblyShare b) =>
        new(a.CodeBytes + b.CodeBytes, a.DataBytes + b.DataBytes, a.OtherBytes + b.OtherBytes);

    /// <summary>Says why sources cannot be compiled into an assembly together with an application.</summary>
    /// <param name="what">What takes the bytes, such as the name of a class.</param>
    /// <returns>A sentence, or null where they can.</returns>
    public string? FaultOf(string what) =>
        CodeBytes > Most - CodeForApplication ? Fault(what, CodeBytes, "code", CodeForApplication)
        : DataBytes > Most - DataForApplication ? Fault(what, DataBytes, "data", DataForApplication)
        : null;

    /// <summary>The comment by which <see cref="OthersIn"/> finds the share again.</summary>
    public string Comment() => string.Create(CultureInfo.InvariantCulture, $"{Line}{CodeBytes:N0} and {DataBytes:N0}.");

    /// <summary>Finds the other generated classes in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="own">The files that do not count.</param>
    /// <returns>The file names in their order, with the share of each class.</returns>
    public static IReadOnlyList<(string File, AssemblyShare Share)> OthersIn(string folder, IEnumerable<string> own)
    {
        HashSet<string> skipped = [.. own.Select(Path.GetFullPath)];
        try
        {
            return
            [
                .. Directory.EnumerateFiles(folder, "*.cs").Where(path => !skipped.Contains(Path.GetFullPath(path))).Order(StringComparer.Ordinal)
                    .Select(path => (File: Path.GetFileName(path), Share: Read(path))).Where(other => other.Share is not null).Select(other => (other.File, other.Share!)),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Fault(string what, int bytes, string kind, int forApplication) => string.Create(
        CultureInfo.InvariantCulture, $"{what} would take about {bytes:N0} bytes of {kind}; an assembly has room for {Most:N0}, of which {forApplication:N0} are for the application.");

    private static AssemblyShare? Read(string path) =>
        File.ReadLines(path).Take(2).Select(line => Numbers().Match(line)).FirstOrDefault(match => match.Success) is { } found
            ? new AssemblyShare(Parse(found.Groups[1].Value), Parse(found.Groups[2].Value), 0)
            : null;

    private static int Parse(string number) => int.Parse(number, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex("^" + Line + @"([0-9,]{1,9}) and ([0-9,]{1,9})\.$")]
    private static partial Regex Numbers();
}
