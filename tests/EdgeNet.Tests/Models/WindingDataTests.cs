namespace EdgeNet.Tests.Models;

[TestClass]
public class WindingDataTests
{
    private const string AcceptVariable = "EDGENET_ACCEPT_WINDING";

    [TestMethod]
    public void Csv_Seed_IsTheFileOfTheModel()
    {
        string path = Path.Combine(TestData.ModelFolder("winding"), "winding.csv");
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(path, WindingData.Csv());
        }

        Assert.AreEqual(File.ReadAllText(path).ReplaceLineEndings("\n"), WindingData.Csv());
    }

    [TestMethod]
    [DataRow(0.0, 25.0, 0.0)]
    [DataRow(4.0, 25.0, 1500.0)]
    [DataRow(10.0, 40.0, 0.0)]
    public void SteadyTemperature_AnyState_BalancesHeatInAndOut(double current, double ambient, double rpm)
    {
        double temperature = WindingData.SteadyTemperature(current, ambient, rpm);

        double heat = current * current * 0.3 * (1 + (0.00393 * (temperature - 20)));
        double loss = (0.6 + (0.9 * Math.Pow(rpm / 3000, 0.8))) * (temperature - ambient);
        Assert.AreEqual(heat, loss, 1e-9);
    }
}
