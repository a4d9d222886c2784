namespace EdgeNet.Tests.Models;

[TestClass]
public class VibrationDataTests
{
    private const string AcceptVariable = "EDGENET_ACCEPT_VIBRATION";

    [TestMethod]
    public void Csv_Seed_IsTheFileOfTheModel() => AssertIsAsMade("vibration.csv", VibrationData.Csv());

    [TestMethod]
    public void ReplayCsv_Seed_IsTheFileOfTheModel() => AssertIsAsMade("replay.csv", VibrationData.ReplayCsv());

    [TestMethod]
    public void Csv_EveryClass_HasEverySpeedAtEveryLoad()
    {
        string[][] rows = [.. VibrationData.Csv().TrimEnd('\n').Split('\n')[1..].Select(line => line.Split(','))];

        IGrouping<string, string[]>[] recordings = [.. rows.GroupBy(row => row[0])];
        Assert.HasCount(4 * VibrationData.RecordingsPerClass, recordings);
        Assert.IsTrue(recordings.All(recording => recording.Count() == VibrationData.SecondsPerRecording * VibrationMachine.RateHz));
        Assert.IsTrue(recordings.All(recording => recording.Select(row => row[5]).Distinct().Count() == 1), "A recording has one class.");
        Assert.IsTrue(recordings.GroupBy(recording => recording.First()[5]).All(ofClass => ofClass.Count() == VibrationData.RecordingsPerClass));
    }

    // Where the fault of a machine that turns 8 times a second must be heard: once a turn, every other turn, and with every ball that passes.
    [TestMethod]
    [DataRow(nameof(Fault.Imbalance), 0, 8.0)]
    [DataRow(nameof(Fault.Looseness), 2, 4.0)]
    [DataRow(nameof(Fault.Bearing), 2, 24.5)]
    public void Read_Fault_IsHeardAtItsFrequency(string fault, int axis, double hertz)
    {
        double normal = Amplitude(Run(Fault.Normal, axis), hertz);
        double faulty = Amplitude(Run(Enum.Parse<Fault>(fault), axis), hertz);

        Assert.IsGreaterThan(2 * normal, faulty);
    }

    [TestMethod]
    public void Read_AnyFault_LeavesGravityAsItIs()
    {
        foreach (Fault fault in Enum.GetValues<Fault>())
        {
            Assert.AreEqual(VibrationMachine.CountsPerG, Run(fault, 2).Average(), 0.01 * VibrationMachine.CountsPerG);
        }
    }

    private static double[] Run(Fault fault, int axis)
    {
        var machine = new VibrationMachine(0.5, new Random(7));
        var counts = new int[VibrationMachine.Axes];
        var readings = new double[40 * VibrationMachine.RateHz];
        for (int n = 0; n < readings.Length; n++)
        {
            machine.Read(8, fault, 1, counts);
            readings[n] = counts[axis];
        }

        return readings;
    }

    // Of half a hertz around the frequency, since the speed wanders.
    private static double Amplitude(double[] readings, double hertz)
    {
        double mean = readings.Average();
        double sum = 0;
        for (double f = hertz - 0.5; f <= hertz + 0.5; f += 0.025)
        {
            double turn = 2 * Math.PI * f / VibrationMachine.RateHz;
            double cosine = 0;
            double sine = 0;
            for (int n = 0; n < readings.Length; n++)
            {
                cosine += (readings[n] - mean) * Math.Cos(turn * n);
                sine += (readings[n] - mean) * Math.Sin(turn * n);
            }

            sum += (cosine * cosine) + (sine * sine);
        }

        return Math.Sqrt(sum);
    }

    private static void AssertIsAsMade(string name, string made)
    {
        string path = Path.Combine(TestData.ModelFolder("vibration"), name);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(path, made);
        }

        Assert.AreEqual(File.ReadAllText(path).ReplaceLineEndings("\n"), made);
    }
}
