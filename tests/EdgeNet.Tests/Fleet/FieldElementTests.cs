using System.Numerics;

namespace EdgeNet.Tests.Fleet;

/// <summary>The arithmetic modulo 2^255 - 19 against <see cref="BigInteger"/>, with limbs at their bounds.</summary>
[TestClass]
public class FieldElementTests
{
    private const int Rounds = 2000;
    private const long Limb = 1L << 29;
    private const long TopLimb = 1L << 23;
    private const long Excess = 1 << 16; // of the second limb of a product

    private static readonly BigInteger P = Ed25519Twin.P;

    private static readonly BigInteger[] Edges =
    [
        0, 1, 2, 18, 19, 20, P - 20, P - 19, P - 2, P - 1, P, P + 1, P + 18, (BigInteger.One << 255) - 1, (BigInteger.One << 254) - 1, BigInteger.One << 254,
        (BigInteger.One << 29) - 1, BigInteger.One << 29, (BigInteger.One << 232) - 1, BigInteger.One << 232,
    ];

    [TestMethod]
    public void Read_EdgeValues_GiveTheirResidues()
    {
        foreach (BigInteger value in Edges.Concat(RandomNumbers(1)))
        {
            foreach (BigInteger sign in (BigInteger[])[0, BigInteger.One << 255])
            {
                var element = new FieldElement();
                element.Read([7, .. Ed25519Twin.Bytes(value | sign)], 1);

                Assert.AreEqual(value, ValueOf(element));
                Assert.AreEqual(value % P == 0, element.IsZero());
                Assert.AreEqual(!(value % P).IsEven, element.IsOdd());
                Assert.AreEqual(value % P, ValueOf(element));
            }
        }
    }

    [TestMethod]
    public void HasEncoding_EdgeValues_IsTrueForCanonicalBytesOnly()
    {
        foreach (BigInteger value in Edges.Concat(RandomNumbers(2)))
        {
            byte[] canonical = Ed25519Twin.Bytes(value % P);
            foreach (int sign in (int[])[0, 1])
            {
                canonical[31] = (byte)((canonical[31] & 127) | (sign << 7));
                Assert.IsTrue(Read(value).HasEncoding([1, 2, .. canonical], 2, sign));
                Assert.IsFalse(Read(value).HasEncoding(canonical, 0, 1 - sign));
                for (int bit = 0; bit < 256; bit += 5)
                {
                    canonical[bit >> 3] ^= (byte)(1 << (bit & 7));
                    Assert.IsFalse(Read(value).HasEncoding(canonical, 0, sign));
                    canonical[bit >> 3] ^= (byte)(1 << (bit & 7));
                }
            }

            if (value >= P)
            {
                Assert.IsFalse(Read(value).HasEncoding(Ed25519Twin.Bytes(value), 0, 0));
            }
        }
    }

    [TestMethod]
    public void Multiply_EdgeValues_IsTheProduct()
    {
        foreach (BigInteger a in Edges)
        {
            foreach (BigInteger b in Edges)
            {
                AssertProduct(Read(a), Read(b));
                AssertSumAndDifference(Read(a), Read(b));
            }

            AssertSquare(Read(a));
        }
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(2, 1)]
    [DataRow(1, 3)]
    [DataRow(3, 1)]
    public void Multiply_LimbsAtTheirBounds_IsTheProduct(int boundOfA, int boundOfB)
    {
        var random = new Random(boundOfA + (10 * boundOfB));
        FieldElement[] extremes = [AtBound(_ => 1), AtBound(_ => -1), AtBound(i => (i & 1) == 0 ? 1 : -1), AtBound(i => i < 4 ? 1 : 0)];
        foreach (FieldElement a in extremes)
        {
            foreach (FieldElement b in extremes)
            {
                AssertProduct(Times(a, boundOfA), Times(b, boundOfB));
            }

            AssertSquare(a);
        }

        for (int round = 0; round < Rounds; round++)
        {
            FieldElement a = AtBound(_ => random.Next(-1, 2));
            FieldElement b = round % 2 == 0 ? AtBound(_ => random.Next(-1, 2)) : RandomElement(random);
            AssertProduct(Times(a, boundOfA), Times(b, boundOfB));
            AssertSquare(round % 2 == 0 ? a : b);
        }
    }

