using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Inputs of any numbers: each has its own range, whose ends are quantiles of its values. Values outside saturate.</summary>
internal sealed class AffineOptions : InputOptions
{
    // Beyond this many steps from 0 a product in single precision is off by a good part of a step, unless the factor is a power of two.
    private const double ManySteps = 1 << 19;

    private readonly Standardizer _standardizer;
    private readonly AffineStage _stage;
    private readonly double[][][] _ends; // for each input the lower ends and the upper ends, standardised, from the widest on
    private readonly int[][] _set;
    private readonly double[] _starts; // of the lattice on which the values of an input lie
    private readonly double[] _steps;  // of the lattice; 0 where there is none

    /// <param name="standardizer">The standardisation, which is folded in.</param>
    /// <param name="seen">Standardised features, shape (n[0], m).</param>
    public AffineOptions(Standardizer standardizer, Matrix<float> seen)
        : base(new AffineStage(new float[seen.Rows], new float[seen.Rows]))
    {
        _standardizer = standardizer;
        _stage = (AffineStage)Stage;
        _ends = new double[seen.Rows][][];
        _set = new int[seen.Rows][];
        _starts = new double[seen.Rows];
        _steps = new double[seen.Rows];
        for (int i = 0; i < seen.Rows; i++)
        {
            float[] sorted = seen.Row(i).ToArray();
            Array.Sort(sorted);
            _ends[i] = Quantiles.Ends(sorted, sorted.Length);
            _set[i] = [0, 0];
            if (Lattice.StepOf(sorted) is var step && step > 0)
            {
                (_starts[i], _steps[i]) = (sorted[0], step);
            }

            // A range is two deviations at the least; only a deviation that was raised is larger than what was seen.
            double centre = (_ends[i][0][0] + _ends[i][1][0]) / 2;
            _ends[i][0][0] = Math.Min(_ends[i][0][0], centre - 1);
            _ends[i][1][0] = Math.Max(_ends[i][1][0], centre + 1);
            Write(i);
        }
    }

    public override string Name => "a range for each input and layer";

    public override int Knobs => 2;

    public override int Options => Quantiles.Count;

    public override int OptionOf(int input, int knob) => _set[input][knob];

    public override bool TrySet(int input, int knob, int option)
    {
        double[] ends = _ends[input][knob];
        double other = _ends[input][1 - knob][_set[input][1 - knob]];
        bool isEmpty = knob == 0 ? ends[option] >= other : ends[option] <= other;
        if (isEmpty || ends[option] == ends[_set[input][knob]] || _standardizer.IsConstant(input))
        {
            return false;
        }

        _set[input][knob] = option;
        Write(input);
        return true;
    }

    // The device computes code = floor(x·scale + offset) - 128. The values of the codes follow from scale and offset as they are in
    // single precision, so that their rounding moves the range by a trifle and adds no error.
    private void Write(int input)
    {
        if (_standardizer.IsConstant(input))
        {
            return;
        }

        double lowest = _ends[input][0][_set[input][0]];
        double highest = _ends[input][1][_set[input][1]];
        double codes = byte.MaxValue / (highest - lowest);
        if (_steps[input] > 0)
        {
            (lowest, codes) = OnLattice(input, lowest, highest, codes);
        }

        double mean = _standardizer.Means[input];
        double deviation = _standardizer.Deviations[input];
        double scale = codes / deviation;
        double start = mean + (lowest * deviation);
        if (Math.Max(Math.Abs(start), Math.Abs(mean + (highest * deviation))) * scale > ManySteps)
        {
            scale = Math.ScaleB(1, Math.ILogB(scale));
        }

        _stage.Scales[input] = (float)scale;
        _stage.Offsets[input] = (float)(0.5 - (start * _stage.Scales[input]));
        Codes.Gains[input] = 1 / (_stage.Scales[input] * deviation);
        Codes.Offsets[input] = AffineStage.Centre + 0.5 - _stage.Offsets[input] - (mean * _stage.Scales[input]);
    }

    // Counts, levels and flags lie in the middle of their codes, and are not rounded, if there are enough codes for a whole number of them a step.
    private (double Lowest, double Codes) OnLattice(int input, double lowest, double highest, double codes)
    {
        double step = _steps[input];
        double first = Math.Max(0, Math.Ceiling(((lowest - _starts[input]) / step) - 0.01));
        double last = Math.Floor(((highest - _starts[input]) / step) + 0.01);
        double each = Math.Floor(byte.MaxValue / (last - first));
        return last > first && each >= 1 ? (_starts[input] + (first * step), each / step) : (lowest, codes);
    }
}

/// <summary>The value of an int8 code: <c>real = Scale · (code - ZeroPoint)</c>.</summary>
/// <param name="Scale">The step, above 0.</param>
/// <param name="ZeroPoint">The code of 0, -128 to 127.</param>
internal readonly record struct AffineScale(double Scale, int ZeroPoint)
{
    private const int Steps = 255;

    /// <summary>The codes of hidden tanh units, -1 to 1 (see <see cref="TanhTable"/>).</summary>
    public static AffineScale Tanh { get; } = new(1.0 / TanhTable.Peak, 0);

    /// <summary>The codes of hidden sigmoid units, 0 to 1 (see <see cref="TanhTable"/>).</summary>
    public static AffineScale Sigmoid { get; } = new(0.5 / TanhTable.Peak, -TanhTable.Peak);

    /// <summary>Spreads the 256 codes over a range, which is widened to hold 0, so that 0 has a code of its own.</summary>
    /// <param name="lowest">The lower end.</param>
    /// <param name="highest">The upper end.</param>
    /// <returns>The scale; 1 with zero point 0 for the range that is 0 alone.</returns>
    public static AffineScale Spread(double lowest, double highest)
    {
        lowest = Math.Min(lowest, 0);
        highest = Math.Max(highest, 0);
        if (lowest == highest)
        {
            return new AffineScale(1, 0);
        }

        double scale = (highest - lowest) / Steps;
        return new AffineScale(scale, Math.Clamp((int)Math.Round(sbyte.MinValue - (lowest / scale)), sbyte.MinValue, sbyte.MaxValue));
    }

    /// <summary>Computes the code nearest to a number, saturating.</summary>
    /// <param name="real">The number.</param>
    /// <returns>-128 to 127.</returns>
    public int Quantize(double real) => (int)Math.Clamp(Math.Floor((real / Scale) + 0.5) + ZeroPoint, sbyte.MinValue, sbyte.MaxValue);

    /// <summary>Computes the number that a code stands for.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The number.</returns>
    public double Dequantize(int code) => Scale * (code - ZeroPoint);
}
