using EdgeNet.Cli;
using EdgeNet.DeviceTests;
using EdgeNet.Fleet.Keys;
using EdgeNet.Tests.Fleet;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Cli;

/// <summary><c>edgenet sign</c>, and what <c>edgenet inspect</c> says of a signature.</summary>
[TestClass]
public class SignCommandTests
{
    private const string NoAlarm = "no class is the alarm; name it with --alarm, if one is.";

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Sign_ModelOfTwoClasses_IsSignedAndItsSecondClassIsTheAlarm(bool isHmac)
    {
        using var folder = new TemporaryFolder();
        (string model, string key, FleetKey own) = Write(folder, SmallModels.OneLayer(), isHmac);
        CliRun run = CliRun.Of("sign", model, "--key", key, "--version", "3");

        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        byte[] file = File.ReadAllBytes(model);
        Assert.AreEqual(
            $"""
            toy, version 3, a trial of 100 decisions, a health record every 60 s; the alarm is mine.
            Signed by {own.KindName} key {own.IdText}; checked by the device library, 3 of 3 golden vectors exact.
            Wrote {Path.GetRelativePath(Environment.CurrentDirectory, model)}, {file.Length} bytes.
            """.ReplaceLineEndings("\n"),
            run.Output.ReplaceLineEndings("\n").TrimEnd());
        ModelSeal seal = SealedModels.Read(file);
        Assert.AreEqual((3, 1, 100, 60), (seal.Version, seal.Alarm, seal.TrialDecisions, seal.HealthSeconds));
        Assert.IsTrue(seal.IsSignedBy(own.ToModelKey(), new ArrayStorage(file)));
        Assert.AreSequenceEqual(SmallModels.OneLayer(), ModelFile.Parse(file).Unsealed);
        Assert.AreSequenceEqual(isHmac ? ["k", "m.edgenet"] : ["k", "k.pub", "m.edgenet"], folder.FileNames);
    }

