using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Cost;

/// <summary>What a network is said to cost, against the IL instructions that the device's own IL executes.</summary>
[TestClass]
public class NetworkCostTests
{
    private const double Tolerance = 0.03;
    private const int Networks = 60;
    private const int Inferences = 16;

    [TestMethod]
    public void Cost_Packed_IsWhatIsExecuted() =>
        AssertCost(forms => forms.Packed, (device, file) => device.LoadModel(file, ModelMemory.Packed));

    [TestMethod]
    public void Cost_WeightsInTheBytes_IsWhatIsExecuted() =>
        AssertCost(forms => forms.Bytes, (device, file) => device.LoadModel(file, ModelMemory.Bytes));

    [TestMethod]
    public void Cost_Opened_IsWhatIsExecuted() =>
        AssertCost(forms => forms.Opened, (device, file) => device.OpenModel(file));

    [TestMethod]
    public void Cost_GeneratedClass_IsWhatIsExecuted()
    {
        (CostNetwork Network, CSharpModel Class)[] classes =
            [.. CostNetwork.All(Networks).Select(network => (network, CSharpExporter.Write(network.File.Contents, className: $"Network{network.Seed}")))];
        using var device = new CountedDevice([.. classes.Select(each => each.Class.Source)]);
        var inferences = new CostComparison();
        var loads = new CostComparison();
        foreach ((CostNetwork network, CSharpModel generated) in classes)
        {
            object? model = null;
            loads.Add(network.ToString(), generated.Cost.LoadInstructions, device.Count(() => model = device.Make(generated.ClassName)));
            inferences.Add(network.ToString(), generated.Cost.Instructions, MeanOf(network, device, model!));
        }

        inferences.AssertWithin(Tolerance, Networks);
        loads.AssertWithin(0.15, Networks); // some 80 instructions
    }

    private static void AssertCost(Func<ModelForms, ModelForm> formOf, Func<CountedDevice, byte[], object> load)
    {
        using var device = new CountedDevice();
        var inferences = new CostComparison();
        var loads = new CostComparison();
        load(device, CostNetwork.All(1).Single().Network.File); // the first call looks for native kernels
        foreach (CostNetwork network in CostNetwork.All(Networks))
        {
            EngineCost cost = formOf(new ModelForms(network.File, null)).Cost;
            object? model = null;
            loads.Add(network.ToString(), cost.LoadInstructions, device.Count(() => model = load(device, network.Network.File)));
            inferences.Add(network.ToString(), cost.Instructions, MeanOf(network, device, model!));
        }

        inferences.AssertWithin(Tolerance, Networks);
        loads.AssertWithin(Tolerance, Networks);
    }

    private static double MeanOf(CostNetwork network, CountedDevice device, object model)
    {
        var random = new Random(network.Seed);
        return Enumerable.Range(0, Inferences).Average(_ => device.Count(CostNetwork.Predict(model, network.NextInputs(random))));
    }
}
