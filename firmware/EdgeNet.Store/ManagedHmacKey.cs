using System;

namespace EdgeNet
{
    /// <summary>An <see cref="HmacKey"/> that needs nothing of the board: SHA-256 in C#. It reads the file in pieces, and a check allocates nothing.</summary>
    public sealed class ManagedHmacKey : HmacKey
    {
        private const int BufferLength = 256;

        private readonly HmacSha256 _hmac;
        private readonly byte[] _buffer = new byte[BufferLength];
        private readonly byte[] _hash = new byte[HashLength];

        /// <summary>Keeps what the hash needs of a secret.</summary>
        /// <param name="secret">At least <see cref="HmacKey.LeastSecretLength"/> bytes, as random as can be.</param>
        /// <exception cref="ArgumentNullException"><paramref name="secret"/> is null.</exception>
        /// <exception cref="ArgumentException">It is shorter.</exception>
        public ManagedHmacKey(byte[] secret)
            : base(secret)
        {
            _hmac = new HmacSha256(secret);
        }

        internal override byte[] HashOf(ModelStorage file, int signatureAt)
        {
            SignedBytes.AddTo(_hmac.Begin(), file, signatureAt, HashLength, _buffer);
            return Finish();
        }

        /// <inheritdoc/>
        protected override byte[] ComputeHash(byte[] message)
        {
            _hmac.Begin().Add(message, 0, message.Length);
            return Finish();
        }

        private byte[] Finish()
        {
            _hmac.Finish(_hash);
            return _hash;
        }
    }
}
