using System.Numerics;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Numerics;

/// <summary>Matrices of random numbers for comparisons.</summary>
internal static class RandomMatrix
{
    /// <summary>Numbers between -1 and 1, none of them 0.</summary>
    public static Matrix<T> Of<T>(int rows, int columns, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var matrix = new Matrix<T>(rows, columns);
        foreach (ref T value in matrix.Values)
        {
            double magnitude = (0.999 * random.NextDouble()) + 0.001;
            value = T.CreateChecked(random.Next(2) == 0 ? magnitude : -magnitude);
        }

        return matrix;
    }

    /// <summary>The same numbers over an array that is longer by some NaNs: what is read or written past the end shows.</summary>
    public static Matrix<T> WithSpareMemory<T>(Matrix<T> matrix, int spare)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var data = new T[matrix.Count + spare];
        Array.Fill(data, T.NaN);
        matrix.Values.CopyTo(data);
        var result = new Matrix<T>(1, data.Length, data);
        result.Resize(matrix.Rows, matrix.Columns);
        return result;
    }
}
