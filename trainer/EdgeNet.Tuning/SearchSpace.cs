using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>The hyperparameters of a search and their possible values, none of them on a grid: of n trials, each parameter sees n values (Bergstra and Bengio, 2012).</summary>
internal sealed class SearchSpace
{
    private const string Optimizer = "optimizer";
    private const string Momentum = "momentum";
    private const string ScheduleKind = "kind";

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
    public JsonObject Sample(int seed, int trial) => Compose((_, name) => UniformDraw.Of(seed, trial, name));

    /// <summary>Makes a trial of places on the scales of its parameters.</summary>
    /// <param name="coordinateOf">Gives the place of a parameter, 0 to below 1; the units of each layer have a name of their own.</param>
    /// <returns>As <see cref="Sample"/>.</returns>
    public JsonObject Compose(Func<SearchParameter, string, double> coordinateOf)
    {
        var patch = new JsonObject();
        if (Of(ParameterPlace.LayerCount).SingleOrDefault() is { } layers)
        {
            int count = Draw(layers, layers.Name).GetValue<int>();
            patch["hidden"] = new JsonArray([.. Enumerable.Range(1, count).Select(ComposeLayer)]);
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

        foreach (SearchParameter parameter in Of(ParameterPlace.Schedule))
        {
            training[parameter.Name] = new JsonObject { [ScheduleKind] = Draw(parameter, parameter.Name) };
        }

        foreach (SearchParameter parameter in Of(ParameterPlace.ClassWeights))
        {
            JsonValue weights = Draw(parameter, parameter.Name);
            training[parameter.Name] = weights.GetValue<string>() == TuneKeys.EqualWeights ? null : weights;
        }

        patch["training"] = training;
        if (Of(ParameterPlace.Quantization).Any())
        {
            patch["quantization"] = Section(ParameterPlace.Quantization);
        }

        if (HasStream)
        {
            patch["stream"] = ComposeStream();
        }

        return patch;

        JsonObject Section(ParameterPlace place) =>
            new(Of(place).Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)Draw(parameter, parameter.Name))));

        // A trial without a single feature has them all.
        JsonObject ComposeStream()
        {
            JsonObject stream = Section(ParameterPlace.Stream);
            FeatureParameter[] features = [.. Of(ParameterPlace.Feature).Cast<FeatureParameter>()];
            FeatureParameter[] taken = [.. features.Where(feature => Draw(feature, feature.Name).GetValue<bool>())];
            if (features.Length > 0)
            {
                stream["features"] = new JsonArray([.. (taken.Length == 0 ? features : taken).Select(feature => JsonNode.Parse(feature.Item))]);
            }

            return stream;
        }

        JsonObject ComposeLayer(int number)
        {
            var layer = new JsonObject();
            foreach (SearchParameter parameter in Parameters)
            {
                if (parameter.Place == ParameterPlace.EachLayer)
                {
                    layer[parameter.Name] = Draw(parameter, NameIn(parameter, number));
                }
                else if (parameter.Place == ParameterPlace.AllLayers)
                {
                    layer[parameter.Name] = Draw(parameter, parameter.Name);
                }
            }

            return layer;
        }

        JsonValue Draw(SearchParameter parameter, string name) => parameter.ValueAt(coordinateOf(parameter, name));
    }

    /// <summary>Finds the places that a trial was made of: those of <see cref="Compose"/>, but for their rounding.</summary>
    /// <param name="patch">What <see cref="Compose"/> gave.</param>
    /// <returns>By name; without what the trial does not have, such as the units of a second layer.</returns>
    public IReadOnlyDictionary<string, double> CoordinatesOf(JsonObject patch)
    {
        var coordinates = new Dictionary<string, double>();
        foreach (SearchParameter parameter in Parameters)
        {
            foreach ((int index, JsonValue value) in ValuesOf(parameter, patch).Index())
            {
                coordinates[parameter.Place == ParameterPlace.EachLayer ? NameIn(parameter, index + 1) : parameter.Name] = parameter.CoordinateOf(value);
            }
        }

        return coordinates;
    }

    private static string NameIn(SearchParameter parameter, int layer) => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}[{layer}]");

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
            ParameterPlace.Schedule => [patch["training"]?[parameter.Name]?[ScheduleKind]],
            ParameterPlace.ClassWeights => patch["training"]?.AsObject().ContainsKey(parameter.Name) == true ? [patch["training"]![parameter.Name] ?? JsonValue.Create(TuneKeys.EqualWeights)] : [],
            ParameterPlace.Quantization => [patch["quantization"]?[parameter.Name]],
            ParameterPlace.Stream => [patch["stream"]?[parameter.Name]],
            ParameterPlace.Feature => patch["stream"]?["features"] is JsonArray features ? [JsonValue.Create(((FeatureParameter)parameter).IsIn(features))] : [],
            _ => hidden.Select(layer => layer?[parameter.Name]),
        };
        return values.OfType<JsonValue>();
    }

    private IEnumerable<SearchParameter> Of(ParameterPlace place) => Parameters.Where(parameter => parameter.Place == place);
}
