namespace EdgeNet.Trainer.Export;

/// <summary>An input with the exact logits that every device must compute from it.</summary>
/// <param name="Input">Raw features, n[0] numbers.</param>
/// <param name="Logits">The integer logits, n[L] numbers.</param>
public sealed record GoldenVector(float[] Input, int[] Logits);
