using System.CommandLine;
using EdgeNet.Cli;
using Spectre.Console.Testing;

namespace EdgeNet.Tests.Cli;

/// <summary>Help of commands made up for it: what EdgeNet's own do not have, and narrow terminals.</summary>
[TestClass]
public class HelpTextTests
{
    [TestMethod]
    public void Of_EveryKindOfOptionAndArgument_IsWrittenAsItIsTyped()
    {
        var kind = new Option<string>("--kind", "-k") { Description = "A kind." };
        kind.AcceptOnlyFromAmong("big", "small");
        var command = new Command("do", "Does it.")
        {
            new Argument<string>("from") { Description = "Where it begins." },
            new Argument<string[]>("to") { Description = "Where it ends.", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => ["a", "b"] },
            new Argument<string>("never") { Description = "Not told.", Hidden = true },
            kind,
            new Option<int>("--size") { Description = "A size.", HelpName = "pixels", Required = true },
            new Option<double>("--rate") { Description = "A rate.", DefaultValueFactory = _ => 0.5 },
            new Option<bool>("--on") { Description = "A flag that is set.", DefaultValueFactory = _ => true },
            new Option<bool>("--off") { Description = "A flag that is not.", DefaultValueFactory = _ => false },
            new Option<string>("--plain"),
            new Option<string>("--secret") { Description = "Not told.", Hidden = true },
            new Command("inner", "A part of it.") { new Argument<string>("thing") },
            new Command("hidden", "Not told.") { Hidden = true },
        };
        _ = new Command("outer") { command, new Option<bool>("--loud") { Description = "For all.", Recursive = true }, new Option<bool>("--own") { Description = "Not told." } };

        Assert.AreEqual(
            """
            Description:
              Does it.

            Usage:
              outer do <from> [<to>...] [command] [options]

            Arguments:
              <from>  Where it begins.
              <to>    Where it ends. [default: a|b]

            Options:
              -k, --kind <big|small>      A kind.
              --size <pixels> (REQUIRED)  A size.
              --rate <rate>               A rate. [default: 0.5]
              --on                        A flag that is set. [default: true]
              --off                       A flag that is not.
              --plain <plain>
              --loud                      For all.

            Commands:
              inner <thing>  A part of it.

            """.ReplaceLineEndings(),
            HelpText.Of(command, int.MaxValue));
    }

    [TestMethod]
    public void Of_NarrowTerminal_BreaksBetweenWords()
    {
        var command = new Command("go", "Goes from here to there, and from there to here.")
        {
            new Option<string>("--destination") { Description = "Where to go, which may be as far away as one likes." },
            new Option<bool>("--fast") { Description = "Run." },
        };
        Assert.AreEqual(
            """
            Description:
              Goes from here to there, and from
              there to here.

            Usage:
              go [options]

            Options:
              --destination  Where to go, which
              <destination>  may be as far away as
                             one likes.
              --fast         Run.

            """.ReplaceLineEndings(),
            HelpText.Of(command, 38));
    }

    [TestMethod]
    public void Of_TextAsLongAsTheLine_IsNotBroken()
    {
        var command = new Command("go", new string('a', 20) + ' ' + new string('b', 21));
        StringAssert.StartsWith(
            HelpText.Of(command, 22), $"Description:\n  {new string('a', 20)}\n  {new string('b', 20)}\n  b\n".ReplaceLineEndings());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(60)]
    [DataRow(80)]
    [DataRow(132)]
    public void Of_EveryCommandAtAnyWidth_KeepsItsWordsWithinTheLine(int width)
    {
        // What a terminal narrower than this shows is broken anyway.
        const int Least = 60;
        RootCommand root = CommandLine.CreateRoot(new TestConsole(), TextWriter.Null, TextWriter.Null, ToolFolders.FromEnvironment);
        foreach (Command command in root.Subcommands.Prepend(root))
        {
            string text = HelpText.Of(command, width);
            Assert.AreEqual(Letters(HelpText.Of(command, int.MaxValue)), Letters(text));
            foreach (string line in text.Split(Environment.NewLine))
            {
                Assert.IsTrue(width < Least || line.Length <= width, line);
                Assert.AreEqual(line.TrimEnd(), line);
            }
        }
    }

    /// <summary>The letters in alphabetical order: columns that are broken mix the order, but lose nothing.</summary>
    private static string Letters(string text) => new([.. text.Where(letter => !char.IsWhiteSpace(letter)).Order()]);
}
