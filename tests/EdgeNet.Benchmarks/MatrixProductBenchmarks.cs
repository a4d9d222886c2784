using BenchmarkDotNet.Attributes;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Benchmarks;

/// <summary>The matrix product of a layer in the three orientations of forward and backward.</summary>
[MemoryDiagnoser]
public class MatrixProductBenchmarks
{
    private readonly Matrix<float> _logits = new(0, 0);
    private readonly Matrix<float> _inputGradients = new(0, 0);
    private readonly Matrix<float> _weightGradients = new(0, 0);
    private Matrix<float> _weights = new(0, 0);
    private Matrix<float> _input = new(0, 0);
    private Matrix<float> _gradients = new(0, 0);

    [Params("12x60x32", "64x64x128", "128x640x256", "20x12288x209", "20x12288x32")]
    public string UnitsInputsBatch { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        int[] sizes = [.. UnitsInputsBatch.Split('x').Select(int.Parse)];
        var random = new Random(1);
        _weights = TrainingWork.Draw(sizes[0], sizes[1], random);
        _input = TrainingWork.Draw(sizes[1], sizes[2], random);
        _gradients = TrainingWork.Draw(sizes[0], sizes[2], random);
    }

    [Benchmark]
    public void Forward() => MatrixProduct.Multiply(_weights, _input, _logits);

    [Benchmark]
    public void InputGradients() => MatrixProduct.MultiplyTransposedLeft(_weights, _gradients, _inputGradients);

    [Benchmark]
    public void WeightGradients() => MatrixProduct.MultiplyTransposedRight(_gradients, _input, _weightGradients);
}
