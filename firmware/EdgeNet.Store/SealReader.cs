namespace EdgeNet
{
    /// <summary>Finds what a <see cref="ModelSeal"/> needs in a model file, a window of it at a time.</summary>
    internal sealed class SealReader
    {
        // More than a header and a few names; the CRC takes as many bytes in a step.
        private const int WindowBytes = 512;

        private readonly StorageWindow _bytes;
        private readonly int _namesAt;
        private readonly int _regionEnd;
        private int _namesEnd;

        /// <summary>Checks the length and the CRC of the file, and reads which model it is.</summary>
        public SealReader(ModelStorage file)
        {
            _bytes = new StorageWindow(file, WindowBytes);
            var loader = new ModelLoader(_bytes);
            ModelReader reader = loader.ReadHeader();
            InputCount = loader.InputCount;
            Name = loader.Name;
            IsAnomaly = loader.IsAnomaly;
            HasStream = loader.StreamAt < loader.StreamEnd;
            Labels = IsAnomaly ? ModelLoader.CheckLabels(loader.Labels, 2, Activation.Sigmoid) : ReadLabels(loader, reader);
            _namesAt = loader.StreamEnd;
            _regionEnd = _namesAt;
            if (loader.Version >= ModelFormat.Version)
            {
                _regionEnd = _bytes.Length - ModelFormat.CrcLength - ModelFormat.InputsFooterLength;
            }

            _namesEnd = _regionEnd;
            HasSeal = loader.Version >= ModelFormat.SealVersion;
        }

        public string Name { get; }

        public string[] Labels { get; }

        public int InputCount { get; }

        public bool IsRegression { get; private set; }

        public bool IsAnomaly { get; }

        public bool HasStream { get; }

        public bool HasSeal { get; }

        /// <summary>Opens the seal, which ends with its own length.</summary>
        /// <returns>At its first byte, of which <see cref="ModelSeal.HeadLength"/> are there; null where the file has none.</returns>
        public ModelReader OpenSeal()
        {
            if (!HasSeal)
            {
                return null;
            }

            int region = _regionEnd - _namesAt;
            int least = (ModelSeal.HeadLength + 4) / 4;
            Check(region / 4, least, int.MaxValue, "words of names and seal");
            int words = new ModelReader(_bytes, _regionEnd - 4, _regionEnd).ReadInt32();
            Check(words, least, region / 4, "words of the seal");
            _namesEnd = _regionEnd - (4 * words);
            return new ModelReader(_bytes, _namesEnd, _regionEnd);
        }

        /// <summary>Finds the names of the inputs, which lie before the seal.</summary>
        /// <returns>n[0] places, then the end; null where the file has no names.</returns>
        public int[] FindNames()
        {
            if (_namesAt == _namesEnd)
            {
                return null;
            }

            const string What = "the names of the inputs";
            var reader = new ModelReader(_bytes, _namesAt, _namesEnd);
            reader.Require(8L * InputCount, What); // their ranges
            reader.Skip(8 * InputCount);
            reader.Require(2L * InputCount, What);
            var places = new int[InputCount + 1];
            for (int i = 0; i < InputCount; i++)
            {
                places[i] = reader.Position;
                reader.Require(2, What);
                int length = reader.ReadByte();
                length |= reader.ReadByte() << 8;
                reader.Require(length, What);
                reader.Skip(length);
            }

            places[InputCount] = reader.Position;
            reader.SkipPadding();
            Check(reader.Remaining, 0, 0, "bytes behind the names of the inputs");
            return places;
        }

        /// <summary>Reads a name.</summary>
        /// <param name="file">The file.</param>
        /// <param name="at">Where its length stands, in two bytes.</param>
        /// <param name="end">Behind its last byte.</param>
        public static string ReadName(ModelStorage file, int at, int end)
        {
            var bytes = new byte[end - at - 2];
            if (bytes.Length > 0)
            {
                file.Read(at + 2, bytes, bytes.Length);
            }

            return Decode(bytes);
        }

        public static void Check(int value, int least, int most, string what)
        {
            FormatCheck.Range(value, least, most, what, ModelFormatError.ImpossibleShape);
        }

        // Past the layers: what the last one is decides what the labels are of.
        private string[] ReadLabels(ModelLoader loader, ModelReader reader)
        {
            int kind = new ModelReader(_bytes, ModelFormat.InputKindOffset, _bytes.Length).ReadByte() & ((1 << ModelFormat.HeadShift) - 1);
            Pass(reader, kind == ModelFormat.ReadingInputKind ? (8L * InputCount) + ModelFormat.Align(InputCount)
                : (kind == ModelFormat.FilledInputKind ? 12L : 8L) * InputCount);
            int units = InputCount;
            var activation = Activation.Linear;
            for (int l = 1; l <= loader.LayerCount; l++)
            {
                int inputs = units;
                reader.Require(ModelFormat.LayerHeaderLength, "a layer");
                units = reader.ReadUInt16();
                activation = (Activation)reader.ReadByte();
                reader.Skip(2); // shift and zero point
                int weights = reader.ReadByte();
                reader.Skip(2);
                Check(units, 1, ModelFormat.MaxUnits, "units of a layer");
                Check(weights, ModelFormat.ByteWeights, ModelFormat.NibbleWeights, "kind of the weights of a layer");
                bool isOutput = l == loader.LayerCount;
                IsRegression = isOutput && activation < Activation.LeakyRelu;
                int arrays = (isOutput ? 1 : 2) + (activation == Activation.LeakyRelu ? 1 : 0) + (IsRegression ? 2 : 0);
                long bytes = (long)inputs * units;
                bytes = weights == ModelFormat.NibbleWeights ? (bytes + 1) / 2 : bytes;
                Pass(reader, (4L * arrays * units) + ((bytes + 3) & ~3L));
            }

            bool isBinary = activation == Activation.Sigmoid;
            Check((int)activation, IsRegression ? 0 : (int)Activation.Sigmoid, (int)Activation.Softmax, "activation of the output layer");
            Check(units, 1, isBinary ? 1 : ModelFormat.MaxUnits, "units of the output layer");
            return ModelLoader.CheckLabels(loader.Labels, isBinary ? 2 : units, activation);
        }

        private static void Pass(ModelReader reader, long bytes)
        {
            reader.Require(bytes, "the layers");
            reader.Skip((int)bytes);
        }

        // By hand: the device's class for it is in an assembly of its own.
        private static string Decode(byte[] bytes)
        {
            var characters = new char[bytes.Length];
            int count = 0;
            for (int at = 0; at < bytes.Length;)
            {
                int first = bytes[at++];
                int more = first < 0x80 ? 0 : first < 0xC2 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
                if (more < 0 || more > bytes.Length - at)
                {
                    throw NoText();
                }

                int point = more == 0 ? first : first & (0x3F >> more);
                for (int n = 0; n < more; n++)
                {
                    int next = bytes[at++];
                    if ((next & 0xC0) != 0x80)
                    {
                        throw NoText();
                    }

                    point = (point << 6) | (next & 0x3F);
                }

                if ((more == 2 && (point < 0x800 || (point >= 0xD800 && point < 0xE000))) || (more == 3 && (point < 0x10000 || point > 0x10FFFF)))
                {
                    throw NoText();
                }

                if (point > 0xFFFF)
                {
                    characters[count++] = (char)(0xD7C0 + (point >> 10));
                    point = 0xDC00 | (point & 0x3FF);
                }

                characters[count++] = (char)point;
            }

            return new string(characters, 0, count);
        }

        private static ModelFormatException NoText()
        {
            return new ModelFormatException(ModelFormatError.ImpossibleShape, "The name of an input is no UTF-8.");
        }
    }
}
