using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Native;

/// <summary>Instructions that turn logits into outputs, and those that check a model, against the device library or a formula.</summary>
[TestClass]
public class NativeInstructionTests
{
    private static readonly Lazy<CEngine> Engine = new(() => new CEngine("-O2"));

    [ClassCleanup]
    public static void Clean()
    {
        if (Engine.IsValueCreated)
        {
            Engine.Value.Dispose();
        }
    }

    [TestMethod]
    [DataRow(1, Activation.Sigmoid)]
    [DataRow(5, Activation.Softmax)]
    [DataRow(257, Activation.Softmax)]
    [DataRow(4, Activation.Linear)]
    [DataRow(3, Activation.Relu)]
    [DataRow(1, Activation.Relu)]
    public void Outputs_OfRandomLogits_AreThoseOfTheDeviceLibrary(int outputs, Activation output)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            RandomModel network = RandomModels.Make(seed, 9, [(7, Activation.Relu)], goldenVectors: 1, outputs: outputs, output: output);
            Model model = Model.Load(network.File, ModelMemory.Packed);
            float[] features = network.NextFeatures(random);
            var logits = new int[outputs];
            var expected = new float[outputs];
            model.Logits(features, logits);
            model.Predict(features, expected);

            var call = new NativeCall { Work = [0, .. logits, 0], Outputs = new float[outputs] };
            int scale = BitConverter.SingleToInt32Bits(model.LogitScale);
            call = output switch
            {
                Activation.Sigmoid => call.Add(13, 1, scale),
                Activation.Softmax => call.Add(8, outputs, 1, scale).Add(7, outputs, 1, outputs + 1),
                _ => Quantities(call, ModelContents.Read(network.File), output == Activation.Relu),
            };
            Assert.AreEqual(0, call.Run(Engine.Value));
            if (output is Activation.Linear or Activation.Relu)
            {
                Assert.AreSequenceEqual(expected, call.Outputs);
            }
            else
            {
                for (int j = 0; j < outputs; j++) // a library's exponential function may differ in its last digit
                {
                    Assert.AreEqual(expected[j], call.Outputs![j], 1e-6f * Math.Max(1e-3f, expected[j]));
                }
            }

