using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNet.Trainer.Numerics;

/// <summary>Columns of a matrix, copied to lie side by side as a tile wants them, and copied back.</summary>
internal static class PanelOf
{
    /// <summary>Copies columns of B into k rows of one panel; what B does not have is 0.</summary>
    /// <param name="b">B.</param>
    /// <param name="j">The first column.</param>
    /// <param name="columns">How many of them.</param>
    /// <param name="k">Rows of B.</param>
    /// <param name="width">Columns of the panel.</param>
    /// <param name="panel">Written: k·width numbers.</param>
    public static void Pack<T>(Strided<T> b, int j, int columns, int k, int width, Span<T> panel)
        where T : unmanaged
    {
        if (columns < width)
        {
            panel[..(k * width)].Clear();
        }

        if (b.Column == 1)
        {
            for (int p = 0; p < k; p++)
            {
                b.Values.AsSpan((p * b.Row) + j, columns).CopyTo(panel[(p * width)..]);
            }

            return;
        }

        for (int column = 0; column < columns; column++)
        {
            ref T source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(b.Values), (j + column) * b.Column);
            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetReference(panel), column);
            for (int p = 0; p < k; p++)
            {
                Unsafe.Add(ref target, p * width) = Unsafe.Add(ref source, p * b.Row);
            }
        }
    }

    /// <summary>Copies a tile to its place in C.</summary>
    /// <param name="tile">Rows of <paramref name="width"/> numbers.</param>
    /// <param name="width">Columns of the tile.</param>
    /// <param name="c">C.</param>
    /// <param name="i">The first row in C.</param>
    /// <param name="j">The first column in C.</param>
    /// <param name="rows">How many rows C has there.</param>
    /// <param name="columns">How many columns C has there.</param>
    public static void Unpack<T>(ReadOnlySpan<T> tile, int width, Strided<T> c, int i, int j, int rows, int columns)
        where T : unmanaged
    {
        if (c.Column == 1)
        {
            for (int row = 0; row < rows; row++)
            {
                tile.Slice(row * width, columns).CopyTo(c.Values.AsSpan(((i + row) * c.Row) + j));
            }

            return;
        }

        // Column by column, because in memory the rows are what lies side by side.
        ref T source = ref MemoryMarshal.GetReference(tile);
        for (int column = 0; column < columns; column++)
        {
            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(c.Values), (i * c.Row) + ((j + column) * c.Column));
            for (int row = 0; row < rows; row++)
            {
                Unsafe.Add(ref target, row * c.Row) = Unsafe.Add(ref source, (row * width) + column);
            }
        }
    }
}
