using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Folds the standardisation into the input stage, or, for integer readings, into the first layer.</summary>
internal static class InputStages
{
    // Steps of a reading's code, as shares of the feature's standard deviation, between which the quantizer chooses.
    private static readonly double[] Fineness = [1 / 4.0, 1 / 8.0, 1 / 16.0, 1 / 32.0];

    /// <summary>The ways of coding the inputs that are worth a try.</summary>
    /// <param name="standardizer">The standardisation.</param>
    /// <param name="readings">The range of integer readings, or null.</param>
    /// <param name="calibration">For inputs that are no readings: how much of the range the codes cover.</param>
    /// <param name="seen">The standardised training features, sorted upwards.</param>
    public static IEnumerable<(InputStage Stage, InputCodes Codes)> Candidates(
        Standardizer standardizer, ReadingRange? readings, Calibration calibration, float[] seen)
    {
        if (readings is null)
        {
            yield return Affine(standardizer, calibration.Choose(seen));
            yield break;
        }

        // A byte for the whole range, for every input alike: all that the sensor resolves when the features use it.
        int whole = Math.Max(0, LanePacking.BitsFor((long)readings.Highest - readings.Lowest) - 8);
        yield return Readings(standardizer, readings, _ => whole);
        foreach (double fineness in Fineness)
        {
            yield return Readings(standardizer, readings, i => ShiftFor(standardizer.Deviations[i] * fineness));
        }
    }

    // code = floor((x - μ)/(σ s) + 1/2) + zero point, and the device computes floor(x·scale + offset) - 128.
    private static (InputStage Stage, InputCodes Codes) Affine(Standardizer standardizer, AffineScale input)
    {
        var scales = new float[standardizer.Means.Count];
        var offsets = new float[scales.Length];
        InputCodes codes = InputCodes.Of(input, scales.Length);
        for (int i = 0; i < scales.Length; i++)
        {
            double scale = standardizer.IsConstant(i) ? 0 : 1 / (standardizer.Deviations[i] * input.Scale);
            scales[i] = (float)scale;
            offsets[i] = (float)((-standardizer.Means[i] * scale) + input.ZeroPoint + InputQuantization.Centre + 0.5);
            codes.Gains[i] = standardizer.IsConstant(i) ? 0 : input.Scale;
        }

        var stage = new AffineInputs(scales, offsets);
        return (stage, codes with { Stage = stage });
    }

    // (x - μ)/σ with x = 2^s·(code + h): h is half of what the shift drops, on average.
    private static (InputStage Stage, InputCodes Codes) Readings(Standardizer standardizer, ReadingRange range, Func<int, int> shiftOf)
    {
        int count = standardizer.Means.Count;
        sbyte[] shifts = [.. Enumerable.Range(0, count).Select(i => (sbyte)shiftOf(i))];
        int[] lowest = [.. Enumerable.Repeat(range.Lowest, count)];
        int[] highest = [.. Enumerable.Repeat(range.Highest, count)];
        var stage = new ReadingInputs(lowest, highest, shifts);
        var gains = new double[count];
        var offsets = new double[count];
        for (int i = 0; i < count; i++)
        {
            double step = Math.Pow(2, shifts[i]);
            gains[i] = standardizer.IsConstant(i) ? 0 : step / standardizer.Deviations[i];
            offsets[i] = ((step - 1) / 2 / step) - (standardizer.Means[i] / step);
        }

        return (stage, new InputCodes(gains, offsets, stage));
    }

    private static int ShiftFor(double step) => Math.Clamp((int)Math.Round(Math.Log2(Math.Max(step, 1))), 0, ReadingInputs.MaxShift);
}
