using System;

namespace EdgeNet
{
    /// <summary>Where a model file lies when it does not lie in memory: a file, a resource in flash, a chip on a bus.</summary>
    public abstract class ModelStorage
    {
        /// <summary>Bytes of the file.</summary>
        public abstract int Length { get; }

        /// <summary>Copies bytes of the file into a buffer.</summary>
        /// <param name="position">The first byte, 0 to <see cref="Length"/> - 1.</param>
        /// <param name="buffer">Written from its beginning.</param>
        /// <param name="count">How many; all of them are there and fit.</param>
        public abstract void Read(int position, byte[] buffer, int count);
    }

    /// <summary>The bytes of a model file, of which a window lies in memory: here all of them.</summary>
    internal class ByteWindow
    {
        /// <summary>The window: it may be another array after <see cref="At"/>. Not a copy.</summary>
        public byte[] Data;

        /// <summary>Bytes of the file.</summary>
        public readonly int Length;

        public ByteWindow(byte[] data)
            : this(data, data.Length)
        {
        }

        protected ByteWindow(byte[] data, int length)
        {
            Data = data;
            Length = length;
        }

        /// <summary>Whether the whole file lies in memory.</summary>
        public virtual bool IsWhole => true;

        /// <summary>Bytes of the window.</summary>
        public virtual int Block => Length;

        /// <summary>Makes bytes of the file lie in the window.</summary>
        /// <param name="position">The first byte.</param>
        /// <param name="count">How many; the caller knows that the file has them.</param>
        /// <returns>Where in <see cref="Data"/> the first one lies.</returns>
        public virtual int At(int position, int count)
        {
            return position;
        }
    }

    /// <summary>A window on a <see cref="ModelStorage"/>.</summary>
    internal sealed class StorageWindow : ByteWindow
    {
        /// <summary>Bytes behind the window that are the caller's.</summary>
        public const int Spare = 256;

        private const int Least = 64;

        private readonly ModelStorage _source;
        private int _block;
        private int _first;
        private int _count;

        /// <summary>Makes a window.</summary>
        /// <param name="source">The file.</param>
        /// <param name="bytes">Bytes of the window; it grows where more are asked for at once.</param>
        public StorageWindow(ModelStorage source, int bytes)
            : base(null, source.Length)
        {
            _source = source;
            Resize(bytes > Least ? bytes : Least);
        }

        public override bool IsWhole => false;

        public override int Block => _block;

        public override int At(int position, int count)
        {
            if (count > _block)
            {
                Resize(count);
            }

            if (position < _first || position + count > _first + _count)
            {
                _count = Math.Min(_block, Length - position);
                _first = position;
                _source.Read(position, Data, _count);
            }

            return position - _first;
        }

        private void Resize(int bytes)
        {
            _block = ModelFormat.Align(bytes);
            _count = 0;
            Data = null; // so that both are never there together
            Data = new byte[_block + Spare];
        }
    }
}
