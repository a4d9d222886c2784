using System.Numerics;
using System.Runtime.Intrinsics;

namespace EdgeNet.Trainer.Numerics;

/// <summary><c>C = A·B</c> of large matrices at any strides, on processors with vectors of 512 or 256 bits, by all cores.</summary>
internal static class LargeProduct
{
    /// <summary>Fewer multiply-adds than this and <see cref="OuterProductKernel"/> and <see cref="InnerProductKernel"/> are as fast without packing.</summary>
    public const long LeastMultiplyAdds = 1 << 20;

    private const int LeastSize = 8;

    /// <summary>Whether this kernel is for products of these sizes on this machine.</summary>
    /// <param name="n">Rows of A and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="m">Columns of B and C.</param>
    /// <returns>Whether it is.</returns>
    public static bool Suits(int n, int k, int m) =>
        Vector256.IsHardwareAccelerated && n >= LeastSize && m >= LeastSize && k >= LeastSize && (long)n * k * m >= LeastMultiplyAdds;

    /// <summary>Computes C.</summary>
    /// <param name="a">A, shape (n, k).</param>
    /// <param name="b">B, shape (k, m).</param>
    /// <param name="c">C, shape (n, m), written.</param>
    /// <param name="n">Rows of A and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="m">Columns of B and C.</param>
    public static void Run<T>(Strided<T> a, Strided<T> b, Strided<T> c, int n, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            LargeProduct<T, Tile512<T>>.Run(a, b, c, n, k, m);
        }
        else
        {
            LargeProduct<T, Tile256<T>>.Run(a, b, c, n, k, m);
        }
    }
}
