using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Benchmarks;

/// <summary>EdgeNet's side of a workload: the step that <see cref="GradientDescent{T}"/> makes, on one batch.</summary>
internal sealed class TrainingWork
{
    private readonly Network<float> _network;
    private readonly Matrix<float> _features;
    private readonly Matrix<float> _labels;
    private readonly Optimizer<float> _optimizer;
    private readonly Random _random = new(1);

    /// <summary>Makes network and examples; everything is drawn from one seed.</summary>
    /// <param name="workload">The shapes.</param>
    public TrainingWork(Workload workload)
    {
        _network = NetworkOf(workload);
        Initializer.Initialize(_network, Initialization.Auto, _random);
        _features = Draw(workload.Sizes[0], workload.Batch, _random);
        _labels = Draw(workload.Sizes[^1], workload.Batch, _random);
        if (!workload.IsRegression)
        {
            Round(_labels);
        }

        _optimizer = Optimizer<float>.Create(_network, new DescentOptions { LearningRate = 0.001 });
    }

    /// <summary>Makes one step of Adam.</summary>
    /// <returns>The cost before it.</returns>
    public double Step()
    {
        _network.ForwardTraining(_features, _random);
        double cost = _network.Cost(_labels, 0);
        _network.Backward(_labels, 0);
        _optimizer.Step();
        return cost;
    }

    /// <summary>Draws numbers from 0 to 1.</summary>
    /// <param name="rows">r.</param>
    /// <param name="columns">c.</param>
    /// <param name="random">The source.</param>
    /// <returns>Shape (r, c).</returns>
    public static Matrix<float> Draw(int rows, int columns, Random random)
    {
        var matrix = new Matrix<float>(rows, columns);
        foreach (ref float value in matrix.Values)
        {
            value = random.NextSingle();
        }

        return matrix;
    }

    private static void Round(Matrix<float> labels)
    {
        foreach (ref float label in labels.Values)
        {
            label = MathF.Round(label);
        }
    }

    private static Network<float> NetworkOf(Workload workload)
    {
        Activation output = workload.IsRegression ? Activation.Linear : Activation.Sigmoid;
        int last = workload.Sizes.Length - 1;
        return new(workload.Sizes[0], [.. workload.Sizes.Skip(1).Select((units, l) => new LayerShape(units, l + 1 == last ? output : Activation.Relu))]);
    }
}
