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

/// <summary>A hyperparameter that is one of several names, each as likely.</summary>
/// <param name="Name">Its key in the recipe.</param>
/// <param name="Place">Where in the recipe the key stands.</param>
/// <param name="Choices">The names, at least one.</param>
internal sealed record ChoiceParameter(string Name, ParameterPlace Place, IReadOnlyList<string> Choices)
    : SearchParameter(Name, Place)
{
    /// <inheritdoc/>
    public override JsonValue ValueAt(double coordinate) => JsonValue.Create(Choices[(int)(coordinate * Choices.Count)]);

    /// <inheritdoc/>
    /// <remarks>The choices that the best trials made stay.</remarks>
    public override SearchParameter Around(IReadOnlyList<JsonValue> values)
    {
        string[] chosen = [.. values.Select(value => value.GetValue<string>())];
        return chosen.Length == 0 ? this : this with { Choices = [.. Choices.Where(chosen.Contains)] };
    }

    /// <inheritdoc/>
    public override JsonNode ToJson() => new JsonArray([.. Choices.Select(choice => JsonValue.Create(choice))]);
}

/// <summary>Whether an item of the list of features is taken: a search over their subsets has one for each.</summary>
/// <param name="Number">Of the item in the recipe's list, from 0.</param>
/// <param name="Item">The item in JSON: a name, or an object.</param>
/// <param name="Choices">Whether it may be left out, and whether it may be taken; at least one of both.</param>
internal sealed record FeatureParameter(int Number, string Item, IReadOnlyList<bool> Choices)
    : SearchParameter(string.Create(CultureInfo.InvariantCulture, $"features[{Number}]"), ParameterPlace.Feature)
{
    /// <inheritdoc/>
    public override JsonValue ValueAt(double coordinate) => JsonValue.Create(Choices[(int)(coordinate * Choices.Count)]);

    /// <inheritdoc/>
    /// <remarks>An item that all of the best trials take stays; one that none of them takes is dropped.</remarks>
    public override SearchParameter Around(IReadOnlyList<JsonValue> values)
    {
        bool[] chosen = [.. values.Select(value => value.GetValue<bool>())];
        return chosen.Length == 0 ? this : this with { Choices = [.. Choices.Where(chosen.Contains)] };
    }

    /// <inheritdoc/>
    public override JsonNode ToJson() => new JsonArray([.. Choices.Select(choice => JsonValue.Create(choice))]);

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

    /// <summary>A key of every hidden layer, drawn for each layer anew.</summary>
    EachLayer,

    /// <summary>A key of every hidden layer, the same in all.</summary>
    AllLayers,

    /// <summary>A key of <c>stream</c>.</summary>
    Stream,

    /// <summary>An item of <c>stream.features</c>, which is there or not.</summary>
    Feature,
}
