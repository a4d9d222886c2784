namespace EdgeNet.Tests.Quantization;

/// <summary>Columns as sensors and logs give them: each draws numbers of one kind of distribution, and says how they count.</summary>
internal sealed class SkewedColumn
{
    /// <summary>The kinds.</summary>
    public static readonly string[] Kinds =
    [
        "normal", "uniform", "log-normal", "heavy-tail", "cauchy", "shocks", "counts", "zero-inflated", "rare-flag", "levels", "two-scales", "far-off",
    ];

    private readonly Random _random;
    private readonly double _unit;
    private readonly double _centre;
    private readonly double _shape;

    public SkewedColumn(string kind, Random random)
    {
        Kind = kind;
        _random = random;
        _unit = Math.Exp((6 * random.NextDouble()) - 3);
        _centre = random.Next(3) == 0 ? 0 : (random.NextDouble() - 0.5) * 20;
        _shape = random.NextDouble();
    }

    /// <summary>Which of <see cref="Kinds"/>.</summary>
    public string Kind { get; }

    /// <summary>Draws a number, and how it counts: near -2 to 2, without the wildness of the number.</summary>
    public (double Value, double Effect) Draw()
    {
        double z = Normal();
        double raw = Kind switch
        {
            "uniform" => 2 * (_random.NextDouble() - 0.5) * 1.7,
            "log-normal" => Math.Exp((1 + _shape) * z),
            "heavy-tail" => Math.Pow(_random.NextDouble(), -1 / (0.7 + _shape)) - 1,
            "cauchy" => z / Math.Abs(Normal()),
            "shocks" => z + (_random.NextDouble() < 0.01 + (0.02 * _shape) ? 200 * Normal() : 0),
            "counts" => Math.Floor(Math.Exp(0.5 + ((0.7 + (0.6 * _shape)) * z))),
            "zero-inflated" => _random.NextDouble() < 0.5 + (0.3 * _shape) ? 0 : Math.Exp(1.3 * z),
            "rare-flag" => _random.NextDouble() < 0.003 + (0.05 * _shape) ? 1 : 0,
            "levels" => Math.Round(1.5 * z),
            "two-scales" => _random.Next(10) == 0 ? 30 * z : z,
            "far-off" => z + (1000 * (1 + _shape)),
            _ => z,
        };
        double effect = Kind switch
        {
            "log-normal" or "heavy-tail" or "zero-inflated" or "counts" => Math.Log(raw + 0.3) + 0.3,
            "cauchy" or "shocks" or "two-scales" => Math.Tanh(raw) * 1.5,
            "rare-flag" => 2 * raw,
            "far-off" => raw - (1000 * (1 + _shape)),
            _ => raw,
        };
        return (Kind is "counts" or "levels" or "rare-flag" ? raw : (raw + _centre) * _unit, effect);
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
