using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;

namespace EdgeNet.BenchModels;

/// <summary>Two overlapping clouds of features between 0 and 1, made from a seed: only speed and exactness are measured on them.</summary>
internal static class Clouds
{
    /// <summary>A 12-bit ADC.</summary>
    public static (int Lowest, int Highest) TwelveBits { get; } = (0, 4095);

    public static Dataset Create(int features, int examples, int seed)
    {
        var random = new Random(seed);
        var x = new Matrix<float>(features, examples);
        var y = new Matrix<float>(1, examples);
        for (int e = 0; e < examples; e++)
        {
            y[0, e] = e % 2;
            for (int i = 0; i < features; i++)
            {
                double centre = 0.3 + (0.4 * ((i + e) % 2));
                x[i, e] = (float)Math.Clamp(centre + ((random.NextDouble() - 0.5) * 0.9), 0, 1);
            }
        }

        return new Dataset(x, y, [.. Enumerable.Range(0, features).Select(i => $"x{i}")], ["no", "yes"]);
    }

    /// <summary>The same examples as an ADC would give them, when its full scale is 1.</summary>
    public static Dataset AsReadings(Dataset examples)
    {
        Matrix<float> features = examples.Features.Clone();
        foreach (ref float value in features.Values)
        {
            value = MathF.Round(value * TwelveBits.Highest);
        }

        return new Dataset(features, examples.Labels, examples.FeatureNames, examples.ClassNames);
    }
}
