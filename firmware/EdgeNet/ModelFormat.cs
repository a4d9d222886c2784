using System;

namespace EdgeNet
{
    /// <summary>The numbers of the <c>.edgenet</c> file format; <c>FORMAT.md</c> beside this file describes every byte.</summary>
    internal static class ModelFormat
    {
        /// <summary>The first four bytes, <c>EDGN</c>, read as a little-endian int32.</summary>
        public const int Magic = 0x4E474445;

        /// <summary>The newest version: as the one before, and with a seal behind the names, which EdgeNet.Store reads.</summary>
        public const int SealVersion = 6;

        /// <summary>The version of a file that may have what version 4 cannot: a <see cref="HeadKind"/>, or logarithms of features.</summary>
        public const int HeadVersion = 5;

        /// <summary>The version of a file with names and ranges of the inputs; it may have a stream section.</summary>
        public const int Version = 4;

        /// <summary>The version of a file with a stream section, and without names.</summary>
        public const int StreamVersion = 3;

        /// <summary>The version of a file with neither.</summary>
        public const int PlainVersion = 2;

        /// <summary>The oldest version that this library reads; its layout is that of version 2.</summary>
        public const int OldestVersion = 1;

        /// <summary>Where the length of the stream section stands, in words of four bytes.</summary>
        public const int StreamOffset = 6;

        /// <summary>Where the length of the file stands.</summary>
        public const int LengthOffset = 8;

        /// <summary>Bytes before the name.</summary>
        public const int HeaderLength = 32;

        /// <summary>Bytes of a layer before its biases.</summary>
        public const int LayerHeaderLength = 8;

        /// <summary>Bytes of the length of names and ranges, in front of the CRC.</summary>
        public const int InputsFooterLength = 4;

        /// <summary>Bytes of the CRC-32 at the end.</summary>
        public const int CrcLength = 4;

        /// <summary>The most inputs of a model, and units of a layer.</summary>
        public const int MaxUnits = 65535;

        /// <summary>The most layers.</summary>
        public const int MaxLayers = 32;

        /// <summary>The most golden vectors; the least is one, so that a self-test always tests something.</summary>
        public const int MaxGoldenVectors = 255;

        /// <summary>The most characters of the name, and of each label.</summary>
        public const int MaxNameLength = 64;

        /// <summary>The kind of weights of a byte each.</summary>
        public const int ByteWeights = 0;

        /// <summary>The kind of weights of half a byte each, -8 to 7.</summary>
        public const int NibbleWeights = 1;

        /// <summary>The most labels: two in the header, and 255 further ones.</summary>
        public const int MaxLabels = 257;

        /// <summary>The input kind of <see cref="AffineStage"/>.</summary>
        public const int AffineInputKind = 0;

        /// <summary>The input kind of <see cref="ReadingStage"/>.</summary>
        public const int ReadingInputKind = 1;

        /// <summary>The input kind of <see cref="AffineStage"/> with a value for each input that is missing; from version 5 on, and not of anomaly models.</summary>
        public const int FilledInputKind = 2;

        /// <summary>Where the input kind stands.</summary>
        public const int InputKindOffset = 15;

        /// <summary>Where the <see cref="HeadKind"/> stands in the byte of the input kind, from version 5 on.</summary>
        public const int HeadShift = 4;

        /// <summary>In the parts of a distance: it has widths.</summary>
        public const int HeadWidths = 1;

        /// <summary>In the parts of a distance: a decision that is not sure makes it more.</summary>
        public const int HeadDoubt = 4;

        /// <summary>The most prototypes.</summary>
        public const int MaxPrototypes = 256;

        /// <summary>The largest shift of a distance.</summary>
        public const int MaxDistanceShift = 47;

        /// <summary>In the kind of the widths: a learning section follows the widths.</summary>
        public const int LearningFlag = 2;

        /// <summary>Bytes of a learning section before its statistics; the last four count the words of these.</summary>
        public const int LearningLength = 36;

        /// <summary>Rounds a number of bytes up to the next multiple of four: every section begins at one.</summary>
        /// <param name="bytes">0 or more.</param>
        /// <returns>The smallest multiple of four that is not less.</returns>
        public static int Align(int bytes)
        {
            return (bytes + 3) & ~3;
        }
    }

    /// <summary>CRC-32 as in zip, gzip and PNG (ISO 3309, reflected polynomial 0xEDB88320): the CRC of "123456789" is 0xCBF43926.</summary>
    internal static class Crc32
    {
        // The CRC of each nibble. A table of bytes would be twice as fast and cost 1 KiB of the device's RAM.
        private static readonly uint[] NibbleTable =
        {
            0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
            0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
        };

