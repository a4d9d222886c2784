using System.Globalization;

namespace EdgeNet.Fleet;

/// <summary>How a model is rolled out.</summary>
internal sealed record RolloutOptions
{
    /// <summary>How many nodes get it first.</summary>
    public NodeShare First { get; init; } = new(2, null);

    /// <summary>The most nodes that are on the way at the same time.</summary>
    public int AtOnce { get; init; } = 20;

    /// <summary>The share of nodes, of those that are done, that may revert, refuse, or fall silent with the model; above it the roll-out stops.</summary>
    public double StopAt { get; init; } = 0.1;

    /// <summary>How long a node may do nothing before the others go on without it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether nodes on which this file has failed before try it again: they are offered a higher attempt.</summary>
    public bool Again { get; init; }

    /// <summary>The most bytes of a chunk; a node may want fewer. Another run goes on only with the same.</summary>
    public int MostChunk { get; init; } = UpdateMessage.MostChunk;

    /// <summary>How long to wait for the statuses that the broker has kept: none may come for so long.</summary>
    public TimeSpan Discovery { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>A number of nodes, or a share of all.</summary>
/// <param name="Count">The number; where there is a share, it does not count.</param>
/// <param name="Share">The share, 0 to 1.</param>
internal sealed record NodeShare(int Count, double? Share)
{
    /// <summary>Reads "2" or "10%".</summary>
    /// <returns>Null for anything else, and for none.</returns>
    public static NodeShare? Of(string text)
    {
        if (text.EndsWith('%'))
        {
            return ShareOf(text) is { } share and > 0 ? new NodeShare(0, share) : null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? new NodeShare(count, null) : null;
    }

    /// <summary>Reads a percentage such as "10%".</summary>
    /// <returns>0 to 1; null for anything else.</returns>
    public static double? ShareOf(string text) =>
        text.EndsWith('%') && double.TryParse(text.AsSpan(0, text.Length - 1).TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) && percent <= 100
            ? percent / 100
            : null;

    /// <summary>How many nodes that are, one at least.</summary>
    public int Among(int all) => Math.Max(1, Share is { } share ? (int)Math.Ceiling(share * all) : Count);
}
