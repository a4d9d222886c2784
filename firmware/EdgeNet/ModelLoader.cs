namespace EdgeNet
{
    /// <summary>Checks everything in a model file once, so that inference checks nothing but the length of its input.</summary>
    internal static class ModelLoader
    {
        private const int NegativeLabelLength = 0;
        private const int PositiveLabelLength = 1;

        public static ModelContents Load(byte[] data)
        {
            ModelReader reader = OpenChecked(data);
            int inputCount = reader.ReadUInt16();
            int layerCount = reader.ReadByte();
            int inputKind = reader.ReadByte();
            int goldenCount = reader.ReadUInt16();
            int tableLength = reader.ReadUInt16();
            float logitScale = reader.ReadSingle();
            int logitThreshold = reader.ReadInt32();
            int nameLength = reader.ReadByte();
            var labelLengths = new int[] { reader.ReadByte(), reader.ReadByte() };
            int reserved = reader.ReadByte();

            CheckCount(inputCount, 1, ModelFormat.MaxUnits, "inputs");
            CheckCount(layerCount, 1, ModelFormat.MaxLayers, "layers");
            CheckCount(inputKind, ModelFormat.AffineInputKind, ModelFormat.ReadingInputKind, "input kind");
            CheckCount(goldenCount, 1, ModelFormat.MaxGoldenVectors, "golden vectors");
            CheckCount(nameLength, 0, ModelFormat.MaxNameLength, "characters in the name");
            CheckCount(labelLengths[NegativeLabelLength], 0, ModelFormat.MaxNameLength, "characters in the first label");
            CheckCount(labelLengths[PositiveLabelLength], 0, ModelFormat.MaxNameLength, "characters in the second label");
            CheckCount(reserved, 0, 0, "reserved byte");
            if (!IsFinite(logitScale) || logitScale <= 0)
            {
                throw Fail(ModelFormatError.ScaleOutOfRange, "The logit scale is not a finite number above 0.");
            }

            string name = reader.ReadString(nameLength, "the name");
            string negativeLabel = reader.ReadString(labelLengths[NegativeLabelLength], "the first label");
            string positiveLabel = reader.ReadString(labelLengths[PositiveLabelLength], "the second label");
            reader.SkipPadding();

            InputStage inputs;
            if (inputKind == ModelFormat.AffineInputKind)
            {
                inputs = ReadAffineInputs(reader, inputCount);
            }
            else
            {
                inputs = ReadReadingInputs(reader, inputCount);
            }

            var layers = new QuantizedLayer[layerCount];
            bool needsTable = false;
            int width = inputCount;
            for (int l = 0; l < layerCount; l++)
            {
                layers[l] = ReadLayer(reader, width, l + 1, l == layerCount - 1, l == 0 ? inputs : null);
                width = layers[l].Units;
                needsTable |= l < layerCount - 1 && IsTabulated(layers[l].Activation);
            }

            CheckCount(tableLength, needsTable ? TanhTable.Length : 0, needsTable ? TanhTable.Length : 0, "entries in the tanh table");
            sbyte[] table = needsTable ? reader.ReadSBytes(TanhTable.Length, "the tanh table") : null;

            reader.Require(goldenCount * (inputCount + 1L) * 4, "the golden vectors");
            var goldenInputs = new float[goldenCount][];
            var goldenLogits = new int[goldenCount];
            for (int g = 0; g < goldenCount; g++)
            {
                goldenInputs[g] = reader.ReadSingles(inputCount, "a golden vector");
                goldenLogits[g] = reader.ReadInt32();
            }

            if (reader.Remaining != 0)
            {
                throw Fail(ModelFormatError.ImpossibleShape, reader.Remaining.ToString() + " bytes follow the golden vectors.");
            }

            return new ModelContents
            {
                Name = name,
                NegativeLabel = negativeLabel,
                PositiveLabel = positiveLabel,
                LogitScale = logitScale,
                LogitThreshold = logitThreshold,
                Inputs = inputs,
                Layers = layers,
                TanhTable = table,
                GoldenInputs = goldenInputs,
                GoldenLogits = goldenLogits,
            };
        }

        // Magic, version, length and CRC, in this order: the reader begins after the length.
        private static ModelReader OpenChecked(byte[] data)
        {
            var reader = new ModelReader(data, 0, data.Length);
            reader.Require(4, "the header");
            if (reader.ReadInt32() != ModelFormat.Magic)
            {
                throw Fail(ModelFormatError.BadMagic, "This is no EdgeNet model: it does not begin with EDGN.");
            }

            reader.Require(ModelFormat.HeaderLength + ModelFormat.CrcLength - 4, "the header");
            int version = reader.ReadUInt16();
            if (version != ModelFormat.Version)
            {
                throw Fail(
                    ModelFormatError.UnsupportedVersion,
                    "The model has format version " + version.ToString() + "; this library reads version " + ModelFormat.Version.ToString() + ".");
            }

            int reserved = reader.ReadUInt16();
            long length = (uint)reader.ReadInt32();
            if (length != data.Length)
            {
                throw Fail(
                    length > data.Length ? ModelFormatError.Truncated : ModelFormatError.ImpossibleShape,
                    "The model should have " + length.ToString() + " bytes and has " + data.Length.ToString() + ".");
            }

            int end = data.Length - ModelFormat.CrcLength;
            var crcReader = new ModelReader(data, end, data.Length);
            if ((uint)crcReader.ReadInt32() != Crc32.Compute(data, end))
            {
                throw Fail(ModelFormatError.BadCrc, "The model is damaged: its CRC-32 does not match its bytes.");
            }

            CheckCount(reserved, 0, 0, "reserved bytes of the header");
            int position = data.Length - reader.Remaining;
            return new ModelReader(data, position, end);
        }

        private static AffineInputs ReadAffineInputs(ModelReader reader, int count)
        {
            float[] scales = reader.ReadSingles(count, "the input scales");
            float[] offsets = reader.ReadSingles(count, "the input offsets");
            CheckInputs(scales, offsets);
            return new AffineInputs(scales, offsets);
        }

        private static ReadingInputs ReadReadingInputs(ModelReader reader, int count)
        {
            int[] lowest = reader.ReadInt32s(count, "the lowest readings");
            int[] highest = reader.ReadInt32s(count, "the highest readings");
            sbyte[] shifts = reader.ReadSBytes(count, "the shifts of the readings");
            for (int i = 0; i < count; i++)
            {
                if (lowest[i] < -ReadingInputs.Limit || highest[i] > ReadingInputs.Limit || lowest[i] > highest[i]
                    || shifts[i] < 0 || shifts[i] > ReadingInputs.MaxShift)
                {
                    throw Fail(ModelFormatError.ScaleOutOfRange, "The range or the shift of input " + (i + 1).ToString() + " is impossible.");
                }
            }

            return new ReadingInputs(lowest, highest, shifts);
        }

        private static QuantizedLayer ReadLayer(ModelReader reader, int inputs, int number, bool isOutput, InputStage stage)
        {
            string layer = "layer " + number.ToString();
            reader.Require(ModelFormat.LayerHeaderLength, layer);
            int units = reader.ReadUInt16();
            var activation = (Activation)reader.ReadByte();
            int shift = reader.ReadByte();
            int zeroPoint = (sbyte)reader.ReadByte();
            int reserved = reader.ReadByte() | reader.ReadUInt16();

            CheckCount(units, 1, ModelFormat.MaxUnits, "units in " + layer);
            CheckCount((int)activation, (int)Activation.Linear, (int)Activation.Sigmoid, "activation of " + layer);
            CheckCount(reserved, 0, 0, "reserved bytes of " + layer);
            if (isOutput)
            {
                CheckCount(units, 1, 1, "units in the output layer");
                CheckCount((int)activation, (int)Activation.Sigmoid, (int)Activation.Sigmoid, "activation of the output layer");
                CheckShift(shift, 0, 0, layer);
            }
            else
            {
                CheckShift(shift, Requantization.MinShift, Requantization.MaxShift, layer);
            }

            bool isLeaky = activation == Activation.LeakyRelu;
            int[] biases = reader.ReadInt32s(units, "the biases of " + layer);
            int[] multipliers = isOutput ? null : reader.ReadInt32s(units, "the multipliers of " + layer);
            int[] negativeMultipliers = isLeaky ? reader.ReadInt32s(units, "the negative multipliers of " + layer) : null;
            CheckMultipliers(multipliers, layer);
            CheckMultipliers(negativeMultipliers, layer);
            sbyte[] weights = reader.ReadSBytes((long)units * inputs, "the weights of " + layer);

            var result = new QuantizedLayer(
                inputs, activation, weights, biases, multipliers, negativeMultipliers, shift, zeroPoint, stage);
            for (int j = 0; j < units; j++)
            {
                if (result.AccumulatorBound(j) > int.MaxValue)
                {
                    throw Fail(ModelFormatError.ScaleOutOfRange, "Unit " + (j + 1).ToString() + " of " + layer + " could overflow 32 bits.");
                }
            }

            return result;
        }

        private static bool IsTabulated(Activation activation)
        {
            return activation == Activation.Tanh || activation == Activation.Sigmoid;
        }

        private static void CheckCount(int value, int least, int most, string what)
        {
            if (value < least || value > most)
            {
                throw Fail(ModelFormatError.ImpossibleShape, OutOfRange(what, value, least, most));
            }
        }

        private static void CheckShift(int value, int least, int most, string layer)
        {
            if (value < least || value > most)
            {
                throw Fail(ModelFormatError.ScaleOutOfRange, OutOfRange("shift of " + layer, value, least, most));
            }
        }

        private static void CheckMultipliers(int[] multipliers, string layer)
        {
            if (multipliers == null)
            {
                return;
            }

            foreach (int multiplier in multipliers)
            {
                if (multiplier < 0)
                {
                    throw Fail(ModelFormatError.ScaleOutOfRange, "A multiplier of " + layer + " is negative.");
                }
            }
        }

        // The messages are built only to be thrown: names for every input would be more garbage than the whole model.
        private static void CheckInputs(float[] scales, float[] offsets)
        {
            for (int i = 0; i < scales.Length; i++)
            {
                if (!IsFinite(scales[i]) || scales[i] < 0)
                {
                    throw Fail(
                        ModelFormatError.ScaleOutOfRange, "The scale of input " + (i + 1).ToString() + " is not a finite number of 0 or more.");
                }

                if (!IsFinite(offsets[i]))
                {
                    throw Fail(ModelFormatError.ScaleOutOfRange, "The offset of input " + (i + 1).ToString() + " is not finite.");
                }
            }
        }

        private static bool IsFinite(float value)
        {
            return !float.IsNaN(value) && !float.IsInfinity(value);
        }

        private static string OutOfRange(string what, int value, int least, int most)
        {
            return "The model says " + value.ToString() + " for: " + what + ". Possible: " + least.ToString() + " to " + most.ToString() + ".";
        }

        private static ModelFormatException Fail(ModelFormatError error, string message)
        {
            return new ModelFormatException(error, message);
        }
    }
}
