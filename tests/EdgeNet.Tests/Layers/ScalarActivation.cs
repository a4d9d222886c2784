namespace EdgeNet.Tests.Layers;

/// <summary>The plain twin of the activations: one number at a time, in double, as the formulas stand in the specification.</summary>
internal static class ScalarActivation
{
    public static double Value(Activation activation, double slope, double z) => activation switch
    {
        Activation.Linear => z,
        Activation.Relu => z > 0 ? z : 0,
        Activation.LeakyRelu => z > 0 ? z : slope * z,
        Activation.Tanh => Math.Tanh(z),
        Activation.Sigmoid => Sigmoid(z),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    /// <summary>g'(z), where a = g(z) is known.</summary>
    public static double Derivative(Activation activation, double slope, double z, double a) => activation switch
    {
        Activation.Linear => 1,
        Activation.Relu => z > 0 ? 1 : 0,
        Activation.LeakyRelu => z > 0 ? 1 : slope,
        Activation.Tanh => 1 - (a * a),
        Activation.Sigmoid => a * (1 - a),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    public static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));
}
