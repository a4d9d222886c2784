using System;

namespace EdgeNet
{
    /// <summary>A public key of Ed25519 (RFC 8032): boards that have it can check models, but nobody can sign one with it.</summary>
    /// <remarks>
    /// <para>
    /// In C# and integers only. The first check makes tables of multiples of two points, in arrays that the constructor has allocated, so that a board
    /// which wakes up and checks nothing does not pay for them. No check allocates anything. Its time depends on what it is given, and may: a public
    /// key, a signature and a model are no secrets.
    /// </para>
    /// <para>
    /// A check is strict, so that a model has one signature and no other: S is below the order of the base point, R and the key are canonical, R is
    /// compared byte for byte ([S]B = R + [h]A without a cofactor), and a key whose order is small, which anybody could sign for, is refused.
    /// </para>
    /// </remarks>
    public sealed class Ed25519Key : ModelKey
    {
        /// <summary>Bytes of a public key.</summary>
        public const int Length = 32;

        private const int BytesOfSignature = 64;
        private const int BufferLength = 256;
        private const int TableLength = Ed25519Scalar.Multiples * EdwardsAddend.Length;

        private readonly byte[] _publicKey = new byte[Length];
        private readonly byte[] _id = new byte[IdLength];
        private readonly byte[] _buffer = new byte[BufferLength];
        private readonly byte[] _signature = new byte[BytesOfSignature];
        private readonly byte[] _number = new byte[Ed25519Scalar.BufferLength];
        private readonly sbyte[] _baseDigits = new sbyte[Ed25519Scalar.Digits];
        private readonly sbyte[] _keyDigits = new sbyte[Ed25519Scalar.Digits];
        private readonly int[] _baseTable = new int[TableLength];
        private readonly int[] _keyTable = new int[TableLength];
        private readonly Sha512 _sha = new Sha512();
        private readonly Ed25519Scalar _scalar = new Ed25519Scalar();
        private readonly EdwardsPoint _point = new EdwardsPoint();
        private readonly EdwardsAddend _addend = new EdwardsAddend();
        private bool _isPrepared;
        private bool _isOnCurve;

        /// <summary>Copies a public key.</summary>
        /// <param name="publicKey">Its 32 bytes (RFC 8032, 5.1.5).</param>
        /// <exception cref="ArgumentNullException"><paramref name="publicKey"/> is null.</exception>
        /// <exception cref="ArgumentException">
        /// It has another length, is not canonical, or has a small order. One that is no point of the curve is only found by the first check, which
        /// fails as all others will.
        /// </exception>
        public Ed25519Key(byte[] publicKey)
        {
            if (publicKey == null)
            {
                throw new ArgumentNullException(nameof(publicKey));
            }

            if (publicKey.Length != Length)
            {
                throw new ArgumentException("A public key has 32 bytes.", nameof(publicKey));
            }

            FieldElement y = _point.Y;
            y.Read(publicKey, 0);
            if (!y.HasEncoding(publicKey, 0, publicKey[Length - 1] >> 7))
            {
                throw new ArgumentException("The public key is not canonical.", nameof(publicKey));
            }

            if (_point.HasSmallOrder(publicKey))
            {
                throw new ArgumentException("The public key has a small order: anybody could sign for it.", nameof(publicKey));
            }

            Array.Copy(publicKey, 0, _publicKey, 0, Length);
            KeyId.Compute(null, publicKey, _id);
        }

        /// <inheritdoc/>
        public override SignatureKind Kind => SignatureKind.Ed25519;

        /// <inheritdoc/>
        public override int SignatureLength => BytesOfSignature;

        /// <inheritdoc/>
        public override void CopyId(byte[] id)
        {
            Array.Copy(_id, 0, id, 0, IdLength);
        }

