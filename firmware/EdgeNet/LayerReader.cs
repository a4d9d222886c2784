namespace EdgeNet
{
    /// <summary>Reads the layers of a model file one after the other and checks them.</summary>
    internal sealed class LayerReader
    {
        /// <summary>n[L] scales, once the output layer of a regression was read; else null.</summary>
        public float[] OutputScales;

        /// <summary>n[L] offsets, likewise.</summary>
        public float[] OutputOffsets;

        /// <summary>Where the scales lie in the file; the offsets follow.</summary>
        public int OutputScalesAt;

        private readonly ByteWindow _bytes;
        private readonly ModelReader _reader;

        public LayerReader(ByteWindow bytes, ModelReader reader)
        {
            _bytes = bytes;
            _reader = reader;
        }

        public StoredLayer Read(int inputs, int number, bool isOutput, InputStage stage)
        {
            string layer = "layer " + number.ToString();
            _reader.Require(ModelFormat.LayerHeaderLength, layer);
            int units = _reader.ReadUInt16();
            var activation = (Activation)_reader.ReadByte();
            int shift = _reader.ReadByte();
            int zeroPoint = (sbyte)_reader.ReadByte();
            int weightKind = _reader.ReadByte();
            int reserved = _reader.ReadUInt16();

            CheckShape(units, 1, ModelFormat.MaxUnits, "units in " + layer);
            CheckShape((int)activation, (int)Activation.Linear, (int)(isOutput ? Activation.Softmax : Activation.Sigmoid), "activation of " + layer);
            CheckShape(weightKind, ModelFormat.ByteWeights, ModelFormat.NibbleWeights, "kind of the weights of " + layer);
            CheckShape(reserved, 0, 0, "reserved bytes of " + layer);
            if (isOutput)
            {
                CheckOutput(units, activation);
                CheckScale(shift, 0, 0, "shift of " + layer);
            }
            else
            {
                CheckScale(shift, Requantization.MinShift, Requantization.MaxShift, "shift of " + layer);
            }

            bool isLeaky = activation == Activation.LeakyRelu;
            int tables = _reader.Position;
            int[] biases = _reader.ReadInt32s(units, "the biases of " + layer);
            int[] multipliers = isOutput ? null : _reader.ReadInt32s(units, "the multipliers of " + layer);
            int[] negativeMultipliers = isLeaky ? _reader.ReadInt32s(units, "the negative multipliers of " + layer) : null;
            CheckMultipliers(multipliers, layer);
            CheckMultipliers(negativeMultipliers, layer);
            if (isOutput && activation != Activation.Sigmoid && activation != Activation.Softmax)
            {
                OutputScalesAt = _reader.Position;
                ReadQuantities(units);
            }

            var result = new StoredLayer(
                _bytes, inputs, units, activation, shift, zeroPoint, weightKind == ModelFormat.NibbleWeights, stage)
            {
                Biases = biases,
                Multipliers = multipliers,
                NegativeMultipliers = negativeMultipliers,
                WeightsAt = _reader.Position,
                Tables = _bytes.Data,
                BiasesAt = tables,
            };
            SkipWeights((long)units * inputs, result.HasNibbles, "the weights of " + layer);
            for (int j = 0; j < units; j++)
            {
                if (!result.IsBounded(j))
                {
                    throw Fail("Unit " + (j + 1).ToString() + " of " + layer + " could overflow 32 bits.");
                }
            }

            if (!_bytes.IsWhole)
            {
                result.Tables = _reader.Copy(tables, result.WeightsAt - tables);
                result.BiasesAt = 0;
            }

            result.MultipliersAt = result.BiasesAt + (4 * units);
            result.NegativesAt = result.MultipliersAt + (4 * units);
            return result;
        }

        private void SkipWeights(long count, bool areNibbles, string what)
        {
            long bytes = areNibbles ? (count + 1) / 2 : count;
            _reader.Require(bytes, what);
            _reader.Skip((int)bytes - 1);
            if (_reader.ReadByte() > 15 && areNibbles && count % 2 != 0)
            {
                throw new ModelFormatException(
                    ModelFormatError.ImpossibleShape, "Half of byte " + (_reader.Position - 1).ToString() + " is padding and must be 0.");
            }

            _reader.SkipPadding();
        }

        // One sigmoid, two units of softmax or more, or any number of linear or ReLU ones.
        private static void CheckOutput(int units, Activation activation)
        {
            if (activation == Activation.LeakyRelu || activation == Activation.Tanh)
            {
                throw new ModelFormatException(
                    ModelFormatError.ImpossibleShape, "The output layer is " + ActivationNames.Of(activation) + ", which no output layer can be.");
            }

            int least = activation == Activation.Softmax ? 2 : 1;
            int most = activation == Activation.Sigmoid ? 1 : ModelFormat.MaxUnits;
            CheckShape(units, least, most, "units in the output layer");
        }

        private void ReadQuantities(int units)
        {
            OutputScales = _reader.ReadSingles(units, "the output scales");
            OutputOffsets = _reader.ReadSingles(units, "the output offsets");
            for (int j = 0; j < units; j++)
            {
                if (!FormatCheck.IsFinite(OutputScales[j]) || OutputScales[j] <= 0 || !FormatCheck.IsFinite(OutputOffsets[j]))
                {
                    throw Fail("The scale of output " + (j + 1).ToString() + " is not a finite number above 0, or its offset not finite.");
                }
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
                    throw Fail("A multiplier of " + layer + " is negative.");
                }
            }
        }

        private static void CheckShape(int value, int least, int most, string what)
        {
            FormatCheck.Range(value, least, most, what, ModelFormatError.ImpossibleShape);
        }

        private static void CheckScale(int value, int least, int most, string what)
        {
            FormatCheck.Range(value, least, most, what, ModelFormatError.ScaleOutOfRange);
        }

        private static ModelFormatException Fail(string message)
        {
            return new ModelFormatException(ModelFormatError.ScaleOutOfRange, message);
        }
    }
}
