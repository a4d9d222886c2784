using System;

namespace EdgeNet
{
    /// <summary>A slot for one model file, which may have come in part only: it says itself which chunks of which file it has.</summary>
    /// <remarks>
    /// A header says which file it is. A table follows with a CRC for each chunk, over the chunk's bytes and begun with the file's own CRC and the
    /// chunk's number; then the file. A chunk is there when its CRC is right: bytes of another file or of a write that was cut off are none.
    /// </remarks>
    internal sealed class StoreSlot : ModelStorage
    {
        private const int Magic = 0x31534745; // EGS1
        private const int HeaderLength = 24;
        private const int LengthAt = 4;
        private const int FileCrcAt = 8;
        private const int VersionAt = 12;
        private const int ChunkAt = 16;
        private const int CrcAt = 20;
        private const int EntryLength = 4;
        private const int Block = 256;
        private const int MostChunks = 0xFFFF;

        private readonly StoreArea _area;
        private readonly byte[] _small = new byte[HeaderLength];
        private readonly byte[] _block = new byte[Block];
        private byte[] _has = new byte[1]; // a bit for each chunk
        private int _length;
        private int _dataAt;

        public StoreSlot(StoreArea area)
        {
            _area = area;
        }

        /// <inheritdoc/>
        public override int Length => _length;

        /// <summary>The file's own CRC: its last four bytes.</summary>
        public int FileCrc { get; private set; }

        /// <summary>The version that was offered.</summary>
        public int Version { get; private set; }

        /// <summary>Bytes of every chunk but the last.</summary>
        public int Chunk { get; private set; }

        /// <summary>Chunks of the file.</summary>
        public int Count { get; private set; }

        /// <summary>How many of them are there, after <see cref="Find"/> or <see cref="Begin"/>.</summary>
        public int Had { get; private set; }

        /// <summary>The most bytes of a file in chunks of a length.</summary>
        public int CapacityFor(int chunk)
        {
            int room = _area.Capacity - HeaderLength;
            int chunks = Math.Min(MostChunks, room / (chunk + EntryLength));
            int rest = chunks == MostChunks ? 0 : Math.Max(0, room - (chunks * (chunk + EntryLength)) - EntryLength);
            return ((chunks * chunk) + rest) & ~3;
        }

        /// <summary>Reads the header.</summary>
        /// <returns><c>false</c> when the slot has none.</returns>
        public bool TryOpen()
        {
            _length = 0;
            Count = 0;
            Had = 0;
            if (_area.Capacity < HeaderLength)
            {
                return false;
            }

            _area.Read(0, _small, HeaderLength);
            int length = UpdateMessage.Get(_small, LengthAt);
            int chunk = UpdateMessage.Get(_small, ChunkAt);
            if (UpdateMessage.Get(_small, 0) != Magic || UpdateMessage.Get(_small, CrcAt) != Crc32.Advance(-1, _small, 0, CrcAt)
                || !Fits(length, chunk))
            {
                return false;
            }

            Take(length, UpdateMessage.Get(_small, FileCrcAt), UpdateMessage.Get(_small, VersionAt), chunk);
            return true;
        }

        /// <summary>Says whether a file can be received in chunks of a length.</summary>
        public bool Fits(int length, int chunk)
        {
            return chunk >= UpdateMessage.LeastChunk && chunk <= UpdateMessage.MostChunk && (chunk & 3) == 0
                && length >= ModelFormat.HeaderLength && (length & 3) == 0 && length <= CapacityFor(chunk);
        }

        /// <summary>Looks which chunks are there, after <see cref="TryOpen"/>: it reads the whole file.</summary>
        public void Find()
        {
            _has = new byte[(Count + 7) >> 3];
            Had = 0;
            for (int k = 0; k < Count; k++)
            {
                if (IsThere(k))
                {
                    Mark(k);
                }
            }
        }

