using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Tests.Quantization;

/// <summary>The search of ranges: what it takes, and that it takes it again.</summary>
[TestClass]
public class RangeSearchTests
{
    [TestMethod]
    public void Quantize_Twice_GivesTheSameBytes()
    {
        SkewedModel made = SkewedModel.Create(49);
        FloatModel model = ModelTrainer.Train(made.Options, made.Train, made.Dev);
        var parts = new ExampleParts(made.Train, made.Dev, null);

        CollectionAssert.AreEqual(
            ModelBuilder.Deploy(model, parts).File.Bytes, ModelBuilder.Deploy(model, parts).File.Bytes);
    }

    [TestMethod]
    [DataRow(5, 300)]
    [DataRow(60, 1000)]
    [DataRow(768, 200)]
    [DataRow(12_288, 20)]
    public void Run_AnyNumberOfInputs_EndsByItsWork(int inputs, int examples)
    {
        var random = new Random(1);
        var features = new Matrix<float>(inputs, examples);
        foreach (ref float value in features.Values)
        {
            value = (float)Math.Exp(3 * random.NextDouble());
        }

        Standardizer standardizer = Standardizer.Fit(features);
        var network = new Network<float>(inputs, [new LayerShape(16, Activation.Relu), new LayerShape(16, Activation.Relu), new LayerShape(1, Activation.Sigmoid)]);
        foreach (DenseLayer<float> layer in network.Layers)
        {
            Initializer.Fill(layer.Weights.Values, Math.Sqrt(2.0 / layer.Inputs), random);
        }

        Matrix<float> standardized = standardizer.Apply(features);
        var search = new RangeSearch(network, new AffineOptions(standardizer, standardized), features, standardized, weightPeak: 127);
        UnitCodes[] hidden = search.Run();

        // What is under way when the work is done is finished; some evaluations stand outside of the loops.
        long evaluation = (16L * inputs * (Math.Min(examples, 1000) + 8)) + (Math.Min(examples, 1000) * 300L);
        Assert.IsLessThan(RangeSearch.MostWork + (12 * evaluation), search.Work);
        Assert.HasCount(2, hidden);
    }

    [TestMethod]
    public void CostsOf_OneWildExample_CountsNoMoreThanATossUp()
    {
        var network = new Network<float>(1, [new LayerShape(1, Activation.Sigmoid)]);
        network.Output.Weights[0, 0] = 1;
        Matrix<float> input = Matrix<float>.FromRows([0.5f, -1, 1000]);
        network.Forward(input);
        var judge = new RangeJudge(network);

        network.Forward(input);
        foreach (double cost in judge.CostsOf(network))
        {
            Assert.AreEqual(0, cost, 1e-9);
        }

        network.Forward(Matrix<float>.FromRows([0.5f, -1, -1000]));
        Assert.AreEqual(Math.Log(2), judge.CostsOf(network)[2], 1e-12);
        network.Forward(Matrix<float>.FromRows([0.5f, -1, 20])); // off by 980, and decided as before
        Assert.AreEqual(0, judge.CostsOf(network)[2], 1e-6);
    }
}
