namespace EdgeNet.Tests.Models;

/// <summary>What is wrong with the machine; the numbers are those of the classes.</summary>
internal enum Fault
{
    Normal = 0,
    Imbalance = 1,
    Looseness = 2,
    Bearing = 3,
}

/// <summary>
/// Simulates a slow machine, such as a large fan, with an accelerometer on its housing: the data of <c>models/vibration</c>, whose README gives the
/// formulas. It moves in steps of a millisecond; the sensor filters and reads every tenth.
/// </summary>
internal sealed class VibrationMachine
{
    public const int CountsPerG = 8192;
    public const int RateHz = 100;
    public const int Axes = 3; // x across, y along the shaft, z up

    private const int StepHz = 1000;
    private const double HousingHz = 35;
    private const double HousingDamping = 0.08;
    private const double ReferenceHz = 10;

    // Balls of the outer race that a turn passes: a bearing with 8 balls, nearly.
    private const double PassesPerTurn = 3.06;

    private static readonly double[] Passband = Butterworth(44);

    private readonly Random _random;
    private readonly double _load;
    private readonly double _noiseG;
    private readonly double _imbalanceG;
    private readonly double _misalignmentG;
    private readonly double _tiltX;
    private readonly double _tiltY;
    private readonly double[] _phases = new double[8];
    private readonly double[,] _filter = new double[Axes, 4];
    private double _turns;
    private double _wander;
    private double _ring;
    private double _ringSpeed;
    private double _nextPass;

    /// <summary>Mounts a sensor on a machine; both differ from draw to draw.</summary>
    /// <param name="load">0 to 1: heavier load is noisier and holds a loose foot down.</param>
    /// <param name="random">Whatever is not given is drawn from it.</param>
    public VibrationMachine(double load, Random random)
    {
        _random = random;
        _load = load;
        _noiseG = (0.010 + (0.015 * load)) * Between(0.8, 1.25);
        _imbalanceG = Between(0.010, 0.035);
        _misalignmentG = Between(0.003, 0.012) * (0.5 + load);
        _tiltX = Between(-0.05, 0.05);
        _tiltY = Between(-0.05, 0.05);
        for (int k = 0; k < _phases.Length; k++)
        {
            _phases[k] = Between(0, 2 * Math.PI);
        }
    }

    /// <summary>Goes on for the time of one reading.</summary>
    /// <param name="speedHz">Turns a second.</param>
    /// <param name="fault">What is wrong now.</param>
    /// <param name="severity">How much, 0 to 1.</param>
    /// <param name="counts">To be filled with x, y and z.</param>
    public void Read(double speedHz, Fault fault, double severity, int[] counts)
    {
        var g = new double[Axes];
        for (int step = 0; step < StepHz / RateHz; step++)
        {
            _wander = (0.999 * _wander) + (0.0004 * Gaussian()); // the speed is not quite steady: about 1 %
            _turns += speedHz * (1 + _wander) / StepHz;
            Shake(speedHz / ReferenceHz, fault, severity, g);
            for (int a = 0; a < Axes; a++)
            {
                g[a] = LowPass(a, g[a] + (_noiseG * Math.Sqrt(5) * Gaussian()));
            }
        }

        // The sensor turns with its mounting, so that gravity is not on z alone.
        counts[0] = ToCounts(g[0] + _tiltX);
        counts[1] = ToCounts(g[1] + _tiltY);
        counts[2] = ToCounts(g[2] + Math.Sqrt(1 - (_tiltX * _tiltX) - (_tiltY * _tiltY)));
    }

    // The centrifugal force grows with the square of the speed.
    private void Shake(double relativeSpeed, Fault fault, double severity, double[] g)
    {
        double square = relativeSpeed * relativeSpeed;
        double turning = _imbalanceG * square;
        if (fault == Fault.Imbalance)
        {
            turning += (0.035 + (0.07 * severity)) * square;
        }

        double angle = 2 * Math.PI * _turns;
        double misaligned = _misalignmentG * square * Math.Cos((2 * angle) + _phases[1]);
        g[0] = (turning * Math.Cos(angle + _phases[0])) + misaligned;
        g[1] = (0.15 * turning * Math.Cos(angle + _phases[2])) + (1.5 * misaligned);
        g[2] = (0.7 * turning * Math.Sin(angle + _phases[0])) + (0.6 * misaligned);
        if (fault == Fault.Looseness)
        {
            Rattle(angle, (0.02 + (0.05 * severity)) * (1 - (0.4 * _load)) * relativeSpeed, g);
        }

        Ring(fault == Fault.Bearing ? (0.4 + (0.6 * severity)) * (0.6 + (0.4 * _load)) * Math.Sqrt(relativeSpeed) : 0, g);
    }

    // A loose foot: the half of the speed and its multiples, more upwards than across.
    private void Rattle(double angle, double amount, double[] g)
    {
        for (int k = 1; k <= 7; k++)
        {
            double part = amount * Math.Cos((0.5 * k * angle) + _phases[k]) / (1 + (0.35 * Math.Abs(k - 3)));
            g[0] += 0.5 * part;
            g[1] += 0.2 * part;
            g[2] += part;
        }
    }

    // A pit in the outer race: each ball that passes gives the housing a knock, and it rings. The balls slip, so that the knocks are not quite regular.
    private void Ring(double knock, double[] g)
    {
        const double Omega = 2 * Math.PI * HousingHz;
        double blow = 0;
        if (_turns >= _nextPass)
        {
            blow = knock * 0.12 * (1 + (0.25 * Gaussian()));
            _nextPass = Math.Max(_nextPass, _turns - 1) + ((1 + (0.03 * Gaussian())) / PassesPerTurn);
        }

        // Semi-implicit Euler; both are in g, the second a quarter of a period ahead. It has no mean, as an acceleration has none.
        _ring += Omega * _ringSpeed / StepHz;
        _ringSpeed += blow - (((2 * HousingDamping * _ringSpeed) + _ring) * Omega / StepHz);
        g[0] += 0.6 * _ringSpeed;
        g[1] += 0.4 * _ringSpeed;
        g[2] += 0.8 * _ringSpeed;
    }

    // Two poles, direct form II transposed: what the sensor's own filter leaves for 100 readings a second.
    private double LowPass(int axis, double x)
    {
        double[] c = Passband;
        double y = (c[0] * x) + _filter[axis, 0];
        _filter[axis, 0] = (2 * c[0] * x) - (c[1] * y) + _filter[axis, 1];
        _filter[axis, 1] = (c[0] * x) - (c[2] * y);
        return y;
    }

    private static double[] Butterworth(double cutoffHz)
    {
        double k = Math.Tan(Math.PI * cutoffHz / StepHz);
        double norm = 1 + (Math.Sqrt(2) * k) + (k * k);
        return [k * k / norm, 2 * ((k * k) - 1) / norm, (1 - (Math.Sqrt(2) * k) + (k * k)) / norm];
    }

    private static int ToCounts(double g) => (int)Math.Clamp(Math.Round(g * CountsPerG), short.MinValue, short.MaxValue);

    private double Between(double low, double high) => low + ((high - low) * _random.NextDouble());

    // Box and Muller, 1958.
    private double Gaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
        return radius * Math.Cos(2 * Math.PI * _random.NextDouble());
    }
}
