using System;

namespace EdgeNet
{
    /// <summary>A secret that the boards and the PC share: models are signed with HMAC-SHA256 (RFC 2104).</summary>
    /// <remarks>
    /// <para>
    /// Derive a class from it that computes the hash with the board's own native code, which takes next to no time:
    /// <c>System.Security.Cryptography.HMACSHA256</c> of the package nanoFramework.System.Security.Cryptography. Where the firmware has none, use
    /// <see cref="ManagedHmacKey"/>. Whoever reads the secret out of one board can sign models for all of them; with <see cref="Ed25519Key"/> there
    /// is no secret on a board.
    /// </para>
    /// <code>
    /// internal sealed class DeviceHmacKey : HmacKey
    /// {
    ///     private readonly HMACSHA256 _hash;
    ///
    ///     public DeviceHmacKey(byte[] secret)
    ///         : base(secret)
    ///     {
    ///         _hash = new HMACSHA256(secret);
    ///     }
    ///
    ///     protected override byte[] ComputeHash(byte[] message)
    ///     {
    ///         return _hash.ComputeHash(message);
    ///     }
    /// }
    /// </code>
    /// <para>Such a class takes the whole message at once: a check allocates an array of the file's length, unless the file lies in one already.</para>
    /// </remarks>
    public abstract class HmacKey : ModelKey
    {
        /// <summary>The least bytes of a secret.</summary>
        public const int LeastSecretLength = 32;

        internal const int HashLength = Sha256.Length;

        private readonly byte[] _id = new byte[IdLength];
        private readonly byte[] _signature = new byte[HashLength];
        private readonly byte[] _crc = new byte[SignedBytes.CrcLength];

        /// <summary>Computes the key's id: it begins the SHA-256 of "EdgeNet" and the secret. The secret itself is not kept.</summary>
        /// <param name="secret">At least <see cref="LeastSecretLength"/> bytes, as random as can be.</param>
        /// <exception cref="ArgumentNullException"><paramref name="secret"/> is null.</exception>
        /// <exception cref="ArgumentException">It is shorter.</exception>
        protected HmacKey(byte[] secret)
        {
            if (secret == null)
            {
                throw new ArgumentNullException(nameof(secret));
            }

            if (secret.Length < LeastSecretLength)
            {
                throw new ArgumentException("A secret has 32 bytes or more.", nameof(secret));
            }

            KeyId.Compute(new byte[] { (byte)'E', (byte)'d', (byte)'g', (byte)'e', (byte)'N', (byte)'e', (byte)'t' }, secret, _id);
        }

        /// <inheritdoc/>
        public override SignatureKind Kind => SignatureKind.Hmac;

        /// <inheritdoc/>
        public override int SignatureLength => HashLength;

        /// <inheritdoc/>
        public override void CopyId(byte[] id)
        {
            Array.Copy(_id, 0, id, 0, IdLength);
        }

        /// <inheritdoc/>
        public override bool Verify(ModelStorage file, int signatureAt)
        {
            if (!SignedBytes.Has(file.Length, signatureAt, HashLength))
            {
                return false;
            }

            byte[] hash = HashOf(file, signatureAt);
            file.Read(signatureAt, _signature, HashLength);
            return IsSignature(hash);
        }

        /// <summary>Checks the signature of a file that lies in an array, without a copy.</summary>
        /// <param name="file">The file and nothing else. The signature and the CRC are 0 while the hash is computed.</param>
        /// <param name="signatureAt">Where the signature begins.</param>
        /// <returns>Whether this key signed these bytes.</returns>
        public bool Verify(byte[] file, int signatureAt)
        {
            if (!SignedBytes.Has(file.Length, signatureAt, HashLength))
            {
                return false;
            }

            int crcAt = file.Length - SignedBytes.CrcLength;
            Array.Copy(file, signatureAt, _signature, 0, HashLength);
            Array.Copy(file, crcAt, _crc, 0, SignedBytes.CrcLength);
            Array.Clear(file, signatureAt, HashLength);
            Array.Clear(file, crcAt, SignedBytes.CrcLength);
            try
            {
                return IsSignature(ComputeHash(file));
            }
            finally
            {
                Array.Copy(_signature, 0, file, signatureAt, HashLength);
                Array.Copy(_crc, 0, file, crcAt, SignedBytes.CrcLength);
            }
        }

        // Of what is signed in a file.
        internal virtual byte[] HashOf(ModelStorage file, int signatureAt)
        {
            int length = file.Length;
            var message = new byte[length];
            file.Read(0, message, length);
            Array.Clear(message, signatureAt, HashLength);
            Array.Clear(message, length - SignedBytes.CrcLength, SignedBytes.CrcLength);
            return ComputeHash(message);
        }

        /// <summary>Computes the HMAC-SHA256 of a message with the secret.</summary>
        /// <param name="message">All of it.</param>
        /// <returns>32 bytes.</returns>
        protected abstract byte[] ComputeHash(byte[] message);

        // All bytes are compared, whatever the first ones are: the time does not tell how many were right.
        private bool IsSignature(byte[] hash)
        {
            int difference = hash.Length ^ HashLength;
            for (int i = 0; i < HashLength && i < hash.Length; i++)
            {
                difference |= hash[i] ^ _signature[i];
            }

            return difference == 0;
        }
    }
}
