namespace SensorLogger
{
    /// <summary>The registers of a sensor, behind a bus.</summary>
    internal interface IRegisters
    {
        /// <summary>Writes a register.</summary>
        /// <param name="register">Its number.</param>
        /// <param name="value">The byte.</param>
        /// <returns><c>false</c> when the sensor does not answer.</returns>
        bool TryWrite(byte register, byte value);

        /// <summary>Reads registers that follow one another.</summary>
        /// <param name="first">The number of the first.</param>
        /// <param name="values">To be filled whole.</param>
        /// <returns><c>false</c> when the sensor does not answer.</returns>
        bool TryRead(byte first, byte[] values);
    }
}