    [TestMethod]
    public void Sign_EveryOption_IsInTheOtherFile()
    {
        using var folder = new TemporaryFolder();
        (string model, string key, FleetKey own) = Write(folder, SmallModels.ThreeClasses());
        string place = folder.Combine("signed model.edgenet");
        string label = Model.Load(SmallModels.ThreeClasses()).LabelOf(2);
        CliRun run = CliRun.Of("sign", model, "--key", key, "--version", "2147483647", "--alarm", label, "--trial", "1000000", "--health", "0", "--out", place);

        Assert.AreEqual(Warning(model, "version 2147483647 is high, and boards that confirm it take only higher ones from then on; was it meant?"), run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains($"version 2147483647, a trial of 1000000 decisions, no health records; the alarm is {label}.", run.Output);
        Assert.AreSequenceEqual(SmallModels.ThreeClasses(), File.ReadAllBytes(model));
        ModelFile signed = ModelFile.Open(place);
        Assert.AreEqual((int.MaxValue, 2, 1_000_000, 0), (signed.Seal!.Version, signed.Seal.Alarm, signed.Seal.TrialDecisions, signed.Seal.HealthSeconds));
        Assert.IsTrue(ModelSigner.IsSignedBy(signed, own));
    }

    [TestMethod]
    public void Sign_SignedModel_KeepsWhatNoOptionNames()
    {
        using var folder = new TemporaryFolder();
        (string model, string key, _) = Write(folder, SmallModels.OneLayer());
        CliRun.Of("sign", model, "--key", key, "--version", "3", "--trial", "7", "--health", "9", "--alarm", "rock");
        byte[] first = File.ReadAllBytes(model);
        CliRun higher = CliRun.Of("sign", model, "--key", key, "--version", "4");
        ModelSeal seal = ModelFile.Open(model).Seal!;

        Assert.AreEqual(string.Empty, higher.Error);
        Assert.AreEqual((4, 0, 7, 9), (seal.Version, seal.Alarm, seal.TrialDecisions, seal.HealthSeconds));
        CliRun back = CliRun.Of("sign", model, "--key", key, "--version", "3");
        Assert.AreEqual(Warning(model, "had version 4 before, and boards that have confirmed it do not take version 3; raise it with --version."), back.Error);
        Assert.AreEqual(ExitCode.Success, back.ExitCode);
        Assert.AreSequenceEqual(first, File.ReadAllBytes(model));
        CliRun again = CliRun.Of("sign", model, "--key", key);
        Assert.AreEqual(Warning(model, "had version 3 before, and boards that have confirmed it do not take version 3; raise it with --version."), again.Error);
        Assert.AreSequenceEqual(first, File.ReadAllBytes(model)); // a signature is a matter of the file and the key alone
        CliRun none = CliRun.Of("sign", model, "--key", key, "--version", "5", "--alarm", "none");
        Assert.AreEqual(string.Empty, none.Error); // it was asked for
        Assert.AreEqual(ModelSeal.NoAlarm, ModelFile.Open(model).Seal!.Alarm);
    }

    [TestMethod]
    [DataRow("1000000", "")]
    [DataRow("1000001", "version 1000001 is high, and boards that confirm it take only higher ones from then on; was it meant?")]
    public void Sign_FirstVersion_IsWarnedOfAboveAMillion(string version, string warning)
    {
        using var folder = new TemporaryFolder();
        (string model, string key, _) = Write(folder, SmallModels.OneLayer());
        Assert.AreEqual(warning.Length == 0 ? string.Empty : Warning(model, warning), CliRun.Of("sign", model, "--key", key, "--version", version).Error);
    }

    [TestMethod]
    public void Sign_VersionFarAboveTheOneBefore_IsWarnedOf()
    {
        using var folder = new TemporaryFolder();
        (string model, string key, _) = Write(folder, SmallModels.OneLayer());
        CliRun.Of("sign", model, "--key", key, "--version", "3");
        Assert.AreEqual(string.Empty, CliRun.Of("sign", model, "--key", key, "--version", "1003").Error);
        Assert.AreEqual(
            Warning(model, "version 2004 is high, and boards that confirm it take only higher ones from then on; was it meant?"), CliRun.Of("sign", model, "--key", key, "--version", "2004").Error);
    }

    [TestMethod]
    public void Sign_WhatIsMissing_IsWarnedOf()
    {
        using var folder = new TemporaryFolder();
        (string model, string key, _) = Write(folder, SmallModels.TwoLayers());
        Assert.AreEqual(Warning(model, "the model has no name, by which boards tell what it is a model of."), CliRun.Of("sign", model, "--key", key, "--version", "1").Error);

        File.WriteAllBytes(model, SmallModels.ThreeClasses());
        Assert.AreEqual(Warning(model, NoAlarm), CliRun.Of("sign", model, "--key", key, "--version", "1").Error);

        File.WriteAllBytes(model, SmallModels.Quantities(0));
        Assert.AreEqual(string.Empty, CliRun.Of("sign", model, "--key", key, "--version", "1").Error);
    }

    [TestMethod]
    public void Sign_SecretThatOthersCanRead_IsWarnedOf()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no such rights.");
            return;
        }

        using var folder = new TemporaryFolder();
        (string model, string key, _) = Write(folder, SmallModels.OneLayer());
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        string warning = Warning(key, $"others than its owner can read this secret, and sign with it; 'chmod 600 {key}' keeps them out.");

