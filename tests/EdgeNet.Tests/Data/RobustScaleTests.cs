using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Tests.Data;

/// <summary>A heavy tail does not make all other values of its column one number; what is no heavy tail keeps mean and standard deviation.</summary>
[TestClass]
public class RobustScaleTests
{
    [TestMethod]
    [DataRow("normal")]
    [DataRow("uniform")]
    [DataRow("exponential")]
    [DataRow("flag")]
    [DataRow("counts")]
    public void Fit_OtherColumns_KeepMeanAndDeviation(string kind)
    {
        Matrix<float> column = Column(kind);

        Standardizer fitted = Standardizer.Fit(Dataset(column), InputScaling.Standardized);

        Standardizer plain = Standardizer.Fit(column);
        Assert.AreEqual((plain.Means[0], plain.Deviations[0]), (fitted.Means[0], fitted.Deviations[0]));
    }

    [TestMethod]
    public void Fit_HeavyTail_LeavesTheBulkASpread()
    {
        Matrix<float> column = Column("energy");
        Standardizer fitted = Standardizer.Fit(Dataset(column), InputScaling.Standardized);
        float[] sorted = [.. fitted.Apply(column).Row(0).ToArray().Order()];
        float[] before = [.. Standardizer.Fit(column).Apply(column).Row(0).ToArray().Order()];

        Assert.AreEqual(0, sorted[sorted.Length / 2]);
        float spread = sorted[3 * sorted.Length / 4] - sorted[sorted.Length / 4];
        float spreadBefore = before[3 * sorted.Length / 4] - before[sorted.Length / 4];
        Assert.IsGreaterThan(3 * spreadBefore, spread);
        Assert.AreEqual(Standardizer.Fit(column).Deviations[0] * spreadBefore / spread, fitted.Deviations[0], 1e-3 * fitted.Deviations[0]);
    }

    private static Dataset Dataset(Matrix<float> column) =>
        new(column, new Matrix<float>(1, column.Columns, [.. Enumerable.Range(0, column.Columns).Select(e => e % 2f)]), ["c"], ["no", "yes"]);

    private static Matrix<float> Column(string kind)
    {
        var random = new Random(5);
        return new Matrix<float>(1, 800, [.. Enumerable.Range(0, 800).Select(_ => kind switch
        {
            "normal" => (float)Normal(),
            "uniform" => random.NextSingle(),
            "exponential" => (float)-Math.Log(1 - random.NextDouble()),
            "flag" => random.Next(100) == 0 ? 1f : 0f,
            "counts" => random.Next(4) * random.Next(6),
            _ => (float)Math.Exp(3 * Normal()),
        })]);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
