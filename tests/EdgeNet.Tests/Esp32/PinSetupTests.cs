using EdgeNet.Esp32;
using nanoFramework.Hardware.Esp32;

namespace EdgeNet.Tests.Esp32;

[TestClass]
public class PinSetupTests
{
    [TestMethod]
    public void UseI2c_EachBus_SetsItsTwoPins()
    {
        Esp32Fake.State chip = Esp32Fake.Reset();
        PinSetup.UseI2c(1, 21, 22);
        PinSetup.UseI2c(2, 0, 33);

        Assert.AreEqual((21, 22), (chip.Pins[DeviceFunction.I2C1_DATA], chip.Pins[DeviceFunction.I2C1_CLOCK]));
        Assert.AreEqual((0, 33), (chip.Pins[DeviceFunction.I2C2_DATA], chip.Pins[DeviceFunction.I2C2_CLOCK]));
    }

    [TestMethod]
    [DataRow(0, 21, 22, "1 to 2; it was given 0")]
    [DataRow(3, 21, 22, "1 to 2; it was given 3")]
    [DataRow(1, -1, 22, "0 to 54; it was given -1")]
    [DataRow(1, 277, 22, "0 to 54; it was given 277")]
    [DataRow(1, 21, 55, "0 to 54; it was given 55")]
    public void UseI2c_NoSuchBusOrPin_IsRefusedBeforeAnythingIsSet(int bus, int data, int clock, string expected)
    {
        Esp32Fake.State chip = Esp32Fake.Reset();
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PinSetup.UseI2c(bus, data, clock));
        Assert.Contains(expected, error.Message);
        Assert.IsEmpty(chip.Pins);
    }

    [TestMethod]
    public void UseI2c_OnePinForBoth_IsRefused()
    {
        Esp32Fake.State chip = Esp32Fake.Reset();
        Assert.ThrowsExactly<ArgumentException>(() => PinSetup.UseI2c(1, 21, 21));
        Assert.IsEmpty(chip.Pins);
    }

    [TestMethod]
    public void UseI2c_PinThatCannotDrive_IsRefusedByTheFirmware()
    {
        Esp32Fake.Reset();
        Assert.ThrowsExactly<ArgumentException>(() => PinSetup.UseI2c(1, 34, 22));
    }

    [TestMethod]
    public void AdcPin_Channels_AreThoseOfTheChip()
    {
        Esp32Fake.State chip = Esp32Fake.Reset();
        chip.Pins[DeviceFunction.ADC1_CH0] = 36;
        chip.Pins[DeviceFunction.ADC1_CH0 + 19] = 26;

        Assert.AreEqual(36, PinSetup.AdcPin(0));
        Assert.AreEqual(26, PinSetup.AdcPin(19));
        Assert.ThrowsExactly<ArgumentException>(() => PinSetup.AdcPin(7));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PinSetup.AdcPin(20));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PinSetup.AdcPin(-1));
    }
}
