using EdgeNet.Capture;
using EdgeNet.Report;
using EdgeNet.Trainer.Recipes;
using PublicApiGenerator;

namespace EdgeNet.Tests.PublicApi;

/// <summary>The public surface of the libraries is a file, so that a change to it is seen in review.</summary>
[TestClass]
public class PublicApiTests
{
    private const string AcceptVariable = "EDGENET_ACCEPT_API";

    [TestMethod]
    [DataRow("EdgeNet.txt", typeof(Model))]
    [DataRow("EdgeNet.Trainer.txt", typeof(Trainer.Recipes.Recipe))]
    [DataRow("EdgeNet.Capture.txt", typeof(EdgeNet.Capture.CaptureSession))]
    [DataRow("EdgeNet.Report.txt", typeof(EdgeNet.Report.ModelReport))]
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
