namespace EdgeNet.Trainer.Quantization;

/// <summary>What one step of quantization does to the logit.</summary>
/// <param name="Name">Which step.</param>
/// <param name="LogitRms">The root mean square error of the logit with this step and all before it.</param>
/// <param name="Added">By how much this step raised it; negative when it happens to undo an earlier error.</param>
public sealed record QuantizationStep(string Name, double LogitRms, double Added);
