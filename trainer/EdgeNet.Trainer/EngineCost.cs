namespace EdgeNet.Trainer;

/// <summary>What an engine costs on the device, estimated from its IL.</summary>
/// <param name="FlashBytes">IL and constants, or the model file.</param>
/// <param name="RamBytes">Arrays held.</param>
/// <param name="Instructions">IL instructions of one inference, raw values to logit.</param>
internal sealed record EngineCost(int FlashBytes, int RamBytes, int Instructions);
