using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>A hyperparameter of a search and its possible values.</summary>
/// <param name="Name">Its key in the recipe.</param>
/// <param name="Place">Where in the recipe the key stands.</param>
internal abstract record SearchParameter(string Name, ParameterPlace Place)
{
    /// <summary>Finds the value at a place on its scale.</summary>
    /// <param name="coordinate">0 to below 1.</param>
    /// <returns>The value, as it stands in a recipe.</returns>
    public abstract JsonValue ValueAt(double coordinate);

    /// <summary>Finds the place of a value on the scale; that of the nearest possible value for one that is out of range.</summary>
    /// <param name="value">A value, as it stands in a recipe.</param>
    /// <returns>0 to below 1: <see cref="ValueAt"/> gives the value again.</returns>
    public abstract double CoordinateOf(JsonValue value);

    /// <summary>How many values there are, if they have no order; 0 for numbers, which have one.</summary>
    public virtual int ChoiceCount => 0;

    /// <summary>Makes the parameter of the region that the values of the best trials span.</summary>
    /// <param name="values">What <see cref="ValueAt"/> gave in the best trials; none leaves the parameter as it is.</param>
    /// <returns>The narrowed parameter.</returns>
    public abstract SearchParameter Around(IReadOnlyList<JsonValue> values);

    /// <summary>Writes its possible values as the section <c>tune</c> of a recipe declares it.</summary>
    /// <returns>A range, a list of choices, or a single value.</returns>
    public abstract JsonNode ToJson();
}

