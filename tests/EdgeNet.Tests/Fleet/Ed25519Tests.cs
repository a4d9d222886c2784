using System.Numerics;
using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Fleet;

/// <summary>The check of Ed25519 signatures against BouncyCastle and against the plain twin, with all that a forger might try.</summary>
[TestClass]
public class Ed25519Tests
{
    private const int Keys = 100;
    private const int MessagesOfAKey = 20;
    private const int Odd = 30;

    [TestMethod]
    public void Verify_RandomMessages_IsThatOfBouncyCastle()
    {
        var random = new Random(1);
        for (int k = 0; k < Keys; k++)
        {
            var keys = new SignatureKeys(random);
            var key = new Ed25519Key(keys.Public);
            for (int m = 0; m < MessagesOfAKey; m++)
            {
                byte[] message = Bytes(random, random.Next(400));
                byte[] signature = keys.Sign(message);
                Assert.IsTrue(key.Verify(message, signature));

                byte[] damaged = m % 2 == 0 || message.Length == 0 ? signature : message;
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                Assert.IsFalse(key.Verify(message, signature));
                Assert.IsFalse(SignatureKeys.Verify(keys.Public, message, signature));
            }
        }
    }

    [TestMethod]
    public void Verify_EveryBitOfASignatureAndAMessageFlipped_IsRefused()
    {
        var random = new Random(2);
        var keys = new SignatureKeys(random);
        var key = new Ed25519Key(keys.Public);
        byte[] message = Bytes(random, 40);
        byte[] signature = keys.Sign(message);
        foreach (byte[] flipped in (byte[][])[signature, message])
        {
            for (int bit = 0; bit < 8 * flipped.Length; bit++)
            {
                flipped[bit >> 3] ^= (byte)(1 << (bit & 7));
                Assert.IsFalse(key.Verify(message, signature), $"bit {bit}");
                flipped[bit >> 3] ^= (byte)(1 << (bit & 7));
            }
        }

        Assert.IsTrue(key.Verify(message, signature));
    }

