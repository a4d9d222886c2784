using System.Text;
using System.Xml.Linq;
using EdgeNet.Report;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Report;

/// <summary>Whatever the names are, the page is a page: well-formed, without scripts, and with each name as it is or shortened.</summary>
[TestClass]
public class HostileNameTests
{
    private static readonly string[] Hostile =
    [
        "rgb(1,0,99999999999)", "fill=\"rgb(1,0,3)\"", "url(#clipPath1)", "</script><b>", "a > b > c", "'\"&amp;", "{0} {1:X} %s %n", "x^{2", "y_{1}^{2}", "]]>", "<!-- x",
        "\u202Eabc\u2066", "nul\0bell\u0007\u009b", "\u05E9\u05DC\u05D5\u05DD", "half \uD83D", new string('w', 300), "x\u0301\u0302\u0303\u0304\u0305", "two\nlines", "1.23456789",
    ];

    [TestMethod]
    public void Write_HostileNames_KeepsThePageWhole()
    {
        foreach (string name in Hostile)
        {
            Check(name);
        }
    }

    [TestMethod]
    [DataRow("👩‍🚀")]
    [DataRow("🇩🇪")]
    [DataRow("e\u0301\u0323")]
    [DataRow("\U00020000")]
    public void Write_NameThatIsCut_IsCutBetweenCharacters(string character)
    {
        // Wherever a label is cut, the cut meets the character in one of these.
        for (int before = 10; before < 40; before++)
        {
            string name = new string('x', before) + character + new string('y', 40);
            string shown = Page.Shorten(name, 28);
            Assert.AreEqual(28, new System.Globalization.StringInfo(shown).LengthInTextElements);
            Assert.IsTrue(shown == name || name.StartsWith(shown[..^1], StringComparison.Ordinal) && (shown.Contains(character, StringComparison.Ordinal) || before > 26), shown);
        }

        Check(new string('x', 16) + character + character);
    }

    private static bool IsClassName(string name) => name.Length <= ModelFormat.MaxNameLength && !name.Any(char.IsSurrogate);

    private static void Check(string name)
    {
        Dataset plain = TestData.Clouds(2, 80, 3);
        var examples = new Dataset(plain.Features, plain.Labels, [name, "plain"], [IsClassName(name) ? name : "one", "other"]);
        byte[] page = ModelReport.Write(Reports.Of(Reports.OptionsOf([], 3), examples, 0.2));

        XElement root = Reports.Parse(page);
        Assert.IsEmpty(root.Descendants("script"), name);
        Assert.IsNotEmpty(root.Descendants("svg"), name);
        string html = Encoding.UTF8.GetString(page);
        Assert.IsFalse(html.Any(c => c is '\0' or '\u0007' or '\u202E' or '\u2066' or '\u009b'), name);
        Assert.DoesNotContain("rgb(1,0,", string.Concat(root.DescendantsAndSelf().Attributes().Where(a => a.Name != "aria-label").Select(a => a.Value)));
    }
}
