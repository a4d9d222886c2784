using System.Text;
using EdgeNet.Cli;
using Spectre.Console;
using Spectre.Console.Testing;

namespace EdgeNet.Tests.Cli;

/// <summary>No name moves the cursor, forges a line or is lost in an encoding that lacks it.</summary>
[TestClass]
public class ShownTextTests
{
    [TestMethod]
    [DataRow("rock", "rock")]
    [DataRow("größe 火 👩‍🚀", "größe 火 👩‍🚀")]
    [DataRow("\u001b[2J\u0007", "\\u{1b}[2J\\u{7}")]
    [DataRow("a\u007f\u009b31m", "a\\u{7f}\\u{9b}31m")]
    [DataRow("a\u202Eb\u2066c\u2069", "a\\u{202e}b\\u{2066}c\\u{2069}")]
    [DataRow("a\u2028b\u2029\u0085", "a\\u{2028}b\\u{2029}\\u{85}")]
    [DataRow("a\nb\r\tc", "a\\u{a}b\\u{d}\\u{9}c")]
    [DataRow("\u200B\uFEFF", "\\u{200b}\\u{feff}")]
    public void Escape_Name_HasNothingThatATerminalObeys(string text, string expected)
    {
        Assert.AreEqual(expected, ShownText.Escape(text, Encoding.UTF8));
    }

    [TestMethod]
    public void Escape_EncodingWithoutACharacter_NamesIt()
    {
        Assert.AreEqual("größe -> \\u{706b} ...", ShownText.Escape("größe → 火 …", Encoding.Latin1));
        Assert.AreEqual("gr\\u{f6}\\u{df}e 3 deg C^2", ShownText.Escape("größe 3 °C²", Encoding.ASCII));
        Assert.AreEqual("\\u{100}", ShownText.Escape("Ā", Encoding.Latin1), "The nearest letter is another name.");
    }

    [TestMethod]
    public void Write_HostileNames_AreEscapedInLinesMarkupAndTables()
    {
        using var inner = new TestConsole();
        inner.Profile.Width = 80;
        var console = new ShownConsole(inner);
        const string Name = "x\u001b]0;t\u0007\n\u202Ey[red]";
        console.WriteLine($"{Name}: forged");
        console.MarkupLine($"[yellow]Warning:[/] {Markup.Escape(Name)}");
        console.Write(new Table().AddColumn(Markup.Escape(Name)).AddRow(Markup.Escape(Name)));

        string output = inner.Output;
        Assert.IsFalse(output.Any(c => c is '\u001b' or '\u0007' or '\u202E'), output);
        const string Shown = "x\\u{1b}]0;t\\u{7}\\u{a}\\u{202e}y[red]";
        string[] lines = output.TrimEnd().Split('\n');
        Assert.HasCount(7, lines);
        Assert.AreEqual($"{Shown}: forged", lines[0].TrimEnd());
        Assert.AreEqual($"Warning: {Shown}", lines[1].TrimEnd());
        Assert.AreEqual(1, lines[2..].Select(line => line.TrimEnd().Length).Distinct().Count(), "The frame fits.");
    }

    [TestMethod]
    [DataRow(20)]
    [DataRow(1)]
    public void Write_NarrowTerminal_StillWrites(int width)
    {
        using var inner = new TestConsole();
        inner.Profile.Width = width;
        var console = new ShownConsole(inner);
        console.WriteLine("a long line with a name\u001b in it");
        console.Write(new Table().AddColumn("one").AddColumn("two").AddRow("a\u001b", "b"));

        Assert.DoesNotContain('\u001b', inner.Output);
    }

    [TestMethod]
    public void Write_Latin1_DrawsTablesAndCurvesInAscii()
    {
        using var text = new StreamWriter(new MemoryStream(), Encoding.Latin1);
        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        var console = new ShownConsole(plain);
        console.Write(new Table().RoundedBorder().AddColumn("größe").AddRow("火"));
        Sparkline.Write(console, "cost", [3, 2, 1]);
        text.Flush();

        string output = Encoding.Latin1.GetString(((MemoryStream)text.BaseStream).ToArray());
        Assert.DoesNotContain('?', output);
        Assert.Contains("größe", output);
        Assert.Contains("\\u{706b}", output);
        Assert.Contains("+--", output);
        Assert.Contains("cost #=_ 3.000 -> 1.000", output);
    }

    [TestMethod]
    public void Write_Terminal_KeepsLineEndsOfTextsAndNoneOfLines()
    {
        using var inner = new StringWriter { NewLine = "\n" };
        using var writer = new ShownWriter(inner) { NewLine = "\n" };
        writer.Write("one\ntwo\u001b\n");
        writer.WriteLine("three\nfour");
        writer.WriteLine();

        Assert.AreEqual("one\ntwo\\u{1b}\nthree\\u{a}four\n\n", inner.ToString());
    }
}
