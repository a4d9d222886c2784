namespace EdgeNet
{
    /// <summary>A serial port of the board, or whatever else carries bytes both ways.</summary>
    public abstract class ByteLine
    {
        /// <summary>Takes bytes that have come, without waiting for any.</summary>
        /// <param name="buffer">Written from its beginning.</param>
        /// <returns>How many; 0 when none have come, or the cable is out.</returns>
        public abstract int Read(byte[] buffer);

        /// <summary>Sends bytes. With nobody at the other end they are lost, and it returns all the same.</summary>
        /// <param name="buffer">Read from its beginning.</param>
        /// <param name="count">How many.</param>
        public abstract void Write(byte[] buffer, int count);
    }
}
