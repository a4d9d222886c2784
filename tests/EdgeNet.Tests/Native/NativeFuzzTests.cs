using System.Text.RegularExpressions;
using EdgeNet.Tests.CExport;

namespace EdgeNet.Tests.Native;

/// <summary>Whatever a program says, nothing beside its arrays is read or written, nothing is undefined, and every compiler gives the same.</summary>
[TestClass]
public partial class NativeFuzzTests
{
    private const int Instructions = 13;
    private const int Programs = 60_000;

    private static readonly string Driver = Path.Combine(TestData.RepositoryFolder(), "tests", "EdgeNet.Tests", "Native", "fuzz.c");

    [TestMethod]
    public void Execute_RandomPrograms_StayInTheirArraysAndGiveTheSameEverywhere()
    {
        string[] sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
        string expected = Run(CCompiler.FindWith("gcc", sanitizers), [.. CCompiler.Strict, "-std=c99", "-O1", .. sanitizers]);
        int[] done = [.. Count().Matches(expected).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.HasCount(Instructions, done);
        Assert.IsGreaterThan(Programs / 100, done.Min()); // of each instruction, enough get as far as its kernel
        Assert.AreEqual(expected, Run(CCompiler.FindWith("gcc", sanitizers), [.. CCompiler.Strict, "-std=c99", "-Os", .. sanitizers]));
        foreach (string option in (string[])["-O2", "-Os", "-O3"])
        {
            Assert.AreEqual(expected, Run(CCompiler.Find("gcc"), ["-std=c99", option]), option);
        }
    }

    [TestMethod]
    public void Execute_RandomProgramsOfAnotherCompiler_GiveTheSame() =>
        Assert.AreEqual(Run(CCompiler.Find("gcc"), ["-O2"]), Run(CCompiler.Find("clang"), ["-O2"]));

    private static string Run(CCompiler compiler, string[] options)
    {
        using var folder = new TemporaryFolder();
        string program = compiler.Compile(folder.Path, Driver, [.. options, "-I", CEngine.Folder, CEngine.Source]);
        (int exitCode, string text) = CCompiler.Run(program, folder.Path, $"{Programs}", "1");
        Assert.AreEqual(0, exitCode, text[..Math.Min(text.Length, 4000)]);
        return text;
    }

    [GeneratedRegex(@"ran to its end (\d+) times")]
    private static partial Regex Count();
}
