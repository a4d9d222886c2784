namespace EdgeNet.Trainer.Export;

/// <summary>An input with the exact logit that every device must compute from it.</summary>
/// <param name="Input">Raw features, n[0] numbers.</param>
/// <param name="Logit">The integer logit.</param>
public sealed record GoldenVector(float[] Input, int Logit);
