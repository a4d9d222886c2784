namespace EdgeNet
{
    /// <summary>Writes a model file from another one into an array that is there.</summary>
    internal sealed class ByteWriter
    {
        /// <summary>The array. Not a copy.</summary>
        public readonly byte[] Data;

        /// <summary>Of the next byte.</summary>
        public int Position;

        /// <summary>Makes the array.</summary>
        /// <param name="capacity">Its bytes.</param>
        public ByteWriter(int capacity)
        {
            Data = new byte[capacity];
        }

        /// <summary>Copies bytes of another file.</summary>
        /// <param name="source">The file.</param>
        /// <param name="from">The first byte.</param>
        /// <param name="end">One after the last byte.</param>
        public void Copy(byte[] source, int from, int end)
        {
            System.Array.Copy(source, from, Data, Position, end - from);
            Position += end - from;
        }

        /// <summary>Writes the lower 16 bits of a number.</summary>
        /// <param name="value">The number.</param>
        public void WriteUInt16(int value)
        {
            Data[Position] = (byte)(value & 255);
            Data[Position + 1] = (byte)((value >> 8) & 255);
            Position += 2;
        }

        /// <summary>Writes a number.</summary>
        /// <param name="value">The number.</param>
        public void WriteInt32(int value)
        {
            WriteUInt16(value);
            WriteUInt16(value >> 16);
        }

        /// <summary>Writes numbers one after the other.</summary>
        /// <param name="values">The numbers.</param>
        public void WriteAll(int[] values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                WriteInt32(values[i]);
            }
        }

        /// <summary>Writes a number over one that is there, and stays where it is.</summary>
        public void PutInt32(int at, int value)
        {
            int position = Position;
            Position = at;
            WriteInt32(value);
            Position = position;
        }

        /// <summary>Writes the length at its place and the CRC at the end; it allocates nothing.</summary>
        /// <returns>The bytes of the file.</returns>
        public int Seal()
        {
            PutInt32(ModelFormat.LengthOffset, Position + ModelFormat.CrcLength);
            WriteInt32(~Crc32.Advance(-1, Data, 0, Position));
            return Position;
        }
    }
}
