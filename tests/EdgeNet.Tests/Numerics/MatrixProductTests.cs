namespace EdgeNet.Tests.Numerics;

/// <summary>Every orientation against the plain twin.</summary>
[TestClass]
public class MatrixProductTests
{
    public static IEnumerable<ProductOrientation> Orientations() => Enum.GetValues<ProductOrientation>();

    [TestMethod]
    [DynamicData(nameof(Orientations))]
    public void Multiply_EverySizeTo20_AgreesWithThePlainLoop(ProductOrientation orientation)
    {
        for (int n = 0; n <= 20; n++)
        {
            for (int k = 0; k <= 20; k++)
            {
                for (int m = 0; m <= 20; m++)
                {
                    PlainProduct.ShouldEqual<float>(orientation, n, k, m);
                    PlainProduct.ShouldEqual<double>(orientation, n, k, m);
                }
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Orientations))]
    public void Multiply_EveryLengthOfSumTo256_AgreesWithThePlainLoop(ProductOrientation orientation)
    {
        for (int k = 0; k <= 256; k++)
        {
            PlainProduct.ShouldEqual<float>(orientation, 3, k, 5);
            PlainProduct.ShouldEqual<double>(orientation, 3, k, 5);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Orientations))]
    public void Multiply_EveryNumberOfColumnsTo256_AgreesWithThePlainLoop(ProductOrientation orientation)
    {
        // Every remainder of two vectors, however wide they are on this machine.
        for (int m = 0; m <= 256; m++)
        {
            PlainProduct.ShouldEqual<float>(orientation, 5, 3, m);
            PlainProduct.ShouldEqual<double>(orientation, 5, 3, m);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Orientations))]
    public void Multiply_LargerSizes_AgreesWithThePlainLoop(ProductOrientation orientation)
    {
        foreach ((int n, int k, int m) in ((int, int, int)[])[(17, 63, 129), (129, 17, 63), (63, 129, 17), (64, 64, 64), (1, 1000, 1), (1, 300, 200), (200, 300, 1), (33, 1, 95)])
        {
            PlainProduct.ShouldEqual<float>(orientation, n, k, m);
            PlainProduct.ShouldEqual<double>(orientation, n, k, m);
        }
    }
}
