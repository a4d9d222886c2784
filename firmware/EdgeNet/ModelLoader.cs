namespace EdgeNet
{
    /// <summary>
    /// Checks everything in a model file once, so that inference checks nothing but the length of its input. Whoever builds a model asks for
    /// the parts in the order of the file: the inputs, the layers one after the other, the end.
    /// </summary>
    internal sealed partial class ModelLoader
    {
        private const int LabelsInHeader = 2;

        /// <summary>The file. Not a copy.</summary>
        public readonly ByteWindow Bytes;

        /// <summary>The name given in training.</summary>
        public string Name;

        /// <summary>The negative and the positive class, a name for each of several classes, or one for each quantity; complete after <see cref="ReadEnd"/>.</summary>
        public string[] Labels;

        /// <summary>The real logits of a classifier are the integer logits times this.</summary>
        public float LogitScale;

        /// <summary>With two classes: the class is positive when the integer logit is this or more.</summary>
        public int LogitThreshold;

        /// <summary>n[0].</summary>
        public int InputCount;

        /// <summary>n[0] values that stand for missing ones, after <see cref="ReadInputs"/>; or <c>null</c>.</summary>
        public float[] Fills;

        /// <summary>L.</summary>
        public int LayerCount;

        /// <summary>The most units of any layer that was read.</summary>
        public int Width;

        /// <summary>Where the entries of <see cref="TanhTable"/> lie in the file, or 0 when no hidden layer needs them.</summary>
        public int TableAt;

        /// <summary>Golden vectors, one at least.</summary>
        public int GoldenCount;

        /// <summary>Where they lie in the file.</summary>
        public int GoldenAt;

        /// <summary>Where the stream section lies, which is empty when the model takes features.</summary>
        public int StreamAt;

        /// <summary>Where the stream section ends.</summary>
        public int StreamEnd;

        /// <summary>The format version.</summary>
        public int Version;

        /// <summary>What stands behind the layers.</summary>
        public HeadKind HeadKind;

        /// <summary>The distance, after <see cref="ReadEnd"/>; or <c>null</c>.</summary>
        public DistanceHead Head;

        private int _position;
        private bool _takesReadings;
        private bool _hasFills;
        private int _tableLength;
        private bool _needsTable;
        private int _lastUnits;
        private int _hiddenUnits;
        private Activation _lastActivation;
        private int _layersRead;
        private ModelReader _reader;
        private LayerReader _layerReader;

        /// <summary>Checks magic, version, length and CRC, in this order.</summary>
        /// <param name="bytes">The file.</param>
        /// <param name="engine">The kernels of the firmware, for the CRC; or null.</param>
        public ModelLoader(ByteWindow bytes, NativeEngine engine = null)
        {
            Bytes = bytes;
            Open(engine);
        }

        /// <summary>In regression n[L] scales, else <c>null</c>, once all layers are read: a quantity is the integer logit times this, and the offset.</summary>
        public float[] OutputScales => _layerReader.OutputScales;

        /// <summary>In regression n[L] offsets, else <c>null</c>.</summary>
        public float[] OutputOffsets => _layerReader.OutputOffsets;

        /// <summary>Where the output scales lie in the file; the offsets follow.</summary>
        public int OutputScalesAt => _layerReader.OutputScalesAt;

        /// <summary>Whether the model has no output layer, and its logit is a distance.</summary>
        public bool IsAnomaly => HeadKind == HeadKind.Prototypes || HeadKind == HeadKind.Reconstruction;

        /// <summary>n[L], once all layers are read; 1 where there is no output layer.</summary>
        public int OutputCount => IsAnomaly ? 1 : _lastUnits;

        // A golden vector has a distance behind the logits of a model that knows what it is not familiar with.
        private int GoldenInts => OutputCount + (HeadKind == HeadKind.None || IsAnomaly ? 0 : 1);

        /// <summary>Opens the stream section, which is empty when the model takes features.</summary>
        public ModelReader OpenStream()
        {
            return new ModelReader(Bytes, StreamAt, StreamEnd);
        }

        /// <summary>Reads everything up to the layers.</summary>
        /// <param name="keepsBytes">Whether the numbers of the inputs stay in the file's bytes.</param>
        /// <returns>The input stage.</returns>
        public InputStage ReadInputs(bool keepsBytes)
        {
            ModelReader reader = ReadHeader();
            _layerReader = new LayerReader(Bytes, reader);
            InputStage stage = _takesReadings ? ReadReadingInputs(reader, keepsBytes) : ReadAffineInputs(reader, keepsBytes);
            Fills = _hasFills ? ReadFinite(reader, "fill") : null;
            return stage;
        }

        /// <summary>Reads everything up to the inputs: counts, name, labels. <see cref="ReadInputs"/> does it too.</summary>
        /// <returns>What reads on from there.</returns>
        public ModelReader ReadHeader()
        {
            ModelReader reader = new ModelReader(Bytes, _position, StreamAt);
            _reader = reader;
            InputCount = reader.ReadUInt16();
            LayerCount = reader.ReadByte();
            int inputKind = reader.ReadByte();
            GoldenCount = reader.ReadUInt16();
            _tableLength = reader.ReadUInt16();
            LogitScale = reader.ReadSingle();
            LogitThreshold = reader.ReadInt32();
            int nameLength = reader.ReadByte();
            int firstLabelLength = reader.ReadByte();
            int secondLabelLength = reader.ReadByte();
            int furtherLabels = reader.ReadByte();

            int head = (int)HeadKind;
            inputKind -= head << ModelFormat.HeadShift;
            _hasFills = inputKind == ModelFormat.FilledInputKind && Version >= ModelFormat.HeadVersion && !IsAnomaly;
            inputKind = _hasFills ? ModelFormat.AffineInputKind : inputKind;
            CheckCount(head, 0, (int)HeadKind.FamiliarInputs, "kind of the distance");
            CheckCount(InputCount, 1, ModelFormat.MaxUnits, "inputs");
            CheckCount(LayerCount, HeadKind == HeadKind.Prototypes ? 0 : HeadKind == HeadKind.FamiliarCodes ? 2 : 1, ModelFormat.MaxLayers, "layers");
            CheckCount(inputKind, ModelFormat.AffineInputKind, HeadKind == HeadKind.None || HeadKind == HeadKind.FamiliarCodes ? ModelFormat.ReadingInputKind : ModelFormat.AffineInputKind, "input kind");
            CheckCount(GoldenCount, 1, ModelFormat.MaxGoldenVectors, "golden vectors");
            CheckCount(nameLength, 0, ModelFormat.MaxNameLength, "characters in the name");
            CheckCount(firstLabelLength, 0, ModelFormat.MaxNameLength, "characters in the first label");
            CheckCount(secondLabelLength, 0, ModelFormat.MaxNameLength, "characters in the second label");
            if (!FormatCheck.IsFinite(LogitScale) || LogitScale <= 0)
            {
                throw Fail(ModelFormatError.ScaleOutOfRange, "The logit scale is not a finite number above 0.");
            }

            Name = reader.ReadString(nameLength, "the name");
            Labels = new string[LabelsInHeader + furtherLabels];
            Labels[0] = reader.ReadString(firstLabelLength, "the first label");
            Labels[1] = reader.ReadString(secondLabelLength, "the second label");
            for (int k = LabelsInHeader; k < Labels.Length; k++)
            {
                reader.Require(2, "a label");
                int length = reader.ReadUInt16();
                CheckCount(length, 0, ModelFormat.MaxNameLength, "characters in a label");
                Labels[k] = reader.ReadString(length, "a label");
            }

            reader.SkipPadding();
            _lastUnits = InputCount;
            _takesReadings = inputKind == ModelFormat.ReadingInputKind;
            return reader;
        }

        /// <summary>Reads the next layer; its arrays are the caller's.</summary>
        /// <param name="inputs">The input stage.</param>
        /// <returns>The layer.</returns>
        public StoredLayer ReadLayer(InputStage inputs)
        {
            int number = ++_layersRead;
            bool isHidden = number < LayerCount || IsAnomaly;
            StoredLayer layer = _layerReader.Read(_lastUnits, number, !isHidden, number == 1 ? inputs : null);
            _hiddenUnits = _lastUnits;
            _lastUnits = layer.Units;
            _lastActivation = layer.Activation;
            _needsTable |= isHidden && (layer.Activation == Activation.Tanh || layer.Activation == Activation.Sigmoid);
            Width = layer.Units > Width ? layer.Units : Width;
            return layer;
        }

        /// <summary>Reads what follows the layers.</summary>
        public void ReadEnd()
        {
            bool isBinary = IsAnomaly || _lastActivation == Activation.Sigmoid;
            Labels = CheckLabels(Labels, isBinary ? LabelsInHeader : _lastUnits, _lastActivation);

            int entries = _needsTable ? TanhTable.Length : 0;
            CheckCount(_tableLength, entries, entries, "entries in the tanh table");
            if (_needsTable)
            {
                _reader.Require(entries, "the tanh table");
                TableAt = _reader.Position;
                _reader.Skip(entries);
            }

            Head = HeadKind == HeadKind.None ? null : ReadHead();
            long golden = GoldenCount * ((long)InputCount + GoldenInts) * 4;
            _reader.Require(golden, "the golden vectors");
            GoldenAt = _reader.Position;
            _reader.Skip((int)golden);
            if (_reader.Remaining != 0)
            {
                throw Fail(ModelFormatError.ImpossibleShape, _reader.Remaining.ToString() + " bytes follow the golden vectors.");
            }
        }

        /// <summary>Reads the raw values of a golden vector, after <see cref="ReadEnd"/>.</summary>
        /// <param name="index">0 to <see cref="GoldenCount"/> - 1.</param>
        /// <returns>Shape (n[0]).</returns>
        public float[] ReadGoldenInput(int index)
        {
            return GoldenReader(index).ReadSingles(InputCount, "a golden vector");
        }

        /// <summary>Reads a logit of a golden vector.</summary>
        /// <param name="index">0 to <see cref="GoldenCount"/> - 1.</param>
        /// <param name="output">0 to n[L] - 1; n[L] for the distance of a model that knows what it is not familiar with.</param>
        /// <returns>The logit.</returns>
        public int ReadGoldenLogit(int index, int output)
        {
            ModelReader reader = GoldenReader(index);
            reader.Skip(4 * (InputCount + output));
            return reader.ReadInt32();
        }

        /// <summary>Copies the entries of the tanh table, which is there.</summary>
        /// <returns>A byte an entry.</returns>
        public byte[] CopyTable()
        {
            return _reader.Copy(TableAt, TanhTable.Length);
        }

        private ModelReader GoldenReader(int index)
        {
            return new ModelReader(Bytes, GoldenAt + (4 * index * (InputCount + GoldenInts)), StreamAt);
        }

        private void Open(NativeEngine engine)
        {
            int fileLength = Bytes.Length;
            var reader = new ModelReader(Bytes, 0, fileLength);
            reader.Require(4, "the header");
            if (reader.ReadInt32() != ModelFormat.Magic)
            {
                throw Fail(ModelFormatError.BadMagic, "This is no EdgeNet model: it does not begin with EDGN.");
            }

            reader.Require(ModelFormat.HeaderLength + ModelFormat.CrcLength - 4, "the header");
            int version = reader.ReadUInt16();
            if (version < ModelFormat.OldestVersion || version > ModelFormat.SealVersion)
            {
                throw Fail(
                    ModelFormatError.UnsupportedVersion,
                    "The model has format version " + version.ToString() + "; this library reads versions " + ModelFormat.OldestVersion.ToString()
                    + " to " + ModelFormat.SealVersion.ToString() + ".");
            }

            int streamWords = reader.ReadUInt16();
            long length = (uint)reader.ReadInt32();
            if (length != fileLength)
            {
                throw Fail(
                    length > fileLength ? ModelFormatError.Truncated : ModelFormatError.ImpossibleShape,
                    "The model should have " + length.ToString() + " bytes and has " + fileLength.ToString() + ".");
            }

            int end = fileLength - ModelFormat.CrcLength;
            int position = reader.Position;
            uint crc = Crc32.Compute(Bytes, end, engine);
            if ((uint)new ModelReader(Bytes, end, fileLength).ReadInt32() != crc)
            {
                throw Fail(ModelFormatError.BadCrc, "The model is damaged: its CRC-32 does not match its bytes.");
            }

            if (version >= ModelFormat.Version)
            {
                // Names and ranges are for the PC, and the seal is for the store: a model steps over them.
                end -= ModelFormat.InputsFooterLength;
                int inputWords = new ModelReader(Bytes, end, fileLength).ReadInt32();
                CheckCount(inputWords, version == ModelFormat.Version ? 1 : 0, (end - position) / 4, "words of the names");
                end -= 4 * inputWords;
            }

            int leastWords = version == ModelFormat.StreamVersion ? 1 : 0;
            CheckCount(streamWords, leastWords, version < ModelFormat.StreamVersion ? 0 : (end - position) / 4, "words of the stream");
            StreamAt = end - (4 * streamWords);
            StreamEnd = end;
            _position = position;
            Version = version;

            // Known from here on: it decides who reads the rest.
            HeadKind = version < ModelFormat.HeadVersion ? HeadKind.None
                : (HeadKind)(new ModelReader(Bytes, ModelFormat.InputKindOffset, fileLength).ReadByte() >> ModelFormat.HeadShift);
        }

        // The messages are built only to be thrown: names for every input would be more garbage than the whole model.
        private InputStage ReadAffineInputs(ModelReader reader, bool keepsBytes)
        {
            int count = InputCount;
            int at = reader.Position;
            float[] scales = reader.ReadSingles(count, "the input scales");
            float[] offsets = ReadFinite(reader, "offset");
            for (int i = 0; i < count; i++)
            {
                // A number less itself is 0 unless it is infinite or none. By the interpreter, which says that NaN is greater than anything, too.
                float scale = scales[i];
                if (!(scale - scale == 0f) || scale < 0f)
                {
                    throw Fail(
                        ModelFormatError.ScaleOutOfRange, "The scale of input " + (i + 1).ToString() + " is not a finite number of 0 or more.");
                }
            }

            return keepsBytes ? (InputStage)KeepInputs(reader, at) : new AffineStage(scales, offsets);
        }

        private float[] ReadFinite(ModelReader reader, string what)
        {
            float[] values = reader.ReadSingles(InputCount, "the inputs");
            for (int i = 0; i < values.Length; i++)
            {
                if (!(values[i] - values[i] == 0f))
                {
                    throw Fail(ModelFormatError.ScaleOutOfRange, "The " + what + " of input " + (i + 1).ToString() + " is not finite.");
                }
            }

            return values;
        }

        private InputStage ReadReadingInputs(ModelReader reader, bool keepsBytes)
        {
            int count = InputCount;
            int at = reader.Position;
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

            return keepsBytes ? (InputStage)KeepInputs(reader, at) : new ReadingStage(lowest, highest, shifts);
        }

        private StoredInputs KeepInputs(ModelReader reader, int at)
        {
            return Bytes.IsWhole
                ? new StoredInputs(Bytes.Data, at, InputCount, _takesReadings)
                : new StoredInputs(reader.Copy(at, reader.Position - at), 0, InputCount, _takesReadings);
        }

        // The header has room for two lengths: one label leaves the second empty. More quantities than there can be labels have no names.
        public static string[] CheckLabels(string[] labels, int wanted, Activation output)
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
