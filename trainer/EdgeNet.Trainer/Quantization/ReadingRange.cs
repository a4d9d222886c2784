namespace EdgeNet.Trainer.Quantization;

/// <summary>The integer readings that a sensor can give: a 12-bit ADC's are 0 to 4095.</summary>
/// <param name="Lowest">At least -2^22.</param>
/// <param name="Highest">At most 2^22, above <paramref name="Lowest"/>.</param>
public sealed record ReadingRange(int Lowest, int Highest);
