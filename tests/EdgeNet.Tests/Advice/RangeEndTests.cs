using EdgeNet.Trainer.Advice;

namespace EdgeNet.Tests.Advice;

/// <summary>Readings that pile up at an end of their range are found; amounts that are often 0, levels and round numbers are not meant.</summary>
[TestClass]
public class RangeEndTests
{
    [TestMethod]
    [DataRow(4095, 2000, 0.95)]
    [DataRow(16383, 9000, 0.98)]
    [DataRow(3.3f, 1.2f, 0.9)]
    public void In_ClippedAbove_IsFound(float end, float width, double quantile)
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 1000).Select(_ => Math.Min(end, (float)(end - (quantile * width) + (width * random.NextDouble()))))];
        Array.Sort(values);
        RangeEnd found = RangeEnd.In(values, null).Single();
        Assert.AreEqual((end, true, values.Count(value => value == end)), (found.Value, found.IsHighest, found.Count));
    }

    [TestMethod]
    public void In_BothEndsOfSixteenBits_AreFound()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 1000).Select(_ => (float)Math.Clamp(Math.Round(40_000 * Math.Sin(7 * random.NextDouble())), short.MinValue, short.MaxValue))];
        Array.Sort(values);
        CollectionAssert.AreEqual((float[])[short.MaxValue, short.MinValue], RangeEnd.In(values, null).Select(end => end.Value).ToArray());
    }

    [TestMethod]
    public void In_ZeroOfDeclaredReadings_IsAnEnd()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 1000).Select(_ => (float)Math.Max(0, random.Next(1000) - 50))];
        Array.Sort(values);
        Assert.IsEmpty(RangeEnd.In(values, null).ToArray());
        Assert.AreEqual(0, RangeEnd.In(values, (0, 1023)).Single().Value);
    }

    [TestMethod]
    public void In_AValueFarFromTheOthers_IsApart()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 300).Select(e => e % 7 == 0 ? -1 : 20 + (5 * random.NextSingle()))];
        Array.Sort(values);
        Assert.AreEqual(new RangeEnd(-1, 43, IsHighest: false, IsApart: true), RangeEnd.In(values, null).Single());
    }

    [TestMethod]
    [DataRow("sine")]
    [DataRow("ages")]
    [DataRow("levels")]
    [DataRow("rain")]
    [DataRow("lux")]
    [DataRow("percent")]
    [DataRow("normal")]
    public void In_HonestColumns_FindsNothing(string kind)
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            float[] values = [.. Enumerable.Range(0, 500).Select(_ => (float)(kind switch
            {
                "sine" => Math.Round(100 * Math.Sin(20 * Math.PI * random.NextDouble())),
                "ages" => random.Next(18, 91),
                "levels" => random.Next(8),
                "rain" => Math.Max(0, random.NextDouble() - 0.7),
                "lux" => Math.Round(Math.Pow(10, 4.8 * random.NextDouble())),
                "percent" => Math.Min(100, 110 * random.NextDouble()),
                _ => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()),
            }))];
            Array.Sort(values);
            Assert.IsEmpty(RangeEnd.In(values, null).ToArray(), $"{kind} {seed}");
        }
    }
}
