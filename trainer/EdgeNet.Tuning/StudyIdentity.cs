using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>The settings common to all trials of a study; a study is continued only if they are the same.</summary>
/// <param name="Recipe">SHA-256 of the recipe without its section <c>tune</c>.</param>
/// <param name="Data">SHA-256 of the examples.</param>
/// <param name="Space">The search space in JSON.</param>
/// <param name="Metric">The metric of trials.</param>
/// <param name="Repeats">Models trained for each trial.</param>
/// <param name="Seed">The study's seed.</param>
internal sealed record StudyIdentity(string Recipe, string Data, string Space, TuningMetric Metric, int Repeats, int Seed)
{
    /// <summary>Identifies a study.</summary>
    /// <param name="recipe">The recipe that is tuned.</param>
    /// <param name="examples">Its examples.</param>
    /// <param name="space">The search space.</param>
    /// <param name="options">The options.</param>
    /// <returns>The identity.</returns>
    public static StudyIdentity Of(RecipeDocument recipe, Dataset examples, SearchSpace space, TuningOptions options) => Of(recipe, examples, null, space, options);

    /// <summary>The same with a dev part of its own, or null.</summary>
    internal static StudyIdentity Of(RecipeDocument recipe, Dataset examples, Dataset? dev, SearchSpace space, TuningOptions options)
    {
        byte[] text = recipe.Merge(new JsonObject { ["tune"] = null }).ToBytes();
        return new StudyIdentity(
            Convert.ToHexStringLower(SHA256.HashData(text)), HashOf(examples) + (dev is null ? string.Empty : HashOf(dev)), space.ToJson().ToJsonString(), options.Metric, options.Repeats, options.Seed);
    }

    /// <summary>Says how another study differs.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>The first difference in words, or null when there is none.</returns>
    internal string? DifferenceTo(StudyIdentity other)
    {
        if (Data != other.Data)
        {
            return "is a study of other data";
        }

        if (Recipe != other.Recipe)
        {
            return "is a study of another recipe";
        }

        if (Space != other.Space)
        {
            return $"is a study that searches {Space}, and the recipe says {other.Space}";
        }

        return Metric != other.Metric ? $"judges by {Name(Metric)}, and {Name(other.Metric)} is asked for"
            : Repeats != other.Repeats ? FormattableString.Invariant($"trains {Repeats} for each trial, and {other.Repeats} are asked for")
            : Seed != other.Seed ? FormattableString.Invariant($"has the seed {Seed}, and {other.Seed} is asked for")
            : null;
    }

    private static string Name(TuningMetric metric) => metric.ToString().ToLowerInvariant();

    private static string HashOf(Dataset examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string names = string.Join('\n', [.. examples.FeatureNames, string.Empty, .. examples.ClassNames, string.Empty, .. examples.TargetNames]);
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{examples.Features}\n{names}\n")));
        hash.AppendData(MemoryMarshal.AsBytes(examples.Features.Values));
        hash.AppendData(MemoryMarshal.AsBytes(examples.Labels.Values));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
