using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace EdgeNet.Trainer.Numerics;

/// <summary><c>C = A·B</c> at any strides of A and B, on the widest vectors that the processor has.</summary>
/// <remarks>
/// Every element of C is one chain of fused multiply-adds in the order of k, so that its bits depend on its factors alone: not on its place, on the
/// tile or the width of vectors that computes it, on the number of threads or the machine.
/// </remarks>
internal static class TiledProduct
{
    /// <summary>Computes C.</summary>
    /// <param name="a">A, shape (n, k).</param>
    /// <param name="b">B, shape (k, m).</param>
    /// <param name="c">C, shape (n, m), written: row-major.</param>
    /// <param name="n">Rows of A and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="m">Columns of B and C.</param>
    public static void Run<T>(Strided<T> a, Strided<T> b, T[] c, int n, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // By what the processor has, not by what the runtime prefers: some processors with 512 bits are told to prefer 256.
        if (Avx512F.IsSupported)
        {
            TiledProduct<T, Tile512<T>>.Run(a, b, c, n, k, m);
        }
        else
        {
            TiledProduct<T, Tile<T>>.Run(a, b, c, n, k, m);
        }
    }
}
