using EdgeNet.DeviceTests;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Tests.Export;

[TestClass]
public class CSharpExporterTests
{
    [TestMethod]
    public void Write_Sonar_ComputesWhatTheLoadedModelComputes()
    {
        byte[] file = File.ReadAllBytes(Path.Combine(TestData.SonarFolder, "sonar.edgenet"));
        Model model = Model.Load(file);
        Predictor generated = GeneratedClass.Create(file);
        Dataset examples = TestData.Sonar();
        var features = new float[60];
        for (int e = 0; e < examples.Count; e++)
        {
            examples.CopyExample(e, features);
            Assert.AreEqual(model.Logit(features), generated.Logit(features));
            Assert.AreEqual(model.Classify(features), generated.Classify(features));
            Assert.AreEqual(model.Predict(features), generated.Predict(features));
        }

        Assert.IsTrue(generated.SelfTest());
        Assert.AreEqual((model.Name, model.NegativeLabel, model.PositiveLabel), (generated.Name, generated.NegativeLabel, generated.PositiveLabel));
        Assert.AreEqual((model.InputCount, model.LayerCount, model.Macs), (generated.InputCount, generated.LayerCount, generated.Macs));
        Assert.AreEqual((model.LogitScale, model.LogitThreshold), (generated.LogitScale, generated.LogitThreshold));
        Assert.AreEqual(Activation.Relu, generated.ActivationOf(1));
        Assert.AreEqual(12, generated.UnitsOf(1));
        Assert.IsLessThan(1024, generated.RamBytes);
    }

    [TestMethod]
    public void SelfTest_GoldenVectorsLeftOut_ThrowsInsteadOfPassing()
    {
        byte[] file = File.ReadAllBytes(Path.Combine(TestData.SonarFolder, "sonar.edgenet"));
        Predictor generated = GeneratedClass.Create(file, withGolden: false);
        Assert.ThrowsExactly<InvalidOperationException>(() => generated.SelfTest());
    }

    [TestMethod]
    public void Logit_WrongLength_NamesBothNumbers()
    {
        Predictor generated = GeneratedClass.Create(File.ReadAllBytes(Path.Combine(TestData.SonarFolder, "sonar.edgenet")));
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => generated.Logit(new float[59]));
        Assert.Contains("takes 60 inputs; it was given 59", error.Message);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.NegativeInfinity)]
    [DataRow(float.MaxValue)]
    [DataRow(float.Epsilon)]
    [DataRow(-0f)]
    public void Write_GoldenVectorOfAnyFloat_CompilesAndPasses(float value)
    {
        byte[] file = OneInput(weight: 3, file => file.WriteInputs([1f], [0.5f]), value);
        int logit = Model.Load(file).Logit([value]);
        ModelBytes.PutInt32(file, file.Length - 8, logit);
        ModelBytes.Seal(file);
        Assert.IsTrue(GeneratedClass.Create(file).SelfTest());
    }

    [TestMethod]
    [DataRow("EdgeNet")]
    [DataRow("Greenhouse")]
    [DataRow("Greenhouse.EdgeNet")]
    [DataRow("Greenhouse.System.Models")]
    public void Write_AnyNamespace_Compiles(string spaceName)
    {
        byte[] file = OneInput(weight: 3, file => file.WriteReadings([-5], [100], [1]), 7f);
        Predictor generated = GeneratedClass.Create(CSharpExporter.Write(ModelContents.Read(file), null, spaceName));
        Assert.AreEqual(spaceName, generated.GetType().Namespace);
        Assert.AreEqual(3 * 3, generated.Logit([7f]));
        Assert.AreEqual(3 * -3, generated.Logit([-5]));
    }

    [TestMethod]
    public void Write_NoInputCounts_CompilesWithoutAWarning()
    {
        foreach (Action<ModelBytes> inputs in (Action<ModelBytes>[])[file => file.WriteInputs([1f], [0.5f]), file => file.WriteReadings([-5], [100], [1])])
        {
            Predictor generated = GeneratedClass.Create(OneInput(weight: 0, inputs, 7f));
            Assert.AreEqual(0, generated.Logit([7f]));
            Assert.AreEqual(0, generated.Logit([7]));
        }
    }

    [TestMethod]
    [DataRow("sonar", "SonarModel")]
    [DataRow("fan-1_b", "Fan1BModel")]
    [DataRow("3d", "_3dModel")]
    [DataRow("", "Model")]
    public void ClassNameOf_ModelName_IsAnIdentifier(string name, string expected) => Assert.AreEqual(expected, CSharpExporter.ClassNameOf(name));

    private static byte[] OneInput(sbyte weight, Action<ModelBytes> writeInputs, float goldenInput)
    {
        var file = new ModelBytes();
        file.WriteHeader(1, 1, 1, 0, 1f, 0, "one", "no", "yes");
        writeInputs(file);
        file.WriteLayer(4, 0, 0, [0], null, null, [weight]);
        file.WriteGoldenVector([goldenInput], 0);
        return file.ToFile();
    }
}
