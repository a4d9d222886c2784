using System.Text.Json;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>The parameters that can be searched, each with its limits and its default range.</summary>
/// <param name="Name">Its key in the recipe.</param>
/// <param name="Place">Where in the recipe the key stands.</param>
internal abstract record ParameterRule(string Name, ParameterPlace Place)
{
    public static readonly IReadOnlyList<ParameterRule> All =
    [
        new NumberParameterRule("layers", ParameterPlace.LayerCount, ParameterScale.Linear, true, 0, ModelFormat.MaxLayers - 1, (0, 2)),
        new NumberParameterRule("units", ParameterPlace.EachLayer, ParameterScale.Log, true, 1, ModelFormat.MaxUnits, (4, 64)),
        new ChoiceParameterRule("activation", ParameterPlace.AllLayers, [.. RecipeSection.NamesOf(Activation.Softmax), "prelu"], ["relu", "leaky-relu", "tanh"]),
        new NumberParameterRule("slope", ParameterPlace.AllLayers, ParameterScale.Log, false, 1e-6, 0.99, null),
        new NumberParameterRule("dropout", ParameterPlace.AllLayers, ParameterScale.Linear, false, 0, 0.95, null),
        new NumberParameterRule("epochs", ParameterPlace.Training, ParameterScale.Log, true, 1, 1_000_000, (50, 300)),
        new NumberParameterRule("batchSize", ParameterPlace.Training, ParameterScale.Log, true, 0, int.MaxValue - 1, (8, 64)),
        new NumberParameterRule("learningRate", ParameterPlace.Training, ParameterScale.Log, false, 1e-9, 999, (0.0003, 0.03)),
        new ChoiceParameterRule("optimizer", ParameterPlace.Training, RecipeSection.NamesOf<OptimizerKind>(), ["momentum", "adam"]),
        new NumberParameterRule("momentum", ParameterPlace.Training, ParameterScale.LogComplement, false, 0, 0.99999, (0.8, 0.99)),
        new NumberParameterRule("l2", ParameterPlace.Training, ParameterScale.Log, false, 0, 999, (0.0001, 0.1)),
        new NumberParameterRule("patience", ParameterPlace.Training, ParameterScale.Log, true, 0, int.MaxValue - 1, null),
        new NumberParameterRule("window", ParameterPlace.Stream, ParameterScale.Log, true, StreamSettings.MinWindow, StreamSettings.MaxWindow, null),
        new ChoiceParameterRule("initialization", ParameterPlace.Training, RecipeSection.NamesOf<Initialization>(), null),
    ];

    /// <summary>Reads what the recipe declares; without a declaration gives the default, or null where the parameter is not searched then.</summary>
    public abstract SearchParameter? Read(RecipeSection tune);
}

/// <summary>A number: declared as <c>[least, most]</c>, or as one number, which holds it fixed.</summary>
internal sealed record NumberParameterRule(
    string Name, ParameterPlace Place, ParameterScale Scale, bool IsWhole, double Lowest, double Highest, (double Least, double Most)? Otherwise)
    : ParameterRule(Name, Place)
{
    public override SearchParameter? Read(RecipeSection tune)
    {
        if (tune.Find(Name) is not { } value)
        {
            return Otherwise is { } range ? Make(range.Least, range.Most) : null;
        }

        if (IsAllowed(value, out double only))
        {
            return Make(only, only);
        }

        bool isRange = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2;
        return isRange && IsAllowed(value[0], out double least) && IsAllowed(value[1], out double most) && least < most && (Scale != ParameterScale.Log || least > 0)
            ? Make(least, most)
            : throw tune.Wrong(Name, value, Wanted());
    }

    private bool IsAllowed(JsonElement value, out double number)
    {
        number = double.NaN;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out number)
            && number >= Lowest && number <= Highest && (!IsWhole || number == Math.Floor(number));
    }

    private NumberParameter Make(double least, double most) => new(Name, Place, Scale, IsWhole, least, most);

    private string Wanted()
    {
        string what = IsWhole ? "whole number" : "number";
        string scale = Scale == ParameterScale.Log && Lowest == 0 ? ", in a range above 0 because the scale is logarithmic" : string.Empty;
        return FormattableString.Invariant($"[least, most] or one {what}, from {Lowest} to {Highest}{scale}");
    }
}

/// <summary>A name: declared as a list of them, or as one, which holds it fixed.</summary>
internal sealed record ChoiceParameterRule(string Name, ParameterPlace Place, IReadOnlyList<string> Allowed, IReadOnlyList<string>? Otherwise)
    : ParameterRule(Name, Place)
{
    public override SearchParameter? Read(RecipeSection tune)
    {
        if (tune.Find(Name) is not { } value)
        {
            return Otherwise is null ? null : new ChoiceParameter(Name, Place, Otherwise);
        }

        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        string?[] names = [.. items.Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : null)];
        return names.Length > 0 && names.All(name => Allowed.Contains(name)) && names.Distinct().Count() == names.Length
            ? new ChoiceParameter(Name, Place, names!)
            : throw tune.Wrong(Name, value, "one or several of " + string.Join(", ", Allowed.Select(name => $"\"{name}\"")));
    }
}
