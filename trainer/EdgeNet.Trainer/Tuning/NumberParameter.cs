using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Tuning;

/// <summary>A hyperparameter that is a number.</summary>
/// <param name="Name">Its key in the recipe.</param>
/// <param name="Place">Where in the recipe the key stands.</param>
/// <param name="Scale">Along what its values are spread evenly.</param>
/// <param name="IsWhole">Whether it is a whole number.</param>
/// <param name="Least">The least value; above 0 on a log scale, unless it is the only value.</param>
/// <param name="Most">The greatest value; below 1 on the scale of 1-β.</param>
public sealed record NumberParameter(string Name, ParameterPlace Place, ParameterScale Scale, bool IsWhole, double Least, double Most)
    : SearchParameter(Name, Place)
{
    // As many as a person would write into a recipe.
    private const string SignificantDigits = "G4";

    /// <inheritdoc/>
    public override JsonValue ValueAt(double coordinate)
    {
        if (Least == Most)
        {
            return ToValue(Least);
        }

        // The whole number k stands for [k, k + 1), so that the last one is as likely as its length on the scale.
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
        ArgumentNullException.ThrowIfNull(values);
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

    // Of 1-β the first digits count, of the others those of the value itself.
    private double Rounded(double value) =>
        Scale == ParameterScale.LogComplement ? (double)(1 - (decimal)ToDigits(1 - value)) : ToDigits(value);

    private static double ToDigits(double value) =>
        double.Parse(value.ToString(SignificantDigits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private JsonValue ToValue(double value) => IsWhole ? Whole((int)value) : JsonValue.Create(value);

    // A number that reads back as a double too.
    private static JsonValue Whole(int value) => JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture))!.AsValue();
}
