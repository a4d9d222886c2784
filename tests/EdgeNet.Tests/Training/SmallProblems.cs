using System.Numerics;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Tests.Training;

/// <summary>Networks and examples small enough that gradient descent can be followed by hand.</summary>
internal static class SmallProblems
{
    /// <summary>A linear unit with squared error; on <see cref="Targets"/> its bias alone is trained, towards their mean.</summary>
    public static Network<double> BiasOnly() => new(1, [new LayerShape(1, Activation.Linear)], Loss.SquaredError);

    /// <summary>Examples whose only feature is always 0.</summary>
    public static TrainingSet<double> Targets(params double[] targets) =>
        new(new Matrix<double>(1, targets.Length), new Matrix<double>(1, targets.Length, targets));

    /// <summary>Plain batch gradient descent from zeros.</summary>
    public static DescentOptions BatchDescent(double learningRate, int epochs) => new()
    {
        Optimizer = OptimizerKind.Plain,
        Initialization = Initialization.Zeros,
        BatchSize = 0,
        LearningRate = learningRate,
        Epochs = epochs,
    };

    /// <summary>A network with two hidden layers and a sigmoid output.</summary>
    public static Network<T> TwoHiddenLayers<T>(int features)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(features, [new LayerShape(5, Activation.Tanh), new LayerShape(3, Activation.Sigmoid), new LayerShape(1, Activation.Sigmoid)]);

    /// <summary>Features from -1 to 1; the label says whether two noisy ones are together above 0.</summary>
    public static TrainingSet<T> Noisy<T>(int features, int examples, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var x = new Matrix<T>(features, examples);
        var y = new Matrix<T>(1, examples);
        for (int e = 0; e < examples; e++)
        {
            for (int i = 0; i < features; i++)
            {
                x[i, e] = T.CreateChecked((2 * random.NextDouble()) - 1);
            }

            double noise = random.NextDouble() - 0.5;
            y[0, e] = double.CreateChecked(x[0, e] + x[1, e]) + noise > 0 ? T.One : T.Zero;
        }

        return new TrainingSet<T>(x, y);
    }

    /// <summary>The same examples with a row of labels for each of the two classes.</summary>
    public static TrainingSet<T> OneHot<T>(TrainingSet<T> set)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var labels = new Matrix<T>(2, set.Count);
        for (int e = 0; e < set.Count; e++)
        {
            labels[set.Labels[0, e] == T.One ? 1 : 0, e] = T.One;
        }

        return set with { Labels = labels };
    }

    /// <summary>All parameters.</summary>
    public static T[] ParametersOf<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parameters = new T[network.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }

    /// <summary>The first weights that the options lead to: those of a run that is cancelled before it begins.</summary>
    public static T[] FirstParameters<T>(Network<T> network, TrainingSet<T> train, DescentOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new GradientDescent<T>(network, train, null, options with { Patience = 0 }).Run(null, new CancellationToken(canceled: true));
        return ParametersOf(network);
    }
}
