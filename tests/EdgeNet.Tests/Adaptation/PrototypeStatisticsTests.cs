namespace EdgeNet.Tests.Adaptation;

/// <summary>The integers of learning beside the same in double precision.</summary>
[TestClass]
public class PrototypeStatisticsTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(3, 10)]
    [DataRow(40, 7)]
    [DataRow(65535, 20)]
    [DataRow(12, 100_000)]
    public void Add_RandomCodes_CentresAreRoundedMeans(int weight, int count)
    {
        const int Inputs = 3;
        var random = new Random(count);
        sbyte[] origin = [-128, 5, 127];
        var statistics = new PrototypeStatistics(new DistanceHead(Inputs, [0], origin, null, 0, 1), new LearningLimits { Weight = weight });
        double[] sums = new double[Inputs];
        for (int n = 0; n < count; n++)
        {
            int[] codes = [random.Next(-128, 128), random.Next(-128, -100), random.Next(100, 128)];
            statistics.Add(codes, n);
            for (int i = 0; i < Inputs; i++)
            {
                sums[i] += codes[i];
            }
        }

        for (int i = 0; i < Inputs; i++)
        {
            Assert.AreEqual((int)Math.Floor(((sums[i] + ((double)weight * origin[i])) / (count + weight)) + 0.5), statistics.Head.Centres[i]);
        }
    }

    [TestMethod]
    public void Finish_RandomExamples_WidthsAndBiasesAreThoseOfTheVariances()
    {
        const int Unit = 400_000, Shift = 6, Weight = 9, Count = 900;
        var random = new Random(4);
        ushort[] widths = [2000, 4000, 40, 0, 300, 2500];
        var factory = new DistanceHead(3, [100, 0], [0, 0, 0, 100, 100, 100], widths, Shift, 1);
        var statistics = new PrototypeStatistics(factory, new LearningLimits { Weight = Weight, UnitWidth = Unit });
        double[] sums = new double[3], squares = new double[3];
        for (int n = 0; n < Count; n++)
        {
            int[] codes = [(int)(20 * (random.NextDouble() - 0.5)), (int)(9 * random.NextDouble()), (int)(30 * (random.NextDouble() + random.NextDouble() - 1))];
            statistics.Add(codes, n);
            for (int i = 0; i < 3; i++)
            {
                sums[i] += codes[i];
                squares[i] += codes[i] * codes[i];
            }
        }

        statistics.Finish();

        double logarithms = 0;
        for (int i = 0; i < 3; i++)
        {
            double centre = statistics.Head.Centres[i];
            double variance = (squares[i] - (2 * centre * sums[i]) + (Count * centre * centre) + (Weight * (double)Unit / widths[i])) / (Count + Weight);
            double width = Math.Min(ushort.MaxValue, Math.Max(Unit / variance, widths[i] / 16.0));
            Assert.AreEqual(width, statistics.Head.Widths[i], 1 + (width / 200));
            logarithms += Math.Log(widths[i] / (double)statistics.Head.Widths[i]);
        }

        double bias = factory.Biases[0] + (2.0 * Unit / (1 << Shift) * logarithms / 2);
        double least = Math.Min(bias, 0); // the second prototype keeps its bias of 0, and the least becomes 0
        Assert.AreEqual(bias - least, statistics.Head.Biases[0], 100);
        Assert.AreEqual(-least, statistics.Head.Biases[1], 100);
        Assert.AreSequenceEqual(widths[3..], statistics.Head.Widths[3..]);
    }

    [TestMethod]
    public void Finish_PrototypeThatNoneWasNearTo_IsForgottenOnRequest()
    {
        foreach (int options in (int[])[0, LearningLimits.Forgets])
        {
            var statistics = new PrototypeStatistics(new DistanceHead(1, [3, 5], [0, 100], null, 0, 1), new LearningLimits { Weight = 1, Options = options });
            statistics.Add([4], 0);
            statistics.Finish();

            Assert.AreSequenceEqual((int[])[0, options == 0 ? 2 : DistanceHead.Farthest], statistics.Head.Biases);
        }
    }

    [TestMethod]
    [DataRow(0.02f)]
    [DataRow(0.0005f)]
    [DataRow(1e-6f)]
    [DataRow(3f)]
    public void Errors_RandomLogits_AreThoseOfSoftmax(float scale)
    {
        byte[] header = new byte[24];
        BitConverter.TryWriteBytes(header.AsSpan(20), scale);
        var softmax = new IntegerSoftmax(header);
        var random = new Random(9);
        for (int n = 0; n < 2000; n++)
        {
            int[] logits = [.. Enumerable.Range(0, 1 + (n % 4)).Select(_ => (int)(random.NextDouble() * 12 / scale * (random.Next(2) == 0 ? 1 : -1)))];
            double[] real = [.. (logits.Length == 1 ? [0, logits[0]] : logits).Select(logit => logit * (double)scale)];
            double sum = real.Sum(z => Math.Exp(z - real.Max()));
            double[] expected = [.. real.Select(z => Math.Exp(z - real.Max()) / sum)];
            expected = logits.Length == 1 ? expected[1..] : expected;
            int label = random.Next(logits.Length == 1 ? 2 : logits.Length);
            softmax.Errors(logits, label);
            for (int j = 0; j < logits.Length; j++)
            {
                Assert.AreEqual(expected[j] - (logits.Length == 1 ? label : j == label ? 1 : 0), logits[j] / 32768.0, 0.0015);
            }
        }

        // As 1/scale enters a step: 2^-46·2^(150 - exponent) times it.
        Assert.AreEqual(1 / (double)scale, softmax.InverseScale * Math.ScaleB(1, 104 - softmax.Exponent), 1e-5 / scale);
    }
}