/// <summary>A hyperparameter that is a number.</summary>
/// <param name="Name">Its key in the recipe.</param>
/// <param name="Place">Where in the recipe the key stands.</param>
/// <param name="Scale">The scale on which its values are spread evenly.</param>
/// <param name="IsWhole">Whether it is a whole number.</param>
/// <param name="Least">The least value; above 0 on a log scale, unless it is the only value.</param>
/// <param name="Most">The greatest value; below 1 on the scale of 1-β.</param>
internal sealed record NumberParameter(string Name, ParameterPlace Place, ParameterScale Scale, bool IsWhole, double Least, double Most)
    : SearchParameter(Name, Place)
{
    // As many digits as a person would write into a recipe.
    private const string SignificantDigits = "G4";

    private const double BelowOne = 1 - (1.0 / (1UL << 53));

    /// <inheritdoc/>
    public override JsonValue ValueAt(double coordinate)
    {
        if (Least == Most)
        {
            return ToValue(Least);
        }

        // The whole number k stands for [k, k + 1), so that the last one has its share of the scale too.
        double most = IsWhole ? Most + 1 : Most;
        double from = OnScale(Least);
        double value = FromScale(from + (coordinate * (OnScale(most) - from)));
        return ToValue(Math.Clamp(IsWhole ? Math.Floor(value) : Rounded(value), Least, Most));
    }

    /// <inheritdoc/>
    public override double CoordinateOf(JsonValue value)
    {
        if (Least == Most)
        {
            return 0;
        }

        double from = OnScale(Least);
        double to = OnScale(IsWhole ? Most + 1 : Most);
        double number = Math.Clamp(value.GetValue<double>(), Least, Most) + (IsWhole ? 0.5 : 0);
        return Math.Clamp((OnScale(number) - from) / (to - from), 0, BelowOne);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// n evenly spread values span (n-1)/(n+1) of their range: widening by 1/(n-1) of the span on each side makes good for that. The
    /// parameter's own range stays the limit.
    /// </remarks>
    public override SearchParameter Around(IReadOnlyList<JsonValue> values)
    {
        if (values.Count < 2 || Least == Most)
        {
            return this;
        }

        double[] places = [.. values.Select(value => OnScale(value.GetValue<double>()))];
        double margin = (places.Max() - places.Min()) / (places.Length - 1);
        return this with { Least = Limited(places.Min() - margin), Most = Limited(places.Max() + margin) };
    }

    /// <inheritdoc/>
    public override JsonNode ToJson() => Least == Most ? ToValue(Least) : new JsonArray(ToValue(Least), ToValue(Most));

    private double Limited(double place)
    {
        double value = FromScale(place);
        return Math.Clamp(IsWhole ? Math.Round(value) : Rounded(value), Least, Most);
    }

    private double OnScale(double value) => Scale switch
    {
        ParameterScale.Log => Elementary.Log(value),
        ParameterScale.LogComplement => -Elementary.Log(1 - value),
        _ => value,
    };

    private double FromScale(double place) => Scale switch
    {
        ParameterScale.Log => Elementary.Exp(place),
        ParameterScale.LogComplement => 1 - Elementary.Exp(-place),
        _ => place,
    };

    // For momentum the leading digits of 1-β count, for the others those of the value itself.
    private double Rounded(double value) =>
        Scale == ParameterScale.LogComplement ? (double)(1 - (decimal)ToDigits(1 - value)) : ToDigits(value);

    private static double ToDigits(double value) =>
        double.Parse(value.ToString(SignificantDigits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private JsonValue ToValue(double value) => IsWhole ? Whole((int)value) : JsonValue.Create(value);

    // A number that reads back as a double too.
    private static JsonValue Whole(int value) => JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture))!.AsValue();
}

/// <summary>A hyperparameter that is one of several values without an order, each as likely.</summary>
/// <param name="Name">Its key in the recipe; of a feature a name of its own.</param>
/// <param name="Place">Where in the recipe the key stands.</param>
/// <param name="Choices">The values in JSON, at least one.</param>
internal record ChoiceParameter(string Name, ParameterPlace Place, IReadOnlyList<string> Choices)
    : SearchParameter(Name, Place)
{
    /// <inheritdoc/>
    public override int ChoiceCount => Choices.Count;

    /// <inheritdoc/>
    public override JsonValue ValueAt(double coordinate) => JsonNode.Parse(Choices[(int)(coordinate * Choices.Count)])!.AsValue();

    /// <inheritdoc/>
    /// <remarks>The middle of its share of the scale; the first one's for a value that is none of them.</remarks>
    public override double CoordinateOf(JsonValue value) => (Math.Max(0, IndexOf(value)) + 0.5) / Choices.Count;

    /// <inheritdoc/>
    /// <remarks>The choices that the best trials made stay.</remarks>
    public override SearchParameter Around(IReadOnlyList<JsonValue> values)
    {
        HashSet<int> chosen = [.. values.Select(IndexOf)];
        return chosen.Count == 0 ? this : this with { Choices = [.. Choices.Where((_, index) => chosen.Contains(index))] };
    }

    /// <inheritdoc/>
    public override JsonNode ToJson() => new JsonArray([.. Choices.Select(choice => JsonNode.Parse(choice))]);

    private int IndexOf(JsonValue value) => Enumerable.Range(0, Choices.Count).FirstOrDefault(index => Choices[index] == value.ToJsonString(), -1);
}

/// <summary>Whether an item of the list of features is taken: a search over their subsets has one for each.</summary>
/// <param name="Number">Of the item in the recipe's list, from 0.</param>
/// <param name="Item">The item in JSON: a name, or an object.</param>
/// <param name="Choices">Whether it may be left out, and whether it may be taken; at least one of both.</param>
internal sealed record FeatureParameter(int Number, string Item, IReadOnlyList<string> Choices)
    : ChoiceParameter(string.Create(CultureInfo.InvariantCulture, $"features[{Number}]"), ParameterPlace.Feature, Choices)
{
    /// <summary>Left out, or taken.</summary>
    public static readonly string[] Both = ["false", "true"];

    /// <summary>Whether a list of features has the item.</summary>
    internal bool IsIn(JsonArray features) => features.Any(item => item!.ToJsonString() == Item);
}

/// <summary>Where in a recipe a hyperparameter stands.</summary>
internal enum ParameterPlace
{
    /// <summary>A key of <c>training</c>.</summary>
    Training,

    /// <summary>The number of items of <c>hidden</c>.</summary>
    LayerCount,

    /// <summary>The kind of <c>training.schedule</c>.</summary>
    Schedule,

    /// <summary><c>training.classWeights</c>: balanced, or equal, which a recipe says by leaving it out.</summary>
    ClassWeights,

    /// <summary>A key of <c>quantization</c>.</summary>
    Quantization,

    /// <summary>A key of every hidden layer, drawn for each layer anew.</summary>
    EachLayer,

    /// <summary>A key of every hidden layer, the same in all.</summary>
    AllLayers,

    /// <summary>A key of <c>stream</c>.</summary>
    Stream,

    /// <summary>An item of <c>stream.features</c>, which is there or not.</summary>
    Feature,
}
