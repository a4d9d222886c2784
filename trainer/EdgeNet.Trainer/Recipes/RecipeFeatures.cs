using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads <c>stream.features</c>: names of features, and objects for a band of frequencies or for some channels only.</summary>
internal static class RecipeFeatures
{
    private const string Key = "features";

    /// <summary>Reads the list.</summary>
    /// <returns>The features: item after item of the list, channel after channel in each.</returns>
    public static IReadOnlyList<StreamFeature> Read(string file, RecipeSection stream, IReadOnlyList<string> channels, bool hasMagnitude, int window, double rate)
    {
        if (!stream.Has(Key))
        {
            return StreamOptions.DefaultFeatures(channels.Count, hasMagnitude);
        }

        IReadOnlyList<string> computed = hasMagnitude ? [.. channels, WindowFeatureNames.Magnitude] : channels;
        JsonElement value = stream.Value(Key);
        var features = new List<StreamFeature>();
        for (int i = 0; i < value.GetArrayLength(); i++)
        {
            RecipeSection item = ItemOf(file, value[i], $"stream.{Key}[{i}]");
            FeatureKind kind = item.Choice<FeatureKind>("kind");
            CheckWindow(file, kind, window, $"stream.{Key}[{i}]");
            int[] of = ReadChannels(file, item, kind == FeatureKind.Correlation ? channels : computed, $"stream.{Key}[{i}].channels");
            FeatureOptions options = ReadOptions(item, kind);
            (int first, int last) = ReadBand(file, item, kind, window, rate, $"stream.{Key}[{i}]");
            item.RejectUnknownKeys();
            features.AddRange(kind == FeatureKind.Correlation
                ? Pairs(file, of, $"stream.{Key}[{i}]", options)
                : of.Select(channel => new StreamFeature(kind, channel, 0, first, last, options)));
        }

        CheckRepeated(file, features, channels, rate / window);
        return features.Count <= ModelFormat.MaxUnits ? features : throw new RecipeException($"{file}: 'stream.{Key}' are {features.Count}; {ModelFormat.MaxUnits} are possible.");
    }

    /// <summary>Lists the items in JSON, those of the default where the recipe has none.</summary>
    public static IEnumerable<string> ItemsOf(RecipeSection stream) => stream.Find(Key) is { ValueKind: JsonValueKind.Array } list
        ? list.EnumerateArray().Select(item => JsonNode.Parse(item.GetRawText())!.ToJsonString())
        : StreamOptions.DefaultKinds.Where(kind => kind != FeatureKind.Correlation || stream.Find("channels") is { ValueKind: JsonValueKind.Array } channels && channels.GetArrayLength() > 1)
            .Select(kind => JsonValue.Create(ChoiceKind.NameOf(kind)).ToJsonString());

    // A name stands for an object with nothing but its kind.
    private static RecipeSection ItemOf(string file, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return new RecipeSection(file, path, value, StreamKeys.Feature);
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw new RecipeException($"{file}: '{path}' must be the name of a feature or an object in braces, and is {value.GetRawText()}.");
        }

        using JsonDocument item = JsonDocument.Parse(JsonSerializer.Serialize(new Dictionary<string, string?> { ["kind"] = value.GetString() }));
        return new RecipeSection(file, path, item.RootElement.Clone(), StreamKeys.Feature);
    }

    private static int[] ReadChannels(string file, RecipeSection item, IReadOnlyList<string> channels, string path)
    {
        IReadOnlyList<string> names = item.TextsOrNull("channels") ?? channels;
        foreach (string name in names)
        {
            if (!channels.Contains(name))
            {
                throw new RecipeException($"{file}: '{path}' names '{name}', which 'stream.channels' does not; there are {NameList.Of(channels)}.");
            }
        }

        return [.. Enumerable.Range(0, channels.Count).Where(c => names.Contains(channels[c]))];
    }

    private static void CheckWindow(string file, FeatureKind kind, int window, string path)
    {
        bool isBand = kind == FeatureKind.BandEnergy;
        if (window > StreamSettings.MaxBandWindow && (isBand || kind >= FeatureKind.AutocorrelationPeak))
        {
            (string what, string with) = isBand ? ("a band", "bands") : ("an autocorrelation", "autocorrelations");
            throw new RecipeException($"{file}: '{path}' is {what}, and 'stream.window' is {window}; with {with} {StreamSettings.MaxBandWindow} readings are the most.");
        }
    }

    private static FeatureOptions ReadOptions(RecipeSection item, FeatureKind kind) =>
        (StreamSettings.IsNeverNegative(kind) && item.Flag("log") ? FeatureOptions.Logarithm : FeatureOptions.None)
        | (item.Flag("slow") ? FeatureOptions.Slow : FeatureOptions.None)
        | (kind == FeatureKind.BandEnergy && item.Choice<BandWindow>("window") == BandWindow.Hann ? FeatureOptions.Hann : FeatureOptions.None);

    // The frequencies of a window are the multiples of rate / N.
    private static (int First, int Last) ReadBand(string file, RecipeSection item, FeatureKind kind, int window, double rate, string path)
    {
        if (kind != FeatureKind.BandEnergy)
        {
            return (0, 0);
        }

        double from = item.Number("from");
        double to = item.Number("to");
        const double Slack = 1e-9; // 0.1 is not exact in binary
        int first = (int)Math.Max(1, Math.Ceiling((from * window / rate) - Slack));
        int last = (int)Math.Min(window / 2, Math.Floor((to * window / rate) + Slack));
        return first <= last
            ? (first, last)
            : throw new RecipeException(FormattableString.Invariant(
                $"{file}: '{path}' is a band from {from} to {to} Hz without a frequency in it; a window of {window} readings at {rate} Hz has the multiples of {rate / window:0.###} Hz up to {window / 2 * rate / window:0.###} Hz."));
    }

    private static IEnumerable<StreamFeature> Pairs(string file, int[] channels, string path, FeatureOptions options) => channels.Length >= 2
        ? channels.SelectMany((a, i) => channels[(i + 1)..].Select(b => new StreamFeature(FeatureKind.Correlation, a, b, options: options)))
        : throw new RecipeException($"{file}: '{path}' is a correlation of 1 channel; it needs two or more.");

    private static void CheckRepeated(string file, List<StreamFeature> features, IReadOnlyList<string> channels, double binHertz)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (StreamFeature feature in features)
        {
            string name = WindowFeatureNames.Of(feature, channels, binHertz);
            if (!names.Add(name))
            {
                throw new RecipeException($"{file}: 'stream.{Key}' has '{name}' twice; name each feature once.");
            }
        }
    }
}
