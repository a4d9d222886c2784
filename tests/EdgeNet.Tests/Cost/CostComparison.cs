using System.Globalization;

namespace EdgeNet.Tests.Cost;

/// <summary>Estimates beside what was counted.</summary>
internal sealed class CostComparison
{
    private readonly List<(string What, double Estimate, double Counted)> _pairs = [];

    public void Add(string what, double estimate, double counted) => _pairs.Add((what, estimate, counted));

    /// <summary>Fails where an estimate is further off than a share of what was counted; prints the worst and the median.</summary>
    public void AssertWithin(double share, int least)
    {
        Assert.IsGreaterThanOrEqualTo(least, _pairs.Count);
        (string Line, double Off)[] sorted =
        [
            .. _pairs
                .Select(pair => (
                    string.Create(CultureInfo.InvariantCulture, $"{pair.Estimate:F0} instead of {pair.Counted:F0}, {(pair.Estimate / pair.Counted) - 1:+0.00 %;-0.00 %}: {pair.What}"),
                    Math.Abs((pair.Estimate / pair.Counted) - 1)))
                .OrderByDescending(pair => pair.Item2),
        ];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sorted.Length} estimates; median {sorted[sorted.Length / 2].Off:P2}; worst: {sorted[0].Line}"));
        Assert.IsLessThanOrEqualTo(share, sorted[0].Off, string.Join('\n', sorted.TakeWhile(pair => pair.Off > share).Select(pair => pair.Line)));
    }
}
