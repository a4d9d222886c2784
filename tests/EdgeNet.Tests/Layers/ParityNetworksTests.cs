using System.Globalization;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Layers;

/// <summary>Parity by a tree and by a single hidden layer: both exact, one of them small.</summary>
[TestClass]
public class ParityNetworksTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(5)]
    [DataRow(6)]
    [DataRow(7)]
    [DataRow(8)]
    public void N26_Parity_EveryInput_IsExact(int bits)
    {
        ShouldBeParity(ParityNetworks.Tree<float>(bits), bits);
        ShouldBeParity(ParityNetworks.SingleHiddenLayer<float>(bits), bits);
        ShouldBeParity(ParityNetworks.Tree<double>(bits).Fold(), bits);
    }

    [TestMethod]
    public void N26_Parity_TableOfSizes_GrowsLikeTheBitsAndLikeTheirPower()
    {
        TestContext.WriteLine("bits | tree: hidden layers, units, parameters | one hidden layer: units, parameters");
        for (int bits = 2; bits <= 8; bits++)
        {
            Network<float> tree = ParityNetworks.Tree<float>(bits);
            Network<float> flat = ParityNetworks.SingleHiddenLayer<float>(bits);
            int depth = tree.Layers.Count - 1;
            int treeUnits = tree.Layers.Take(depth).Sum(layer => layer.Units);
            TestContext.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{bits,4} | {depth,19}, {treeUnits,5}, {tree.ParameterCount,10} | {flat.Layers[0].Units,23}, {flat.ParameterCount,10}"));

            Assert.AreEqual((int)Math.Ceiling(Math.Log2(bits)), depth);
            Assert.IsLessThanOrEqualTo((2 * (bits - 1)) + depth, treeUnits);
            Assert.HasCount(2, flat.Layers);
            Assert.AreEqual(1 << (bits - 1), flat.Layers[0].Units);
        }

        Assert.AreEqual(8 + 4 + 2, ParityNetworks.Tree<float>(8).Layers.Take(3).Sum(layer => layer.Units));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(17)]
    public void Parity_BitsOutOfRange_AreRefused(int bits)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ParityNetworks.Tree<float>(bits));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ParityNetworks.SingleHiddenLayer<float>(bits));
    }

    private static void ShouldBeParity<T>(Network<T> network, int bits)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int count = 1 << bits;
        var inputs = new Matrix<T>(bits, count);
        for (int e = 0; e < count; e++)
        {
            for (int bit = 0; bit < bits; bit++)
            {
                inputs[bit, e] = T.CreateChecked(e >> bit & 1);
            }
        }

        network.Forward(inputs);
        for (int e = 0; e < count; e++)
        {
            int ones = Enumerable.Range(0, bits).Sum(bit => e >> bit & 1);
            T logit = network.Output.Logits[0, e];
            Assert.AreEqual(T.CreateChecked(ones % 2 == 1 ? 10 : -10), logit, $"input {e} of {bits} bits");
        }
    }
}
