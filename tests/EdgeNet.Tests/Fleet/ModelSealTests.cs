using System.Text;
using EdgeNet.DeviceTests;
using EdgeNet.Fleet.Keys;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Fleet;

/// <summary>Seals of model files: what is written is read, by the PC and piece by piece; nothing else of a file changes.</summary>
[TestClass]
public class ModelSealTests
{
    public static IEnumerable<string> Names => SealedModels.Plain.Select(each => each.Name);

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Put_AnyModel_ChangesNothingBeforeTheNamesButVersionAndLength(string name)
    {
        byte[] plain = FileOf(name);
        byte[] file = SealSection.Put(plain, SealedModels.Seal);

        int version = BitConverter.ToUInt16(plain, 4);
        int end = plain.Length - (version < 4 ? 4 : 8);
        Assert.AreEqual(6, BitConverter.ToUInt16(file, 4));
        Assert.AreEqual(file.Length, BitConverter.ToInt32(file, 8));
        Assert.AreSequenceEqual(plain[..4], file[..4]);
        Assert.AreSequenceEqual(plain[6..8], file[6..8]);
        Assert.AreSequenceEqual(plain[12..end], file[12..end]);
        Assert.AreEqual(end + 32 + 8, file.Length);
        ModelFile sealedFile = ModelFile.Parse(file).Verify();
        ModelFile other = ModelFile.Parse(plain);
        Assert.AreSequenceEqual(other.Inputs, sealedFile.Inputs);
        Assert.AreEqual(other.InputBytes, sealedFile.InputBytes - (version < 4 ? 4 : 0));
        Assert.AreEqual(32, sealedFile.SealBytes);
        Assert.AreEqual(0, other.SealBytes);
        Assert.IsNull(other.Seal);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Remove_WhatWasPut_GivesTheOldBytes(string name)
    {
        byte[] plain = FileOf(name);
        byte[] signed = SealedModels.Signed(SealedModels.Signed(plain, SealedModels.Keys[2]), SealedModels.Keys[0], SealedModels.Seal with { Version = 8 });

        byte[] unsealed = ModelFile.Parse(signed).Unsealed;
        if (BitConverter.ToUInt16(plain, 4) == 1)
        {
            unsealed[4] = 1; // which differs from version 2 in that byte alone
            ModelBytes.Seal(unsealed);
        }

        Assert.AreSequenceEqual(plain, unsealed);
        Assert.AreEqual(ModelFile.Parse(plain).Bytes.Length, ModelFile.Parse(plain).Unsealed.Length);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Read_AnyModel_SaysWhatTheModelIs(string name)
    {
        foreach (byte[] file in (byte[][])[FileOf(name), SealSection.Put(FileOf(name), SealedModels.Seal)])
        {
            ModelFile parsed = ModelFile.Parse(file);
            ModelSeal seal = SealedModels.Read(file);
            Model model = parsed.Device;

            Assert.AreEqual(model.Name, seal.Name);
            Assert.AreEqual(model.InputCount, seal.InputCount);
            Assert.AreSequenceEqual(Enumerable.Range(0, model.LabelCount).Select(model.LabelOf), Enumerable.Range(0, seal.LabelCount).Select(seal.LabelOf));
            Assert.AreEqual(model.IsRegression, seal.IsRegression);
            Assert.AreEqual(model.IsAnomaly, seal.IsAnomaly);
            Assert.AreEqual(parsed.Stream is not null, seal.HasStream);
            for (int i = 0; i < seal.InputCount; i++)
            {
                Assert.AreEqual(parsed.Inputs?[i].Name, seal.InputNameOf(i));
                Assert.AreEqual(0, seal.ShareAtEnd(i));
            }

            Assert.IsFalse(seal.HasShares);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Read_FileWithoutSeal_HasVersionZeroAndIsSignedByNobody(string name)
    {
        byte[] file = FileOf(name);
        ModelSeal seal = SealedModels.Read(file);

        Assert.AreEqual(0, seal.Version);
        Assert.AreEqual(SignatureKind.None, seal.Kind);
        Assert.AreEqual(ModelSeal.NoAlarm, seal.Alarm);
        Assert.AreEqual(0, seal.TrialDecisions);
        Assert.AreEqual(0, seal.HealthSeconds);
        Assert.AreEqual(0, seal.SignatureAt);
        Assert.AreSequenceEqual(new byte[8], IdOf(seal));
        Assert.IsFalse(SealedModels.Keys.Any(key => seal.IsSignedBy(key.ToModelKey(), new ArrayStorage(file))));
    }

    [TestMethod]
    public void Read_SealWrittenByTheFormatAlone_IsItsNumbers()
    {
        byte[] plain = SmallModels.Named();
        byte[] file = ByHand(plain, [1, 0, 0, 1, 0x78, 0x56, 0x34, 0x12, 0x40, 0x42, 0x0F, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 255, 9, 0, 0, 9, 0, 0, 0]);

        ModelSeal seal = SealedModels.Read(file);
        Assert.AreEqual(0x12345678, seal.Version);
        Assert.AreEqual(SignatureKind.None, seal.Kind);
        Assert.AreEqual(1, seal.Alarm);
        Assert.AreEqual(1_000_000, seal.TrialDecisions);
        Assert.AreEqual(int.MaxValue, seal.HealthSeconds);
        Assert.IsTrue(seal.HasShares);
        Assert.AreEqual(255, seal.ShareAtEnd(0));
        Assert.AreEqual(9, seal.ShareAtEnd(1));
        Assert.AreEqual("t\u00E4", seal.InputNameOf(0));
        Assert.AreSequenceEqual(file, SealSection.Put(plain, SealData.Of(seal)));
        Assert.AreSequenceEqual(ModelFile.Parse(plain).Inputs!, ModelFile.Parse(file).Inputs!);
    }

    [TestMethod]
    public void Read_SignedSealWrittenByTheFormatAlone_IsSignedByItsKey()
    {
        var key = (HmacFleetKey)SealedModels.Keys[0];
        byte[] id = System.Security.Cryptography.SHA256.HashData([.. Encoding.ASCII.GetBytes("EdgeNet"), .. key.Secret])[..8];
        byte[] file = ByHand(SmallModels.OneLayer(), [1, 0, 1, 255, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, .. id, 0, 0, 0, 0, .. new byte[32], 16, 0, 0, 0]);
        int at = file.Length - 8 - 4 - 32;
        byte[] message = [.. file];
        ModelBytes.PutInt32(message, message.Length - 4, 0);
        System.Security.Cryptography.HMACSHA256.HashData(key.Secret, message).CopyTo(file, at);
        ModelBytes.Seal(file);

        ModelSeal seal = SealedModels.Read(file);
        Assert.AreEqual(SignatureKind.Hmac, seal.Kind);
        Assert.AreEqual(at, seal.SignatureAt);
        Assert.AreSequenceEqual(id, IdOf(seal));
        Assert.AreEqual(0, seal.HealthSeconds);
        Assert.AreSequenceEqual([true, false, false, false], SealedModels.Keys.Select(each => seal.IsSignedBy(each.ToModelKey(), new ArrayStorage(file))));
        Assert.AreSequenceEqual(file, SealedModels.Signed(SmallModels.OneLayer(), key, SealData.Of(seal)));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void IsSignedBy_SignedFiles_IsTheirKeyAlone(string name)
    {
        foreach (FleetKey key in SealedModels.Keys)
        {
            byte[] file = SealedModels.Signed(FileOf(name), key);
            ModelSeal seal = SealedModels.Read(file);
            foreach (FleetKey other in SealedModels.Keys)
            {
                Assert.AreEqual(other == key, seal.IsSignedBy(other.ToModelKey(), new ArrayStorage(file)));
            }

            Assert.IsFalse(seal.IsSignedBy(null!, new ArrayStorage(file)));
            Assert.IsFalse(seal.IsSignedBy(key.ToModelKey(), null!));
            Assert.IsFalse(seal.IsSignedBy(key.ToModelKey(), new ArrayStorage([.. file, 0])));
            Assert.AreSequenceEqual(key.Id, IdOf(seal));
            Assert.AreEqual(7, seal.Version);
        }
    }

    [TestMethod]
    public void Read_ForgedSeals_AreRefused()
    {
        byte[] sound = SealSection.Put(SmallModels.Named(), SealedModels.Seal with { Alarm = 1, Shares = [1, 2] });
        Assert.AreEqual(1, SealedModels.Read(sound).Alarm);
        int start = sound.Length - 8 - 36;
        Refuse("layout", start, 2);
        Refuse("layout", start + 1, 1);
        Refuse("kind without room for a signature", start + 2, 1);
        Refuse("kind", start + 2, 3);
        Refuse("alarm", start + 3, 2);
        Refuse("alarm", start + 3, 254);
        Refuse("version 0", start + 4, 0);
        Refuse("version below 0", start + 7, 0x80);
        Refuse("trial 0", start + 8, 0);
        Refuse("trial of 16 million", start + 11, 1);
        Refuse("health below 0", start + 15, 0x80);
        Refuse("id without a signature", start + 23, 1);
        Refuse("a share fewer", start + 24, 1);
        Refuse("no shares where there are", start + 24, 0);
        Refuse("reserved", start + 26, 1);
        Refuse("padding of the shares", start + 30, 1);
        foreach (int words in (int[])[0, 7, 8, 10, -1, int.MinValue, int.MaxValue, 1 << 28])
        {
            Refuse($"{words} words", start + 32, [.. BitConverter.GetBytes(words)]);
        }

        foreach (int words in (int[])[0, 7, -1, int.MinValue, int.MaxValue, 1 << 20])
        {
            Refuse($"{words} words of all", start + 36, [.. BitConverter.GetBytes(words)]);
        }

        byte[] quantities = SealSection.Put(SmallModels.Quantities(0), SealedModels.Seal with { Alarm = 0 });
        AssertRefused("an alarm of quantities", quantities);

        void Refuse(string what, int at, params byte[] bytes)
        {
            byte[] file = [.. sound];
            bytes.CopyTo(file, at);
            ModelBytes.Seal(file);
            Assert.IsFalse(file.AsSpan().SequenceEqual(sound), what);
            AssertRefused(what, file);
        }
    }

    [TestMethod]
    public void Read_AnyModel_ReadsInPiecesWithinTheFile()
    {
        foreach ((string name, byte[] plain) in SealedModels.Plain)
        {
            byte[] file = SealedModels.Signed(plain, SealedModels.Keys[0]);
            var storage = new WatchedStorage(file);
            ModelSeal seal = ModelSeal.Read(storage);
            for (int i = 0; i < seal.InputCount; i++)
            {
                seal.InputNameOf(i);
            }

            Assert.IsGreaterThan(0, storage.Reads, name);
            Assert.IsLessThanOrEqualTo(512, storage.Most, name);
        }
    }

    [TestMethod]
    public void ReadName_AnyBytes_IsWhatUtf8Says()
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var random = new Random(1);
        byte[] edges = [0, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF];
        int texts = 0;
        for (int k = 0; k < 200_000; k++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(6)).Select(_ => edges[random.Next(edges.Length)])];
            string? expected = null;
            try
            {
                expected = strict.GetString(bytes);
                texts++;
            }
            catch (ArgumentException)
            {
                // No text.
            }

            try
            {
                Assert.AreEqual(expected, SealReader.ReadName(new ArrayStorage([9, 9, .. bytes]), 0, bytes.Length + 2));
            }
            catch (ModelFormatException)
            {
                Assert.IsNull(expected, Convert.ToHexString(bytes));
            }
        }

        Assert.IsGreaterThan(20_000, texts);
    }

    [TestMethod]
    public void SharesOf_ValuesAtTheEnds_AreCountedAndRoundedUp()
    {
        ModelContents contents = ModelContents.Read(SmallModels.OneLayer()); // codes round(x) - 128 and round(2x) - 128
        var features = new Matrix<float>(2, 256, [.. Enumerable.Range(0, 256).Select(e => e < 3 ? 300f : 100f), .. Enumerable.Range(0, 256).Select(e => e == 0 ? 50f : e % 2 == 0 ? 127.5f : -1f)]);

        Assert.AreSequenceEqual((byte[])[3, 255], SealSection.SharesOf(contents, features));
        Assert.AreSequenceEqual((byte[])[0, 0], SealSection.SharesOf(contents, new Matrix<float>(2, 1, [100f, 50f])));
        Assert.AreSequenceEqual((byte[])[255, 255], SealSection.SharesOf(contents, new Matrix<float>(2, 1, [1000f, float.NaN])));
        Assert.AreSequenceEqual((byte[])[0, 1], SealSection.SharesOf(contents, new Matrix<float>(2, 300, [.. Enumerable.Repeat(9f, 599), 500f])));
    }

    [TestMethod]
    public void SharesOf_MissingValues_AreTheirFills()
    {
        ModelContents contents = ModelContents.Read(SmallModels.Filled());
        Assert.AreSequenceEqual(
            SealSection.SharesOf(contents, new Matrix<float>(contents.Inputs.Count, 1, contents.Fills)),
            SealSection.SharesOf(contents, new Matrix<float>(contents.Inputs.Count, 1, [.. contents.Fills.Select(_ => float.NaN)])));
    }

    [TestMethod]
    public void Read_Null_IsRefused() => Assert.ThrowsExactly<ArgumentNullException>(() => ModelSeal.Read(null!));

    private static byte[] FileOf(string name) => SealedModels.Plain.Single(each => each.Name == name).File;

    private static byte[] IdOf(ModelSeal seal)
    {
        var id = new byte[ModelKey.IdLength];
        seal.CopyKeyId(id);
        return id;
    }

    private static void AssertRefused(string what, byte[] file)
    {
        Assert.ThrowsExactly<ModelFormatException>(() => SealedModels.Read(file), what);
        Assert.ThrowsExactly<ModelFormatException>(() => ModelFile.Parse(file), what);
    }

    // Puts the bytes of a seal into a file of version 2 or 4.
    private static byte[] ByHand(byte[] plain, byte[] seal)
    {
        bool isNamed = BitConverter.ToUInt16(plain, 4) == 4;
        int end = plain.Length - (isNamed ? 8 : 4);
        int words = (isNamed ? BitConverter.ToInt32(plain, end) : 0) + (seal.Length / 4);
        byte[] file = [.. plain[..end], .. seal, .. BitConverter.GetBytes(words), 0, 0, 0, 0];
        ModelBytes.PutUInt16(file, 4, 6);
        ModelBytes.PutInt32(file, 8, file.Length);
        ModelBytes.Seal(file);
        return file;
    }

    private sealed class WatchedStorage(byte[] data) : ModelStorage
    {
        public int Reads { get; private set; }

        public int Most { get; private set; }

        public override int Length => data.Length;

        public override void Read(int position, byte[] buffer, int count)
        {
            Assert.IsInRange(0, data.Length - count, position);
            Reads++;
            Most = Math.Max(Most, count);
            Array.Copy(data, position, buffer, 0, count);
        }
    }
}
