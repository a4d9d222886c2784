namespace EdgeNet
{
    /// <summary>Checks everything in a model file once, so that inference checks nothing but the length of its input.</summary>
    internal static class ModelLoader
    {
        private const int LabelsInHeader = 2;

        public static ModelContents Load(byte[] data)
        {
            ModelReader reader = OpenChecked(data, false);
            int inputCount = reader.ReadUInt16();
            int layerCount = reader.ReadByte();
            int inputKind = reader.ReadByte();
            int goldenCount = reader.ReadUInt16();
            int tableLength = reader.ReadUInt16();
            float logitScale = reader.ReadSingle();
            int logitThreshold = reader.ReadInt32();
            int nameLength = reader.ReadByte();
            int firstLabelLength = reader.ReadByte();
            int secondLabelLength = reader.ReadByte();
            int furtherLabels = reader.ReadByte();

            CheckCount(inputCount, 1, ModelFormat.MaxUnits, "inputs");
            CheckCount(layerCount, 1, ModelFormat.MaxLayers, "layers");
            CheckCount(inputKind, ModelFormat.AffineInputKind, ModelFormat.ReadingInputKind, "input kind");
            CheckCount(goldenCount, 1, ModelFormat.MaxGoldenVectors, "golden vectors");
            CheckCount(nameLength, 0, ModelFormat.MaxNameLength, "characters in the name");
            CheckCount(firstLabelLength, 0, ModelFormat.MaxNameLength, "characters in the first label");
            CheckCount(secondLabelLength, 0, ModelFormat.MaxNameLength, "characters in the second label");
            if (!FormatCheck.IsFinite(logitScale) || logitScale <= 0)
            {
                throw Fail(ModelFormatError.ScaleOutOfRange, "The logit scale is not a finite number above 0.");
            }

            string name = reader.ReadString(nameLength, "the name");
            var labels = new string[LabelsInHeader + furtherLabels];
            labels[0] = reader.ReadString(firstLabelLength, "the first label");
            labels[1] = reader.ReadString(secondLabelLength, "the second label");
            for (int k = LabelsInHeader; k < labels.Length; k++)
            {
                reader.Require(2, "a label");
                int length = reader.ReadUInt16();
                CheckCount(length, 0, ModelFormat.MaxNameLength, "characters in a label");
                labels[k] = reader.ReadString(length, "a label");
            }

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
            var layerReader = new LayerReader(reader);
            for (int l = 0; l < layerCount; l++)
            {
                layers[l] = layerReader.Read(width, l + 1, l == layerCount - 1, l == 0 ? inputs : null);
                width = layers[l].Units;
                needsTable |= l < layerCount - 1 && IsTabulated(layers[l].Activation);
            }

            bool isBinary = layers[layerCount - 1].Activation == Activation.Sigmoid;
            labels = CheckLabels(labels, isBinary ? LabelsInHeader : width, layers[layerCount - 1].Activation);

            CheckCount(tableLength, needsTable ? TanhTable.Length : 0, needsTable ? TanhTable.Length : 0, "entries in the tanh table");
            sbyte[] table = needsTable ? reader.ReadSBytes(TanhTable.Length, "the tanh table") : null;

            reader.Require(goldenCount * ((long)inputCount + width) * 4, "the golden vectors");
            var goldenInputs = new float[goldenCount][];
            var goldenLogits = new int[goldenCount * width];
            for (int g = 0; g < goldenCount; g++)
            {
                goldenInputs[g] = reader.ReadSingles(inputCount, "a golden vector");
                for (int j = 0; j < width; j++)
                {
                    goldenLogits[(g * width) + j] = reader.ReadInt32();
                }
            }

            if (reader.Remaining != 0)
            {
                throw Fail(ModelFormatError.ImpossibleShape, reader.Remaining.ToString() + " bytes follow the golden vectors.");
            }

            return new ModelContents
            {
                Name = name,
                Labels = labels,
                LogitScale = logitScale,
                LogitThreshold = logitThreshold,
                OutputScales = layerReader.OutputScales,
                OutputOffsets = layerReader.OutputOffsets,
                Inputs = inputs,
                Layers = layers,
                TanhTable = table,
                GoldenInputs = goldenInputs,
                GoldenLogits = goldenLogits,
            };
        }

        /// <summary>Opens the stream section, which is empty when the model takes features.</summary>
        public static ModelReader OpenStream(byte[] data)
        {
            return OpenChecked(data, true);
        }

        // Magic, version, length and CRC, in this order: the reader begins after the length and ends where the stream section begins, or reads that.
        private static ModelReader OpenChecked(byte[] data, bool isStream)
        {
            var reader = new ModelReader(data, 0, data.Length);
            reader.Require(4, "the header");
            if (reader.ReadInt32() != ModelFormat.Magic)
            {
                throw Fail(ModelFormatError.BadMagic, "This is no EdgeNet model: it does not begin with EDGN.");
            }

            reader.Require(ModelFormat.HeaderLength + ModelFormat.CrcLength - 4, "the header");
            int version = reader.ReadUInt16();
            if (version < ModelFormat.OldestVersion || version > ModelFormat.Version)
            {
                throw Fail(
                    ModelFormatError.UnsupportedVersion,
                    "The model has format version " + version.ToString() + "; this library reads versions " + ModelFormat.OldestVersion.ToString()
                    + " to " + ModelFormat.Version.ToString() + ".");
            }

            int streamWords = reader.ReadUInt16();
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

            int position = data.Length - reader.Remaining;
            if (version == ModelFormat.Version)
            {
                // Names and ranges are for the PC: the device steps over them.
                end -= ModelFormat.InputsFooterLength;
                int inputWords = new ModelReader(data, end, data.Length).ReadInt32();
                CheckCount(inputWords, 1, (end - position) / 4, "words of the names");
                end -= 4 * inputWords;
            }

            int leastWords = version == ModelFormat.StreamVersion ? 1 : 0;
            CheckCount(streamWords, leastWords, version < ModelFormat.StreamVersion ? 0 : (end - position) / 4, "words of the stream");
            int stream = end - (4 * streamWords);
            return isStream ? new ModelReader(data, stream, end) : new ModelReader(data, position, stream);
        }

        private static AffineStage ReadAffineInputs(ModelReader reader, int count)
        {
            float[] scales = reader.ReadSingles(count, "the input scales");
            float[] offsets = reader.ReadSingles(count, "the input offsets");
            CheckInputs(scales, offsets);
            return new AffineStage(scales, offsets);
        }

        private static ReadingStage ReadReadingInputs(ModelReader reader, int count)
        {
            int[] lowest = reader.ReadInt32s(count, "the lowest readings");
            int[] highest = reader.ReadInt32s(count, "the highest readings");
            sbyte[] shifts = reader.ReadSBytes(count, "the shifts of the readings");
            for (int i = 0; i < count; i++)
            {
                if (lowest[i] < -ReadingStage.Limit || highest[i] > ReadingStage.Limit || lowest[i] > highest[i]
                    || shifts[i] < 0 || shifts[i] > ReadingStage.MaxShift)
                {
                    throw Fail(ModelFormatError.ScaleOutOfRange, "The range or the shift of input " + (i + 1).ToString() + " is impossible.");
                }
            }

            return new ReadingStage(lowest, highest, shifts);
        }

        private static bool IsTabulated(Activation activation)
        {
            return activation == Activation.Tanh || activation == Activation.Sigmoid;
        }

        // The header has room for two lengths: one label leaves the second empty. More quantities than there can be labels have no names.
        private static string[] CheckLabels(string[] labels, int wanted, Activation output)
        {
            if (wanted > ModelFormat.MaxLabels && output != Activation.Softmax && labels.Length == LabelsInHeader && labels[0].Length + labels[1].Length == 0)
            {
                var unnamed = new string[wanted];
                for (int k = 0; k < wanted; k++)
                {
                    unnamed[k] = string.Empty;
                }

                return unnamed;
            }

            if (wanted == 1 && labels.Length == LabelsInHeader && labels[1].Length == 0)
            {
                return new string[] { labels[0] };
            }

            CheckCount(labels.Length, wanted, wanted, "labels");
            return labels;
        }

        // The messages are built only to be thrown: names for every input would be more garbage than the whole model.
        private static void CheckInputs(float[] scales, float[] offsets)
        {
            for (int i = 0; i < scales.Length; i++)
            {
                if (!FormatCheck.IsFinite(scales[i]) || scales[i] < 0)
                {
                    throw Fail(
                        ModelFormatError.ScaleOutOfRange, "The scale of input " + (i + 1).ToString() + " is not a finite number of 0 or more.");
                }

                if (!FormatCheck.IsFinite(offsets[i]))
                {
                    throw Fail(ModelFormatError.ScaleOutOfRange, "The offset of input " + (i + 1).ToString() + " is not finite.");
                }
            }
        }

        private static void CheckCount(int value, int least, int most, string what)
        {
            FormatCheck.Range(value, least, most, what, ModelFormatError.ImpossibleShape);
        }

        private static ModelFormatException Fail(ModelFormatError error, string message)
        {
            return new ModelFormatException(error, message);
        }
    }
}
