namespace EdgeNet.Trainer;

/// <summary>What the recipe of an anomaly model calls the classes of its data, of which some are normal and all others unusual.</summary>
/// <param name="Classes">Two names or more.</param>
/// <param name="Values">The text in the label column for each class; null for the names.</param>
/// <param name="Normal">The names of those that are normal; none for the first.</param>
internal sealed record AnomalyKinds(IReadOnlyList<string> Classes, IReadOnlyList<string>? Values, IReadOnlyList<string> Normal)
{
    /// <summary>The text in the label column for each class.</summary>
    public IReadOnlyList<string> Texts => Values ?? Classes;

    /// <summary>The class of the model: 0 for normal, 1 for unusual, and -1 where none is known.</summary>
    /// <param name="kind">The number of the class in the recipe, or -1.</param>
    public int ClassOf(int kind) => kind < 0 ? -1 : (Normal.Count == 0 ? kind == 0 : Normal.Contains(Classes[kind])) ? 0 : 1;
}
