using System;

namespace EdgeNet
{
    /// <summary>A place that keeps one model file through a power cut: a partition of flash, a file.</summary>
    public abstract class ModelSlot
    {
        /// <summary>Bytes that fit in.</summary>
        public abstract int Capacity { get; }

        /// <summary>Copies bytes into a buffer. Bytes that were never written, or only in part, may be anything.</summary>
        /// <param name="position">The first byte, 0 or more.</param>
        /// <param name="buffer">Written from its beginning.</param>
        /// <param name="count">How many; all of them are below <see cref="Capacity"/> and fit.</param>
        public abstract void Read(int position, byte[] buffer, int count);

        /// <summary>Makes all bytes writable.</summary>
        public abstract void EraseAll();

        /// <summary>Writes bytes where none were written since <see cref="EraseAll"/>; they have reached the flash when it returns.</summary>
        /// <param name="position">The first byte, 0 or more; a multiple of 4.</param>
        /// <param name="buffer">Read from its beginning.</param>
        /// <param name="count">How many; all of them are below <see cref="Capacity"/>.</param>
        public abstract void Write(int position, byte[] buffer, int count);
    }

    /// <summary>Keeps the newest of two model files, so that a power cut at any moment loses at most what is being saved.</summary>
    /// <remarks>
    /// A file goes into the slot that is not in use; behind it, as the last thing, a header is written with a number, the length and two CRCs.
    /// A slot whose CRCs do not match holds nothing. It does not protect from somebody who writes into the slots.
    /// </remarks>
    public sealed class ModelSlots
    {
        private const int Magic = 0x54534745; // EGST
        private const int HeaderLength = 20;
        private const int Block = 256;

        private readonly ModelSlot[] _slots;
        private readonly byte[] _buffer = new byte[Block];
        private readonly byte[] _header = new byte[HeaderLength];
        private int _newest = -1;
        private int _number;
        private int _length;

        /// <summary>Looks for the newest file: it reads both slots.</summary>
        /// <param name="first">A slot.</param>
        /// <param name="second">Another one.</param>
        /// <exception cref="ArgumentNullException">One is null.</exception>
        public ModelSlots(ModelSlot first, ModelSlot second)
        {
            if (first == null || second == null)
            {
                throw new ArgumentNullException(first == null ? nameof(first) : nameof(second));
            }

            _slots = new ModelSlot[] { first, second };
            for (int s = 0; s < 2; s++)
            {
                int length = Check(s, out int number);
                if (length > 0 && (_newest < 0 || number - _number > 0))
                {
                    _newest = s;
                    _number = number;
                    _length = length;
                }
            }
        }

        /// <summary>Bytes of the newest file; 0 where there is none.</summary>
        public int Length => _length;

        /// <summary>Bytes of the largest file that fits into either slot.</summary>
        public int Capacity => Math.Min(_slots[0].Capacity, _slots[1].Capacity) - HeaderLength;

        /// <summary>Reads the newest file.</summary>
        /// <returns>Its bytes, a new array; <c>null</c> where there is none: take the model that the program was built with.</returns>
        public byte[] Load()
        {
            if (_newest < 0)
            {
                return null;
            }

            var file = new byte[_length];
            for (int at = 0; at < _length; at += Block)
            {
                int count = Math.Min(Block, _length - at);
                _slots[_newest].Read(HeaderLength + at, _buffer, count);
                Array.Copy(_buffer, 0, file, at, count);
            }

            return file;
        }

        /// <summary>Saves a file as the newest; it allocates nothing.</summary>
        /// <param name="file">Its bytes, from the beginning of the array.</param>
        /// <param name="length">How many; 1 to <see cref="Capacity"/>.</param>
        /// <returns><c>false</c> when the slot gives back other bytes than were written: it is worn out, and the newest file is the one before.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="file"/> is null.</exception>
        /// <exception cref="ArgumentException">The length is none, or the file does not fit.</exception>
        public bool Save(byte[] file, int length)
        {
            if (file == null || length < 1 || length > file.Length || length > Capacity)
            {
                ThrowDoesNotFit(file, length);
            }

            int next = _newest == 0 ? 1 : 0;
            int number = unchecked(_number + 1);
            ModelSlot slot = _slots[next];
            slot.EraseAll();
            for (int at = 0; at < length; at += Block)
            {
                int count = Math.Min(Block, length - at);
                Array.Copy(file, at, _buffer, 0, count);
                slot.Write(HeaderLength + at, _buffer, count);
            }

            int crc = Crc32.Advance(-1, file, 0, length);
            if (CrcOf(slot, length) != crc)
            {
                return false;
            }

            Put(0, Magic);
            Put(4, number);
            Put(8, length);
            Put(12, crc);
            Put(16, Crc32.Advance(-1, _header, 0, HeaderLength - 4));
            slot.Write(0, _header, HeaderLength);
            if (Check(next, out int written) != length || written != number)
            {
                return false;
            }

            _newest = next;
            _number = number;
            _length = length;
            return true;
        }

        private void ThrowDoesNotFit(byte[] file, int length)
        {
            if (file == null)
            {
                throw new ArgumentNullException(nameof(file));
            }

            if (length < 1 || length > file.Length)
            {
                throw new ArgumentException("The file has " + file.Length.ToString() + " bytes; " + length.ToString() + " of them cannot be kept.");
            }

            throw new ArgumentException("A file of " + length.ToString() + " bytes does not fit into a slot for " + Capacity.ToString() + ".");
        }

        // The length of the file in a slot, or 0.
        private int Check(int index, out int number)
        {
            ModelSlot slot = _slots[index];
            number = 0;
            if (slot.Capacity <= HeaderLength)
            {
                return 0;
            }

            slot.Read(0, _header, HeaderLength);
            int length = Get(8);
            number = Get(4);
            bool isWhole = Get(0) == Magic && Get(16) == Crc32.Advance(-1, _header, 0, HeaderLength - 4)
                && length > 0 && length <= slot.Capacity - HeaderLength && CrcOf(slot, length) == Get(12);
            return isWhole ? length : 0;
        }

        private int CrcOf(ModelSlot slot, int length)
        {
            int crc = -1;
            for (int at = 0; at < length; at += Block)
            {
                int count = Math.Min(Block, length - at);
                slot.Read(HeaderLength + at, _buffer, count);
                crc = Crc32.Advance(crc, _buffer, 0, count);
            }

            return crc;
        }

        private int Get(int at)
        {
            return BitConverter.ToInt32(_header, at);
        }

        private void Put(int at, int value)
        {
            _header[at] = (byte)(value & 255);
            _header[at + 1] = (byte)((value >> 8) & 255);
            _header[at + 2] = (byte)((value >> 16) & 255);
            _header[at + 3] = (byte)((value >> 24) & 255);
        }
    }
}
