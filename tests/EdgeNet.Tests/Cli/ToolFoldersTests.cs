using EdgeNet.Cli;

namespace EdgeNet.Tests.Cli;

[TestClass]
public class ToolFoldersTests
{
    [TestMethod]
    public void FromEnvironment_ProgramOnPath_IsFound()
    {
        // What runs these tests is on PATH.
        (string? path, string word) = ToolFolders.FromEnvironment().Find("dotnet");
        Assert.AreEqual("dotnet", word);
        Assert.IsTrue(File.Exists(path) && Path.IsPathFullyQualified(path), path);
    }

    [TestMethod]
    public void Find_UnknownProgram_IsNowhere() =>
        Assert.AreEqual((null, "no-such-program"), ToolFolders.FromEnvironment().Find("no-such-program"));
}
