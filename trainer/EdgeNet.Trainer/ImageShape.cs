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

    /// <summary>Finds the shape from the names of a model's inputs.</summary>
    /// <returns>Null where they are not those of an image.</returns>
    public static ImageShape? FromNames(IReadOnlyList<string> names)
    {
        bool isGrey = names[^1].StartsWith("grey(", StringComparison.Ordinal);
        string[] last = names[^1][(names[^1].IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')').Split(',');
        return last.Length == 2 && int.TryParse(last[0], NumberStyles.None, CultureInfo.InvariantCulture, out int row) && int.TryParse(last[1], NumberStyles.None, CultureInfo.InvariantCulture, out int column)
            && row < MaxSide && column < MaxSide && new ImageShape(column + 1, row + 1, isGrey) is var shape && shape.InputCount == names.Count && shape.InputNames().SequenceEqual(names)
            ? shape
            : null;
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
