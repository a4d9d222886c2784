namespace EdgeNet
{
    /// <summary>CRC-32 as in zip, gzip and PNG (ISO 3309, reflected polynomial 0xEDB88320): the CRC of "123456789" is 0xCBF43926.</summary>
    internal static class Crc32
    {
        // The CRC of each nibble. A table of bytes would be twice as fast and cost 1 KiB of the device's RAM.
        private static readonly uint[] NibbleTable =
        {
            0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
            0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
        };

        /// <summary>Computes the CRC of the first bytes of an array.</summary>
        /// <param name="data">The array.</param>
        /// <param name="length">How many of its bytes.</param>
        /// <returns>The CRC.</returns>
        public static uint Compute(byte[] data, int length)
        {
            uint[] table = NibbleTable;
            uint crc = 0xFFFFFFFF;
            for (int i = 0; i < length; i++)
            {
                crc ^= data[i];
                crc = table[crc & 15] ^ (crc >> 4);
                crc = table[crc & 15] ^ (crc >> 4);
            }

            return ~crc;
        }
    }
}
