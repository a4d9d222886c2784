using EdgeNet.Cli;
using EdgeNet.Fleet.Keys;

namespace EdgeNet.Tests.Cli;

[TestClass]
public class KeyCommandTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void New_Key_IsWrittenAndShownAgain(bool isHmac)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("fleet key");
        CliRun run = CliRun.Of(["key", "new", path, .. isHmac ? (string[])["--hmac"] : []]);

        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        FleetKey key = KeyFile.Read(path);
        Assert.AreEqual(isHmac ? SignatureKind.Hmac : SignatureKind.Ed25519, key.Kind);
        Assert.AreSequenceEqual(isHmac ? ["fleet key"] : ["fleet key", "fleet key.pub"], folder.FileNames);
        string shown = Path.GetRelativePath(Environment.CurrentDirectory, path);
        Assert.Contains($"Wrote {shown}, which signs: keep it secret, and a copy of it in a safe place.", run.Output);
        Assert.AreEqual(!isHmac, run.Output.Contains($"Wrote {shown}.pub, which only checks: it may be given to anyone.", StringComparison.Ordinal));
        Assert.Contains($"{key.KindName} key {key.IdText}", run.Output);
        Assert.Contains(key.CSharp, run.Output.ReplaceLineEndings("\n"));

        foreach (string file in isHmac ? (string[])[path] : [path, path + ".pub"])
        {
            CliRun show = CliRun.Of("key", "show", file);
            Assert.AreEqual(string.Empty, show.Error);
            Assert.AreEqual(ExitCode.Success, show.ExitCode);
            Assert.StartsWith($"{key.KindName} key {key.IdText}{(file == path ? string.Empty : ", its public half")}{Environment.NewLine}", show.Output);
            Assert.EndsWith(key.CSharp, show.Output.ReplaceLineEndings("\n").TrimEnd());
            Assert.DoesNotContain(isHmac ? "PRIVATE" : Convert.ToHexString(((Ed25519FleetKey)KeyFile.Read(path)).Secret), show.Output);
        }
    }

    [TestMethod]
    public void CSharp_OfAKey_IsWhatTheBoardCompiles()
    {
        byte[] secret = [.. Enumerable.Range(0, 32).Select(n => (byte)(8 * n))];
        Assert.AreEqual(
            """
            new ManagedHmacKey(new byte[]
            {
                0x00, 0x08, 0x10, 0x18, 0x20, 0x28, 0x30, 0x38, 0x40, 0x48, 0x50, 0x58, 0x60, 0x68, 0x70, 0x78,
                0x80, 0x88, 0x90, 0x98, 0xA0, 0xA8, 0xB0, 0xB8, 0xC0, 0xC8, 0xD0, 0xD8, 0xE0, 0xE8, 0xF0, 0xF8,
            })
            """.ReplaceLineEndings("\n"),
            new HmacFleetKey(secret).CSharp);
        var key = Ed25519FleetKey.OfSecret(secret);
        Assert.StartsWith("new Ed25519Key(new byte[]\n{\n", key.CSharp);
        Assert.Contains($"0x{key.PublicKey[31]:X2},\n}})", key.CSharp);
    }

    [TestMethod]
    public void New_FileThatIsThere_IsKept()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("k", "mine");
        CliRun.Of("key", "new", path).ShouldFail(ExitCode.BadInput, $"{path}: is there already, and a key is never overwritten; choose another name.");
        Assert.AreEqual("mine", File.ReadAllText(path));
        Assert.AreSequenceEqual(["k"], folder.FileNames);
    }

    [TestMethod]
    public void Show_NoKey_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("k", "mine");
        CliRun.Of("key", "show", path).ShouldFail(ExitCode.BadInput, $"{path}: is no key, which begins with -----BEGIN; make one with 'edgenet key new'.");
    }

    [TestMethod]
    public void Key_WithoutMore_SaysWhatIsMissing()
    {
        CliRun.Of("key").ShouldFail(ExitCode.Usage, "'edgenet key' needs a command: new or show. See 'edgenet --help'.");
        CliRun.Of("key", "show").ShouldFail(ExitCode.Usage, "'edgenet key show' needs <file>: A key, secret or public. See 'edgenet --help'.");
        CliRun.Of("key", "old", "k").ShouldFail(ExitCode.Usage, "Unrecognized command or argument 'old'. See 'edgenet --help'.");
        CliRun help = CliRun.Of("key", "new", "--help");
        Assert.Contains("edgenet key new <file> [options]", help.Output);
        Assert.AreEqual(ExitCode.Success, help.ExitCode);
    }
}
