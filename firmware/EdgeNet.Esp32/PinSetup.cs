using System;
using nanoFramework.Hardware.Esp32;

namespace EdgeNet.Esp32
{
    /// <summary>Says which pins the sensors are connected to. Call it before the bus or the channel is opened.</summary>
    /// <remarks>
    /// The firmware keeps eight bits of a pin's number, so that it would take pin 277 for pin 21: that is why numbers are checked here. What a pin of
    /// this chip can do, the firmware checks.
    /// </remarks>
    public static class PinSetup
    {
        /// <summary>The highest pin number of any ESP32: 54, of the ESP32-P4; the first ESP32 ends at 39.</summary>
        public const int HighestPin = 54;

        /// <summary>The highest ADC channel of any ESP32; the channels of both converters are counted through.</summary>
        public const int HighestAdcChannel = 19;

        /// <summary>Gives an I2C bus its two pins.</summary>
        /// <param name="bus">1 or 2, the number that <c>I2cConnectionSettings</c> takes.</param>
        /// <param name="dataPin">SDA, 0 to <see cref="HighestPin"/>; must be able to drive.</param>
        /// <param name="clockPin">SCL, 0 to <see cref="HighestPin"/>, not <paramref name="dataPin"/>; must be able to drive.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such bus or pin.</exception>
        /// <exception cref="ArgumentException">Both pins are the same, or this chip's pin cannot drive the bus.</exception>
        public static void UseI2c(int bus, int dataPin, int clockPin)
        {
            CheckRange(nameof(bus), bus, 1, 2);
            CheckRange(nameof(dataPin), dataPin, 0, HighestPin);
            CheckRange(nameof(clockPin), clockPin, 0, HighestPin);
            if (dataPin == clockPin)
            {
                throw new ArgumentException("I2C needs two pins; data and clock are both on pin " + dataPin.ToString() + ".");
            }

            Set(dataPin, bus == 1 ? DeviceFunction.I2C1_DATA : DeviceFunction.I2C2_DATA, "I2C data");
            Set(clockPin, bus == 1 ? DeviceFunction.I2C1_CLOCK : DeviceFunction.I2C2_CLOCK, "I2C clock");
        }

        /// <summary>Returns the pin of an ADC channel. The chip fixes it: connect the sensor there.</summary>
        /// <param name="channel">
        /// The number that <c>AdcController.OpenChannel</c> takes, 0 to <see cref="HighestAdcChannel"/> on the first ESP32. The later chips have
        /// fewer channels and their firmware does not check the number: ask for none that the data sheet of the chip does not have.
        /// </param>
        /// <returns>The pin.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There is no such channel.</exception>
        /// <exception cref="ArgumentException">This chip has no pin for the channel.</exception>
        public static int AdcPin(int channel)
        {
            CheckRange(nameof(channel), channel, 0, HighestAdcChannel);

            // The functions of the channels follow one another.
            int pin = Configuration.GetFunctionPin((DeviceFunction)((int)DeviceFunction.ADC1_CH0 + channel));
            if (pin < 0 || pin > HighestPin)
            {
                throw new ArgumentException("This chip has no pin for ADC channel " + channel.ToString() + ".");
            }

            return pin;
        }

        private static void Set(int pin, DeviceFunction function, string name)
        {
            Configuration.SetPinFunction(pin, function);
            int set = Configuration.GetFunctionPin(function);
            if (set != pin)
            {
                throw new ArgumentException("Pin " + pin.ToString() + " cannot be used for " + name + "; the firmware says " + set.ToString() + ".");
            }
        }

        private static void CheckRange(string name, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                throw new ArgumentOutOfRangeException(
                    name, "Must be " + least.ToString() + " to " + most.ToString() + "; it was given " + value.ToString() + ".");
            }
        }
    }
}
