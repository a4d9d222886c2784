using System.Numerics;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

/// <summary>Which product of <see cref="MatrixProduct"/> is tested.</summary>
public enum ProductOrientation
{
    Plain,
    TransposedLeft,
    TransposedRight,
}

internal static class ProductOrientations
{
    public static void Multiply<T>(this ProductOrientation orientation, Matrix<T> left, Matrix<T> right, Matrix<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (orientation)
        {
            case ProductOrientation.Plain:
                MatrixProduct.Multiply(left, right, result);
                break;
            case ProductOrientation.TransposedLeft:
                MatrixProduct.MultiplyTransposedLeft(left, right, result);
                break;
            default:
                MatrixProduct.MultiplyTransposedRight(left, right, result);
                break;
        }
    }
}
