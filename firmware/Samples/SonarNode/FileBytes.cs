using System;
using EdgeNet;

namespace SonarNode
{
    /// <summary>A model file in an array.</summary>
    internal sealed class FileBytes : ModelStorage
    {
        private readonly byte[] _bytes;

        /// <summary>Keeps the array.</summary>
        /// <param name="bytes">The file.</param>
        internal FileBytes(byte[] bytes)
        {
            _bytes = bytes;
        }

        /// <inheritdoc/>
        public override int Length => _bytes.Length;

        /// <inheritdoc/>
        public override void Read(int position, byte[] buffer, int count)
        {
            Array.Copy(_bytes, position, buffer, 0, count);
        }
    }
}
