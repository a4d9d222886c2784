using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Quantization;

/// <summary>Integer readings: each input has a shift of its own, and the standardisation is folded into the first layer.</summary>
internal sealed class ReadingOptions : InputOptions
{
    private const int CoarsestBits = 2; // a step is a quarter of a deviation
    private const int FinestBits = 12;

    private readonly Standardizer _standardizer;
    private readonly ReadingStage _stage;
    private readonly int _whole;
    private readonly int[] _set;

    /// <param name="standardizer">The standardisation.</param>
    /// <param name="range">The range of the readings.</param>
    public ReadingOptions(Standardizer standardizer, (int Lowest, int Highest) range)
        : base(StageOf(standardizer.Means.Count, range))
    {
        _standardizer = standardizer;
        _stage = (ReadingStage)Stage;
        _whole = Math.Max(0, LanePacking.BitsFor((long)range.Highest - range.Lowest) - 8);
        _set = new int[_stage.Count];
        for (int i = 0; i < _set.Length; i++)
        {
            Write(i, 0);
        }
    }

    public override string Name => "a shift for each input, a range for each layer";

    public override int Knobs => 1;

    public override int Options => FinestBits - CoarsestBits + 2;

    public override int OptionOf(int input, int knob) => _set[input];

    public override bool TrySet(int input, int knob, int option)
    {
        if (_standardizer.IsConstant(input) || ShiftOf(input, option) == _stage.Shifts[input])
        {
            return false;
        }

        Write(input, option);
        return true;
    }

    private static ReadingStage StageOf(int count, (int Lowest, int Highest) range) => new(
        [.. Enumerable.Repeat(range.Lowest, count)], [.. Enumerable.Repeat(range.Highest, count)], new sbyte[count]);

    // Option 0 maps the whole range to a byte, the same for every input: right if the features use all of the sensor's range.
    private int ShiftOf(int input, int option) => option == 0
        ? _whole
        : Math.Clamp(Math.ILogB(Math.Max(_standardizer.Deviations[input], 1) * Math.Sqrt(2)) - (option - 1 + CoarsestBits), 0, ReadingStage.MaxShift);

    // (x - μ)/σ with x = 2^s·(code + h): h is half of what the shift drops, on average.
    private void Write(int input, int option)
    {
        _set[input] = option;
        int shift = ShiftOf(input, option);
        _stage.Shifts[input] = (sbyte)shift;
        if (_standardizer.IsConstant(input))
        {
            return;
        }

        double step = Math.ScaleB(1, shift);
        Codes.Gains[input] = step / _standardizer.Deviations[input];
        Codes.Offsets[input] = ((step - 1) / 2 / step) - (_standardizer.Means[input] / step);
    }
}