    [TestMethod]
    public void Mixes_RandomProducts_AreTheSums()
    {
        var random = new Random(3);
        for (int round = 0; round < Rounds; round++)
        {
            FieldElement[] x = [.. Enumerable.Range(0, 4).Select(_ => round % 3 == 0 ? AtBound(_ => random.Next(2)) : RandomElement(random))];
            BigInteger[] v = [.. x.Select(ValueOf)];
            FieldElement.MixForDouble(x[0], x[1], x[2], x[3]);
            AssertValue(v[0] + v[1], x[0], bound: 2);
            AssertValue(v[1] - v[0], x[1], bound: 1);
            AssertValue((2 * v[2]) - v[1] + v[0], x[2], bound: 1);
            AssertValue(v[0] + v[1] - v[3], x[3], bound: 1);

            FieldElement[] y = [.. Enumerable.Range(0, 4).Select(_ => round % 3 == 0 ? AtBound(_ => random.Next(2)) : RandomElement(random))];
            BigInteger[] w = [.. y.Select(ValueOf)];
            FieldElement.MixForAdd(y[0], y[1], y[2], y[3]);
            AssertValue(w[1] + w[0], y[0], bound: 2);
            AssertValue(w[1] - w[0], y[1], bound: 1);
            AssertValue((2 * w[3]) - w[2], y[2], bound: 1);
            AssertValue((2 * w[3]) + w[2], y[3], bound: 1);
        }
    }

    [TestMethod]
    public void Carry_LimbsOfThreeBounds_KeepsTheResidue()
    {
        var random = new Random(4);
        for (int round = 0; round < Rounds; round++)
        {
            FieldElement a = Times(AtBound(_ => random.Next(-1, 2)), 3);
            BigInteger value = ValueOf(a);
            a.Carry();
            AssertValue(value, a, bound: 1);
            Assert.AreEqual(Ed25519Twin.Mod(value) == 0, a.IsZero());
            Assert.AreEqual(Ed25519Twin.Mod(value), ValueOf(a));
        }
    }

    // Near 0 and near p, from below and above: where a borrow or a carry runs through all limbs.
    [TestMethod]
    public void IsZero_AroundMultiplesOfP_IsCanonicalAfterwards()
    {
        for (int offset = -60; offset <= 60; offset++)
        {
            foreach (BigInteger multiple in (BigInteger[])[0, P, -P])
            {
                FieldElement element = Read(multiple.IsZero ? 0 : P);
                element = multiple.Sign < 0 ? Times(element, -1) : element;
                element.L0 += offset;
                BigInteger value = ValueOf(element);
                Assert.AreEqual(multiple + offset, value);

                Assert.AreEqual(offset == 0, element.IsZero());
                Assert.AreEqual(Ed25519Twin.Mod(value), ValueOf(element));
            }
        }
    }

    [TestMethod]
    public void Invert_Numbers_GivesOneAsProduct()
    {
        foreach (BigInteger value in Edges.Concat(RandomNumbers(5)).Take(60))
        {
            var inverse = new FieldElement();
            inverse.Invert(Read(value), new FieldElement(), new FieldElement(), new FieldElement());
            Assert.AreEqual(BigInteger.ModPow(value % P, P - 2, P), Canonical(inverse));

            var power = new FieldElement();
            power.RaiseForRoot(Read(value), new FieldElement(), new FieldElement(), new FieldElement());
            Assert.AreEqual(BigInteger.ModPow(value % P, (P - 5) / 8, P), Canonical(power));
        }
    }

