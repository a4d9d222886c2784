using EdgeNet.Tests.Device;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Export;

/// <summary>The bytes of code that the exporter says that a class takes, against the compiled class.</summary>
[TestClass]
public class CodeBytesTests
{
    // Roslyn chooses short forms by the values, and leaves out what it can: the estimate does not follow it there.
    private const double Tolerance = 0.15;

    public static IEnumerable<(string Shape, Activation Activation, bool TakesReadings)> Models() =>
        from shape in (string[])["60-12-1", "16-16-8-1", "8-8-1", "110-40-30-1", "32-12-5"]
        from activation in HiddenActivations.All
        from takesReadings in (bool[])[false, true]
        select (shape, activation, takesReadings);

    [TestMethod]
    [DynamicData(nameof(Models))]
    public void Write_CodeBytes_AreThoseOfTheCompiledClass(string shape, Activation activation, bool takesReadings)
    {
        int[] units = [.. shape.Split('-').Select(int.Parse)];
        (int, Activation)[] hidden = [.. units[1..^1].Select(count => (count, activation))];
        for (int seed = 1; seed <= 2; seed++)
        {
            RandomModel random = RandomModels.Make(
                seed, units[0], hidden, goldenVectors: 1, takesReadings, units[^1], units[^1] == 1 ? Activation.Sigmoid : Activation.Softmax);
            CSharpModel model = CSharpExporter.Write(ModelContents.Read(random.File), className: "Priced");
            using GeneratedModule compiled = GeneratedModule.Of(model, withGolden: true);
            double compiledBytes = AssemblyBytes.Code(compiled.Module);
            Assert.AreEqual(compiledBytes, model.Share.CodeBytes, Tolerance * compiledBytes, $"bytes of code, seed {seed}");
        }
    }
}
