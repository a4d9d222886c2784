using EdgeNet.Trainer;

namespace EdgeNet.Tests.OnnxExport;

/// <summary>Small datasets with every kind of column: narrow, wide, far from zero, constant, and with error codes.</summary>
internal static class OnnxData
{
    public const int Constant = 3;
    public const int WithCodes = 4;

    private const int Rows = 150;

    public static Dataset Binary() => Classes(2);

    public static Dataset Classes(int count)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(c => $"class {c}")];
        return Dataset.FromRows(Features(count), [.. Enumerable.Range(0, Rows).Select(row => names[row % count])], classNames: names);
    }

    /// <summary>Two quantities of very different size; 0 or more where they may not be negative.</summary>
    public static Dataset Quantities()
    {
        float[][] rows = Features(3);
        float[][] targets = [.. rows.Select((row, i) => new[] { 2000 + (300 * row[0]) + (i % 3), 0.001f * (i % 3) * Math.Abs(row[0]) })];
        return Dataset.FromRows(rows, targets, ["litres", "grams"]);
    }

    private static float[][] Features(int kinds)
    {
        var random = new Random(kinds);
        return
        [
            .. Enumerable.Range(0, Rows).Select(row =>
            {
                float noise() => random.NextSingle() + random.NextSingle() - 1 + (0.7f * (row % kinds));
                return new[] { noise(), 1e-6f * noise(), 100_000 + (5 * noise()), 17.3f, row % 40 == 7 ? 65535 : 20 + (3 * noise()), 1e9f * noise() };
            }),
        ];
    }
}
