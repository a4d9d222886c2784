using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>One parameter and the optimizer that moves it, as the formulas are printed.</summary>
internal sealed class PlainOptimizerTwin(OptimizerKind kind, double first, double learningRate, double momentum)
{
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private double _mean;
    private double _square;
    private int _steps;

    public double Value { get; private set; } = first;

    public void Step(double gradient)
    {
        _steps++;
        switch (kind)
        {
            case OptimizerKind.Plain:
                Value -= learningRate * gradient;
                break;
            case OptimizerKind.Momentum:
                _mean = (momentum * _mean) + ((1 - momentum) * gradient);
                Value -= learningRate * _mean;
                break;
            case OptimizerKind.Adam:
                // Kingma and Ba, 2015, algorithm 1.
                _mean = (momentum * _mean) + ((1 - momentum) * gradient);
                _square = (Beta2 * _square) + ((1 - Beta2) * gradient * gradient);
                double unbiasedMean = _mean / (1 - Math.Pow(momentum, _steps));
                double unbiasedSquare = _square / (1 - Math.Pow(Beta2, _steps));
                Value -= learningRate * unbiasedMean / (Math.Sqrt(unbiasedSquare) + Epsilon);
                break;
            case OptimizerKind.RmsProp:
                _square = (momentum * _square) + ((1 - momentum) * gradient * gradient);
                Value -= learningRate * gradient / (Math.Sqrt(_square) + Epsilon);
                break;
            default:
                throw new NotSupportedException($"There is no plain twin of {kind}.");
        }
    }
}