        /// <inheritdoc/>
        public override bool Verify(ModelStorage file, int signatureAt)
        {
            if (!SignedBytes.Has(file.Length, signatureAt, BytesOfSignature))
            {
                return false;
            }

            file.Read(signatureAt, _signature, BytesOfSignature);
            if (!Begin(_signature))
            {
                return false;
            }

            SignedBytes.AddTo(_sha, file, signatureAt, BytesOfSignature, _buffer);
            return End();
        }

        /// <summary>Checks the signature of a message that is no file.</summary>
        internal bool Verify(byte[] message, byte[] signature)
        {
            if (signature.Length != BytesOfSignature)
            {
                return false;
            }

            Array.Copy(signature, 0, _signature, 0, BytesOfSignature);
            if (!Begin(_signature))
            {
                return false;
            }

            _sha.Add(message, 0, message.Length);
            return End();
        }

        // Recodes S, and hashes R and A. False where no message can have the signature.
        private bool Begin(byte[] signature)
        {
            Array.Copy(signature, Length, _number, 0, Length);
            Array.Clear(_number, Length, _number.Length - Length);
            if (!_scalar.IsBelowOrder(_number) || !Prepare())
            {
                return false;
            }

            Ed25519Scalar.Recode(_number, _baseDigits);
            _sha.Reset();
            _sha.Add(signature, 0, Length);
            _sha.Add(_publicKey, 0, Length);
            return true;
        }

        // [S]B + [h](-A) has the encoding R.
        private bool End()
        {
            _sha.Finish(_number, 0);
            _scalar.Reduce(_number);
            Ed25519Scalar.Recode(_number, _keyDigits);
            MultiplyAndAdd();
            return _point.HasEncoding(_signature, 0);
        }

        // Both at once, from the highest digit on: the doublings are done once for both (Straus).
        private void MultiplyAndAdd()
        {
            EdwardsPoint sum = _point;
            sbyte[] baseDigits = _baseDigits;
            sbyte[] keyDigits = _keyDigits;
            int i = Ed25519Scalar.Digits - 1;
            while (i >= 0 && (baseDigits[i] | keyDigits[i]) == 0)
            {
                i--;
            }

            sum.SetNeutral();
            for (; i >= 0; i--)
            {
                int ofBase = baseDigits[i];
                int ofKey = keyDigits[i];
                sum.Double((ofBase | ofKey) != 0);
                if (ofBase != 0)
                {
                    Add(sum, _baseTable, ofBase, ofKey != 0);
                }

                if (ofKey != 0)
                {
                    Add(sum, _keyTable, ofKey, false);
                }
            }
        }

        private void Add(EdwardsPoint sum, int[] table, int digit, bool needsT)
        {
            int multiple = digit < 0 ? -digit : digit;
            _addend.Load(table, (multiple >> 1) * EdwardsAddend.Length);
            sum.Add(_addend, digit < 0, needsT);
        }

        private bool Prepare()
        {
            if (!_isPrepared)
            {
                _isOnCurve = _point.SetNegative(_publicKey);
                if (_isOnCurve)
                {
                    Fill(_keyTable);
                    _point.SetBase();
                    Fill(_baseTable);
                }

                _isPrepared = true;
            }

            return _isOnCurve;
        }

        // 1, 3, 5 … 15 times the point, each twice the point more than the one before. The last place has twice the point until its turn comes.
        private void Fill(int[] table)
        {
            const int Last = TableLength - EdwardsAddend.Length;
            EdwardsPoint multiple = _point;
            _addend.Set(multiple);
            _addend.Store(table, 0);
            multiple.Double(true);
            _addend.Set(multiple);
            _addend.Store(table, Last);
            for (int at = EdwardsAddend.Length; at < TableLength; at += EdwardsAddend.Length)
            {
                _addend.Load(table, at == EdwardsAddend.Length ? 0 : Last);
                multiple.Add(_addend, false, true);
                _addend.Set(multiple);
                _addend.Store(table, at);
            }
        }
    }
}
