using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>The settings common to all trials of a study; a study is continued only if they are the same.</summary>
/// <param name="Recipe">SHA-256 of the recipe without its sections <c>tune</c> and <c>update</c>: no trial depends on these.</param>
/// <param name="Data">SHA-256 of the examples.</param>
/// <param name="Space">The search space in JSON.</param>
/// <param name="Metric">The metric of trials.</param>
/// <param name="Folds">Folds by which trials are judged.</param>
/// <param name="Repeats">How often the folds are dealt.</param>
/// <param name="Seed">The study's seed.</param>
/// <param name="Sampler">How trials are drawn.</param>
/// <param name="EndsEarly">Whether bad trials end early.</param>
/// <param name="WeighsDevice">Whether the cost on the device is a second aim.</param>
internal sealed record StudyIdentity(
    string Recipe, string Data, string Space, TuningMetric Metric, int Folds, int Repeats, int Seed, TuningSampler Sampler, bool EndsEarly, bool WeighsDevice)
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
        byte[] text = recipe.Merge(new JsonObject { ["tune"] = null, ["update"] = null }).ToBytes();
        return new StudyIdentity(
            Convert.ToHexStringLower(SHA256.HashData(text)),
            HashOf(examples) + (dev is null ? string.Empty : HashOf(dev)),
            space.ToJson().ToJsonString(),
            options.Metric,
            options.Folds,
            options.Repeats,
            options.Seed,
            options.Sampler,
            options.EndsEarly,
            options.WeighsDevice);
    }

    /// <summary>The options of a search that goes on with the study.</summary>
    /// <param name="trials">The number of its trials.</param>
    /// <param name="jobs">Threads.</param>
    public TuningOptions ToOptions(int trials, int jobs) => new()
    {
        Metric = Metric, Folds = Folds, Repeats = Repeats, Seed = Seed, Sampler = Sampler, EndsEarly = EndsEarly, WeighsDevice = WeighsDevice, Trials = trials, Jobs = jobs,
    };

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
            : Folds != other.Folds ? FormattableString.Invariant($"judges by {Folds} folds, and {other.Folds} are asked for")
            : Repeats != other.Repeats ? FormattableString.Invariant($"has --repeats {Repeats}, and {other.Repeats} is asked for")
            : Sampler != other.Sampler ? $"draws trials by '{Name(Sampler)}', and '{Name(other.Sampler)}' is asked for"
            : EndsEarly != other.EndsEarly ? $"{Ends(EndsEarly)}, and this search {Ends(other.EndsEarly)}"
            : WeighsDevice != other.WeighsDevice ? $"{Weighs(WeighsDevice)}, and this search {Weighs(other.WeighsDevice)}"
            : Seed != other.Seed ? FormattableString.Invariant($"has the seed {Seed}, and {other.Seed} is asked for")
            : null;
    }

    private static string Name(Enum value) => value.ToString().ToLowerInvariant();

    private static string Ends(bool early) => early ? "ends bad trials early" : "runs every trial to its end";

    private static string Weighs(bool device) => device ? "has the cost on the device for a second aim" : "has one aim";

    private static string HashOf(Dataset examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string names = string.Join('\n', [.. examples.FeatureNames, string.Empty, .. examples.ClassNames, string.Empty, .. examples.TargetNames]);
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{examples.Features}\n{names}\n")));
        hash.AppendData(MemoryMarshal.AsBytes(examples.Features.Values));
        hash.AppendData(MemoryMarshal.AsBytes(examples.Labels.Values));
        foreach (int group in examples.Groups ?? [])
        {
            hash.AppendData(BitConverter.GetBytes(group));
        }

        // Other windows are cut of the same readings.
        foreach (Recording recording in (examples.Windows ?? []).Select(window => window.Recording).Distinct())
        {
            foreach (short[] channel in recording.Readings)
            {
                hash.AppendData(MemoryMarshal.AsBytes(channel.AsSpan()));
            }

            hash.AppendData(MemoryMarshal.AsBytes(recording.Labels.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes<int>(recording.Starts.ToArray()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A short name for some texts.</summary>
    internal static string HashOf(IEnumerable<string> texts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))))[..16];
}
