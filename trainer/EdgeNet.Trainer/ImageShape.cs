using System.Globalization;

namespace EdgeNet.Trainer;

/// <summary>How an image becomes a column of inputs.</summary>
/// <remarks>
/// A coloured image is unrolled channel by channel: all red, then all green, then all blue, each row after row from the top left.
/// The pixel of channel k, row i and column j (from 0) is input <c>(k·height + i)·width + j</c>. A grey image has the one channel.
/// </remarks>
/// <param name="Width">w, in pixels.</param>
/// <param name="Height">h, in pixels.</param>
/// <param name="IsGrey">One channel in place of three: a third of the inputs, and of the first layer's weights.</param>
internal sealed record ImageShape(int Width, int Height, bool IsGrey)
{
    /// <summary>The most pixels along a side.</summary>
    public const int MaxSide = 1024;

    /// <summary>64 × 64 in colour: 12,288 inputs.</summary>
    public static ImageShape Default { get; } = new(64, 64, IsGrey: false);

    /// <summary>1 or 3.</summary>
    public int Channels => IsGrey ? 1 : 3;

    /// <summary>n[0]: w·h·3, or w·h for grey.</summary>
    public int InputCount => Width * Height * Channels;

    /// <summary>Finds the square that has a number of inputs: w² for a grey image, 3 w² for a coloured one. No number is both.</summary>
    /// <returns>Null where there is none.</returns>
    public static ImageShape? Square(int inputs)
    {
        foreach (bool isGrey in (ReadOnlySpan<bool>)[true, false])
        {
            int side = (int)Math.Round(Math.Sqrt(isGrey ? inputs : inputs / 3.0));
            if (side is >= 1 and <= MaxSide && new ImageShape(side, side, isGrey) is var shape && shape.InputCount == inputs)
            {
                return shape;
            }
        }

        return null;
    }

    /// <summary>Names the inputs in their order by channel, row and column: <c>r(3,5)</c>, or <c>grey(3,5)</c>.</summary>
    /// <returns>n[0] names.</returns>
    public IReadOnlyList<string> InputNames()
    {
        string[] channels = IsGrey ? ["grey"] : ["r", "g", "b"];
        var names = new List<string>(InputCount);
        foreach (string channel in channels)
        {
            for (int row = 0; row < Height; row++)
            {
                for (int column = 0; column < Width; column++)
                {
                    names.Add(string.Create(CultureInfo.InvariantCulture, $"{channel}({row},{column})"));
                }
            }
        }

        return names;
    }
}
