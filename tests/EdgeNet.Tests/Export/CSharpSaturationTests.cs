using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Export;

/// <summary>The values that a generated class compares with are the very last ones before a code reaches its end.</summary>
[TestClass]
public class CSharpSaturationTests
{
    [TestMethod]
    public void Between_RandomInputs_TheNumbersBesideTheEndsAreOnTheirSides()
    {
        var random = new Random(3);
        for (int k = 0; k < 2000; k++)
        {
            float scale = (float)Math.Pow(10, (random.NextDouble() * 76) - 38);
            float offset = (random.NextSingle() * 600) - 150;
            var inputs = new AffineStage([scale], [offset]);

            (float low, float high) = CSharpSaturation.Between(inputs, 0);

            string where = $"scale {scale:R}, offset {offset:R}: {low:R} to {high:R}";
            Assert.IsTrue(inputs.IsSaturated(MathF.BitDecrement(low), 0), where);
            Assert.IsTrue(inputs.IsSaturated(high, 0), where);
            if (low < high)
            {
                Assert.IsFalse(inputs.IsSaturated(low, 0), where);
                Assert.IsFalse(inputs.IsSaturated(MathF.BitDecrement(high), 0), where);
            }
        }
    }
}
