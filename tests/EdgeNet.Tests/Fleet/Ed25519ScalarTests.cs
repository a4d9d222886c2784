using System.Numerics;

namespace EdgeNet.Tests.Fleet;

/// <summary>Numbers modulo the order of the base point against <see cref="BigInteger"/>.</summary>
[TestClass]
public class Ed25519ScalarTests
{
    private const int RandomNumbers = 3000;
    private const int Window = 5;

    private static readonly BigInteger Order = Ed25519Twin.Order;

    [TestMethod]
    public void Reduce_AnyHash_IsTheRemainder()
    {
        var scalar = new Ed25519Scalar();
        foreach (BigInteger value in Hashes())
        {
            byte[] bytes = Ed25519Twin.Bytes(value, Ed25519Scalar.BufferLength);

            scalar.Reduce(bytes);

            Assert.AreEqual(value % Order, Ed25519Twin.Number(bytes), $"{value}");
        }
    }

    [TestMethod]
    public void IsBelowOrder_AroundTheOrder_IsExact()
    {
        var scalar = new Ed25519Scalar();
        BigInteger most = (BigInteger.One << 256) - 1;
        var values = new List<BigInteger> { 0, 1, most, BigInteger.One << 252, BigInteger.One << 253, BigInteger.One << 255 };
        for (int offset = -20; offset <= 20; offset++)
        {
            values.AddRange(Enumerable.Range(1, 15).Select(factor => (factor * Order) + offset));
        }

        // A single bit above or below, in every limb.
        values.AddRange(Enumerable.Range(0, 252).SelectMany(bit => new[] { Order + (BigInteger.One << bit), Order - (BigInteger.One << bit) }));
        foreach (BigInteger value in values)
        {
            Assert.AreEqual(value < Order, scalar.IsBelowOrder(Ed25519Twin.Bytes(value, Ed25519Scalar.BufferLength)), $"{value}");
        }
    }

    [TestMethod]
    public void Recode_NumbersBelowTheOrder_AreTheSumOfSparseDigits()
    {
        var digits = new sbyte[Ed25519Scalar.Digits];
        Array.Fill(digits, (sbyte)77);
        foreach (BigInteger value in Hashes().Select(value => value % Order))
        {
            Ed25519Scalar.Recode(Ed25519Twin.Bytes(value, Ed25519Scalar.BufferLength), digits);

            Assert.AreEqual(value, digits.Select((digit, i) => (BigInteger)digit << i).Aggregate(BigInteger.Add));
            int last = -Window;
            for (int i = 0; i < digits.Length; i++)
            {
                if (digits[i] != 0)
                {
                    Assert.AreEqual(1, digits[i] & 1);
                    Assert.IsLessThan(2 * Ed25519Scalar.Multiples, Math.Abs((int)digits[i]));
                    Assert.IsGreaterThanOrEqualTo(Window, i - last);
                    last = i;
                }
            }
        }
    }

    // Around multiples of the order, around powers of two, and random ones of every length.
    private static IEnumerable<BigInteger> Hashes()
    {
        BigInteger limit = BigInteger.One << 512;
        BigInteger largest = limit / Order;
        for (int offset = -5; offset <= 5; offset++)
        {
            foreach (BigInteger center in (BigInteger[])[Order, 2 * Order, 3 * Order, (largest - 1) * Order, largest * Order, limit - 6, 5, BigInteger.One << 131, BigInteger.One << 385])
            {
                yield return center + offset;
            }

            for (int bit = 8; bit < 512; bit += 4)
            {
                yield return (BigInteger.One << bit) + offset;
            }
        }

        var random = new Random(7);
        for (int n = 0; n < RandomNumbers; n++)
        {
            var bytes = new byte[64];
            random.NextBytes(bytes);
            yield return Ed25519Twin.Number(bytes) >> random.Next(4 * n % 512 + 1);
        }
    }
}
