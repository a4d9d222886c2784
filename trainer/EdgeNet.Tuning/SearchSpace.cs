using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>The hyperparameters of a search and their possible values. A trial is drawn at random: of n trials, each parameter sees n values (Bergstra and Bengio, 2012).</summary>
internal sealed class SearchSpace
{
    private const string Optimizer = "optimizer";
    private const string Momentum = "momentum";

    /// <summary>Makes a space.</summary>
    /// <param name="parameters">The parameters; those of layers only beside their number.</param>
    public SearchSpace(IReadOnlyList<SearchParameter> parameters)
    {
        Parameters = parameters;
    }

    /// <summary>
    /// With a stream: how much of the metric a million IL instructions a second on the device must gain, or trials with fewer rank above; 0 or more.
    /// </summary>
    public double DeviceWeight { get; init; }

    /// <summary>Whether window or features of a stream are searched.</summary>
    public bool HasStream => Parameters.Any(parameter => parameter.Place is ParameterPlace.Stream or ParameterPlace.Feature);

    /// <summary>The parameters.</summary>
    public IReadOnlyList<SearchParameter> Parameters { get; }

    /// <summary>Draws a trial; the same one for the same seed and number, whatever else was drawn.</summary>
    /// <param name="seed">The study's seed.</param>
    /// <param name="trial">The trial's number.</param>
    /// <returns>What the trial changes in the recipe: a JSON merge patch (RFC 7396). Momentum is left out where the optimizer has none.</returns>
    public JsonObject Sample(int seed, int trial)
    {
        var patch = new JsonObject();
        if (Of(ParameterPlace.LayerCount).SingleOrDefault() is { } layers)
        {
            int count = Draw(layers, layers.Name).GetValue<int>();
            patch["hidden"] = new JsonArray([.. Enumerable.Range(1, count).Select(SampleLayer)]);
        }

        var training = new JsonObject();
        foreach (SearchParameter parameter in Of(ParameterPlace.Training))
        {
            training[parameter.Name] = Draw(parameter, parameter.Name);
        }

        if (training[Optimizer]?.GetValue<string>() == "plain")
        {
            training.Remove(Momentum);
        }

        patch["training"] = training;
        if (HasStream)
        {
            patch["stream"] = SampleStream();
        }

        return patch;

        // A trial without a single feature has them all.
        JsonObject SampleStream()
        {
            var stream = new JsonObject();
            foreach (SearchParameter parameter in Of(ParameterPlace.Stream))
            {
                stream[parameter.Name] = Draw(parameter, parameter.Name);
            }

            FeatureParameter[] features = [.. Of(ParameterPlace.Feature).Cast<FeatureParameter>()];
            FeatureParameter[] taken = [.. features.Where(feature => Draw(feature, feature.Name).GetValue<bool>())];
            if (features.Length > 0)
            {
                stream["features"] = new JsonArray([.. (taken.Length == 0 ? features : taken).Select(feature => JsonNode.Parse(feature.Item))]);
            }

            return stream;
        }

        JsonObject SampleLayer(int number)
        {
            var layer = new JsonObject();
            foreach (SearchParameter parameter in Parameters)
            {
                if (parameter.Place == ParameterPlace.EachLayer)
                {
                    layer[parameter.Name] = Draw(parameter, string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}[{number}]"));
                }
                else if (parameter.Place == ParameterPlace.AllLayers)
                {
                    layer[parameter.Name] = Draw(parameter, parameter.Name);
                }
            }

            return layer;
        }

        JsonValue Draw(SearchParameter parameter, string name) => parameter.ValueAt(UniformDraw.Of(seed, trial, name));
    }

