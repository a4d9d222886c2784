using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Tests.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>What a network answers to an example depends on neither its place in a batch nor the size of the batch, to the last bit.</summary>
[TestClass]
public sealed class PlaceInBatchTests
{
    [TestMethod]
    [DataRow(Activation.Relu)]
    [DataRow(Activation.LeakyRelu)]
    [DataRow(Activation.Tanh)]
    [DataRow(Activation.Sigmoid)]
    public void Forward_EveryPlaceInEveryBatchTo70_GivesTheSameBits(Activation hidden)
    {
        const int Inputs = 13;
        var random = new Random(3);
        var network = new Network<float>(Inputs, [new LayerShape(9, hidden), new LayerShape(3, Activation.Softmax)]);
        Initializer.Initialize(network, Initialization.Xavier, random);
        Matrix<float> example = RandomMatrix.Of<float>(Inputs, 1, random);
        float[] expected = network.Forward(example).Values.ToArray();
        for (int size = 1; size <= 70; size++)
        {
            Matrix<float> batch = RandomMatrix.Of<float>(Inputs, size, random);
            int place = random.Next(size);
            for (int i = 0; i < Inputs; i++)
            {
                batch[i, place] = example[i, 0];
            }

            Matrix<float> answers = network.Forward(batch);
            for (int k = 0; k < expected.Length; k++)
            {
                Assert.AreEqual(expected[k], answers[k, place], $"output {k} at place {place} of {size}");
            }
        }
    }
}
