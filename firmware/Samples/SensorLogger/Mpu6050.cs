using System;

namespace SensorLogger
{
    /// <summary>
    /// The accelerometer of an InvenSense MPU-6050. Numbers of registers and what their bits mean are from "MPU-6000 and MPU-6050 Register Map and
    /// Descriptions", RM-MPU-6000A-00, revision 4.2, which calls them by their decimal numbers.
    /// </summary>
    internal sealed class Mpu6050
    {
        /// <summary>The address with the pin AD0 low, as on most boards; 0x69 with AD0 high.</summary>
        internal const int Address = 0x68;

        /// <summary>What register 117, WHO_AM_I, holds whatever AD0 is.</summary>
        internal const int Identity = 0x68;

        /// <summary>Channels of a reading.</summary>
        internal const int ChannelCount = 3;

        /// <summary>How long the sensor takes to restart, in milliseconds (register 107: the bit clears by itself when it is done).</summary>
        internal const int ResetMilliseconds = 100;

        private const byte SampleRateDivider = 25;
        private const byte Configuration = 26;
        private const byte AccelerometerConfiguration = 28;
        private const byte AccelerometerData = 59; // ACCEL_XOUT_H, then low x, y and z
        private const byte PowerManagement = 107;
        private const byte WhoAmI = 117;

        private const byte DeviceReset = 0x80;
        private const byte Sleeping = 0x40;
        private const byte ClockOfTheGyroscope = 0x01; // steadier than the oscillator inside

        private readonly IRegisters _registers;
        private readonly byte[] _data = new byte[2 * ChannelCount];
        private readonly byte[] _one = new byte[1];

        /// <summary>Prepares buffers; nothing is sent.</summary>
        /// <param name="registers">The sensor's registers.</param>
        internal Mpu6050(IRegisters registers)
        {
            _registers = registers;
        }

        /// <summary>What one g is in counts.</summary>
        /// <param name="rangeG">2, 4, 8 or 16: the readings go from -range to +range.</param>
        /// <returns>16384, 8192, 4096 or 2048 (register 28).</returns>
        /// <exception cref="ArgumentOutOfRangeException">There is no such range.</exception>
        internal static int CountsPerG(int rangeG)
        {
            return 16384 >> RangeBits(rangeG);
        }

        /// <summary>The setting of the low-pass filter for a rate: the widest that keeps below half of it, so that nothing folds back.</summary>
        /// <param name="rateHz">Readings a second, 1 or more. Below 10 even the narrowest, 5 Hz, is too wide.</param>
        /// <returns>DLPF_CFG of register 26, 1 to 6: 184, 94, 44, 21, 10 or 5 Hz.</returns>
        internal static int FilterBits(int rateHz)
        {
            return rateHz >= 2 * 184 ? 1
                : rateHz >= 2 * 94 ? 2
                : rateHz >= 2 * 44 ? 3
                : rateHz >= 2 * 21 ? 4
                : rateHz >= 2 * 10 ? 5
                : 6;
        }

        /// <summary>Takes the counts out of the six bytes of registers 59 to 64: two's complement, the high byte first.</summary>
        /// <param name="data">Six bytes.</param>
        /// <param name="counts">To be filled with x, y and z, -32768 to 32767.</param>
        internal static void Decode(byte[] data, int[] counts)
        {
            for (int c = 0; c < ChannelCount; c++)
            {
                counts[c] = (short)((data[2 * c] << 8) | data[(2 * c) + 1]);
            }
        }

        /// <summary>Restarts the sensor and sets it up: it measures 1,000 times a second, so that whatever is read is at most 1 ms old.</summary>
        /// <param name="rangeG">2, 4, 8 or 16.</param>
        /// <param name="rateHz">How often it will be read a second.</param>
        /// <param name="clock">To wait with.</param>
        /// <exception cref="InvalidOperationException">No MPU-6050 answers; the message says what does.</exception>
        internal void Start(int rangeG, int rateHz, IClock clock)
        {
            if (!_registers.TryRead(WhoAmI, _one))
            {
                throw new InvalidOperationException("No sensor answers: check SDA, SCL, 3.3 V, ground and the address.");
            }

            if (_one[0] != Identity)
            {
                throw new InvalidOperationException("The sensor says that it is " + _one[0].ToString() + "; an MPU-6050 says " + Identity.ToString() + ".");
            }

            Write(PowerManagement, DeviceReset);
            clock.Sleep(ResetMilliseconds);
            Write(PowerManagement, ClockOfTheGyroscope);
            Write(SampleRateDivider, 0);
            Write(Configuration, (byte)FilterBits(rateHz));
            Write(AccelerometerConfiguration, (byte)(RangeBits(rangeG) << 3));
        }

        /// <summary>Reads the three axes.</summary>
        /// <param name="counts">To be filled with x, y and z, -32768 to 32767.</param>
        /// <returns><c>false</c> when the sensor does not answer; <paramref name="counts"/> are as before.</returns>
        internal bool TryRead(int[] counts)
        {
            if (!_registers.TryRead(AccelerometerData, _data))
            {
                return false;
            }

            Decode(_data, counts);
            return true;
        }

        /// <summary>Lets the sensor sleep, until it is started again: microamperes in place of milliamperes.</summary>
        /// <returns><c>false</c> when it does not answer.</returns>
        internal bool TrySleep()
        {
            return _registers.TryWrite(PowerManagement, Sleeping);
        }

        private static int RangeBits(int rangeG)
        {
            switch (rangeG)
            {
                case 2: return 0;
                case 4: return 1;
                case 8: return 2;
                case 16: return 3;
                default: throw new ArgumentOutOfRangeException(nameof(rangeG), "The range must be 2, 4, 8 or 16 g; it was given " + rangeG.ToString() + ".");
            }
        }

        private void Write(byte register, byte value)
        {
            if (!_registers.TryWrite(register, value))
            {
                throw new InvalidOperationException("The sensor does not answer any more, at register " + register.ToString() + "; check its wires.");
            }
        }
    }
}
