using System.Globalization;

namespace EdgeNet.Trainer;

/// <summary>Whether a stream keeps up with its sensor, by estimate.</summary>
/// <param name="stream">Rate and stride.</param>
/// <param name="cost">Its cost.</param>
/// <param name="networkInstructions">IL instructions of an inference.</param>
/// <param name="clock">The board's.</param>
internal sealed class StreamDeadlines(StreamSettings stream, StreamCost cost, int networkInstructions, DeviceClock clock)
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
        if (Reading * clock.Most > Period)
        {
            double rate = Million / (Reading * clock.Most);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"A reading takes {clock.Describe(Reading)} on {clock.Board}, by estimate, and the next one comes after {DeviceClock.Time(Period)}: readings {Verb(Reading, Period)} lost. A rate of {Down(rate):0.###} Hz fits, or fewer channels.");
            yield break;
        }

        double between = Period * stream.Stride;
        if (Stride * clock.Most > between)
        {
            double free = Period - (Reading * clock.Most);
            string larger = free > 0 ? string.Create(CultureInfo.InvariantCulture, $"A stride of {Math.Ceiling(Decision * clock.Most / free):N0} readings fits, or fewer features.") : "Take fewer features and channels.";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"A decision and the {stream.Stride:N0} readings before it take {clock.Describe(Stride)} on {clock.Board}, by estimate, and the next decision is due after {DeviceClock.Time(between)}: readings {Verb(Stride, between)} lost. {larger}");
        }
    }

    /// <summary>Says how long a reading and a decision take, and how much of the time that is.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"on {clock.Board} a reading takes {clock.Describe(Reading)} and a decision {clock.Describe(Decision)}: {Share(clock.Least)} to {Share(clock.Most)} % of its time");

    private string Share(double microseconds) => (100 * Stride * microseconds / (Period * stream.Stride)).ToString("G2", CultureInfo.InvariantCulture);

    private string Verb(double instructions, double due) => instructions * clock.Least > due ? "are" : "may be";

    // Three digits, and never above what fits.
    private static double Down(double rate)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(rate)) - 2);
        return Math.Floor(rate / unit) * unit;
    }
}
