namespace Bench
{
    /// <summary>One number for bytes and numbers in their order: FNV-1a.</summary>
    public sealed class ByteHash
    {
        private uint _hash = 2166136261u;

        public int Value => (int)_hash;

        public void Add(int number)
        {
            _hash = (_hash ^ (uint)number) * 16777619u;
        }

        /// <summary>Adds the first bytes of an array.</summary>
        public void Add(byte[] data, int length)
        {
            Add(length);
            for (int i = 0; i < length; i++)
            {
                Add(data[i]);
            }
        }
    }
}