    /// <summary>Makes the space of the region that the best trials span, widened a little: the second round, fine after coarse, is drawn from it.</summary>
    /// <param name="best">What <see cref="Sample"/> gave for the best trials.</param>
    /// <returns>The narrowed space; a parameter that no trial has stays as it is.</returns>
    public SearchSpace Around(IReadOnlyList<JsonObject> best) =>
        new([.. Parameters.Select(parameter => parameter.Around([.. best.SelectMany(patch => ValuesOf(parameter, patch))]))]) { DeviceWeight = DeviceWeight };

    /// <summary>Writes the space as the section <c>tune</c> of a recipe declares it.</summary>
    /// <returns>An object with a key for each parameter.</returns>
    public JsonObject ToJson()
    {
        var json = new JsonObject(Parameters
            .Where(parameter => parameter.Place != ParameterPlace.Feature)
            .Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)parameter.ToJson())));
        if (Of(ParameterPlace.Feature).Any())
        {
            json["features"] = TuneKeys.Subsets;
        }

        if (DeviceWeight > 0)
        {
            json[SearchSpaceReader.WeightKey] = DeviceWeight;
        }

        return json;
    }

    private static IEnumerable<JsonValue> ValuesOf(SearchParameter parameter, JsonObject patch)
    {
        JsonArray hidden = patch["hidden"]?.AsArray() ?? [];
        IEnumerable<JsonNode?> values = parameter.Place switch
        {
            ParameterPlace.LayerCount => patch.ContainsKey("hidden") ? [JsonNode.Parse(hidden.Count.ToString(CultureInfo.InvariantCulture))] : [],
            ParameterPlace.Training => [patch["training"]?[parameter.Name]],
            ParameterPlace.Stream => [patch["stream"]?[parameter.Name]],
            ParameterPlace.Feature => patch["stream"]?["features"] is JsonArray features ? [JsonValue.Create(((FeatureParameter)parameter).IsIn(features))] : [],
            _ => hidden.Select(layer => layer?[parameter.Name]),
        };
        return values.OfType<JsonValue>();
    }

    private IEnumerable<SearchParameter> Of(ParameterPlace place) => Parameters.Where(parameter => parameter.Place == place);
}

/// <summary>Reads the search space from the section <c>tune</c> of a recipe; undeclared parameters have a range that suits most data.</summary>
internal static class SearchSpaceReader
{
    internal const string WeightKey = "deviceWeight";

    private const string FeaturesKey = "features";

    /// <summary>Reads the search space of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <returns>The space.</returns>
    /// <exception cref="RecipeException">A key is unknown, or a range or a choice is impossible.</exception>
    public static SearchSpace Read(RecipeDocument recipe)
    {
        RecipeSection root = recipe.Root();
        RecipeSection tune = root.Section("tune");
        List<SearchParameter> parameters = [.. ParameterRule.All.Select(rule => rule.Read(tune)).OfType<SearchParameter>(), .. ReadFeatures(root, tune)];
        double weight = tune.Number(WeightKey);
        tune.RejectUnknownKeys();
        if (!root.Has("stream") && (tune.Has("window") || tune.Has(FeaturesKey) || tune.Has(WeightKey)))
        {
            throw new RecipeException($"{recipe.FileName}: 'tune.window', 'tune.features' and 'tune.{WeightKey}' are for a recipe with a 'stream'; remove them.");
        }

        return new SearchSpace(parameters) { DeviceWeight = root.Has("stream") ? weight : 0 };
    }

    private static IEnumerable<SearchParameter> ReadFeatures(RecipeSection root, RecipeSection tune) => tune.TextOrNull(FeaturesKey) is null
        ? []
        : RecipeFeatures.ItemsOf(root.Section("stream")).Select((item, i) => new FeatureParameter(i, item, [false, true]));
}

/// <summary>Even draws that depend on their names alone, so that any process draws any of them, in any order, alike.</summary>
internal static class UniformDraw
{
    /// <summary>Draws the coordinate of one parameter in one trial: a number from 0 to below 1, the first 53 bits of a hash of the names.</summary>
    public static double Of(int seed, int trial, string parameter)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{trial}/{parameter}")));
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
