namespace EdgeNet
{
    /// <summary>Reads the layers of a model file one after the other and checks them.</summary>
    internal sealed class LayerReader
    {
        /// <summary>n[L] scales, once the output layer of a regression was read; else null.</summary>
        public float[] OutputScales;

        /// <summary>n[L] offsets, likewise.</summary>
        public float[] OutputOffsets;

        private readonly ModelReader _reader;

        public LayerReader(ModelReader reader)
        {
            _reader = reader;
        }

        public QuantizedLayer Read(int inputs, int number, bool isOutput, InputStage stage)
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
            int[] biases = _reader.ReadInt32s(units, "the biases of " + layer);
            int[] multipliers = isOutput ? null : _reader.ReadInt32s(units, "the multipliers of " + layer);
            int[] negativeMultipliers = isLeaky ? _reader.ReadInt32s(units, "the negative multipliers of " + layer) : null;
            CheckMultipliers(multipliers, layer);
            CheckMultipliers(negativeMultipliers, layer);
            if (isOutput && activation != Activation.Sigmoid && activation != Activation.Softmax)
            {
                ReadQuantities(units);
            }

            long count = (long)units * inputs;
            sbyte[] weights = weightKind == ModelFormat.NibbleWeights
                ? _reader.ReadNibbles(count, "the weights of " + layer)
                : _reader.ReadSBytes(count, "the weights of " + layer);
            var result = new QuantizedLayer(
                inputs, activation, weights, biases, multipliers, negativeMultipliers, shift, zeroPoint, stage);
            for (int j = 0; j < units; j++)
            {
                if (result.AccumulatorBound(j) > int.MaxValue)
                {
                    throw Fail("Unit " + (j + 1).ToString() + " of " + layer + " could overflow 32 bits.");
                }
            }

            return result;
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
