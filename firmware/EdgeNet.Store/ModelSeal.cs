using System;

namespace EdgeNet
{
    /// <summary>What a model file says of itself to a board that it is brought to: which model it is, its version, and who signed it.</summary>
    /// <remarks>
    /// Reading it checks the length and the CRC of the whole file, and whatever is read, but not the network: loading the model does. Nothing of it can
    /// be relied on before <see cref="IsSignedBy"/>.
    /// </remarks>
    public sealed class ModelSeal
    {
        /// <summary>The alarm where no class is one.</summary>
        public const int NoAlarm = 255;

        /// <summary>The most decisions of a trial.</summary>
        public const int MaxTrialDecisions = 1000000;

        /// <summary>The only layout.</summary>
        internal const int Layout = 1;

        /// <summary>Bytes before the shares.</summary>
        internal const int HeadLength = 28;

        /// <summary>Bytes of a signature of each <see cref="SignatureKind"/>.</summary>
        internal static readonly int[] SignatureLengths = new int[] { 0, 32, 64 };

        private readonly ModelStorage _file;
        private readonly int _length;
        private readonly string[] _labels;
        private readonly byte[] _keyId = new byte[ModelKey.IdLength];

        private byte[] _shares; // n[0], or null
        private int[] _nameAt;  // n[0] and the end, or null

        private ModelSeal(ModelStorage file, SealReader reader)
        {
            _file = file;
            _length = file.Length;
            _labels = reader.Labels;
            Name = reader.Name;
            InputCount = reader.InputCount;
            IsRegression = reader.IsRegression;
            IsAnomaly = reader.IsAnomaly;
            HasStream = reader.HasStream;
        }

        /// <summary>The version of the model, 1 or more; 0 of a file without a seal.</summary>
        public int Version { get; private set; }

        /// <summary>How the file is signed.</summary>
        public SignatureKind Kind { get; private set; }

        /// <summary>The class that is the alarm, 0 to <see cref="LabelCount"/> - 1; or <see cref="NoAlarm"/>.</summary>
        public int Alarm { get; private set; } = NoAlarm;

        /// <summary>Decisions without a fault after which the model is confirmed; 0 of a file without a seal.</summary>
        public int TrialDecisions { get; private set; }

        /// <summary>Seconds from one health record to the next; 0 for none.</summary>
        public int HealthSeconds { get; private set; }

        /// <summary>Where in the file the signature begins; 0 without one.</summary>
        public int SignatureAt { get; private set; }

        /// <summary>Whether the file says how often training saw an end of an input's codes: <see cref="ShareAtEnd"/>.</summary>
        public bool HasShares => _shares != null;

        /// <summary>The name given in training.</summary>
        public string Name { get; }

        /// <summary>Classes; in regression, quantities.</summary>
        public int LabelCount => _labels.Length;

        /// <summary>n[0].</summary>
        public int InputCount { get; }

        /// <summary>Whether the model estimates quantities, and decides nothing.</summary>
        public bool IsRegression { get; }

        /// <summary>Whether it tells what is unusual, which is the second label.</summary>
        public bool IsAnomaly { get; }

        /// <summary>Whether its inputs are features of a stream.</summary>
        public bool HasStream { get; }

        /// <summary>Reads it from a model file.</summary>
        /// <param name="file">The file, in an array or a slot. It is kept for <see cref="InputNameOf"/>.</param>
        /// <returns>What the file says; of a file without a seal <see cref="Version"/> is 0.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="file"/> is null.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public static ModelSeal Read(ModelStorage file)
        {
            if (file == null)
            {
                throw new ArgumentNullException(nameof(file));
            }

            var reader = new SealReader(file);
            var seal = new ModelSeal(file, reader);
            seal.ReadRest(reader);
            return seal;
        }

        /// <summary>Returns the name of a class or a quantity.</summary>
        /// <param name="index">0 to <see cref="LabelCount"/> - 1.</param>
        /// <returns>The name.</returns>
        public string LabelOf(int index)
        {
            return _labels[index];
        }

