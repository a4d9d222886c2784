using System.Globalization;
using System.Text;

namespace EdgeNet.Tests.Models;

/// <summary>Simulates the temperature of a motor's winding: the data of <c>models/winding</c>, whose README gives the formula.</summary>
internal static class WindingData
{
    public const int Rows = 400;
    public const int Seed = 1;

    // Of the copper winding at 20 °C, and how it rises with temperature.
    private const double ResistanceOhm = 0.3;
    private const double PerKelvin = 0.00393;

    // Watts a kelvin that the housing gives away in still air, and more at the fan's highest speed.
    private const double StillConductance = 0.6;
    private const double FanConductance = 0.9;
    private const double HighestRpm = 3000;

    private const double NoiseKelvin = 1;

    public static string Csv()
    {
        var random = new Random(Seed);
        var text = new StringBuilder("current_a,ambient_c,fan_rpm,winding_c\n");
        for (int r = 0; r < Rows; r++)
        {
            double current = Math.Round(1 + (9 * random.NextDouble()), 2);
            double ambient = Math.Round(-10 + (50 * random.NextDouble()), 1);
            double rpm = 10 * Math.Round(HighestRpm / 10 * random.NextDouble());
            double winding = SteadyTemperature(current, ambient, rpm) + (NoiseKelvin * Gaussian(random));
            text.Append(CultureInfo.InvariantCulture, $"{current:F2},{ambient:F1},{rpm:F0},{winding:F1}\n");
        }

        return text.ToString();
    }

    /// <summary>Where the heat of the current, <c>I²·R·(1 + α (T - 20))</c>, equals what leaves, <c>G·(T - ambient)</c>.</summary>
    public static double SteadyTemperature(double current, double ambient, double rpm)
    {
        double conductance = StillConductance + (FanConductance * Math.Pow(rpm / HighestRpm, 0.8));
        double power = current * current * ResistanceOhm;
        return ((conductance * ambient) + (power * (1 - (20 * PerKelvin)))) / (conductance - (power * PerKelvin));
    }

    // Box and Muller, 1958.
    private static double Gaussian(Random random)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return radius * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
