namespace EdgeNet.Trainer.Quantization;

/// <summary>How a trained network becomes integers.</summary>
internal sealed record QuantizationOptions
{
    /// <summary>Epochs of quantization-aware training where it is needed and no number is given: enough to bring weights of four bits near the float network.</summary>
    public const int DefaultAwareEpochs = 100;

    /// <summary>
    /// Epochs of quantization-aware training after the float ones, 0 for none; null for <see cref="DefaultAwareEpochs"/> where integers of eight bits
    /// lose noticeably without it.
    /// </summary>
    public int? AwareEpochs { get; init; }

    /// <summary>α of the first of these epochs, above 0; null for <see cref="AwareTraining.DefaultLearningRateShare"/> of the float training's. It falls to 0 along a cosine.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Bits of a weight: 8 or 4; null for 4 where they are as good and save words of the device, else 8.</summary>
    public int? WeightBits { get; init; } = 8;

    /// <summary>Throws when an option is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(AwareEpochs ?? 0, nameof(AwareEpochs));
        if (LearningRate is { } rate)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(LearningRate));
            ArgumentOutOfRangeException.ThrowIfEqual(rate, double.PositiveInfinity, nameof(LearningRate));
        }

        if (WeightBits is not (null or 8 or 4))
        {
            throw new ArgumentOutOfRangeException(nameof(WeightBits), WeightBits, "A weight has 8 bits or 4.");
        }
    }
}