    [TestMethod]
    public void Load_StoredElement_IsTheSame()
    {
        var random = new Random(6);
        var table = new int[FieldElement.Limbs + 3];
        for (int round = 0; round < 100; round++)
        {
            FieldElement element = AtBound(_ => random.Next(-1, 2));
            element.Store(table, 2);
            var loaded = new FieldElement();
            loaded.Load(table, 2);
            Assert.AreSequenceEqual(LimbsOf(element), LimbsOf(loaded));
        }

        Assert.AreEqual(0, table[0] | table[1] | table[^1]);
    }

    private static IEnumerable<BigInteger> RandomNumbers(int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[32];
        for (int n = 0; n < 200; n++)
        {
            random.NextBytes(bytes);
            bytes[31] &= 127;
            yield return Ed25519Twin.Number(bytes);
        }
    }

    private static FieldElement Read(BigInteger value)
    {
        var element = new FieldElement();
        element.Read(Ed25519Twin.Bytes(value), 0);
        return element;
    }

    private static FieldElement RandomElement(Random random) => Of(i => random.NextInt64(i == 8 ? TopLimb : Limb));

    // The bound 1, with the excess that a product may have.
    private static FieldElement AtBound(Func<int, int> sign) => Of(i => sign(i) * (i == 8 ? TopLimb : i == 1 ? Limb + Excess : Limb));

    private static FieldElement Times(FieldElement a, int factor)
    {
        long[] limbs = LimbsOf(a);
        return Of(i => limbs[i] * factor);
    }

    private static FieldElement Of(Func<int, long> limb) => new()
    {
        L0 = limb(0), L1 = limb(1), L2 = limb(2), L3 = limb(3), L4 = limb(4), L5 = limb(5), L6 = limb(6), L7 = limb(7), L8 = limb(8),
    };

    private static long[] LimbsOf(FieldElement a) => [a.L0, a.L1, a.L2, a.L3, a.L4, a.L5, a.L6, a.L7, a.L8];

    private static BigInteger ValueOf(FieldElement a) => LimbsOf(a).Select((limb, i) => (BigInteger)limb << (29 * i)).Aggregate(BigInteger.Add);

    private static BigInteger Canonical(FieldElement a)
    {
        a.IsZero();
        return ValueOf(a);
    }

    private static void AssertProduct(FieldElement a, FieldElement b)
    {
        var product = new FieldElement();
        product.Multiply(a, b);
        AssertValue(ValueOf(a) * ValueOf(b), product, bound: 1);

        long[] expected = LimbsOf(product);
        FieldElement copy = Times(b, 1);
        copy.Multiply(a, copy);
        Assert.AreSequenceEqual(expected, LimbsOf(copy));
    }

    private static void AssertSquare(FieldElement a)
    {
        var square = new FieldElement();
        square.Square(a);
        AssertValue(ValueOf(a) * ValueOf(a), square, bound: 1);

        var product = new FieldElement();
        product.Multiply(a, a);
        Assert.AreSequenceEqual(LimbsOf(product), LimbsOf(square));
    }

    private static void AssertSumAndDifference(FieldElement a, FieldElement b)
    {
        var result = new FieldElement();
        result.Add(a, b);
        AssertValue(ValueOf(a) + ValueOf(b), result, bound: 2);
        result.Subtract(a, b);
        AssertValue(ValueOf(a) - ValueOf(b), result, bound: 1);
    }

    private static void AssertValue(BigInteger expected, FieldElement actual, int bound)
    {
        Assert.AreEqual(Ed25519Twin.Mod(expected), Ed25519Twin.Mod(ValueOf(actual)));
        long[] limbs = LimbsOf(actual);
        for (int i = 0; i < limbs.Length; i++)
        {
            Assert.IsLessThanOrEqualTo(bound * ((i == 8 ? TopLimb : Limb) + (i <= 1 ? Excess : 0)), Math.Abs(limbs[i]));
        }
    }
}
