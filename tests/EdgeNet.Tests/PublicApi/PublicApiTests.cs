using EdgeNet.Capture;
using EdgeNet.Files;
using EdgeNet.Networks.Layers;
using EdgeNet.Report;
using EdgeNet.Trainer;
using PublicApiGenerator;

namespace EdgeNet.Tests.PublicApi;

/// <summary>The public surface of the libraries is a file, so that a change to it is seen in review.</summary>
[TestClass]
public class PublicApiTests
{
    private const string AcceptVariable = "EDGENET_ACCEPT_API";

    [TestMethod]
    [DataRow("EdgeNet.txt", typeof(Model))]
    [DataRow("EdgeNet.Files.txt", typeof(InputException))]
    [DataRow("EdgeNet.Networks.txt", typeof(LayerShape))]
    [DataRow("EdgeNet.Trainer.txt", typeof(Experiment))]
    [DataRow("EdgeNet.Capture.txt", typeof(CaptureSession))]
    [DataRow("EdgeNet.Report.txt", typeof(ModelReport))]
    public void PublicApi_Library_IsAsRecorded(string file, Type type)
    {
        string path = Path.Combine(TestData.RepositoryFolder(), "tests", "EdgeNet.Tests", "PublicApi", file);
        string actual = type.Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.AreEqual(
            File.ReadAllText(path).ReplaceLineEndings("\n"), actual, $"The public surface has changed. If it should, run the tests once with {AcceptVariable}=1 and commit {file}.");
    }
}
