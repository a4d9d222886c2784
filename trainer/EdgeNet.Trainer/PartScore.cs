using System.Globalization;
using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Trainer;

/// <summary>A model's scores on some examples: of the float network, and of the integers as the device computes them.</summary>
public sealed class PartScore
{
    private readonly string _integers;

    internal PartScore(string name, int count, Score floatScore, Score device, int? weightBits)
    {
        Name = name;
        Count = count;
        FloatScore = floatScore;
        DeviceScore = device;
        _integers = weightBits switch { 8 => "int8", 4 => "4-bit", _ => "integers" };
    }

    /// <summary>The name of the examples: train, dev or test.</summary>
    public string Name { get; }

    /// <summary>m, the examples.</summary>
    public int Count { get; }

    /// <summary>The score of the float network.</summary>
    public Score FloatScore { get; }

    /// <summary>The score of the integers, run by the device library.</summary>
    public Score DeviceScore { get; }

    /// <summary>Of all examples, those decided rightly; NaN in regression.</summary>
    public SideBySide Accuracy => new(FloatScore.Accuracy, DeviceScore.Accuracy, _integers, IsShare: true);

    /// <summary>Two classes: F1 of the positive class; several: the mean of the classes' F1; NaN in regression.</summary>
    public SideBySide F1 => new(FloatScore.F1, DeviceScore.F1, _integers, IsShare: true);

    /// <summary>Regression: the root mean square error in the units of the targets, their mean over several targets; NaN for classes.</summary>
    public SideBySide RootMeanSquareError => new(FloatScore.RootMeanSquareError, DeviceScore.RootMeanSquareError, _integers, IsShare: false);
}

/// <summary>A number of the float network beside that of the integers on the device.</summary>
/// <param name="InFloat">The number of the float network.</param>
/// <param name="OnDevice">The number of the integers, run by the device library.</param>
/// <param name="Integers">The name of the integers, such as int8.</param>
/// <param name="IsShare">Whether the number is a share, from 0 to 1.</param>
public readonly record struct SideBySide(double InFloat, double OnDevice, string Integers, bool IsShare)
{
    /// <summary>Both numbers in words, such as <c>float 86.4 %, int8 86.6 %</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => IsShare
        ? string.Create(CultureInfo.InvariantCulture, $"float {100 * InFloat:F1} %, {Integers} {100 * OnDevice:F1} %")
        : string.Create(CultureInfo.InvariantCulture, $"float {InFloat:G4}, {Integers} {OnDevice:G4}");
}