        /// <summary>Erases the slot for a file.</summary>
        /// <returns><c>false</c> when the storage is worn.</returns>
        public bool Begin(int length, int fileCrc, int version, int chunk)
        {
            _length = 0;
            _area.EraseAll();
            _area.Flush();
            int used = HeaderLength + (EntryLength * ((length + chunk - 1) / chunk)) + length;
            for (int at = 0; at < used; at += Block)
            {
                int count = Math.Min(Block, used - at);
                _area.Read(at, _block, count);
                for (int i = 0; i < count; i++)
                {
                    if (_block[i] != 255)
                    {
                        return false;
                    }
                }
            }

            UpdateMessage.Put(_small, 0, Magic);
            UpdateMessage.Put(_small, LengthAt, length);
            UpdateMessage.Put(_small, FileCrcAt, fileCrc);
            UpdateMessage.Put(_small, VersionAt, version);
            UpdateMessage.Put(_small, ChunkAt, chunk);
            UpdateMessage.Put(_small, CrcAt, Crc32.Advance(-1, _small, 0, CrcAt));
            _area.Write(0, _small, HeaderLength);
            _area.Flush();
            if (!TryOpen() || FileCrc != fileCrc || _length != length)
            {
                return false;
            }

            _has = new byte[(Count + 7) >> 3];
            return true;
        }

        /// <summary>Says whether a chunk is there.</summary>
        public bool Has(int chunk)
        {
            return (_has[chunk >> 3] & (1 << (chunk & 7))) != 0;
        }

        /// <summary>The bytes of a chunk.</summary>
        public int LengthOf(int chunk)
        {
            return Math.Min(Chunk, _length - (chunk * Chunk));
        }

        /// <summary>Writes a chunk that is not there.</summary>
        /// <param name="chunk">Its number, 0 to <see cref="Count"/> - 1.</param>
        /// <param name="bytes">Its bytes.</param>
        /// <returns><c>false</c> when the storage gives back other bytes.</returns>
        public bool Write(int chunk, byte[] bytes)
        {
            int length = LengthOf(chunk);
            UpdateMessage.Put(_small, 0, Entry(chunk, bytes, length));
            _area.Write(_dataAt + (chunk * Chunk), bytes, length);
            _area.Write(HeaderLength + (EntryLength * chunk), _small, EntryLength);
            _area.Flush();
            if (!IsThere(chunk))
            {
                return false;
            }

            Mark(chunk);
            return true;
        }

        /// <inheritdoc/>
        public override void Read(int position, byte[] buffer, int count)
        {
            _area.Read(_dataAt + position, buffer, count);
        }

        /// <summary>Copies the file into an array.</summary>
        public byte[] ToArray()
        {
            var file = new byte[_length];
            for (int at = 0; at < _length; at += Block)
            {
                int count = Math.Min(Block, _length - at);
                Read(at, _block, count);
                Array.Copy(_block, 0, file, at, count);
            }

            return file;
        }

        private void Take(int length, int fileCrc, int version, int chunk)
        {
            _length = length;
            FileCrc = fileCrc;
            Version = version;
            Chunk = chunk;
            Count = (length + chunk - 1) / chunk;
            Had = 0;
            _dataAt = HeaderLength + (EntryLength * Count);
        }

        private void Mark(int chunk)
        {
            _has[chunk >> 3] |= (byte)(1 << (chunk & 7));
            Had++;
        }

        private bool IsThere(int chunk)
        {
            _area.Read(HeaderLength + (EntryLength * chunk), _small, EntryLength);
            int entry = UpdateMessage.Get(_small, 0);
            int start = _dataAt + (chunk * Chunk);
            int length = LengthOf(chunk);
            int crc = Seed(chunk);
            for (int at = 0; at < length; at += Block)
            {
                int count = Math.Min(Block, length - at);
                _area.Read(start + at, _block, count);
                crc = Crc32.Advance(crc, _block, 0, count);
            }

            return entry == Proper(crc);
        }

        private int Entry(int chunk, byte[] bytes, int length)
        {
            return Proper(Crc32.Advance(Seed(chunk), bytes, 0, length));
        }

        private int Seed(int chunk)
        {
            return unchecked(FileCrc + chunk);
        }

        // What was never written reads as -1.
        private static int Proper(int crc)
        {
            return crc == -1 ? 0 : crc;
        }
    }
}
