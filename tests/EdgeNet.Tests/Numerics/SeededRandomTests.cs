using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

/// <summary>The generator gives the numbers of the published reference code, and its streams have nothing in common.</summary>
[TestClass]
public sealed class SeededRandomTests
{
    // splitmix64.c by Vigna with the seed 1234567, as it is quoted with that generator.
    [TestMethod]
    public void SplitMix64_SeedOfTheReference_ItsNumbers()
    {
        ulong state = 1234567;
        ulong[] numbers = [.. Enumerable.Range(0, 5).Select(_ => SeededRandom.SplitMix64(ref state))];

        CollectionAssert.AreEqual(
            new ulong[] { 6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821 }, numbers);
    }

    // xoshiro256starstar.c by Blackman and Vigna from the state 1, 2, 3, 4: the vector that other implementations are tested with.
    [TestMethod]
    public void NextUInt64_StateOfTheReference_ItsNumbers()
    {
        var random = new SeededRandom(1, 2, 3, 4);
        ulong[] numbers = [.. Enumerable.Range(0, 10).Select(_ => random.NextUInt64())];

        CollectionAssert.AreEqual(
            new ulong[]
            {
                11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832,
                10595114339597558777, 2904607092377533576,
            },
            numbers);
    }

    [TestMethod]
    public void NextDouble_ManyDraws_EvenFromZeroToBelowOne()
    {
        var random = new SeededRandom(5);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())];

        Assert.IsTrue(draws.All(draw => draw is >= 0 and < 1));
        Assert.AreEqual(0.5, draws.Average(), 0.005);
        Assert.AreEqual(1 / 12.0, draws.Average(draw => (draw - 0.5) * (draw - 0.5)), 0.001);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(7)]
    [DataRow(10)]
    public void Next_SmallRange_EachNumberAsOften(int below)
    {
        const int Draws = 60_000;
        var random = new SeededRandom(7);
        var counts = new int[below];
        for (int i = 0; i < Draws; i++)
        {
            counts[random.Next(below)]++;
        }

        // Within five standard deviations of a binomial count.
        double mean = Draws / (double)below;
        Assert.IsTrue(counts.All(count => Math.Abs(count - mean) <= 5 * Math.Sqrt(mean)), string.Join(' ', counts));
    }

    // A range of 3·2^29 rejects a quarter of the draws of 32 bits: a modulo would give the lower half twice as often.
    [TestMethod]
    public void Next_RangeThatDoesNotDivide_Unbiased()
    {
        const int Below = 3 << 29;
        var random = new SeededRandom(11);
        int low = Enumerable.Range(0, 30_000).Count(_ => random.Next(Below) < Below / 3);

        Assert.AreEqual(10_000, low, 500);
    }

    [TestMethod]
    public void Next_NoNumbers_Throws() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SeededRandom(1).Next(0));

    [TestMethod]
    public void Permute_ThreeValues_EveryOrderAsOften()
    {
        const int Draws = 60_000;
        var random = new SeededRandom(13);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < Draws; i++)
        {
            int[] values = [0, 1, 2];
            random.Permute<int>(values);
            string order = string.Concat(values);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.HasCount(6, counts);
        Assert.IsTrue(counts.Values.All(count => Math.Abs(count - (Draws / 6)) < 500), string.Join(' ', counts));
    }

    [TestMethod]
    public void For_OtherSeedPurposeOrIndex_OtherStream()
    {
        var firsts = new HashSet<ulong>();
        int streams = 0;
        foreach (RandomPurpose purpose in Enum.GetValues<RandomPurpose>())
        {
            for (int seed = 0; seed < 50; seed++)
            {
                for (int index = 0; index < 50; index++, streams++)
                {
                    firsts.Add(SeededRandom.For(seed, purpose, index).NextUInt64());
                }
            }
        }

        Assert.HasCount(streams, firsts);
    }

    [TestMethod]
    public void DeriveSeed_NeighbouringSeeds_NoSeedInCommon()
    {
        IEnumerable<int> Seeds(int seed) => Enumerable.Range(0, 130).Select(fold => SeededRandom.DeriveSeed(seed, RandomPurpose.FoldModel, fold));

        Assert.IsFalse(Seeds(1).Intersect(Seeds(2)).Any());
        Assert.HasCount(130, Seeds(1).ToHashSet());
        Assert.IsTrue(Seeds(1).All(seed => seed >= 0));
    }

    // What .NET's Random draws for itself may change from version to version: every draw must be of the stream.
    [TestMethod]
    public void EveryDraw_SameStream_SameNumbers()
    {
        object[] Draws()
        {
            var random = new SeededRandom(17);
            var bytes = new byte[5];
            random.NextBytes(bytes);
            return [random.Next(), random.Next(9), random.Next(-5, 5), random.NextInt64(), random.NextSingle(), random.NextDouble(), Convert.ToHexString(bytes)];
        }

        CollectionAssert.AreEqual(Draws(), Draws());
    }
}
