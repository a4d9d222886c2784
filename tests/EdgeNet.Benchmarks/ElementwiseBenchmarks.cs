using BenchmarkDotNet.Attributes;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Networks.Training;

namespace EdgeNet.Benchmarks;

/// <summary>Activations, softmax and the step of Adam.</summary>
[MemoryDiagnoser]
public class ElementwiseBenchmarks
{
    private readonly Matrix<float> _logits = TrainingWork.Draw(64, 128, new Random(1));
    private readonly Matrix<float> _activations = new(64, 128);
    private readonly Optimizer<float> _adam = Optimizer<float>.Create(new Network<float>(640, [new LayerShape(128, Activation.Linear)]), new DescentOptions());

    [Benchmark]
    [Arguments(Activation.Relu)]
    [Arguments(Activation.LeakyRelu)]
    [Arguments(Activation.Tanh)]
    [Arguments(Activation.Sigmoid)]
    public void Forward(Activation activation) => ActivationFunctions.Forward(activation, 0.01f, _logits.Values, _activations.Values);

    [Benchmark]
    public void SoftmaxForward() => Softmax.Forward(_logits, _activations);

    [Benchmark]
    public void AdamStep() => _adam.Step();
}
