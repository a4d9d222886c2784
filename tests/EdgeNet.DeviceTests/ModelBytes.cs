#if NANOFRAMEWORK_1_0
using System;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>
    /// Writes a model file section by section, by <c>FORMAT.md</c> alone: nothing of the library is used, so that no mistake can be on both sides.
    /// </summary>
    public sealed partial class ModelBytes
    {
        private byte[] _bytes = new byte[256];
        private int _length;
        private int _headAt;

        /// <summary>Where the next section begins.</summary>
        public int Length => _length;

        /// <summary>Writes the 32 bytes of the header, but for the length of the file, and the name and the labels.</summary>
        public void WriteHeader(
            int inputs,
            int layers,
            int goldenVectors,
            int tableLength,
            float logitScale,
            int threshold,
            string name,
            string negative,
            string positive,
            string[] furtherLabels = null)
        {
            WriteInt32(0x4E474445);
            WriteUInt16(2);
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
            WriteByte(furtherLabels == null ? 0 : furtherLabels.Length);
            WriteText(name + negative + positive);
            if (furtherLabels != null)
            {
                foreach (string label in furtherLabels)
                {
                    WriteUInt16(label.Length);
                    WriteText(label);
                }
            }

            WritePadding();
        }

        public void WriteInputs(float[] scales, float[] offsets)
        {
            WriteSingles(scales);
            WriteSingles(offsets);
        }

        /// <summary>Writes what stands for missing inputs, behind the inputs; kind and version into the header.</summary>
        public void WriteFills(float[] fills)
        {
            _bytes[15] = 2;
            PutUInt16(_bytes, 4, 5);
            WriteSingles(fills);
        }

        /// <summary>Writes the inputs of kind 1, and the kind into the header.</summary>
        public void WriteReadings(int[] lowest, int[] highest, sbyte[] shifts)
        {
            _bytes[15] = 1;
            WriteInt32s(lowest);
            WriteInt32s(highest);
            WriteSBytes(shifts);
        }

        /// <summary>
        /// Writes a layer; an output layer has no multipliers, only a leaky one has negative multipliers, and only the output layer of a
        /// regression scales and offsets: <c>null</c>.
        /// </summary>
        public void WriteLayer(
            int activation,
            int shift,
            int zeroPoint,
            int[] biases,
            int[] multipliers,
            int[] negativeMultipliers,
            sbyte[] weights,
            float[] scales = null,
            float[] offsets = null,
            bool areNibbles = false)
        {
            WriteUInt16(biases.Length);
            WriteByte(activation);
            WriteByte(shift);
            WriteByte(zeroPoint);
            WriteByte(areNibbles ? 1 : 0);
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

            if (scales != null)
            {
                WriteSingles(scales);
                WriteSingles(offsets);
            }

            if (areNibbles)
            {
                WriteNibbles(weights);
            }
            else
            {
                WriteSBytes(weights);
            }
        }

        /// <summary>
        /// Writes the distance behind the layers and the table, and its kind and the version into the header: 1 prototypes, 2 a reconstruction,
        /// 3 and 4 beside an output layer. A file with one ends with <see cref="WriteNoNames"/>.
        /// </summary>
        public void WriteHead(int kind, int shift, int threshold, int[] biases, sbyte[] centres, ushort[] widths, int mostMargin = 0, int doubt = 0, int limit = 0)
        {
            _headAt = _length;
            _bytes[15] |= (byte)(kind << 4);
            PutUInt16(_bytes, 4, 5);
            WriteUInt16(biases.Length);
            WriteByte(shift);
            WriteByte((widths == null ? 0 : 1) + (doubt == 0 ? 0 : 4));
            WriteInt32(threshold);
            if (doubt != 0)
            {
                WriteInt32(mostMargin);
                WriteInt32(doubt);
                WriteInt32(limit);
            }

            WriteInt32s(biases);
            if (centres != null)
            {
                WriteSBytes(centres);
            }

            if (widths != null)
            {
                foreach (ushort width in widths)
                {
                    WriteUInt16(width);
                }

                WritePadding();
            }
        }

        /// <summary>Writes the limits of learning behind the distance, and their flag into it.</summary>
        /// <param name="numbers">Examples, calibration, refused distance, drift, width of variance 1.</param>
        /// <param name="smallNumbers">Rank of the threshold, weight, codes at an end, options.</param>
        /// <param name="refusals">The most examples that may be refused.</param>
        public void WriteLearning(int[] numbers, int[] smallNumbers, int refusals)
        {
            _bytes[_headAt + 3] |= 2;
            WriteInt32s(numbers);
            foreach (int number in smallNumbers)
            {
                WriteUInt16(number);
            }

            WriteInt32(refusals);
            WriteInt32(0);
        }

        /// <summary>Says that there are no names of inputs.</summary>
        public void WriteNoNames()
        {
            WriteInt32(0);
        }

        public void WriteTable(sbyte[] table)
        {
            WriteSBytes(table);
        }

        public void WriteGoldenVector(float[] inputs, params int[] logits)
        {
            WriteSingles(inputs);
            WriteInt32s(logits);
        }

        /// <summary>Writes names, in UTF-8, and ranges of the inputs behind everything else, and the version into the header.</summary>
        public void WriteNames(float[] lowest, float[] highest, byte[][] names)
        {
            int start = _length;
            WriteSingles(lowest);
            WriteSingles(highest);
            foreach (byte[] name in names)
            {
                WriteUInt16(name.Length);
                foreach (byte each in name)
                {
                    WriteByte(each);
                }
            }

            WritePadding();
            WriteInt32((_length - start) / 4);
            PutUInt16(_bytes, 4, 4);
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
    }
}
