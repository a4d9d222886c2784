namespace SensorLogger
{
    /// <summary>Takes the bytes of a line.</summary>
    /// <param name="buffer">Holds them; it is used again for the next line.</param>
    /// <param name="count">How many, from the first.</param>
    internal delegate void LineSink(byte[] buffer, int count);
}
