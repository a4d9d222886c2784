namespace EdgeNet
{
    /// <summary>Counts the RAM of arrays as a 32-bit device needs it.</summary>
    internal static class ArrayMemory
    {
        private const int Header = 24;

        public static int Bytes(int elements, int size)
        {
            return Header + (elements * size);
        }
    }
}
