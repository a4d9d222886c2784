using System.Security.Cryptography;

namespace EdgeNet.Tests.Fleet;

/// <summary>The hashes of boards against those of .NET, at every length around the blocks and in any pieces.</summary>
[TestClass]
public class BlockHashTests
{
    private const int Longest = 300;

    [TestMethod]
    public void Sha512_EveryLengthInPieces_IsThatOfDotNet() => AssertLengths(new Sha512(), SHA512.HashData);

    [TestMethod]
    public void Sha256_EveryLengthInPieces_IsThatOfDotNet() => AssertLengths(new Sha256(), SHA256.HashData);

    [TestMethod]
    public void Hmac_EveryKeyLength_IsThatOfDotNet()
    {
        var random = new Random(2);
        var hash = new byte[Sha256.Length];
        for (int length = 0; length <= 200; length++)
        {
            byte[] key = Bytes(random, length);
            byte[] message = Bytes(random, random.Next(Longest));
            var hmac = new HmacSha256(key);
            for (int again = 0; again < 2; again++)
            {
                hmac.Begin().Add(message, 0, message.Length);
                hmac.Finish(hash);
                Assert.AreSequenceEqual(HMACSHA256.HashData(key, message), hash);
            }
        }
    }

    private static void AssertLengths(BlockHash hash, Func<byte[], byte[]> expected)
    {
        var random = new Random(1);
        for (int length = 0; length <= Longest; length++)
        {
            byte[] message = Bytes(random, length);
            byte[] wanted = expected(message);
            var actual = new byte[wanted.Length + 2];
            for (int cut = 0; cut < 3; cut++)
            {
                hash.Reset();
                for (int at = 0; at < length;)
                {
                    // Pieces stand somewhere in a larger array; the last round adds bytes one by one.
                    int count = cut == 2 ? 1 : random.Next(1, length - at + 1);
                    byte[] piece = [1, 2, 3, .. message[at..(at + count)], 4];
                    hash.Add(piece, 3, count);
                    hash.Add(piece, 0, 0);
                    at += count;
                }

                hash.Finish(actual, 1);
                Assert.AreSequenceEqual((byte[])[0, .. wanted, 0], actual, $"{length} bytes");
            }
        }
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
