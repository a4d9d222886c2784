using System;

namespace EdgeNet
{
    /// <summary>HMAC-SHA256 (RFC 2104).</summary>
    internal sealed class HmacSha256
    {
        private const byte InnerPad = 0x36;
        private const byte OuterPad = 0x5C;

        private readonly Sha256 _sha = new Sha256();
        private readonly byte[] _inner = new byte[Sha256.BlockLength];
        private readonly byte[] _outer = new byte[Sha256.BlockLength];

        /// <summary>Keeps what is needed of a key.</summary>
        /// <param name="key">Of any length; one of more than a block is hashed first.</param>
        public HmacSha256(byte[] key)
        {
            if (key.Length > Sha256.BlockLength)
            {
                _sha.Reset();
                _sha.Add(key, 0, key.Length);
                _sha.Finish(_inner, 0);
            }
            else
            {
                Array.Copy(key, 0, _inner, 0, key.Length);
            }

            for (int i = 0; i < _inner.Length; i++)
            {
                _outer[i] = (byte)(_inner[i] ^ OuterPad);
                _inner[i] ^= InnerPad;
            }
        }

        /// <summary>Begins a message.</summary>
        /// <returns>What takes its bytes.</returns>
        public BlockHash Begin()
        {
            _sha.Reset();
            _sha.Add(_inner, 0, _inner.Length);
            return _sha;
        }

        /// <summary>Ends the message.</summary>
        /// <param name="hash">The 32 bytes are written into it.</param>
        public void Finish(byte[] hash)
        {
            _sha.Finish(hash, 0);
            _sha.Reset();
            _sha.Add(_outer, 0, _outer.Length);
            _sha.Add(hash, 0, Sha256.Length);
            _sha.Finish(hash, 0);
        }
    }
}