            if (output == Activation.Softmax)
            {
                Assert.AreEqual(model.ClassOf(features), call.Work[outputs + 1]);
            }
        }
    }

    [TestMethod]
    public void Highest_EqualLogits_IsTheFirst()
    {
        var call = new NativeCall { Work = [int.MinValue, 7, -1, 7, 6, 99] };
        call.Bytes(0);
        Assert.AreEqual(0, call.Add(7, 5, 0, 5).Run(Engine.Value));
        Assert.AreEqual(1, call.Work[5]);
    }

    [TestMethod]
    public void Crc_OfAnyPart_IsThatOfTheDeviceLibrary()
    {
        var random = new Random(3);
        for (int length = 1; length < 200; length++)
        {
            var call = new NativeCall { Work = [0, 0] };
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            call.Bytes([9, 9, 9, .. bytes]);
            Assert.AreEqual(0, call.Add(11, 3, length, 1).Run(Engine.Value));
            Assert.AreEqual((int)Crc32.Compute(new ByteWindow(bytes), length), call.Work[1]);
        }
    }

    [TestMethod]
    public void Quantize_FromWork_IsThatOfReadings()
    {
        var random = new Random(5);
        int[] readings = [.. Enumerable.Range(0, 13).Select(_ => random.Next(-5000, 5000)), int.MinValue, int.MaxValue];
        var call = new NativeCall { Work = [.. readings, .. new int[8]], Readings = readings };
        int scales = call.Table([.. readings.Select(_ => random.NextSingle() / 10)]);
        int offsets = call.Table([.. readings.Select(_ => random.NextSingle() * 200)]);
        call.Add(1, 15, 0, scales, offsets, 15).Add(1, 15, -1, scales, offsets, 19);
        Assert.AreEqual(0, call.Run(Engine.Value));
        Assert.AreSequenceEqual(call.Work[15..19], call.Work[19..23]);
        Assert.AreNotEqual(0, call.Work[15]);
    }

    [TestMethod]
    public void Bound_RandomLayers_IsTheFirstUnitThatCouldOverflow()
    {
        var random = new Random(11);
        int found = 0;
        for (int n = 0; n < 2000; n++)
        {
            int inputs = random.Next(1, 12);
            int units = random.Next(1, 6);
            bool areNibbles = random.Next(2) == 0;
            bool haveRanges = random.Next(2) == 0;
            sbyte[] weights = [.. Enumerable.Range(0, inputs * units).Select(_ => (sbyte)(areNibbles ? random.Next(-8, 8) : random.Next(-128, 128)))];
            int[] shifts = [.. Enumerable.Range(0, inputs).Select(_ => random.Next(4))];
            int[] lowest = [.. Enumerable.Range(0, inputs).Select(_ => random.Next(-(1 << 22), 1))];
            int[] highest = [.. Enumerable.Range(0, inputs).Select(_ => random.Next(1 << 22))];
            (long Lowest, long Highest)[] codes = [.. Enumerable.Range(0, inputs).Select(i => haveRanges ? ((long)lowest[i] >> shifts[i], (long)highest[i] >> shifts[i]) : (-128L, 127L))];
            long[] sums = [.. Enumerable.Range(0, units).Select(j => Enumerable.Range(0, inputs).Sum(
                i => Math.Max(Math.Abs(weights[(j * inputs) + i] * codes[i].Lowest), Math.Abs(weights[(j * inputs) + i] * codes[i].Highest))))];

            // Each bias is about as large as it may be, exactly so, or one more.
            int[] biases = [.. sums.Select(sum => (int)Math.Max(-int.MaxValue, (int.MaxValue - sum + (random.Next(6) == 0 ? 1 : 0)) * (random.Next(2) == 0 ? 1 : -1)))];
            int expected = Array.FindIndex([.. Enumerable.Range(0, units)], j => sums[j] + Math.Abs((long)biases[j]) > int.MaxValue);
            found += expected >= 0 ? 1 : 0;

            var call = new NativeCall { Work = [99] };
            int weightsAt = areNibbles ? call.Bytes(Pairs(weights)) : call.SBytes(weights);
            int biasesAt = call.Table(biases);
            int[] ranges = haveRanges ? [call.Table(lowest), call.Table(highest), call.Bytes([.. shifts.Select(shift => (byte)shift)])] : [-1, -1, -1];
            Assert.AreEqual(0, call.Add(12, [inputs, units, areNibbles ? 1 : 0, weightsAt, biasesAt, .. ranges, 0]).Run(Engine.Value));
            Assert.AreEqual(expected, call.Work[0]);
        }

        Assert.IsTrue(found is > 200 and < 1800, $"{found}");
    }

    [TestMethod]
    public void Bound_LowestBias_CouldOverflow()
    {
        var call = new NativeCall { Work = [99] };
        call.Add(12, 1, 2, 0, call.SBytes(0, 0), call.Table(int.MaxValue, int.MinValue), -1, -1, -1, 0);
        Assert.AreEqual(0, call.Run(Engine.Value));
        Assert.AreEqual(1, call.Work[0]);
    }

    private static NativeCall Quantities(NativeCall call, ModelContents contents, bool isRelu)
    {
        int scales = call.Table(contents.OutputScales);
        int offsets = call.Table(contents.OutputOffsets);
        return call.Add(9, contents.OutputScales.Length, 1, scales, offsets, isRelu ? 1 : 0);
    }

    private static byte[] Pairs(sbyte[] weights) => [.. weights.Chunk(2).Select(pair => (byte)((pair[0] & 15) | ((pair.Length > 1 ? pair[1] & 15 : 0) << 4)))];
}
