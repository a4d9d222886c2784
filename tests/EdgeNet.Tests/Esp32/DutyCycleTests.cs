using EdgeNet.DeviceTests;
using EdgeNet.Esp32;
using nanoFramework.Hardware.Esp32;

namespace EdgeNet.Tests.Esp32;

[TestClass]
public class DutyCycleTests
{
    private static readonly Model Small = Model.Load(SmallModels.OneLayer());

    [TestMethod]
    public void RunAndSleep_Sound_ReadsClassifiesActsThenSleeps()
    {
        var model = Model.Load(SmallModels.OneLayer());
        float[] golden = model.GoldenInput(0);
        Esp32Fake.State chip = Esp32Fake.Reset(microsecondsPerReading: 12);
        var cycle = new DutyCycle(
            model,
            features =>
            {
                golden.CopyTo(features, 0);
                chip.Events.Add("read");
            },
            (isPositive, probability) => chip.Events.Add($"act {isPositive} {probability == model.Predict(golden)}"),
            600);

        cycle.RunAndSleep();

        Assert.AreSequenceEqual(["read", $"act {model.Classify(golden)} True", "wake after 600 s", "sleep"], chip.Events);
        Assert.AreEqual((1, 12L), (cycle.Timer.Count, cycle.Timer.MeanMicroseconds));
    }

    [TestMethod]
    public void RunOnce_Twice_GivesTheReaderTheSameArrayAndNeverSleeps()
    {
        var model = Model.Load(SmallModels.OneLayer());
        var seen = new HashSet<float[]>(ReferenceEqualityComparer.Instance);
        Esp32Fake.State chip = Esp32Fake.Reset();
        var cycle = new DutyCycle(model, features => seen.Add(features), (_, _) => { }, 1);
        cycle.RunOnce();
        cycle.RunOnce();

        Assert.HasCount(1, seen);
        Assert.HasCount(model.InputCount, seen.Single());
        Assert.IsEmpty(chip.Events);
        Assert.AreEqual(2, cycle.Timer.Count);
    }

    [TestMethod]
    public void RunAndSleep_TimerRefused_ThrowsWithTheNumberAndStaysAwake()
    {
        Esp32Fake.State chip = Esp32Fake.Reset();
        chip.TimerError = EspNativeError.INVALID_ARG;
        var cycle = new DutyCycle(Model.Load(SmallModels.OneLayer()), _ => { }, (_, _) => { }, 5);

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(cycle.RunAndSleep);

        Assert.AreEqual("The ESP32 refused to be woken after 5 seconds: error 258.", error.Message);
        Assert.DoesNotContain("sleep", chip.Events);
    }

    [TestMethod]
    public void RunAndSleep_ReaderThrows_StaysAwake()
    {
        Esp32Fake.State chip = Esp32Fake.Reset();
        var cycle = new DutyCycle(Small, _ => throw new IOException("no sensor"), (_, _) => { }, 5);

        Assert.ThrowsExactly<IOException>(cycle.RunAndSleep);
        Assert.IsEmpty(chip.Events);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(DutyCycle.MostSleepSeconds + 1)]
    public void New_SleepOutsideItsRange_IsRefused(int seconds)
    {
        ArgumentOutOfRangeException error =
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new DutyCycle(Small, _ => { }, (_, _) => { }, seconds));
        Assert.Contains($"it was given {seconds}.", error.Message);
    }

    [TestMethod]
    public void New_Null_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => new DutyCycle(null!, _ => { }, (_, _) => { }, 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => new DutyCycle(Small, null!, (_, _) => { }, 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => new DutyCycle(Small, _ => { }, null!, 1));
    }

    [TestMethod]
    [DataRow((int)Sleep.WakeupCause.Undefined, false)]
    [DataRow((int)Sleep.WakeupCause.Ext0, false)]
    [DataRow((int)Sleep.WakeupCause.Timer, true)]
    public void WakeupCause_OfTheChip_IsPassedOn(int cause, bool isTimer)
    {
        Esp32Fake.Reset().WakeupCause = (Sleep.WakeupCause)cause;
        Assert.AreEqual((Sleep.WakeupCause)cause, DutyCycle.WakeupCause);
        Assert.AreEqual(isTimer, DutyCycle.IsTimerWakeup);
    }
}
