using System;

namespace EdgeNet
{
    /// <summary>Reads the numbers of a model file one after the other, and never past its end.</summary>
    internal sealed class ModelReader
    {
        private readonly byte[] _data;
        private readonly int _end;
        private int _position;

        public ModelReader(byte[] data, int position, int end)
        {
            _data = data;
            _position = position;
            _end = end;
        }

        public int Remaining => _end - _position;

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
            return _data[_position++];
        }

        public int ReadUInt16()
        {
            int value = BitConverter.ToUInt16(_data, _position);
            _position += 2;
            return value;
        }

        public int ReadInt32()
        {
            int value = BitConverter.ToInt32(_data, _position);
            _position += 4;
            return value;
        }

        public float ReadSingle()
        {
            float value = BitConverter.ToSingle(_data, _position);
            _position += 4;
            return value;
        }

        public int[] ReadInt32s(int count, string what)
        {
            Require(count * 4L, what);
            var values = new int[count];
            for (int i = 0; i < count; i++)
            {
                values[i] = ReadInt32();
            }

            return values;
        }

        public float[] ReadSingles(int count, string what)
        {
            Require(count * 4L, what);
            var values = new float[count];
            for (int i = 0; i < count; i++)
            {
                values[i] = ReadSingle();
            }

            return values;
        }

        /// <summary>Reads int8 values and the padding after them.</summary>
        public sbyte[] ReadSBytes(long count, string what)
        {
            Require(count, what);
            var values = new sbyte[(int)count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (sbyte)ReadByte();
            }

            SkipPadding();
            return values;
        }

        /// <summary>Reads numbers of four bits, -8 to 7, two in a byte with the lower four bits first, and the padding after them.</summary>
        public sbyte[] ReadNibbles(long count, string what)
        {
            Require((count + 1) / 2, what);
            var values = new sbyte[(int)count];
            int pair = 0;
            for (int i = 0; i < values.Length; i++)
            {
                pair = i % 2 == 0 ? ReadByte() : pair >> 4;
                int nibble = pair & 15;
                values[i] = (sbyte)(nibble > 7 ? nibble - 16 : nibble);
            }

            if (count % 2 != 0 && pair > 15)
            {
                throw new ModelFormatException(
                    ModelFormatError.ImpossibleShape, "Half of byte " + (_position - 1).ToString() + " is padding and must be 0.");
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

        /// <summary>Goes on to the next multiple of four; what lies between must be zero.</summary>
        public void SkipPadding()
        {
            int next = ModelFormat.Align(_position);
            Require(next - _position, "padding");
            while (_position < next)
            {
                if (ReadByte() != 0)
                {
                    throw new ModelFormatException(
                        ModelFormatError.ImpossibleShape, "Byte " + (_position - 1).ToString() + " is padding and must be 0.");
                }
            }
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
