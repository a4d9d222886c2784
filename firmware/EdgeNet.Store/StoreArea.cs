namespace EdgeNet
{
    /// <summary>A place that keeps bytes through a power cut: a partition of flash, or a file.</summary>
    /// <remarks>
    /// The store needs four: two slots for models and two pages of its journal. It expects the worst of them: until <see cref="Flush"/> returns, a
    /// power cut may leave any of the bytes written or erased since the last one undone, in part or in another order.
    /// </remarks>
    public abstract class StoreArea
    {
        /// <summary>Bytes that fit in.</summary>
        public abstract int Capacity { get; }

        /// <summary>Copies bytes into a buffer. Bytes that were never written, or only in part, may be anything.</summary>
        /// <param name="position">The first byte, 0 or more.</param>
        /// <param name="buffer">Written from its beginning.</param>
        /// <param name="count">How many; all of them are below <see cref="Capacity"/> and fit.</param>
        public abstract void Read(int position, byte[] buffer, int count);

        /// <summary>Makes all bytes 0xFF, and so writable.</summary>
        public abstract void EraseAll();

        /// <summary>Writes bytes where none were written since <see cref="EraseAll"/>, or the same ones again.</summary>
        /// <param name="position">The first byte, 0 or more; a multiple of 4.</param>
        /// <param name="buffer">Read from its beginning.</param>
        /// <param name="count">How many, a multiple of 4; all of them are below <see cref="Capacity"/>.</param>
        public abstract void Write(int position, byte[] buffer, int count);

        /// <summary>Returns when all that was written and erased would survive a power cut.</summary>
        public abstract void Flush();
    }
}
