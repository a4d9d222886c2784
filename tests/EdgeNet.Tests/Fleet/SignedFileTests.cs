using System.Security.Cryptography;
using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Fleet;

/// <summary>What is signed of a file: all bytes with zeros for the signature and the CRC, wherever the signature stands.</summary>
[TestClass]
public class SignedFileTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 40).Select(i => (byte)(200 - (3 * i)))];

    [TestMethod]
    public void Verify_EveryPlaceOfTheSignature_IsAcceptedByEveryKey()
    {
        var random = new Random(1);
        HmacKey[] keys = [new ManagedHmacKey(Secret), new WholeHmacKey(Secret)];
        foreach (int length in (int[])[36, 37, 255, 256, 257, 512, 515, 600])
        {
            for (int at = 0; at <= length - 36; at += length < 300 || at is > 180 and < 300 ? 1 : 11)
            {
                byte[] file = Signed(random, length, at);
                foreach (HmacKey key in keys)
                {
                    Assert.IsTrue(key.Verify(SignatureKeys.Storage(file), at), $"{at} of {length}");
                    byte[] copy = [.. file];
                    Assert.IsTrue(key.Verify(copy, at));
                    Assert.AreSequenceEqual(file, copy);
                }
            }
        }
    }

    [TestMethod]
    public void Verify_Ed25519Signatures_AreAcceptedAtEveryPlace()
    {
        var random = new Random(2);
        var pair = new SignatureKeys(random);
        var key = new Ed25519Key(pair.Public);
        foreach (int length in (int[])[68, 256, 300, 1030])
        {
            for (int at = 0; at <= length - 68; at += 31)
            {
                var file = new byte[length];
                random.NextBytes(file);
                pair.Sign(SignatureKeys.Blank(file, at, 64)).CopyTo(file, at);
                Assert.IsTrue(key.Verify(SignatureKeys.Storage(file), at), $"{at} of {length}");
                file[random.Next(length - 4)] ^= 1;
                Assert.IsFalse(key.Verify(SignatureKeys.Storage(file), at), $"{at} of {length}");
            }
        }
    }

    [TestMethod]
    public void Verify_EveryBitOfAFile_IsSignedButForTheCrc()
    {
        const int Length = 300;
        const int At = 230;
        byte[] file = Signed(new Random(3), Length, At);
        var key = new ManagedHmacKey(Secret);
        for (int bit = 0; bit < 8 * Length; bit++)
        {
            file[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.AreEqual(bit >= 8 * (Length - 4), key.Verify(SignatureKeys.Storage(file), At), $"bit {bit}");
            file[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
    }

    [TestMethod]
    public void Verify_TruncatedOrLongerFile_IsRefused()
    {
        byte[] file = Signed(new Random(4), 300, 250);
        ModelKey[] keys = [new ManagedHmacKey(Secret), new WholeHmacKey(Secret), new Ed25519Key(SignatureVectors.PublicKey(0))];
        foreach (ModelKey key in keys)
        {
            for (int length = 0; length < 300; length++)
            {
                Assert.IsFalse(key.Verify(SignatureKeys.Storage(file[..length]), 250));
            }

            Assert.IsFalse(key.Verify(SignatureKeys.Storage([.. file, 0]), 250));
        }
    }

    [TestMethod]
    public void Verify_HashOfAnotherLength_IsRefused()
    {
        byte[] file = Signed(new Random(5), 100, 50);
        foreach (int length in (int[])[0, 31, 33])
        {
            Assert.IsFalse(new CutHmacKey(Secret, length).Verify(file, 50));
        }

        Assert.IsTrue(new CutHmacKey(Secret, 32).Verify(file, 50));
    }

    [TestMethod]
    public void Verify_ClassThatThrows_LeavesTheFileAsItWas()
    {
        byte[] file = Signed(new Random(6), 100, 50);
        byte[] copy = [.. file];
        Assert.ThrowsExactly<InvalidOperationException>(() => new CutHmacKey(Secret, -1).Verify(file, 50));
        Assert.AreSequenceEqual(copy, file);
    }

    [TestMethod]
    public void Verify_ManagedHmac_AllocatesNothing()
    {
        byte[] file = Signed(new Random(7), 700, 500);
        ModelStorage storage = SignatureKeys.Storage(file);
        var key = new ManagedHmacKey(Secret);
        int right = key.Verify(storage, 500) && key.Verify(file, 500) ? 2 : 0;
        int calls = 2;
        long allocated = Allocations.Least(() =>
        {
            right += key.Verify(storage, 500) ? 1 : 0;
            right += key.Verify(file, 500) ? 1 : 0;
            calls += 2;
        });

        Assert.AreEqual(0, allocated);
        Assert.AreEqual(calls, right);
    }

    [TestMethod]
    public void CopyId_EveryKey_IsTheBeginningOfAHash()
    {
        var id = new byte[ModelKey.IdLength + 1];
        new ManagedHmacKey(Secret).CopyId(id);
        Assert.AreSequenceEqual((byte[])[.. SHA256.HashData([.. "EdgeNet"u8, .. Secret])[..8], 0], id);
        new Ed25519Key(SignatureVectors.PublicKey(1)).CopyId(id);
        Assert.AreSequenceEqual((byte[])[.. SHA256.HashData(SignatureVectors.PublicKey(1))[..8], 0], id);
    }

    [TestMethod]
    public void Constructor_Secret_IsLongEnoughOrRefused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => new ManagedHmacKey(null!));
        Assert.ThrowsExactly<ArgumentException>(() => new ManagedHmacKey(new byte[31]));
        _ = new ManagedHmacKey(new byte[32]);
    }

    [TestMethod]
    public void Constructor_KeyBytes_AreCopied()
    {
        byte[] publicKey = SignatureVectors.PublicKey(0);
        byte[] secret = [.. Secret];
        var key = new Ed25519Key(publicKey);
        var hmac = new ManagedHmacKey(secret);
        Array.Clear(publicKey);
        Array.Clear(secret);

        Assert.IsTrue(key.Verify([], SignatureVectors.Signature(0)));
        Assert.IsTrue(hmac.Verify(Signed(new Random(8), 100, 10), 10));
    }

    private static byte[] Signed(Random random, int length, int at)
    {
        var file = new byte[length];
        random.NextBytes(file);
        HMACSHA256.HashData(Secret, SignatureKeys.Blank(file, at, 32)).CopyTo(file, at);
        return file;
    }

    // What a wrong class of an application might give.
    private sealed class CutHmacKey(byte[] secret, int length) : HmacKey(secret)
    {
        private readonly byte[] _secret = secret;

        protected override byte[] ComputeHash(byte[] message) => length switch
        {
            < 0 => throw new InvalidOperationException("The hash failed."),
            <= 32 => HMACSHA256.HashData(_secret, message)[..length],
            _ => [.. HMACSHA256.HashData(_secret, message), 0],
        };
    }
}
