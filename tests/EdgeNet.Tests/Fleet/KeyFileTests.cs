using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using EdgeNet.Files;
using EdgeNet.Fleet.Keys;

namespace EdgeNet.Tests.Fleet;

/// <summary>Keys as files: what is written is read, openssl reads it too, and damaged or other keys are refused in one line.</summary>
[TestClass]
public class KeyFileTests
{
    // RFC 8410, 10.1, 10.2 and 10.3: a public key, its secret, and the same secret with attributes and the public key.
    private const string PublicOfRfc = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PUBLIC KEY-----
        """;

    private const string SecretOfRfc = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----
        """;

    private const string BothOfRfc = """
        -----BEGIN PRIVATE KEY-----
        MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
        Z9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PRIVATE KEY-----
        """;

    [TestMethod]
    public void Write_NewKey_IsReadAgainAndIsForItsOwnerAlone()
    {
        using var folder = new TemporaryFolder();
        var key = Ed25519FleetKey.Create();
        Assert.AreSequenceEqual([folder.Combine("k"), folder.Combine("k.pub")], KeyFile.Write(folder.Combine("k"), key));
        var secret = (Ed25519FleetKey)KeyFile.Read(folder.Combine("k"));
        var open = (Ed25519FleetKey)KeyFile.Read(folder.Combine("k.pub"));

        Assert.AreSequenceEqual(key.Secret, secret.Secret);
        Assert.AreSequenceEqual(key.PublicKey, open.PublicKey);
        Assert.IsTrue(secret.CanSign);
        Assert.IsFalse(open.CanSign);
        Assert.ThrowsExactly<InvalidOperationException>(() => open.Sign([1]));
        Assert.AreEqual(key.IdText, open.IdText);
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(key.PublicKey)[..8]), key.IdText);
        Assert.IsTrue(open.Verify([1, 2], secret.Sign([1, 2])));
        Assert.IsFalse(open.Verify([1, 3], secret.Sign([1, 2])));
        Assert.AreNotEqual(key.IdText, Ed25519FleetKey.Create().IdText);
        Assert.IsFalse(KeyFile.IsOpenToOthers(folder.Combine("k")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Combine("k")));
        }
    }

    [TestMethod]
    public void Write_NewSecretOfHmac_IsReadAgain()
    {
        using var folder = new TemporaryFolder();
        var key = HmacFleetKey.Create();
        Assert.AreSequenceEqual([folder.Combine("k")], KeyFile.Write(folder.Combine("k"), key));
        var read = (HmacFleetKey)KeyFile.Read(folder.Combine("k"));

        Assert.AreSequenceEqual(key.Secret, read.Secret);
        Assert.HasCount(32, key.Secret);
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes("EdgeNet"), .. key.Secret])[..8]), read.IdText);
        Assert.AreEqual($"-----BEGIN EDGENET HMAC KEY-----\n{Convert.ToBase64String(key.Secret)}\n-----END EDGENET HMAC KEY-----\n", File.ReadAllText(folder.Combine("k")));
        Assert.IsFalse(KeyFile.IsOpenToOthers(folder.Combine("k")));
    }

    [TestMethod]
    [DataRow("k")]
    [DataRow("k.pub")]
    public void Write_FileThatIsThere_ChangesNothing(string old)
    {
        using var folder = new TemporaryFolder();
        folder.Write(old, "mine");
        InputException refusal = Assert.ThrowsExactly<InputException>(() => KeyFile.Write(folder.Combine("k"), Ed25519FleetKey.Create()));

        Assert.AreEqual($"{folder.Combine(old)}: is there already, and a key is never overwritten; choose another name.", refusal.Message);
        Assert.AreSequenceEqual([old], folder.FileNames);
        Assert.AreEqual("mine", File.ReadAllText(folder.Combine(old)));
    }

    [TestMethod]
    public void Write_LinkThatLeadsNowhere_IsNotFollowed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Links need rights on Windows.");
        }

        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.Combine("k.pub"), folder.Combine("elsewhere"));
        Assert.ThrowsExactly<InputException>(() => KeyFile.Write(folder.Combine("k"), Ed25519FleetKey.Create()));
        Assert.AreSequenceEqual(["k.pub"], folder.FileNames);
    }

    [TestMethod]
    public void Write_FolderThatIsNot_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "no", "k");
        Assert.AreEqual($"{path}: cannot be written: there is no such folder; make it first.", Assert.ThrowsExactly<InputException>(() => KeyFile.Write(path, Ed25519FleetKey.Create())).Message);
    }

    [TestMethod]
    public void Read_ExamplesOfRfc8410_AreOneKey()
    {
        using var folder = new TemporaryFolder();
        var open = (Ed25519FleetKey)KeyFile.Read(folder.Write("open", PublicOfRfc));
        var secret = (Ed25519FleetKey)KeyFile.Read(folder.Write("secret", $"A comment\n\n{SecretOfRfc}\n"));
        var both = (Ed25519FleetKey)KeyFile.Read(folder.Write("both", BothOfRfc.ReplaceLineEndings("\r\n")));

        Assert.AreEqual("19BF44096984CDFE8541BAC167DC3B96C85086AA30B6B6CB0C5C38AD703166E1", Convert.ToHexString(open.PublicKey));
        Assert.AreEqual("D4EE72DBF913584AD5B6D8F1F769F8AD3AFE7C28CBF1D4FBE097A88F44755842", Convert.ToHexString(secret.Secret));
        Assert.AreSequenceEqual(open.PublicKey, secret.PublicKey);
        Assert.AreSequenceEqual(secret.Secret, both.Secret);
        Assert.AreEqual(SecretOfRfc.ReplaceLineEndings("\n") + "\n", KeyText.OfSecret(secret));
        Assert.AreEqual(PublicOfRfc.ReplaceLineEndings("\n") + "\n", KeyText.OfPublic(open));
    }

    [TestMethod]
    [DataRow("", "is no key, which begins with -----BEGIN; make one with 'edgenet key new'.")]
    [DataRow("a,b\n1,2\n", "is no key, which begins with -----BEGIN; make one with 'edgenet key new'.")]
    [DataRow("-----BEGIN PRIVATE KEY-----\nMC4CAQAw", "is a damaged key; take it from your backup, or make one with 'edgenet key new'.")]
    [DataRow("-----BEGIN PRIVATE KEY-----\nMC4!\n-----END PRIVATE KEY-----", "is a damaged key; take it from your backup, or make one with 'edgenet key new'.")]
    [DataRow("-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----", "is a damaged key; take it from your backup, or make one with 'edgenet key new'.")]
    [DataRow("-----BEGIN EDGENET HMAC KEY-----\nMC4C\n-----END EDGENET HMAC KEY-----", "is a damaged key; take it from your backup, or make one with 'edgenet key new'.")]
    [DataRow("-----BEGIN CERTIFICATE-----\nMC4C\n-----END CERTIFICATE-----", "is a CERTIFICATE, and models are signed with Ed25519 or HMAC-SHA256; make one with 'edgenet key new'.")]
    [DataRow("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4C\n-----END ENCRYPTED PRIVATE KEY-----", "is protected by a passphrase, which edgenet does not ask for; 'openssl pkey -in FILE -out OTHER' writes it without.")]
    public void Read_SomethingElse_IsRefused(string text, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("k", text);
        Assert.AreEqual($"{path}: {message}", Assert.ThrowsExactly<InputException>(() => KeyFile.Read(path)).Message);
    }

    [TestMethod]
    public void Read_KeyOfAnotherAlgorithm_SaysWhich()
    {
        using var folder = new TemporaryFolder();
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (string text in (string[])[curve.ExportPkcs8PrivateKeyPem(), curve.ExportSubjectPublicKeyInfoPem()])
        {
            string path = folder.Write("k", text);
            Assert.AreEqual(
                $"{path}: is a key of another algorithm (1.2.840.10045.2.1), and models are signed with Ed25519; make one with 'edgenet key new'.",
                Assert.ThrowsExactly<InputException>(() => KeyFile.Read(path)).Message);
        }
    }

    [TestMethod]
    public void Read_PlaceThatIsNoFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string missing = folder.Combine("no");
        Assert.AreEqual($"{missing}: there is no such key; 'edgenet key new' makes one.", Assert.ThrowsExactly<InputException>(() => KeyFile.Read(missing)).Message);
        Assert.AreEqual($"{folder.Path}: cannot be read: it is a folder; name a file.", Assert.ThrowsExactly<InputException>(() => KeyFile.Read(folder.Path)).Message);
        string large = folder.Write("large", new string('-', 100_000));
        Assert.AreEqual($"{large}: is too long for a key; name a file that 'edgenet key new' wrote.", Assert.ThrowsExactly<InputException>(() => KeyFile.Read(large)).Message);
    }

    [TestMethod]
    [DataRow(SecretOfRfc)]
    [DataRow(PublicOfRfc)]
    [DataRow(BothOfRfc)]
    public void Read_MutatedKeys_AreReadOrRefusedInALine(string sound)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(5);
        string path = folder.Combine("k");
        int refused = 0;
        PemFields fields = PemEncoding.Find(sound);
        string label = sound[fields.Label];
        byte[] bytes = Convert.FromBase64String(sound[fields.Base64Data]);
        for (int k = 0; k < 3000; k++)
        {
            byte[] changed = [.. bytes[..(random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length)]];
            for (int n = random.Next(1, 3); n > 0 && changed.Length > 0; n--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                KeyText.Read(path, PemEncoding.WriteString(label, changed));
            }
            catch (InputException e)
            {
                refused++;
                Assert.StartsWith($"{path}: is a ", e.Message);
            }
        }

        Assert.IsInRange(300, 2999, refused); // a secret may be any bytes
    }

    [TestMethod]
    public void Read_PublicKeyThatIsNoPoint_IsDamaged()
    {
        using var folder = new TemporaryFolder();
        foreach (byte[] point in (byte[][])[[1, .. new byte[31]], new byte[32], [2, .. new byte[31]], [.. Enumerable.Repeat((byte)0xFF, 32)]])
        {
            string path = folder.Write("k", PemEncoding.WriteString("PUBLIC KEY", [.. Convert.FromHexString("302A300506032B6570032100"), .. point]));
            Assert.AreEqual($"{path}: is a damaged key; take it from your backup, or make one with 'edgenet key new'.", Assert.ThrowsExactly<InputException>(() => KeyFile.Read(path)).Message);
        }
    }

    [TestMethod]
    public void Write_NewKey_IsWhatOpensslReads()
    {
        using var folder = new TemporaryFolder();
        var key = Ed25519FleetKey.Create();
        KeyFile.Write(folder.Combine("k"), key);
        string hex = string.Join(':', key.PublicKey.Select(each => each.ToString("x2")));

        Assert.Contains(hex, Openssl("pkey", "-in", folder.Combine("k"), "-noout", "-text"));
        Assert.Contains(hex, Openssl("pkey", "-pubin", "-in", folder.Combine("k.pub"), "-noout", "-text"));
    }

    [TestMethod]
    public void Read_KeyOfOpenssl_SignsWhatOpensslChecks()
    {
        using var folder = new TemporaryFolder();
        Openssl("genpkey", "-algorithm", "ed25519", "-out", folder.Combine("k"));
        Openssl("pkey", "-in", folder.Combine("k"), "-pubout", "-out", folder.Combine("k.pub"));
        FleetKey key = KeyFile.Read(folder.Combine("k"));
        folder.Write("message", "EdgeNet");
        File.WriteAllBytes(folder.Combine("signature"), key.Sign(Encoding.ASCII.GetBytes("EdgeNet")));

        Assert.AreEqual(key.IdText, KeyFile.Read(folder.Combine("k.pub")).IdText);
        Openssl("pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", folder.Combine("k.pub"), "-in", folder.Combine("message"), "-sigfile", folder.Combine("signature"));
    }

    // What it prints, without blanks and line ends.
    private static string Openssl(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.AreEqual(0, process.ExitCode, $"{output} {error.Result}");
            return string.Concat(output.Where(letter => !char.IsWhiteSpace(letter)));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Inconclusive("openssl is not installed.");
            throw;
        }
    }
}
