namespace EdgeNet.Trainer.Export;

/// <summary>What a model is called, and its two classes.</summary>
/// <param name="Name">At most <see cref="ModelFormat.MaxNameLength"/> characters.</param>
/// <param name="NegativeLabel">What <c>false</c> stands for; as long at most.</param>
/// <param name="PositiveLabel">What <c>true</c> stands for; as long at most.</param>
public sealed record ModelIdentity(string Name, string NegativeLabel, string PositiveLabel);
