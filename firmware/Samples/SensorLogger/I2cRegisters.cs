using System.Device.I2c;

namespace SensorLogger
{
    /// <summary>The registers of a sensor on an I2C bus. Each transfer allocates the spans and the result that the bus takes and gives, and nothing else.</summary>
    internal sealed class I2cRegisters : IRegisters
    {
        private readonly I2cDevice _device;
        private readonly byte[] _number = new byte[1];
        private readonly byte[] _write = new byte[2];

        /// <summary>Opens the bus.</summary>
        /// <param name="bus">1 or 2; its pins must be set before.</param>
        /// <param name="address">The address of the sensor, 7 bits.</param>
        internal I2cRegisters(int bus, int address)
        {
            _device = I2cDevice.Create(new I2cConnectionSettings(bus, address, I2cBusSpeed.FastMode));
        }

        /// <inheritdoc/>
        public bool TryWrite(byte register, byte value)
        {
            _write[0] = register;
            _write[1] = value;
            return _device.Write(_write).Status == I2cTransferStatus.FullTransfer;
        }

        /// <inheritdoc/>
        public bool TryRead(byte first, byte[] values)
        {
            _number[0] = first;
            return _device.WriteRead(_number, values).Status == I2cTransferStatus.FullTransfer;
        }
    }
}