    [TestMethod]
    public void Verify_EveryBitOfAKeyFlipped_IsRefused()
    {
        byte[] publicKey = SignatureVectors.PublicKey(2);
        int points = 0;
        for (int bit = 0; bit < 256; bit++)
        {
            byte[] flipped = [.. publicKey];
            flipped[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.IsFalse(new Ed25519Key(flipped).Verify(SignatureVectors.Message(2), SignatureVectors.Signature(2)), $"bit {bit}");
            points += Ed25519Twin.Decode(flipped) is null ? 0 : 1;
        }

        Assert.IsInRange(100, 156, points); // about half of all y belong to a point
    }

    // S + k·L passes the equation and the 32 bytes; only its range refuses it.
    [TestMethod]
    public void Verify_SBeyondTheOrder_IsRefused()
    {
        var random = new Random(3);
        var keys = new SignatureKeys(random);
        var key = new Ed25519Key(keys.Public);
        byte[] signature = keys.Sign([1]);
        BigInteger s = Ed25519Twin.Number(signature.AsSpan(32));
        for (BigInteger more = s + Ed25519Twin.Order; more < BigInteger.One << 256; more += Ed25519Twin.Order)
        {
            Assert.IsFalse(key.Verify([1], [.. signature[..32], .. Ed25519Twin.Bytes(more)]));
        }

        foreach (BigInteger other in (BigInteger[])[0, 1, Ed25519Twin.Order - 1, Ed25519Twin.Order, Ed25519Twin.Order - s, (BigInteger.One << 256) - 1])
        {
            Assert.IsFalse(key.Verify([1], [.. signature[..32], .. Ed25519Twin.Bytes(other)]));
        }

        Assert.IsTrue(key.Verify([1], signature));
    }

    // The signer knows the secret and hashes the odd bytes: whatever refuses them is the check of R alone.
    [TestMethod]
    public void Verify_EncodingsOfSmallY_AreAcceptedOnlyCanonical()
    {
        BigInteger secret = 12345;
        byte[] publicKey = (secret * Ed25519Twin.Point.Base).Encode();
        var key = new Ed25519Key(publicKey);
        byte[] canonical = Ed25519Twin.Point.Neutral.Encode();
        Assert.IsTrue(key.Verify([2], Ed25519Twin.Sign(secret, publicKey, 0, canonical, [2])));
        foreach (byte[] odd in (byte[][])[Ed25519Twin.Encode(1 + Ed25519Twin.P, false), Ed25519Twin.Encode(1, true), Ed25519Twin.Encode(1 + Ed25519Twin.P, true), new byte[32]])
        {
            Assert.IsFalse(key.Verify([2], Ed25519Twin.Sign(secret, publicKey, 0, odd, [2])));
        }
    }

    // Points of order 8 added to R, and to the key: what a check with a cofactor would take. The twin, without one, takes the first never and the second
    // where h is a multiple of the order of what was added.
    [TestMethod]
    public void Verify_TorsionInRAndKey_IsThatOfTheTwin()
    {
        var random = new Random(4);
        int accepted = 0;
        for (int n = 0; n < Odd; n++)
        {
            BigInteger secret = Ed25519Twin.Number(Bytes(random, 31)) + 1;
            BigInteger nonce = Ed25519Twin.Number(Bytes(random, 31)) + 1;
            Ed25519Twin.Point torsion = random.Next(1, 8) * Ed25519Twin.Point.OfOrderEight;
            byte[] message = Bytes(random, n);
            byte[] r = (nonce * Ed25519Twin.Point.Base).Encode();
            byte[] rWithTorsion = ((nonce * Ed25519Twin.Point.Base) + torsion).Encode();
            byte[] pure = (secret * Ed25519Twin.Point.Base).Encode();
            byte[] mixed = ((secret * Ed25519Twin.Point.Base) + torsion).Encode();

            Assert.IsFalse(new Ed25519Key(pure).Verify(message, Ed25519Twin.Sign(secret, pure, nonce, rWithTorsion, message)));
            Assert.IsTrue(new Ed25519Key(pure).Verify(message, Ed25519Twin.Sign(secret, pure, nonce, r, message)));
            byte[] signature = Ed25519Twin.Sign(secret, mixed, nonce, r, message);
            bool expected = Ed25519Twin.Verify(mixed, message, signature);
            Assert.AreEqual(expected, new Ed25519Key(mixed).Verify(message, signature));
            accepted += expected ? 1 : 0;
        }

        Assert.IsInRange(1, Odd - 1, accepted);
    }

    [TestMethod]
    public void Verify_RandomBytes_AreRefusedByBoth()
    {
        var random = new Random(5);
        int points = 0;
        for (int n = 0; n < 4 * Odd; n++)
        {
            byte[] publicKey = Bytes(random, 32);
            byte[] signature = Bytes(random, 64);
            signature[63] &= 15;
            var key = new Ed25519Key(publicKey);
            points += Ed25519Twin.Decode(publicKey) is null ? 0 : 1;

            Assert.IsFalse(key.Verify([], signature));
            Assert.IsFalse(Ed25519Twin.Verify(publicKey, [], signature));
            Assert.IsFalse(key.Verify([], new byte[64]));
        }

        Assert.IsInRange(Odd, 3 * Odd, points);
    }

    [TestMethod]
    public void Verify_SmallSecretsAndNonces_AreAccepted()
    {
        // Sums that meet the neutral point, the same point twice, and a point and its negative.
        foreach (BigInteger secret in (BigInteger[])[1, 2, 3, 15, 16, 31, Ed25519Twin.Order - 1, Ed25519Twin.Order - 2])
        {
            byte[] publicKey = (secret * Ed25519Twin.Point.Base).Encode();
            var key = new Ed25519Key(publicKey);
            foreach (BigInteger nonce in (BigInteger[])[0, 1, 2, 8, 15, Ed25519Twin.Order - 1])
            {
                byte[] r = (nonce * Ed25519Twin.Point.Base).Encode();
                byte[] signature = Ed25519Twin.Sign(secret, publicKey, nonce, r, [3]);
                Assert.IsTrue(key.Verify([3], signature));
                signature[0] ^= 1;
                Assert.IsFalse(key.Verify([3], signature));
            }
        }
    }

    // Y + X of the sum that is added to has bound 2: with another 2 a product of the largest limbs would overflow.
    [TestMethod]
    public void AddendSet_LargestLimbs_KeepsTheSumWithinBoundOne()
    {
        const int Largest = (1 << 29) - 1;
        var point = new EdwardsPoint();
        foreach (FieldElement element in (FieldElement[])[point.X, point.Y, point.Z, point.T])
        {
            element.Set(Largest, Largest, Largest, Largest, Largest, Largest, Largest, Largest, (1 << 23) - 1);
        }

        var addend = new EdwardsAddend();
        addend.Set(point);

        FieldElement sum = addend.Sum;
        foreach (long limb in (long[])[sum.L1, sum.L2, sum.L3, sum.L4, sum.L5, sum.L6, sum.L7])
        {
            Assert.IsInRange(0, Largest, limb);
        }

        Assert.IsInRange(0, Largest + 64, sum.L0);
        Assert.IsInRange(0, (1 << 23) - 1, sum.L8);
    }

    [TestMethod]
    public void Constructor_EncodingsOfSmallOrder_AreRefused()
    {
        for (int n = 0; n < 8; n++)
        {
            byte[] bytes = (n * Ed25519Twin.Point.OfOrderEight).Encode();
            Assert.ThrowsExactly<ArgumentException>(() => new Ed25519Key(bytes));
            bytes[31] ^= 0x80;
            Assert.ThrowsExactly<ArgumentException>(() => new Ed25519Key(bytes));
        }

        Assert.AreEqual(Ed25519Twin.Point.Neutral, 8 * Ed25519Twin.Point.OfOrderEight);
        Assert.AreNotEqual(Ed25519Twin.Point.Neutral, 4 * Ed25519Twin.Point.OfOrderEight);
    }

    [TestMethod]
    public void Constructor_EveryYThatIsNotCanonical_IsRefused()
    {
        for (BigInteger y = Ed25519Twin.P; y < BigInteger.One << 255; y++)
        {
            Assert.ThrowsExactly<ArgumentException>(() => new Ed25519Key(Ed25519Twin.Encode(y, false)));
            Assert.ThrowsExactly<ArgumentException>(() => new Ed25519Key(Ed25519Twin.Encode(y, true)));
        }

        _ = new Ed25519Key(Ed25519Twin.Encode(Ed25519Twin.P - 2, false));
        Assert.ThrowsExactly<ArgumentNullException>(() => new Ed25519Key(null!));
    }

    [TestMethod]
    public void Verify_AfterTheConstructor_AllocatesNothing()
    {
        var random = new Random(6);
        var keys = new SignatureKeys(random);
        byte[] file = Bytes(random, 3000);
        keys.Sign(SignatureKeys.Blank(file, 2900, 64)).CopyTo(file, 2900);
        ModelStorage storage = SignatureKeys.Storage(file);
        Ed25519Key[] fresh = [.. Enumerable.Range(0, 3).Select(_ => new Ed25519Key(keys.Public))];
        Assert.IsTrue(new Ed25519Key(keys.Public).Verify(storage, 2900)); // what .NET itself makes at a first call
        int right = 0;
        var id = new byte[ModelKey.IdLength];
        int next = 0;

        long allocated = Allocations.Least(() =>
        {
            Ed25519Key key = fresh[next++]; // the first check makes the tables
            for (int n = 0; n < 4; n++)
            {
                right += key.Verify(storage, 2900) ? 1 : 0;
                key.CopyId(id);
            }
        });

        Assert.AreEqual(0, allocated);
        Assert.AreEqual(4 * next, right);
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