        /// <summary>Reads the name of an input: a column of the table, or a feature of the stream.</summary>
        /// <param name="input">0 to <see cref="InputCount"/> - 1.</param>
        /// <returns>The name; null where the file has none.</returns>
        /// <exception cref="ModelFormatException">The name is no UTF-8.</exception>
        public string InputNameOf(int input)
        {
            return _nameAt == null ? null : SealReader.ReadName(_file, _nameAt[input], _nameAt[input + 1]);
        }

        /// <summary>Returns how often training saw an input at an end of its codes, saturated.</summary>
        /// <param name="input">0 to <see cref="InputCount"/> - 1.</param>
        /// <returns>The share of the training examples in 255ths, rounded up; 0 where the file does not say.</returns>
        public int ShareAtEnd(int input)
        {
            return _shares == null ? 0 : _shares[input];
        }

        /// <summary>Copies the id of the key that signed the file.</summary>
        /// <param name="id">Written from its beginning, <see cref="ModelKey.IdLength"/> bytes: zeros without a signature.</param>
        public void CopyKeyId(byte[] id)
        {
            Array.Copy(_keyId, 0, id, 0, _keyId.Length);
        }

        /// <summary>Checks the signature.</summary>
        /// <param name="key">The key that the board trusts.</param>
        /// <param name="file">The file that this was read from.</param>
        /// <returns>Whether this key signed exactly these bytes.</returns>
        public bool IsSignedBy(ModelKey key, ModelStorage file)
        {
            if (key == null || file == null || Kind == SignatureKind.None || key.Kind != Kind
                || key.SignatureLength != SignatureLengths[(int)Kind] || file.Length != _length)
            {
                return false;
            }

            var id = new byte[ModelKey.IdLength];
            key.CopyId(id);
            for (int i = 0; i < id.Length; i++)
            {
                if (id[i] != _keyId[i])
                {
                    return false;
                }
            }

            return key.Verify(file, SignatureAt);
        }

        private void ReadRest(SealReader reader)
        {
            ModelReader seal = reader.OpenSeal();
            if (seal != null)
            {
                ReadSeal(seal, reader);
            }

            _nameAt = reader.FindNames();
        }

        private void ReadSeal(ModelReader seal, SealReader reader)
        {
            int start = seal.Position;
            SealReader.Check(seal.ReadUInt16(), Layout, Layout, "layout of the seal");
            int kind = seal.ReadByte();
            SealReader.Check(kind, (int)SignatureKind.None, (int)SignatureKind.Ed25519, "kind of the signature");
            Alarm = seal.ReadByte();
            if (Alarm != NoAlarm)
            {
                SealReader.Check(IsRegression ? -1 : Alarm, 0, LabelCount - 1, "class that is the alarm");
            }

            Version = seal.ReadInt32();
            SealReader.Check(Version, 1, int.MaxValue, "version of the model");
            TrialDecisions = seal.ReadInt32();
            SealReader.Check(TrialDecisions, 1, MaxTrialDecisions, "decisions of a trial");
            HealthSeconds = seal.ReadInt32();
            SealReader.Check(HealthSeconds, 0, int.MaxValue, "seconds between health records");
            int id = 0;
            for (int i = 0; i < _keyId.Length; i++)
            {
                _keyId[i] = (byte)seal.ReadByte();
                id |= _keyId[i];
            }

            SealReader.Check(id, 0, kind == 0 ? 0 : 255, "id of the key");
            int shares = seal.ReadUInt16();
            SealReader.Check(shares, shares == 0 ? 0 : InputCount, InputCount, "shares of the inputs");
            SealReader.Check(seal.ReadUInt16(), 0, 0, "reserved bytes of the seal");
            int length = HeadLength + ModelFormat.Align(shares) + SignatureLengths[kind] + 4;
            SealReader.Check(seal.Remaining + HeadLength, length, length, "bytes of the seal");
            if (shares > 0)
            {
                _shares = new byte[shares];
                for (int i = 0; i < shares; i++)
                {
                    _shares[i] = (byte)seal.ReadByte();
                }

                seal.SkipPadding();
            }

            Kind = (SignatureKind)kind;
            SignatureAt = kind == 0 ? 0 : start + HeadLength + ModelFormat.Align(shares);
        }
    }
}
