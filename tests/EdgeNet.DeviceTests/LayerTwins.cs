#if NANOFRAMEWORK_1_0
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>Layers made by hand, and the comparison of their packed form with the plain one.</summary>
    internal static class LayerTwins
    {
        private const int Rounds = 6;

        /// <summary>Makes a layer in which every weight has the same magnitude, so that the width of its lanes is known.</summary>
        /// <param name="stage">What the inputs come from; <c>null</c> for codes of -128 to 127.</param>
        /// <param name="inputs">n[l-1].</param>
        /// <param name="units">n[l].</param>
        /// <param name="weight">The magnitude.</param>
        /// <param name="activation">Of a hidden layer.</param>
        /// <param name="shift">As wide as spreads the accumulators over the codes.</param>
        public static QuantizedLayer Hidden(InputStage stage, int inputs, int units, int weight, Activation activation, int shift)
        {
            var multipliers = new int[units];
            var negativeMultipliers = new int[units];
            for (int j = 0; j < units; j++)
            {
                multipliers[j] = 3 + (j % 5);
                negativeMultipliers[j] = j % 3;
            }

            return new QuantizedLayer(
                inputs,
                activation,
                Weights(inputs, units, weight),
                Biases(units),
                multipliers,
                activation == Activation.LeakyRelu ? negativeMultipliers : null,
                shift,
                -5,
                stage);
        }

        /// <summary>Makes an output layer of one unit.</summary>
        public static QuantizedLayer Output(InputStage stage, int inputs, int weight)
        {
            return new QuantizedLayer(inputs, Activation.Sigmoid, Weights(inputs, 1, weight), Biases(1), null, null, 0, 0, stage);
        }

        /// <summary>
        /// Compares every code, or the logit, on the ends of the inputs' ranges and on some inputs between them: given as codes and, where
        /// the inputs are readings, as readings too.
        /// </summary>
        public static void AssertSame(QuantizedLayer layer)
        {
            var packed = new PackedLayer(layer);
            var readings = layer.InputStage as ReadingStage;
            var accumulators = new int[layer.Units];
            for (int round = 0; round < Rounds; round++)
            {
                int[] codes = Codes(layer, round);
                layer.Accumulate(codes, accumulators);
                packed.Accumulate(codes);
                AssertSame(layer, accumulators, packed);
                if (readings != null)
                {
                    int[] raw = Readings(codes, readings.Shifts);
                    packed.AccumulateReadings(raw);
                    AssertSame(layer, accumulators, packed);
                    packed.Accumulate(Floats(raw));
                    AssertSame(layer, accumulators, packed);
                }
            }
        }

        /// <summary>The same for a first layer of features: raw values far below and above the codes' range, within it, and no numbers at all.</summary>
        public static void AssertSameOnFeatures(QuantizedLayer layer)
        {
            var packed = new PackedLayer(layer);
            var inputs = (AffineStage)layer.InputStage;
            var codes = new int[layer.Inputs];
            var accumulators = new int[layer.Units];
            for (int round = 0; round < Rounds; round++)
            {
                float[] features = Features(layer.Inputs, round);
                inputs.Quantize(features, codes);
                layer.Accumulate(codes, accumulators);
                packed.Accumulate(features);
                AssertSame(layer, accumulators, packed);

                int[] readings = Codes(layer, round);
                inputs.Quantize(readings, codes);
                layer.Accumulate(codes, accumulators);
                packed.AccumulateReadings(readings);
                AssertSame(layer, accumulators, packed);
            }
        }

        private static void AssertSame(QuantizedLayer layer, int[] accumulators, PackedLayer packed)
        {
            if (layer.Multipliers == null)
            {
                Assert.AreEqual(accumulators[0], packed.FirstAccumulator());
                return;
            }

            var expected = new int[layer.Units];
            var actual = new int[layer.Units];
            layer.Activate(accumulators, SmallModels.Table(), expected);
            packed.Activate(SmallModels.TableBytes(), actual);
            for (int j = 0; j < expected.Length; j++)
            {
                Assert.AreEqual(expected[j], actual[j]);
            }
        }

        private static float[] Floats(int[] values)
        {
            var floats = new float[values.Length];
            for (int i = 0; i < floats.Length; i++)
            {
                floats[i] = values[i];
            }

            return floats;
        }

        private static float[] Features(int count, int round)
        {
            float[] ends = { -1e30f, 1e30f, float.NaN, float.NegativeInfinity, float.PositiveInfinity, 0f };
            var features = new float[count];
            uint state = (uint)round + 77;
            for (int i = 0; i < count; i++)
            {
                state = (state * 1664525) + 1013904223;
                features[i] = round < 3 ? ends[(i + round) % ends.Length] : ((int)(state >> 20) - 2048) * 0.0625f;
            }

            return features;
        }

        // The lowest and the highest reading of each code, in turn.
        private static int[] Readings(int[] codes, sbyte[] shifts)
        {
            var readings = new int[codes.Length];
            for (int i = 0; i < readings.Length; i++)
            {
                readings[i] = (codes[i] << shifts[i]) + (i % 2 == 0 ? 0 : (1 << shifts[i]) - 1);
            }

            return readings;
        }

        // All at the lowest, all at the highest, in turn both ways, and then anything.
        private static int[] Codes(QuantizedLayer layer, int round)
        {
            var codes = new int[layer.Inputs];
            uint state = (uint)round;
            for (int i = 0; i < codes.Length; i++)
            {
                int lowest = layer.LowestCode(i);
                int highest = layer.HighestCode(i);
                bool isLow = round < 2 ? round == 0 : i % 2 == round - 2;
                state = (state * 1664525) + 1013904223;
                int between = lowest + (int)((state >> 8) % (uint)(highest - lowest + 1));
                codes[i] = round < 4 ? (isLow ? lowest : highest) : between;
            }

            return codes;
        }

        private static sbyte[] Weights(int inputs, int units, int weight)
        {
            var weights = new sbyte[units * inputs];
            for (int k = 0; k < weights.Length; k++)
            {
                weights[k] = (sbyte)((k * 7 / 3) % 2 == 0 ? weight : -weight);
            }

            return weights;
        }

        private static int[] Biases(int units)
        {
            var biases = new int[units];
            for (int j = 0; j < units; j++)
            {
                biases[j] = (j % 2 == 0 ? 1 : -1) * (17 + (100 * j));
            }

            return biases;
        }
    }
}