        private const int Polynomial = unchecked((int)0xEDB88320);
        private const int Slices = 4;
        private const int Entries = 256;

        // With fewer bytes than these the tables cost more than they save.
        private const int LeastForTables = 1024;

        /// <summary>Computes the CRC of the first bytes of a file, four of them in a step.</summary>
        /// <remarks>
        /// Kounavis and Berry, "A Systematic Approach to Building High Performance Software-Based CRC Generators", 2005. The tables, 4 KiB,
        /// are dropped again.
        /// </remarks>
        /// <param name="bytes">The file.</param>
        /// <param name="length">How many of its bytes.</param>
        /// <param name="engine">The kernels of the firmware, which compute it where the file lies in memory; or null.</param>
        /// <returns>The CRC.</returns>
        public static uint Compute(ByteWindow bytes, int length, NativeEngine engine = null)
        {
            var result = new int[1];
            if (engine != null && bytes.IsWhole && engine.Execute(new Array[] { NativeProgram.OfCrc(length), bytes.Data, result }, null) == 0)
            {
                return (uint)result[0];
            }

            int[][] tables = length < LeastForTables ? null : MakeTables();
            int crc = -1;
            for (int done = 0; done < length;)
            {
                int some = length - done <= bytes.Block ? length - done : bytes.Block & ~7;
                int at = bytes.At(done, some);
                int quick = tables == null ? 0 : some & ~7;
                if (quick > 0)
                {
                    crc = Advance(crc, bytes.Data, at, at + quick, tables);
                }

                crc = Advance(crc, bytes.Data, at + quick, at + some);
                done += some;
            }

            return ~(uint)crc;
        }

        /// <summary>Goes on with a CRC, and allocates nothing: half as fast as <see cref="Compute"/>.</summary>
        /// <param name="start">-1, or what a call returned for the bytes before.</param>
        /// <param name="data">The bytes.</param>
        /// <param name="at">The first one.</param>
        /// <param name="end">Behind the last one.</param>
        /// <returns>The CRC with all bits inverted.</returns>
        public static int Advance(int start, byte[] data, int at, int end)
        {
            uint[] table = NibbleTable;
            uint crc = (uint)start;
            for (; at < end; at++)
            {
                crc ^= data[at];
                crc = table[crc & 15] ^ (crc >> 4);
                crc = table[crc & 15] ^ (crc >> 4);
            }

            return (int)crc;
        }

        private static int Advance(int crc, byte[] data, int at, int end, int[][] tables)
        {
            int[] none = tables[0];
            int[] one = tables[1];
            int[] two = tables[2];
            int[] three = tables[3];
            while (at < end)
            {
                crc ^= BitConverter.ToInt32(data, at);
                crc = three[crc & 255] ^ two[(crc >> 8) & 255] ^ one[(crc >> 16) & 255] ^ none[(crc >> 24) & 255];
                crc ^= BitConverter.ToInt32(data, at + 4);
                crc = three[crc & 255] ^ two[(crc >> 8) & 255] ^ one[(crc >> 16) & 255] ^ none[(crc >> 24) & 255];
                at += 8;
            }

            return crc;
        }

        // Entry b of table s is what byte b becomes behind s more bytes of 0. Of single bits they are successive states of the shift register,
        // and the rest follows, since a table is linear: the entry of two bits is that of one and that of the other.
        private static int[][] MakeTables()
        {
            var tables = new int[Slices][];
            var states = new int[8 * Slices];
            int state = 1;
            for (int n = 0; n < states.Length; n++)
            {
                state = ((state >> 1) & int.MaxValue) ^ ((state & 1) == 0 ? 0 : Polynomial);
                states[n] = state;
            }

            for (int s = 0; s < Slices; s++)
            {
                tables[s] = new int[Entries];
            }

            for (int bit = 1, n = 7; bit < Entries; bit <<= 1, n--)
            {
                Double(tables, bit, states, n);
            }

            return tables;
        }

        // From the entries below a bit to those that have it, in all four tables at once.
        private static void Double(int[][] tables, int bit, int[] states, int first)
        {
            int[] none = tables[0];
            int[] one = tables[1];
            int[] two = tables[2];
            int[] three = tables[3];
            int withNone = states[first];
            int withOne = states[first + 8];
            int withTwo = states[first + 16];
            int withThree = states[first + 24];
            for (int b = 0; b < bit; b++)
            {
                int other = bit + b;
                none[other] = none[b] ^ withNone;
                one[other] = one[b] ^ withOne;
                two[other] = two[b] ^ withTwo;
                three[other] = three[b] ^ withThree;
            }
        }
    }
}
