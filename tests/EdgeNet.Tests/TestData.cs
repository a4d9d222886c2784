using System.Runtime.CompilerServices;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests;

/// <summary>Where the repository's data is, and small data sets made from a seed.</summary>
internal static class TestData
{
    public static string SonarFolder => ModelFolder("sonar");

    public static Recipe SonarRecipe() => RecipeReader.Read(SonarFolder);

    public static Dataset Sonar() => Examples("sonar");

    /// <summary>All examples of an example model.</summary>
    public static Dataset Examples(string name) => RecipeData.Read(RecipeReader.Read(ModelFolder(name)));

    /// <summary>The folder of an example model.</summary>
    public static string ModelFolder(string name) => Path.Combine(RepositoryFolder(), "models", name);

    /// <summary>Options and the parts of the examples, as <c>edgenet train</c> makes them.</summary>
    public static (TrainingOptions Options, Dataset Train, Dataset Dev, Dataset Test) Parts(string name)
    {
        Recipe recipe = RecipeReader.Read(ModelFolder(name));
        Dataset examples = RecipeData.Read(recipe);
        StratifiedSplit split = StratifiedSplit.Create(examples, recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Training.Seed);
        return (recipe.Options, examples.Select(split.Train), examples.Select(split.Dev), examples.Select(split.Test));
    }

    /// <summary>Two overlapping clouds: each feature has its own centre and width, and the label follows a plane through them.</summary>
    public static Dataset Clouds(int features, int examples, int seed)
    {
        var random = new Random(seed);
        var x = new Matrix<float>(features, examples);
        var y = new Matrix<float>(1, examples);
        double[] centres = [.. Enumerable.Range(0, features).Select(_ => (random.NextDouble() - 0.5) * 200)];
        double[] widths = [.. Enumerable.Range(0, features).Select(_ => Math.Exp((random.NextDouble() * 6) - 3))];
        for (int e = 0; e < examples; e++)
        {
            bool isPositive = e % 2 == 0;
            y[0, e] = isPositive ? 1 : 0;
            for (int i = 0; i < features; i++)
            {
                double noise = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
                x[i, e] = (float)(centres[i] + (widths[i] * (noise + (isPositive ? 0.4 : -0.4))));
            }
        }

        return new Dataset(x, y, [.. Enumerable.Range(0, features).Select(i => $"x{i}")], ["no", "yes"]);
    }

    public static string RepositoryFolder([CallerFilePath] string thisFile = "")
    {
        // Builds that hide the source's folder behind /_/ run from inside the repository all the same.
        foreach (string start in (string[])[Path.GetDirectoryName(thisFile) ?? ".", AppContext.BaseDirectory])
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "EdgeNet.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException("The folder with EdgeNet.sln was not found above the tests.");
    }
}
