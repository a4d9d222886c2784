namespace EdgeNet.Trainer.Cost;

/// <summary>The IL instructions of <c>Pipeline.Add</c> for a reading of every channel that completes no window: the overload for one, for three, or for any number of channels.</summary>
/// <remarks>The window is full, so that each reading takes the place of another; none is beyond 16 bits.</remarks>
internal static class ReadingCost
{
    private const int Slide = 82;
    private const int Advance = 41;
    private const int Vote = 26;           // counts towards the duration of the state
    private const int NoVote = 16;         // of quantities
    private const int One = 29;
    private const int Three = 44 + Leave;
    private const int Several = 44 + Leave;
    private const int OfSeveral = 24;
    private const int Leave = 12;
    private const int Magnitude = 65;
    private const int OfMagnitude = 20;
    private const int Pair = 2 * 32;       // the product of the oldest readings leaves, that of the new ones enters

    /// <summary>Counts the instructions.</summary>
    /// <param name="channels">1 or more.</param>
    /// <param name="pairs">Correlations of two channels.</param>
    /// <param name="isRegression">Whether the network computes quantities.</param>
    /// <param name="magnitude">Channels of the magnitude; 0 where there is none.</param>
    public static int Of(int channels, int pairs, bool isRegression, int magnitude = 0)
    {
        int add = channels switch { 1 => One, 3 => Three, _ => Several + (channels * OfSeveral) };
        return add + (channels * Slide) + Advance + (pairs * Pair) + (isRegression ? NoVote : Vote)
            + (magnitude == 0 ? 0 : Slide + Magnitude + (magnitude * OfMagnitude));
    }
}
