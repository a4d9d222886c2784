#if NANOFRAMEWORK_1_0
using System;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>The power of a node, which fails after so many bytes were erased or written.</summary>
    public sealed class Power
    {
        private uint _noise = 1;

        /// <summary>Bytes until it fails.</summary>
        public int Left { get; set; } = int.MaxValue;

        /// <summary>Says whether there is power for one more byte.</summary>
        public bool Take()
        {
            Left--;
            return Left >= 0;
        }

        /// <summary>What a cell holds whose change was cut off.</summary>
        public byte Garbage()
        {
            _noise = (_noise * 1664525u) + 1013904223u;
            return (byte)(_noise >> 24);
        }
    }

    /// <summary>The power failed.</summary>
    public sealed class PowerCutException : Exception
    {
    }

    /// <summary>Flash in which a power cut leaves what was done so far, and garbage at and behind the byte that was at work.</summary>
    public sealed class FailingSlot : ModelSlot
    {
        private const int Torn = 3;

        private readonly Power _power;
        private readonly byte[] _cells;

        public FailingSlot(int capacity, Power power)
        {
            _power = power;
            _cells = new byte[capacity];
        }

        /// <summary>The bytes. Not a copy.</summary>
        public byte[] Cells => _cells;

        /// <summary>A cell that keeps its value, whatever is written; or -1.</summary>
        public int Worn { get; set; } = -1;

        /// <summary>Whether something was written over what was not erased.</summary>
        public bool WasMisused { get; private set; }

        /// <inheritdoc/>
        public override int Capacity => _cells.Length;

        /// <inheritdoc/>
        public override void Read(int position, byte[] buffer, int count)
        {
            Array.Copy(_cells, position, buffer, 0, count);
        }

        /// <inheritdoc/>
        public override void EraseAll()
        {
            for (int i = 0; i < _cells.Length; i++)
            {
                Set(i, 255);
            }
        }

        /// <inheritdoc/>
        public override void Write(int position, byte[] buffer, int count)
        {
            for (int i = 0; i < count; i++)
            {
                WasMisused |= _cells[position + i] != 255 && position + i != Worn;
                Set(position + i, buffer[i]);
            }
        }

        private void Set(int cell, byte value)
        {
            if (!_power.Take())
            {
                for (int i = cell; i < cell + Torn && i < _cells.Length; i++)
                {
                    _cells[i] = _power.Garbage();
                }

                throw new PowerCutException();
            }

            if (cell != Worn)
            {
                _cells[cell] = value;
            }
        }
    }
}
