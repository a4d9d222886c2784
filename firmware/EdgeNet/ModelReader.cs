using System;

namespace EdgeNet
{
    /// <summary>Reads the numbers of a model file one after the other, and never past its end.</summary>
    internal sealed class ModelReader
    {
        private readonly ByteWindow _bytes;
        private readonly int _end;

        public ModelReader(ByteWindow bytes, int position, int end)
        {
            _bytes = bytes;
            Position = position;
            _end = end;
        }

        /// <summary>Of the next byte.</summary>
        public int Position { get; private set; }

        public int Remaining => _end - Position;

        /// <summary>Throws unless that many bytes are left: called before every allocation, so that no count that was read decides it alone.</summary>
        public void Require(long bytes, string what)
        {
            if (bytes > Remaining)
            {
                throw new ModelFormatException(
                    ModelFormatError.Truncated,
                    "The model ends in the middle of " + what + ": " + bytes.ToString() + " bytes needed, " + Remaining.ToString() + " left.");
            }
        }

        public int ReadByte()
        {
            return _bytes.Data[Step(1)];
        }

        public int ReadUInt16()
        {
            return BitConverter.ToUInt16(_bytes.Data, Step(2));
        }

        public int ReadInt32()
        {
            return BitConverter.ToInt32(_bytes.Data, Step(4));
        }

        public float ReadSingle()
        {
            return BitConverter.ToSingle(_bytes.Data, Step(4));
        }

        public int[] ReadInt32s(int count, string what)
        {
            Require(count * 4L, what);
            var values = new int[count];
            byte[] data = _bytes.Data;
            int block = _bytes.Block >> 2;
            for (int i = 0; i < count;)
            {
                int end = Math.Min(count, i + block);
                int at = Step((end - i) * 4);
                for (; i < end; i++)
                {
                    values[i] = BitConverter.ToInt32(data, at);
                    at += 4;
                }
            }

            return values;
        }

        public float[] ReadSingles(int count, string what)
        {
            Require(count * 4L, what);
            var values = new float[count];
            byte[] data = _bytes.Data;
            int block = _bytes.Block >> 2;
            for (int i = 0; i < count;)
            {
                int end = Math.Min(count, i + block);
                int at = Step((end - i) * 4);
                for (; i < end; i++)
                {
                    values[i] = BitConverter.ToSingle(data, at);
                    at += 4;
                }
            }

            return values;
        }

        /// <summary>Reads int8 values and the padding after them.</summary>
        public sbyte[] ReadSBytes(int count, string what)
        {
            Require(count, what);
            var values = new sbyte[count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (sbyte)ReadByte();
            }

            SkipPadding();
            return values;
        }

        /// <summary>Reads numbers of two bytes and the padding after them.</summary>
        public ushort[] ReadUInt16s(int count, string what)
        {
            Require(count * 2L, what);
            var values = new ushort[count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (ushort)ReadUInt16();
            }

            SkipPadding();
            return values;
        }

        public string ReadString(int length, string what)
        {
            Require(length * 2L, what);
            var characters = new char[length];
            for (int i = 0; i < length; i++)
            {
                characters[i] = (char)ReadUInt16();
            }

            return new string(characters);
        }

        /// <summary>Copies bytes that were read before.</summary>
        public byte[] Copy(int position, int count)
        {
            var copy = new byte[count];
            for (int done = 0; done < count;)
            {
                int some = Math.Min(count - done, _bytes.Block);
                Array.Copy(_bytes.Data, _bytes.At(position + done, some), copy, done, some);
                done += some;
            }

            return copy;
        }

        /// <summary>Goes past bytes that are known to be there.</summary>
        public void Skip(int bytes)
        {
            Position += bytes;
        }

        /// <summary>Goes on to the next multiple of four; what lies between must be zero.</summary>
        public void SkipPadding()
        {
            int next = ModelFormat.Align(Position);
            Require(next - Position, "padding");
            while (Position < next)
            {
                if (ReadByte() != 0)
                {
                    throw new ModelFormatException(
                        ModelFormatError.ImpossibleShape, "Byte " + (Position - 1).ToString() + " is padding and must be 0.");
                }
            }
        }

        private int Step(int bytes)
        {
            int at = _bytes.At(Position, bytes);
            Position += bytes;
            return at;
        }
    }

    /// <summary>Checks single numbers of a model file.</summary>
    internal static class FormatCheck
    {
        public static void Range(int value, int least, int most, string what, ModelFormatError error)
        {
            if (value < least || value > most)
            {
                throw new ModelFormatException(
                    error, "The model says " + value.ToString() + " for: " + what + ". Possible: " + least.ToString() + " to " + most.ToString() + ".");
            }
        }

        public static bool IsFinite(float value)
        {
            return !float.IsNaN(value) && !float.IsInfinity(value);
        }
    }
}
