using System.Globalization;
using System.Text;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Samples;

/// <summary>The data files of the sample, as they must be: made from <c>models/sonar</c>.</summary>
internal static class SonarSampleSource
{
    public const int EchoCount = 8;

    /// <summary>The text of <c>SonarEchoes.cs</c>.</summary>
    public static string Echoes()
    {
        string[] rows = File.ReadAllLines(TestData.SonarRecipe().DataPath)[1..];
        int[] examples = Examples();
        var features = new StringBuilder();
        foreach (int example in examples)
        {
            string[] cells = rows[example].Split(',');
            features.Append(CultureInfo.InvariantCulture, $"            new float[] // example {example + 1}: {cells[^1]}\n            {{\n");
            foreach (string[] chunk in cells[..^1].Chunk(12))
            {
                features.Append(CultureInfo.InvariantCulture, $"                {string.Join(' ', chunk.Select(cell => $"{cell}f,"))}\n");
            }

            features.Append("            },\n");
        }

        string mines = string.Join(", ", examples.Select(example => rows[example].EndsWith(",mine", StringComparison.Ordinal) ? "true" : "false"));
        return $$"""
            namespace SonarNode
            {
                /// <summary>Echoes of <c>models/sonar/sonar.csv</c> that the model has not seen in training. A test holds both equal.</summary>
                internal static class SonarEchoes
                {
                    /// <summary>Echoes.</summary>
                    internal const int Count = {{EchoCount}};

                    /// <summary>Values of an echo.</summary>
                    internal const int BandCount = 60;

                    /// <summary>What each one really is.</summary>
                    internal static readonly bool[] AreMines = new bool[] { {{mines}} };

                    /// <summary>The energy in each band, 0 to 1, shape (echoes, bands).</summary>
                    internal static readonly float[][] Features = new float[][]
                    {
            {{features.ToString().TrimEnd('\n')}}
                    };
                }
            }

            """.ReplaceLineEndings("\n");
    }

    /// <summary>The first rocks and mines of the test part, in turn.</summary>
    private static int[] Examples()
    {
        Recipe recipe = TestData.SonarRecipe();
        Dataset data = TestData.Sonar();
        int[] test = [.. StratifiedSplit.Create(data.Labels, recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Training.Seed).Test.Order()];
        IEnumerable<int> rocks = test.Where(example => data.Labels[0, example] == 0);
        IEnumerable<int> mines = test.Where(example => data.Labels[0, example] == 1);
        return [.. rocks.Zip(mines).SelectMany(pair => (int[])[pair.First, pair.Second]).Take(EchoCount)];
    }
}
