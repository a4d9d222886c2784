#if NANOFRAMEWORK_1_0
using System;
#endif

namespace EdgeNet.DeviceTests
{
    /// <summary>A model file in memory that is read as one that is not.</summary>
    public sealed class ArrayStorage : ModelStorage
    {
        private readonly byte[] _data;

        /// <summary>Makes the source; it keeps the array.</summary>
        /// <param name="data">The bytes of a model file.</param>
        public ArrayStorage(byte[] data)
        {
            _data = data;
        }

        /// <inheritdoc/>
        public override int Length => _data.Length;

        /// <inheritdoc/>
        public override void Read(int position, byte[] buffer, int count)
        {
            Array.Copy(_data, position, buffer, 0, count);
        }
    }
}
