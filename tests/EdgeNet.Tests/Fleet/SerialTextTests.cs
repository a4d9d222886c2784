using System.Text;
using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>Lines of text between frames.</summary>
[TestClass]
public class SerialTextTests
{
    private readonly List<string> _lines = [];

    [TestMethod]
    [DataRow("one\ntwo\r\n\nthree", "one|two", DisplayName = "What has no end is no line yet")]
    [DataRow("Grüße, 21 °C\n", "Grüße, 21 °C")]
    [DataRow("a\tb\n", "a b")]
    [DataRow("\u001b]0;title\u0007\n", @"\u{1b}]0;title\u{7}")]
    [DataRow("\u202Eabc\n", @"\u{202e}abc")]
    public void Add_Text_GivesHarmlessLines(string text, string expected)
    {
        new SerialText(_lines.Add).Add(Encoding.UTF8.GetBytes(text));

        Assert.AreEqual(expected, string.Join('|', _lines));
    }

    [TestMethod]
    public void EndPart_FrameInTheMiddleOfALine_IsTakenOut()
    {
        var text = new SerialText(_lines.Add);
        text.Add("temp"u8);
        Assert.IsFalse(text.EndPart(isFrame: false));
        text.Add([5, 1, 0x81, (byte)'\n', 1, 200]);
        Assert.IsFalse(text.EndPart(isFrame: true));
        text.Add("erature\n"u8);

        Assert.AreEqual("temperature", _lines.Single());
        Assert.AreEqual(0, text.Noise);
    }

    [TestMethod]
    public void EndPart_DamagedFrame_IsNoise()
    {
        var text = new SerialText(_lines.Add);
        text.Add("first\nhalf"u8);
        text.EndPart(isFrame: false);
        text.Add([5, 1, 0x81, 200, 1]);
        Assert.IsTrue(text.EndPart(isFrame: false));
        text.Add("second\n"u8);
        text.End();

        CollectionAssert.AreEqual(new[] { "first", "second" }, _lines);
        Assert.AreEqual(5, text.Noise);
    }

    [TestMethod]
    public void End_LineWithoutAnEnd_IsGiven()
    {
        var text = new SerialText(_lines.Add);
        text.Add("> "u8);
        text.End();

        Assert.AreEqual("> ", _lines.Single());
    }

    [TestMethod]
    public void Add_TextInAnotherEncoding_CostsItsOwnLinesOnly()
    {
        var text = new SerialText(_lines.Add);
        text.Add([.. "one\n"u8, 0xE4, 0xF6, (byte)'\n', .. "two\n"u8]);
        text.EndPart(isFrame: false);

        CollectionAssert.AreEqual(new[] { "one", "two" }, _lines);
    }

    [TestMethod]
    public void Add_AnyBytes_KeepsNoMoreThanItMust()
    {
        var text = new SerialText(_lines.Add);
        var random = new Random(5);
        byte[] bytes = new byte[256];
        for (int n = 0; n < 4000; n++)
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)random.Next(1, 256);
            }

            text.Add(bytes);
        }

        text.Add(Encoding.ASCII.GetBytes(new string('x', 20_000)));
        text.End();
        Assert.IsGreaterThan(1_000_000, text.Noise);
        Assert.IsTrue(_lines.TrueForAll(line => line.Length <= 8 * 8192 && !line.Any(char.IsControl)));
        Assert.IsGreaterThan(2, _lines.Count(line => line.EndsWith("xxx", StringComparison.Ordinal)));
    }
}
