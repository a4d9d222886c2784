namespace EdgeNet.Trainer.Export;

/// <summary>The limits of learning in a model file.</summary>
internal static class LearningSection
{
    /// <summary>Writes them, of a model that has not begun to learn.</summary>
    public static void Write(BinaryWriter writer, LearningLimits limits)
    {
        int[] numbers = [limits.Examples, limits.Calibration, limits.Refuse, limits.Drift, limits.UnitWidth];
        int[] smallNumbers = [limits.Alarms, limits.Weight, limits.Saturated, limits.Options];
        foreach (int number in numbers)
        {
            writer.Write(number);
        }

        foreach (int number in smallNumbers)
        {
            writer.Write(checked((ushort)number));
        }

        writer.Write(limits.Refusals);
        writer.Write(0); // words of statistics
    }
}
