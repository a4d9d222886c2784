using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeNet.Trainer.Recipes;

/// <summary>A whole number.</summary>
/// <param name="Least">The least one.</param>
/// <param name="Most">The greatest one.</param>
internal sealed record IntegerKind(int Least, int Most) : KeyKind
{
    protected override string Wanted => FormattableString.Invariant($"a whole number from {Least} to {Most}");

    public override bool Accepts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= Least && number <= Most;

    public override JsonObject ToSchema() => new() { ["type"] = "integer", ["minimum"] = Least, ["maximum"] = Most };
}

/// <summary>A number.</summary>
/// <param name="Least">The least one, unless it is <paramref name="IsAbove"/>.</param>
/// <param name="Most">What it is below, or <paramref name="IsUpTo"/>; infinite for no limit.</param>
/// <param name="IsAbove">Whether it is above <paramref name="Least"/>, which is 0 then.</param>
/// <param name="IsUpTo">Whether it may be <paramref name="Most"/>.</param>
internal sealed record NumberKind(double Least, double Most, bool IsAbove = false, bool IsUpTo = false) : KeyKind
{
    protected override string Wanted => FormattableString.Invariant(
        $"a number {(IsAbove ? "above" : "from")} {Least} {(IsUpTo ? "and up to" : IsAbove ? "and below" : "to below")} {Most}");

    /// <summary>A number above 0.</summary>
    public static NumberKind Positive(double below = double.PositiveInfinity) => new(0, below, IsAbove: true);

    public override bool Accepts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number)
        && (IsAbove ? number > Least : number >= Least) && (IsUpTo ? number <= Most : number < Most);

    public override JsonObject ToSchema()
    {
        var schema = new JsonObject { ["type"] = "number", [IsAbove ? "exclusiveMinimum" : "minimum"] = Least };
        if (double.IsFinite(Most))
        {
            schema[IsUpTo ? "maximum" : "exclusiveMaximum"] = Most;
        }

        return schema;
    }
}

/// <summary>Numbers that a search may draw: <c>[least, most]</c>, or one number, which holds it fixed.</summary>
/// <param name="Scale">The scale on which they are spread evenly; a range on a log scale is above 0.</param>
/// <param name="IsWhole">Whether they are whole.</param>
/// <param name="Least">The least one.</param>
/// <param name="Most">The greatest one.</param>
internal sealed record RangeKind(ParameterScale Scale, bool IsWhole, double Least, double Most) : KeyKind
{
    protected override string Wanted
    {
        get
        {
            string what = IsWhole ? "whole number" : "number";
            string scale = IsAboveZero ? ", in a range above 0 because the scale is logarithmic" : string.Empty;
            return FormattableString.Invariant($"[least, most] or one {what}, from {Least} to {Most}{scale}");
        }
    }

    private bool IsAboveZero => Scale == ParameterScale.Log && Least == 0;

    public override bool Accepts(JsonElement value) => IsAllowed(value) || (
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2 && value.EnumerateArray().All(IsAllowed)
        && value[0].GetDouble() < value[1].GetDouble() && !(IsAboveZero && value[0].GetDouble() == 0));

    public override JsonObject ToSchema()
    {
        JsonObject ends = NumberSchema();
        if (IsAboveZero)
        {
            ends.Remove("minimum");
            ends["exclusiveMinimum"] = 0;
        }

        return new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "array", ["items"] = ends, ["minItems"] = 2, ["maxItems"] = 2 }, NumberSchema()),
        };
    }

    private bool IsAllowed(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number)
        && number >= Least && number <= Most && (!IsWhole || number == Math.Floor(number));

    private JsonObject NumberSchema() => new() { ["type"] = IsWhole ? "integer" : "number", ["minimum"] = Least, ["maximum"] = Most };
}

/// <summary>The scale on which the values of a hyperparameter are spread evenly.</summary>
internal enum ParameterScale
{
    /// <summary>Along the value itself.</summary>
    Linear,

    /// <summary>Along its logarithm: every decade equally often, as suits rates and penalties.</summary>
    Log,

    /// <summary>Along <c>log(1-β)</c>, as suits momentum: from 0.9 to 0.99 is as far as from 0.99 to 0.999.</summary>
    LogComplement,
}
