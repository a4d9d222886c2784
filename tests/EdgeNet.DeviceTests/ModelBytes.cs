#if NANOFRAMEWORK_1_0
using System;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>Writes a model file section by section, by <c>FORMAT.md</c> alone: nothing of the library is used, so that no mistake can be on both sides.</summary>
    public sealed class ModelBytes
    {
        private byte[] _bytes = new byte[256];
        private int _length;

        /// <summary>Where the next section begins.</summary>
        public int Length => _length;

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

        /// <summary>Writes the 32 bytes of the header, but for the length of the file, and the three strings.</summary>
        public void WriteHeader(
            int inputs, int layers, int goldenVectors, int tableLength, float logitScale, int threshold, string name, string negative, string positive)
        {
            WriteInt32(0x4E474445);
            WriteUInt16(1);
            WriteUInt16(0);
            WriteInt32(0);
            WriteUInt16(inputs);
            WriteByte(layers);
            WriteByte(0);
            WriteUInt16(goldenVectors);
            WriteUInt16(tableLength);
            WriteSingle(logitScale);
            WriteInt32(threshold);
            WriteByte(name.Length);
            WriteByte(negative.Length);
            WriteByte(positive.Length);
            WriteByte(0);
            string text = name + negative + positive;
            for (int i = 0; i < text.Length; i++)
            {
                WriteUInt16(text[i]);
            }

            WritePadding();
        }

        public void WriteInputs(float[] scales, float[] offsets)
        {
            WriteSingles(scales);
            WriteSingles(offsets);
        }

        /// <summary>Writes a layer; an output layer has no multipliers, and only a leaky one has negative multipliers: <c>null</c>.</summary>
        public void WriteLayer(
            int activation, int shift, int zeroPoint, int[] biases, int[] multipliers, int[] negativeMultipliers, sbyte[] weights)
        {
            WriteUInt16(biases.Length);
            WriteByte(activation);
            WriteByte(shift);
            WriteByte(zeroPoint);
            WriteByte(0);
            WriteUInt16(0);
            WriteInt32s(biases);
            if (multipliers != null)
            {
                WriteInt32s(multipliers);
            }

            if (negativeMultipliers != null)
            {
                WriteInt32s(negativeMultipliers);
            }

            WriteSBytes(weights);
        }

        public void WriteTable(sbyte[] table)
        {
            WriteSBytes(table);
        }

        public void WriteGoldenVector(float[] inputs, int logit)
        {
            WriteSingles(inputs);
            WriteInt32(logit);
        }

        /// <summary>Returns the whole file, its length and CRC filled in.</summary>
        public byte[] ToFile()
        {
            var file = new byte[_length + 4];
            Array.Copy(_bytes, file, _length);
            PutInt32(file, 8, file.Length);
            Seal(file);
            return file;
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
