namespace SensorLogger
{
    /// <summary>The check of a line: CRC-16/CCITT-FALSE, polynomial 0x1021, start value 0xFFFF, neither reflected nor inverted.</summary>
    /// <remarks>It finds every burst of damage of up to 16 bits, and lets 1 of 65,536 others pass. Of the bytes of "123456789" it is 0x29B1.</remarks>
    internal static class Crc16
    {
        private const int Polynomial = 0x1021;
        private const int Start = 0xFFFF;

        private static readonly ushort[] Table = CreateTable();

        /// <summary>Computes the check of the first bytes of an array.</summary>
        /// <param name="bytes">The array.</param>
        /// <param name="count">How many, 0 to the length of <paramref name="bytes"/>.</param>
        /// <returns>0 to 65535.</returns>
        internal static int Of(byte[] bytes, int count)
        {
            ushort[] table = Table;
            int crc = Start;
            for (int i = 0; i < count; i++)
            {
                crc = ((crc << 8) & 0xFFFF) ^ table[(crc >> 8) ^ bytes[i]];
            }

            return crc;
        }

        private static ushort[] CreateTable()
        {
            var table = new ushort[256];
            for (int i = 0; i < table.Length; i++)
            {
                int crc = i << 8;
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ Polynomial;
                }

                table[i] = (ushort)crc;
            }

            return table;
        }
    }
}
