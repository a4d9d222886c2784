using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Anomalies;

/// <summary>How inputs become codes of eight bits for distances: the range of normal examples is the middle of the codes, so that what is outside is seen.</summary>
internal sealed class CodeGrid
{
    private const double Outside = 0.001; // of the examples, at each end

    /// <summary>Steps of the middle half.</summary>
    public const double MiddleHalf = 127;

    /// <summary>Steps of the middle 80 %: finer, for errors that are small beside the range, and less is seen outside.</summary>
    public const double MostSteps = 204;

    private const double Half = 0.5;
    private const double LeastWidths = 12; // of the narrowest prototype: what leaves an input of nearly one value must be seen

    private readonly double[] _steps;   // in standardised units; 0 for a constant input
    private readonly double[] _centres;

    private CodeGrid(double[] steps, double[] centres, AffineStage stage)
    {
        _steps = steps;
        _centres = centres;
        Stage = stage;
    }

    /// <summary>How the device makes codes of raw values.</summary>
    public AffineStage Stage { get; }

    /// <summary>Makes the grid.</summary>
    /// <param name="standardizer">Of the raw values.</param>
    /// <param name="normal">Standardised normal examples, one at least.</param>
    /// <param name="middle">The steps that their range has.</param>
    public static CodeGrid Of(Standardizer standardizer, IReadOnlyList<double[]> normal, double middle = MiddleHalf)
    {
        int inputs = normal[0].Length;
        double[] steps = new double[inputs], centres = new double[inputs];
        float[] scales = new float[inputs], offsets = new float[inputs];
        for (int i = 0; i < inputs; i++)
        {
            double[] sorted = [.. normal.Select(example => example[i]).Order()];
            int cut = (int)(Outside * sorted.Length);
            (double low, double high) = (sorted[cut], sorted[^(cut + 1)]);
            centres[i] = (low + high) / 2;
            if (standardizer.IsConstant(i))
            {
                offsets[i] = (float)(AffineStage.Centre + Half);
                continue;
            }

            steps[i] = Math.Max(high - low, LeastWidths * Math.Sqrt(Networks.Anomalies.Mixture.LeastVariance)) / middle;
            double rawStep = steps[i] * standardizer.Deviations[i];
            scales[i] = (float)(1 / rawStep);
            offsets[i] = (float)(AffineStage.Centre + Half - ((standardizer.Means[i] + (centres[i] * standardizer.Deviations[i])) / rawStep));
        }

        return new CodeGrid(steps, centres, new AffineStage(scales, offsets));
    }

    /// <summary>A step of an input's code, in standardised units; 0 for a constant input.</summary>
    public double StepOf(int input) => _steps[input];

    /// <summary>The code of a standardised value.</summary>
    public sbyte CodeOf(int input, double value) =>
        _steps[input] == 0 ? (sbyte)0 : (sbyte)Math.Clamp(Math.Floor(((value - _centres[input]) / _steps[input]) + Half), sbyte.MinValue, sbyte.MaxValue);
}
