using System.Globalization;
using EdgeNet.DeviceTests;
using EdgeNet.Fleet.Keys;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Fleet;

/// <summary>Whatever is changed in a signed file, the file is refused, or its signature is; and never with another exception than that of a damaged file.</summary>
/// <remarks>
/// The keys are those of boards. Of 1,000,000 mutations (EDGENET_SEAL_MUTATIONS=1000000, two minutes) none was accepted.
/// </remarks>
[TestClass]
public class SignatureTests
{
    private const string CountVariable = "EDGENET_SEAL_MUTATIONS";
    private const int Mutations = 50_000;

    // A key has buffers, so that it is of one thread.
    private static readonly ThreadLocal<Dictionary<FleetKey, ModelKey>> BoardKeys = new(() => SealedModels.Keys.ToDictionary(key => key, key => key.ToModelKey()));

    public static IEnumerable<object[]> SignedFiles =>
        from model in SealedModels.Kinds from key in (int[])[0, 2] select (object[])[model.Name, key];

    [TestMethod]
    [DynamicData(nameof(SignedFiles))]
    public void Read_EverySingleBitFlip_IsRefused(string name, int key)
    {
        byte[] file = FileOf(name, key);
        for (int bit = 0; bit < 8 * file.Length; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsExactly<ModelFormatException>(() => SealedModels.Read(file), $"bit {bit}");
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.IsTrue(IsAccepted(file, SealedModels.Keys[key]));
    }

    [TestMethod]
    [DynamicData(nameof(SignedFiles))]
    public void IsSignedBy_EverySingleBitFlipWithTheCrcMended_IsRefused(string name, int key)
    {
        byte[] file = FileOf(name, key);
        for (int bit = 0; bit < 8 * (file.Length - 4); bit++)
        {
            byte[] changed = [.. file];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            ModelBytes.Seal(changed);
            Assert.IsFalse(IsAccepted(changed, SealedModels.Keys), $"bit {bit}");
        }

        Assert.IsTrue(IsAccepted(file, SealedModels.Keys[key]));
    }

    [TestMethod]
    [DynamicData(nameof(SignedFiles))]
    public void Read_EveryTruncation_IsRefused(string name, int key)
    {
        byte[] file = FileOf(name, key);
        for (int length = 0; length < file.Length; length++)
        {
            byte[] shorter = file[..length];
            Assert.ThrowsExactly<ModelFormatException>(() => SealedModels.Read(shorter), $"{length} bytes");
            if (length < 12)
            {
                continue;
            }

            ModelBytes.PutInt32(shorter, 8, length);
            ModelBytes.Seal(shorter);
            Assert.IsFalse(IsAccepted(shorter, SealedModels.Keys), $"{length} bytes, mended");
        }
    }

    [TestMethod]
    public void IsSignedBy_Mutations_AcceptsNone()
    {
        int count = Environment.GetEnvironmentVariable(CountVariable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : Mutations;
        int refused = 0;
        CountingKey[] keys = [.. SealedModels.Keys.Select(key => new CountingKey(key.ToModelKey()))];
        var signed = SealMutator.Signed.Select(Convert.ToHexString).ToHashSet();
        var mutator = new SealMutator(19);
        for (int k = 0; k < count;)
        {
            byte[] file = mutator.Next();
            if (signed.Contains(Convert.ToHexString(file)))
            {
                continue; // blocks of zeros were swapped, or the like
            }

            k++;
            try
            {
                var storage = new ArrayStorage(file);
                ModelSeal seal = ModelSeal.Read(storage);
                Assert.IsFalse(keys.Any(key => seal.IsSignedBy(key, storage)), $"Mutation {k} is accepted.");
            }
            catch (ModelFormatException)
            {
                refused++;
            }
        }

        // Both happen: files are refused, and signatures of sound files are computed and refused.
        Assert.IsInRange(count / 10, count * 9 / 10, refused);
        foreach (CountingKey key in keys)
        {
            Assert.IsGreaterThan(count / 100, key.Verified);
        }

        Console.WriteLine($"{count:N0} mutations: {refused:N0} refused as files, {keys.Sum(key => key.Verified):N0} signatures computed.");
    }

    [TestMethod]
    public void IsSignedBy_SignatureOfTheSameFileInAnotherVersion_IsRefused()
    {
        foreach ((string name, byte[] plain) in SealedModels.Kinds)
        {
            foreach (FleetKey key in SealedModels.Keys)
            {
                byte[] old = SealedModels.Signed(plain, key);
                byte[] newer = SealedModels.Signed(plain, key, SealedModels.Seal with { Version = 8 });
                int at = SealedModels.Read(old).SignatureAt;
                old.AsSpan(at, key.SignatureLength).CopyTo(newer.AsSpan(at));
                ModelBytes.Seal(newer);
                Assert.IsFalse(IsAccepted(newer, key), name);
            }
        }
    }

    [TestMethod]
    public void Verify_SignatureWithTheOrderAdded_IsRefused()
    {
        // RFC 8032, 5.1.7: S is below L, or there would be a second signature of the same file.
        FleetKey key = SealedModels.Keys[2];
        byte[] file = SealedModels.Signed(SmallModels.OneLayer(), key);
        int at = SealedModels.Read(file).SignatureAt + 32;
        var order = System.Numerics.BigInteger.Pow(2, 252) + System.Numerics.BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);
        var s = new System.Numerics.BigInteger(file.AsSpan(at, 32), isUnsigned: true) + order;
        byte[] bytes = s.ToByteArray(isUnsigned: true);
        Assert.IsLessThanOrEqualTo(32, bytes.Length);
        file.AsSpan(at, 32).Clear();
        bytes.CopyTo(file, at);
        ModelBytes.Seal(file);

        Assert.IsFalse(IsAccepted(file, key));
    }

    [TestMethod]
    public void Sign_Ed25519_IsTheVectorOfRfc8032()
    {
        var key = Ed25519FleetKey.OfSecret(Convert.FromHexString("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));

        Assert.AreEqual("FC51CD8E6218A1A38DA47ED00230F0580816ED13BA3303AC5DEB911548908025", Convert.ToHexString(key.PublicKey));
        Assert.AreEqual(
            "6291D657DEEC24024827E69C3ABE01A30CE548A284743A445E3680D7DB5AC3AC18FF9B538D16F290AE67F760984DC6594A7C15E9716ED28DC027BECEEA1EC40A",
            Convert.ToHexString(key.Sign([0xAF, 0x82])));
    }

    private static byte[] FileOf(string name, int key) => SealedModels.Signed(SealedModels.Kinds.Single(each => each.Name == name).File, SealedModels.Keys[key]);

    private static bool IsAccepted(byte[] file, params FleetKey[] keys)
    {
        try
        {
            var storage = new ArrayStorage(file);
            ModelSeal seal = ModelSeal.Read(storage);
            return keys.Any(key => seal.IsSignedBy(BoardKeys.Value![key], storage));
        }
        catch (ModelFormatException)
        {
            return false;
        }
    }

    private sealed class CountingKey(ModelKey key) : ModelKey
    {
        public int Verified { get; private set; }

        public override SignatureKind Kind => key.Kind;

        public override int SignatureLength => key.SignatureLength;

        public override void CopyId(byte[] id) => key.CopyId(id);

        public override bool Verify(ModelStorage file, int signatureAt)
        {
            Verified++;
            return key.Verify(file, signatureAt);
        }
    }
}
