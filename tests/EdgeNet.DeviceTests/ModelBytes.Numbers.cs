#if NANOFRAMEWORK_1_0
using System;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <content>Numbers as bytes, and the CRC over them.</content>
    public sealed partial class ModelBytes
    {
        /// <summary>Computes the CRC-32 bit by bit, as its definition says.</summary>
        public static uint Crc(byte[] data, int length)
        {
            uint crc = 0xFFFFFFFF;
            for (int i = 0; i < length; i++)
            {
                crc ^= data[i];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
                }
            }

            return ~crc;
        }

        /// <summary>Makes the CRC right again after a byte was changed.</summary>
        public static void Seal(byte[] file)
        {
            PutInt32(file, file.Length - 4, (int)Crc(file, file.Length - 4));
        }

        public static void PutInt32(byte[] file, int position, int value)
        {
            for (int i = 0; i < 4; i++)
            {
                file[position + i] = (byte)(value >> (8 * i));
            }
        }

        public static void PutUInt16(byte[] file, int position, int value)
        {
            file[position] = (byte)value;
            file[position + 1] = (byte)(value >> 8);
        }

        public static void PutSingle(byte[] file, int position, float value)
        {
            PutInt32(file, position, BitConverter.ToInt32(BitConverter.GetBytes(value), 0));
        }

        private void WriteText(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                WriteUInt16(text[i]);
            }
        }

        // The first of two in the lower four bits of their byte.
        private void WriteNibbles(sbyte[] values)
        {
            for (int i = 0; i < values.Length; i += 2)
            {
                int second = i + 1 < values.Length ? values[i + 1] & 15 : 0;
                WriteByte((values[i] & 15) | (second << 4));
            }

            WritePadding();
        }

        private void WriteByte(int value)
        {
            if (_length == _bytes.Length)
            {
                var longer = new byte[_length * 2];
                Array.Copy(_bytes, longer, _length);
                _bytes = longer;
            }

            _bytes[_length++] = (byte)value;
        }

        private void WriteUInt16(int value)
        {
            WriteByte(value);
            WriteByte(value >> 8);
        }

        private void WriteInt32(int value)
        {
            WriteUInt16(value);
            WriteUInt16(value >> 16);
        }

        private void WriteSingle(float value)
        {
            WriteInt32(BitConverter.ToInt32(BitConverter.GetBytes(value), 0));
        }

        private void WriteInt32s(int[] values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                WriteInt32(values[i]);
            }
        }

        private void WriteSingles(float[] values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                WriteSingle(values[i]);
            }
        }

        private void WriteSBytes(sbyte[] values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                WriteByte(values[i]);
            }

            WritePadding();
        }

        private void WritePadding()
        {
            while (_length % 4 != 0)
            {
                WriteByte(0);
            }
        }
    }
}