        Assert.AreEqual(warning, CliRun.Of("sign", model, "--key", key, "--version", "1").Error);
        Assert.AreEqual(warning, CliRun.Of("key", "show", key).Error);
        Assert.AreEqual(string.Empty, CliRun.Of("key", "show", key + ".pub").Error);
    }

    [TestMethod]
    public void Sign_NoVersionAnywhere_IsRefused()
    {
        using var folder = new TemporaryFolder();
        (string model, string key, _) = Write(folder, SmallModels.OneLayer());
        CliRun.Of("sign", model, "--key", key).ShouldFail(ExitCode.BadInput, $"{model}: has no version yet; give it one with --version, higher than that of any model on the boards.");
        Assert.AreSequenceEqual(SmallModels.OneLayer(), File.ReadAllBytes(model));
    }

    [TestMethod]
    public void Sign_KeysThatCannotSign_AreRefusedAndNothingIsWritten()
    {
        using var folder = new TemporaryFolder();
        (string model, string key, _) = Write(folder, SmallModels.OneLayer());
        string damaged = folder.Write("damaged", "-----BEGIN PRIVATE KEY-----");
        (string Key, string Message)[] cases =
        [
            (key + ".pub", $"{key}.pub: is a public key, which only checks signatures; name the secret one, without .pub."),
            (damaged, $"{damaged}: is a damaged key; take it from your backup, or make one with 'edgenet key new'."),
            (model, $"{model}: is no key, which begins with -----BEGIN; make one with 'edgenet key new'."),
            (folder.Path, $"{folder.Path}: cannot be read: it is a folder; name a file."),
            (folder.Combine("no"), $"{folder.Combine("no")}: there is no such key; 'edgenet key new' makes one."),
        ];
        foreach ((string other, string message) in cases)
        {
            CliRun.Of("sign", model, "--key", other, "--version", "1").ShouldFail(ExitCode.BadInput, message);
        }

        CliRun.Of("sign", model, "--key", key, "--version", "1", "--out", key).ShouldFail(ExitCode.BadInput, $"{key}: cannot be written: it is what was read; name another file.");
        Assert.AreSequenceEqual(SmallModels.OneLayer(), File.ReadAllBytes(model));
        Assert.Contains("PRIVATE KEY", File.ReadAllText(key));
    }

    [TestMethod]
    public void Sign_AlarmsThatAreNone_AreRefused()
    {
        using var folder = new TemporaryFolder();
        (string model, string key, _) = Write(folder, SmallModels.OneLayer());
        CliRun.Of("sign", model, "--key", key, "--version", "1", "--alarm", "Mine").ShouldFail(ExitCode.BadInput, $"{model}: has no class 'Mine' for --alarm; its classes are rock, mine.");
        File.WriteAllBytes(model, SmallModels.Quantities(1));
        CliRun.Of("sign", model, "--key", key, "--version", "1", "--alarm", "winding").ShouldFail(ExitCode.BadInput, $"{model}: estimates quantities, of which none is an alarm; leave --alarm out.");
    }

    [TestMethod]
    [DataRow("--version", "0", "--version must be a whole number from 1 to 2147483647, and is '0'.")]
    [DataRow("--version", "2147483648", "--version must be a whole number from 1 to 2147483647, and is '2147483648'.")]
    [DataRow("--version", "1.5", "--version must be a whole number from 1 to 2147483647, and is '1.5'.")]
    [DataRow("--trial", "0", "--trial must be a whole number from 1 to 1000000, and is '0'.")]
    [DataRow("--trial", "1000001", "--trial must be a whole number from 1 to 1000000, and is '1000001'.")]
    [DataRow("--health", "-1", "--health must be a whole number from 0 to 2147483647, and is '-1'.")]
    [DataRow("--alarm", "", "--alarm must not be empty.")]
    public void Sign_OptionOutOfItsRange_IsAUsageError(string option, string value, string message)
    {
        CliRun.Of("sign", "m.edgenet", "--key", "k", option, value).ShouldFail(ExitCode.Usage, $"{message} See 'edgenet --help'.");
    }

    [TestMethod]
    public void Sign_WhatIsNoSoundModel_IsRefused()
    {
        using var folder = new TemporaryFolder();
        (string model, string key, _) = Write(folder, SmallModels.OneLayer());
        byte[] damaged = SmallModels.OneLayer();
        damaged[60] ^= 1;
        File.WriteAllBytes(model, damaged);
        Sign().ShouldFail(ExitCode.BadModel, $"{model}: The model is damaged: its CRC-32 does not match its bytes. Train it again, or copy it again.");

        byte[] wrong = SmallModels.OneLayer();
        ModelBytes.PutInt32(wrong, wrong.Length - SmallModels.LastGoldenLogitFromEnd, 1);
        ModelBytes.Seal(wrong);
        File.WriteAllBytes(model, wrong);
        Sign().ShouldFail(ExitCode.BadModel, $"{model}: golden vector 3 of 3 gives another logit than it must; train the model again.");
        Assert.AreSequenceEqual(wrong, File.ReadAllBytes(model));

        File.WriteAllText(model, string.Empty);
        Assert.AreEqual(ExitCode.BadModel, Sign().ExitCode);
        File.WriteAllText(model, "a,b\n1,2\n");
        Assert.AreEqual(ExitCode.BadModel, Sign().ExitCode);
        CliRun.Of("sign", folder.Path, "--key", key, "--version", "1").ShouldFail(ExitCode.BadInput, $"{folder.Path}: cannot be read: it is a folder; name a file.");
        CliRun.Of("sign", folder.Combine("no"), "--key", key, "--version", "1").ShouldFail(ExitCode.BadInput, $"{folder.Combine("no")}: there is no such file; 'edgenet train' makes one.");

        CliRun Sign() => CliRun.Of("sign", model, "--key", key, "--version", "1");
    }

    [TestMethod]
    public void Inspect_SealedModel_SaysWhatItSays()
    {
        using var folder = new TemporaryFolder();
        (string model, string key, FleetKey own) = Write(folder, SmallModels.OneLayer());
        Assert.DoesNotContain("signature", CliRun.Of("inspect", model).Output);
        CliRun.Of("sign", model, "--key", key, "--version", "3");
        CliRun run = CliRun.Of("inspect", model);

        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("format version 6", run.Output);
        Assert.MatchesRegex("update +version 3, a trial of 100 decisions, a health record every 60 s; the alarm is mine", run.Output);
        Assert.MatchesRegex($"signature +Ed25519, key {own.IdText}", run.Output);
        foreach (string right in (string[])[key, key + ".pub"])
        {
            CliRun check = CliRun.Of("inspect", model, "--key", right);
            Assert.Contains($"Signature: right, by Ed25519 key {own.IdText}.", check.Output);
            Assert.AreEqual(ExitCode.Success, check.ExitCode);
        }
    }

    [TestMethod]
    public void Inspect_WrongOrNoSignature_SaysSoAndFails()
    {
        using var folder = new TemporaryFolder();
        (string model, string key, FleetKey own) = Write(folder, SmallModels.OneLayer());
        var other = (Ed25519FleetKey)SealedModels.Keys[2];
        KeyFile.Write(folder.Combine("other"), other);
        KeyFile.Write(folder.Combine("hmac"), SealedModels.Keys[0]);
        Check(key, "Signature: there is none; 'edgenet sign' makes one.");
        CliRun.Of("sign", model, "--key", key, "--version", "3");
        Check(folder.Combine("other.pub"), $"Signature: not by Ed25519 key {other.IdText}, but by another one: Ed25519, key {own.IdText}.");
        Check(folder.Combine("hmac"), $"Signature: not by HMAC-SHA256 key {SealedModels.Keys[0].IdText}, but by another one: Ed25519, key {own.IdText}.");

        byte[] forged = File.ReadAllBytes(model);
        forged[^(12 + 64 + 24)]++; // the version
        ModelBytes.Seal(forged);
        File.WriteAllBytes(model, forged);
        Assert.AreEqual(4, ModelFile.Open(model).Seal!.Version);
        Check(key, $"Signature: wrong: the file says that it is by Ed25519 key {own.IdText}, and it was changed since, or forged.");

        void Check(string path, string line)
        {
            CliRun run = CliRun.Of("inspect", model, "--key", path);
            Assert.Contains(line, run.Output);
            Assert.AreEqual(ExitCode.BadModel, run.ExitCode);
        }
    }

    private static (string Model, string Path, FleetKey Key) Write(TemporaryFolder folder, byte[] model, bool isHmac = false)
    {
        FleetKey key = isHmac ? HmacFleetKey.Create() : Ed25519FleetKey.Create();
        KeyFile.Write(folder.Combine("k"), key);
        File.WriteAllBytes(folder.Combine("m.edgenet"), model);
        return (folder.Combine("m.edgenet"), folder.Combine("k"), key);
    }

    private static string Warning(string path, string what) => $"edgenet: warning: {path}: {what}{Environment.NewLine}";
}
