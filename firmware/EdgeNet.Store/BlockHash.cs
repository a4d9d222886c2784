using System;

namespace EdgeNet
{
    /// <summary>What SHA-256 and SHA-512 (FIPS 180-4) have in common: bytes are gathered into blocks, and the last is padded with its length.</summary>
    internal abstract class BlockHash
    {
        private readonly byte[] _block;
        private long _count;
        private int _filled;

        protected BlockHash(int blockLength)
        {
            _block = new byte[blockLength];
        }

        /// <summary>Forgets all bytes.</summary>
        public void Reset()
        {
            _count = 0;
            _filled = 0;
            Begin();
        }

        /// <summary>Takes more bytes.</summary>
        /// <param name="data">Holds them.</param>
        /// <param name="at">The first one.</param>
        /// <param name="count">How many.</param>
        public void Add(byte[] data, int at, int count)
        {
            byte[] block = _block;
            _count += count;
            while (count > 0)
            {
                if (_filled == 0 && count >= block.Length)
                {
                    Compress(data, at);
                    at += block.Length;
                    count -= block.Length;
                }
                else
                {
                    int some = Math.Min(block.Length - _filled, count);
                    Array.Copy(data, at, block, _filled, some);
                    at += some;
                    count -= some;
                    _filled += some;
                    if (_filled == block.Length)
                    {
                        Compress(block, 0);
                        _filled = 0;
                    }
                }
            }
        }

        /// <summary>Ends the message; <see cref="Reset"/> begins another.</summary>
        /// <param name="digest">The hash is written into it.</param>
        /// <param name="at">Of the first byte.</param>
        public void Finish(byte[] digest, int at)
        {
            byte[] block = _block;
            int lengthAt = block.Length - 8; // the higher half of SHA-512's length is 0
            block[_filled] = 0x80;
            Array.Clear(block, _filled + 1, block.Length - _filled - 1);
            if (_filled >= block.Length - (block.Length >> 3))
            {
                Compress(block, 0);
                Array.Clear(block, 0, block.Length);
            }

            WriteBigEndian(_count << 3, block, lengthAt, 8);
            Compress(block, 0);
            WriteState(digest, at);
        }

        /// <summary>Sets the state to its first value.</summary>
        protected abstract void Begin();

        /// <summary>Takes a block into the state.</summary>
        protected abstract void Compress(byte[] data, int at);

        /// <summary>Writes the state.</summary>
        protected abstract void WriteState(byte[] digest, int at);

        /// <summary>Writes a number, the highest byte first.</summary>
        protected static void WriteBigEndian(long value, byte[] bytes, int at, int count)
        {
            for (int i = at + count - 1; i >= at; i--)
            {
                bytes[i] = (byte)(value & 255);
                value >>= 8;
            }
        }
    }
}
