namespace EdgeNet.Trainer.Export;

/// <summary>What a model is called.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Labels">The negative and the positive class, a name for each of several classes, or one for each quantity.</param>
public sealed record ModelIdentity(string Name, IReadOnlyList<string> Labels);
