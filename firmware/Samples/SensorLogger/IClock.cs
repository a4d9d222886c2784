namespace SensorLogger
{
    /// <summary>The time, and a way to let it pass.</summary>
    internal interface IClock
    {
        /// <summary>Microseconds since the start of the chip.</summary>
        long Microseconds { get; }

        /// <summary>Waits.</summary>
        /// <param name="milliseconds">At least so long.</param>
        void Sleep(int milliseconds);
    }
}
