using System.Globalization;

namespace EdgeNet.Trainer;

/// <summary>Whether a stream keeps up with its sensor, by estimate.</summary>
/// <param name="stream">Rate and stride.</param>
/// <param name="cost">Its cost.</param>
/// <param name="networkInstructions">IL instructions of an inference.</param>
/// <param name="microseconds">Of an IL instruction.</param>
internal sealed class StreamDeadlines(StreamSettings stream, StreamCost cost, int networkInstructions, (double Least, double Most) microseconds)
{
    private const double Million = 1_000_000;

    /// <summary>Microseconds from one reading to the next.</summary>
    private double Period => Million * 1000 / stream.RateMillihertz;

    private double Reading => cost.InstructionsPerReading;

    private double Decision => cost.InstructionsPerWindow + (double)networkInstructions;

    /// <summary>IL instructions from one decision to the next.</summary>
    private double Stride => (Reading * stream.Stride) + Decision;

    /// <summary>Says what takes too long: a reading, or a decision with the readings before it. One that may take too long is said too.</summary>
    public IEnumerable<string> Faults()
    {
        if (Reading * microseconds.Most > Period)
        {
            double rate = Million / (Reading * microseconds.Most);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"A reading takes {Range(Reading)} on an ESP32 at 240 MHz, by estimate, and the next one comes after {Time(Period)}: readings {Verb(Reading, Period)} lost. A rate of {Down(rate):0.###} Hz fits, or fewer channels.");
            yield break;
        }

        double between = Period * stream.Stride;
        if (Stride * microseconds.Most > between)
        {
            double free = Period - (Reading * microseconds.Most);
            string larger = free > 0 ? string.Create(CultureInfo.InvariantCulture, $"A stride of {Math.Ceiling(Decision * microseconds.Most / free):N0} readings fits, or fewer features.") : "Take fewer features and channels.";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"A decision and the {stream.Stride:N0} readings before it take {Range(Stride)} on an ESP32 at 240 MHz, by estimate, and the next decision is due after {Time(between)}: readings {Verb(Stride, between)} lost. {larger}");
        }
    }

    private string Range(double instructions) => $"{Time(instructions * microseconds.Least)} to {Time(instructions * microseconds.Most)}";

    private string Verb(double instructions, double due) => instructions * microseconds.Least > due ? "are" : "may be";

    private static string Time(double microseconds) => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000:G3} ms");

    // Three digits, and never above what fits.
    private static double Down(double rate)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(rate)) - 2);
        return Math.Floor(rate / unit) * unit;
    }
}
