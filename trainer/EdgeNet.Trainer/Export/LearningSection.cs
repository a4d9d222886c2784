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

    /// <summary>Reads them; null where the model does not learn.</summary>
    /// <param name="bytes">A model file.</param>
    /// <exception cref="ModelFormatException">A limit is out of its range.</exception>
    public static LearningLimits? Read(byte[] bytes) => Learner.CanLearn(bytes) ? new Learner(bytes).Limits : null;
}
