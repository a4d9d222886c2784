using EdgeNet.Trainer.Data;

namespace EdgeNet.Tests.Advice;

/// <summary>Error codes and glitches are far from all others; heavy tails, counts, flags and modes are not.</summary>
[TestClass]
public class FarValuesTests
{
    private static readonly string[] Honest =
        ["normal", "uniform", "exponential", "log-normal", "wide log-normal", "cauchy", "poisson", "flag", "rare flag", "zeros and amounts", "two modes", "ten levels", "student", "bursts"];

    [TestMethod]
    public void Of_HonestColumns_FindsNothing()
    {
        foreach (string kind in Honest)
        {
            int found = 0;
            for (int seed = 0; seed < 200; seed++)
            {
                // A single burst among a few rows is what a glitch is.
                foreach (int count in kind == "bursts" ? (int[])[300, 1000] : [30, 100, 300, 1000])
                {
                    found += FarValues.Of(Column(kind, count, seed)) is null ? 0 : 1;
                }
            }

            // A burst that is alone on its side of the others cannot be told from a glitch.
            Assert.IsLessThanOrEqualTo(kind switch { "bursts" => 24, "cauchy" or "two modes" => 4, _ => 1 }, found, $"{kind}: {found} columns");
        }
    }

    [TestMethod]
    [DataRow(65535, 2, 18, 24)]
    [DataRow(-9999, 3, 18, 24)]
    [DataRow(-127, 1, 18, 24)]
    [DataRow(85, 2, 18, 24)]
    [DataRow(85, 1, 15, 30)]
    [DataRow(999, 4, 0, 100)]
    [DataRow(0, 5, 980, 1030)]
    [DataRow(-1, 3, 20, 25)]
    [DataRow(-1, 6, 300, 900)] // near, and yet it repeats while no other does
    [DataRow(int.MinValue, 1, -4, 4)]
    [DataRow(1e6f, 1, 18, 24)]
    [DataRow(0.5f, 10, -0.001f, 0.001f)]
    public void Of_CodesAndGlitches_FindsThemAllAndNoOther(float value, int times, float lowest, float highest)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            float[] column = [.. Enumerable.Range(0, 300).Select(_ => lowest + ((highest - lowest) * random.NextSingle()))];
            for (int k = 0; k < times; k++)
            {
                column[(k * 27) + seed] = value;
            }

            FarValues far = FarValues.Of(column)!;

            Assert.AreEqual(times, column.Count(far.Contains));
            Assert.AreEqual(times, far.Below + far.Above);
            Assert.IsTrue(far.Lowest >= lowest && far.Highest <= highest);
            Assert.AreEqual(times > 1 || value is 85 or -127 or int.MinValue, far.IsCode);
        }
    }

    [TestMethod]
    public void Of_BothSides_FindsBoth()
    {
        float[] column = Column("normal", 400, 3);
        (column[10], column[20], column[30]) = (-999, 32767, 32767);
        FarValues far = FarValues.Of(column)!;
        Assert.AreEqual((1, 2), (far.Below, far.Above));
    }

    [TestMethod]
    public void Of_ManyDifferentValuesFarAway_AreAModeOfTheirOwn()
    {
        float[] column = Column("normal", 400, 3);
        for (int k = 0; k < 30; k++)
        {
            column[k] += 1000;
        }

        Assert.IsNull(FarValues.Of(column));
    }

    [TestMethod]
    public void Of_AFifthOfTheColumn_IsNoAccident()
    {
        float[] column = Column("uniform", 300, 1);
        Array.Fill(column, 500, 0, 60);
        Assert.IsNull(FarValues.Of(column));
    }

    [TestMethod]
    [DataRow(-999, 40)]
    [DataRow(-127, 60)]
    [DataRow(65535, 95)]
    public void Of_AKnownCodeInUpToAThirdOfTheColumn_FindsIt(float code, int times)
    {
        float[] column = Column("normal", 300, 1);
        Array.Fill(column, code, 0, times);
        FarValues far = FarValues.Of(column)!;
        Assert.AreEqual((times, true), (column.Count(far.Contains), far.IsCode));
        Array.Fill(column, code, 0, 110);
        Assert.IsNull(FarValues.Of(column));
    }

    [TestMethod]
    public void Of_ASetPointAmongAFewOthers_IsNoCode()
    {
        float[] column = [.. Enumerable.Range(0, 300).Select(e => e % 5 == 0 ? 85 : 18f + (e % 5))];
        Assert.IsNull(FarValues.Of(column));
    }

    private static float[] Column(string kind, int count, int seed)
    {
        var random = new Random((seed * 1000) + count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)Value())];

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

        double Value() => kind switch
        {
            "normal" => Normal(),
            "uniform" => random.NextDouble(),
            "exponential" => -Math.Log(1 - random.NextDouble()),
            "log-normal" => Math.Exp(Normal()),
            "wide log-normal" => Math.Round(Math.Exp(2 * Normal()), 2),
            "cauchy" => Math.Tan(Math.PI * (random.NextDouble() - 0.5)),
            "poisson" => Enumerable.Range(0, 20).Count(_ => random.NextDouble() < 0.1),
            "flag" => random.Next(2),
            "rare flag" => random.Next(100) == 0 ? 1 : 0,
            "zeros and amounts" => random.Next(5) > 0 ? 0 : Math.Exp(4 + Normal()),
            "two modes" => (random.Next(10) < 2 ? 1000 : 20) + Normal(),
            "ten levels" => random.Next(10),
            "student" => Normal() / Math.Sqrt(Enumerable.Range(0, 3).Sum(_ => Normal() is var n ? n * n : 0) / 3),
            _ => random.Next(100) < 3 ? 30 * Normal() : Normal(),
        };
    }
}
