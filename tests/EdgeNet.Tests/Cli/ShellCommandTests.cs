using EdgeNet.Cli;

namespace EdgeNet.Tests.Cli;

[TestClass]
public class ShellCommandTests
{
    [TestMethod]
    [DataRow("/home/a/m.deploy.json", "/home/a/m.deploy.json")]
    [DataRow("/home/größe/m-1_2+3", "/home/größe/m-1_2+3")]
    [DataRow("/my models/m", "'/my models/m'")]
    [DataRow("/it's/m", @"'/it'\''s/m'")]
    [DataRow("/$HOME/`m`", "'/$HOME/`m`'")]
    [DataRow(@"I:\m", @"'I:\m'")]
    [DataRow("~", "'~'")]
    [DataRow("", "''")]
    public void ForUnix_Word_IsReadBackAsItIs(string word, string expected) => Assert.AreEqual($"nanoff {expected}", ShellCommand.ForUnix("nanoff", word));

    [TestMethod]
    [DataRow(@"C:\Users\a\m.deploy.json", @"C:\Users\a\m.deploy.json")]
    [DataRow(@"C:\my models\m", """
        "C:\my models\m"
        """)]
    [DataRow(@"C:\a&b", """
        "C:\a&b"
        """)]
    [DataRow("", "\"\"")]
    public void ForWindows_Word_IsReadBackAsItIs(string word, string expected) => Assert.AreEqual($"nanoff {expected}", ShellCommand.ForWindows("nanoff", word));
}
