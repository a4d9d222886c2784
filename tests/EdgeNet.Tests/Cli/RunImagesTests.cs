using System.Globalization;
using EdgeNet.Cli;
using EdgeNet.Tests.Data.Images;

namespace EdgeNet.Tests.Cli;

[TestClass]
public sealed class RunImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunImagesTests()
    {
        Directory.CreateDirectory(_folder.Combine("photos"));
        using var images = new TemporaryFolder();
        ImageFiles.WriteDiscsAndBars(images, each: 24);
        foreach (string name in (string[])["bar", "disc"])
        {
            Directory.Move(images.Combine(name), Path.Combine(_folder.Combine("photos"), name));
        }

        CliRun train = CliRun.Of("train", _folder.Combine("photos"), "--size", "8x8", "--grey", "--out", _folder.Combine("shapes.edgenet"));
        Assert.AreEqual(ExitCode.Success, train.ExitCode, train.Error);
    }

    private string ModelPath => _folder.Combine("shapes.edgenet");

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Run_FoldersOfTheClasses_ScoresThem()
    {
        CliRun run = CliRun.Of("run", ModelPath, _folder.Combine("photos"));
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode), "the history knows the size");
        Assert.AreEqual(run.Output, CliRun.Of("run", ModelPath, _folder.Combine("photos"), "--size", "8x8", "--grey").Output);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.AreEqual("image,class,probability of disc,logit,label", lines[0]);
        Assert.StartsWith("bar/00.png,", lines[1]);
        string[] rows = [.. lines.Skip(1).Where(line => !line.StartsWith('#'))];
        Assert.HasCount(48, rows);
        int right = rows.Count(row => row.Split(',')[1] == row.Split(',')[4]);
        Assert.Contains(FormattableString.Invariant($"# {right} of 48 right"), run.Output);
        Assert.IsGreaterThan(40, right);
        foreach (string[] cells in rows.Select(row => row.Split(',')))
        {
            double logit = double.Parse(cells[3], CultureInfo.InvariantCulture);
            Assert.AreEqual(1 / (1 + Math.Exp(-logit)), double.Parse(cells[2], CultureInfo.InvariantCulture), 0.002, "the logit is a real one");
        }
    }

    [TestMethod]
    public void Report_ModelOfImages_KnowsTheSizeFromTheHistory()
    {
        CliRun run = CliRun.Of("report", ModelPath);
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        Assert.DoesNotContain("does not tell", run.Output);
    }

    [TestMethod]
    public void Run_ModelAlone_TakesItsInputsForASquareAndSaysSo()
    {
        string expected = CliRun.Of("run", ModelPath, _folder.Combine("photos")).Output;
        Directory.CreateDirectory(_folder.Combine("alone"));
        File.Move(ModelPath, _folder.Combine("alone/shapes.edgenet"));
        CliRun run = CliRun.Of("run", _folder.Combine("alone/shapes.edgenet"), _folder.Combine("photos"));
        Assert.StartsWith("Note: images are read as 8 x 8 pixels, grey, by the number of the model's inputs; if they had another shape in training, say so with --size.", run.Error);
        Assert.AreEqual(expected, run.Output);
    }

    [TestMethod]
    public void Run_OneImageOrAFolderOfSome_NeedsNoClass()
    {
        string whole = CliRun.Of("run", ModelPath, _folder.Combine("photos")).Output;
        string expected = whole.Split('\n').Single(line => line.StartsWith("disc/03.png,", StringComparison.Ordinal)).Trim()["disc/".Length..^",disc".Length];
        foreach (string path in (string[])["photos/disc/03.png", "photos/disc"])
        {
            CliRun run = CliRun.Of("run", ModelPath, _folder.Combine(path));
            Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
            Assert.Contains(expected, run.Output);
            Assert.DoesNotContain("#", run.Output);
        }
    }

    [TestMethod]
    public void Run_ImagesThatDoNotSuit_FailsWithOneLine()
    {
        Directory.CreateDirectory(_folder.Combine("photos/empty"));
        CliRun.Of("run", ModelPath, _folder.Combine("photos/empty"), "--size", "8x8", "--grey").ShouldFail(
            ExitCode.BadInput, $"{_folder.Combine("photos/empty")}: there is no image in the folder; put PNG or JPEG files there, or in folders inside it that are called as the classes.");
        Directory.Move(_folder.Combine("photos/disc"), _folder.Combine("photos/ring"));
        CliRun.Of("run", ModelPath, _folder.Combine("photos"), "--size", "8x8", "--grey").ShouldFail(
            ExitCode.BadInput, $"{_folder.Combine("photos")}: the folder 'ring' is no class of the model 'photos'; its classes are bar, disc. Rename it, or give one folder of images by itself.");
        string iris = Path.Combine(TestData.ModelFolder("iris"), "iris.edgenet");
        CliRun.Of("run", iris, _folder.Combine("photos/bar")).ShouldFail(
            ExitCode.BadInput,
            $"{_folder.Combine("photos/bar")}: the model 'iris' takes no images; its inputs are sepal_length_cm, sepal_width_cm, petal_length_cm, petal_width_cm. Give a CSV file.");
        CliRun.Of("run", ModelPath, _folder.Combine("photos/bar"), "--size", "8x9", "--grey").ShouldFail(
            ExitCode.BadInput,
            $"{_folder.Combine("photos/bar")}: 8 x 9 pixels, grey, are 72 and not the 64 inputs of the model 'photos'; say how large its images were in training, with --size, and --grey if they were grey.");
        File.WriteAllText(_folder.Combine("photos/bar/00.png"), "no image");
        CliRun bad = CliRun.Of("run", ModelPath, _folder.Combine("photos/bar"));
        Assert.AreEqual(ExitCode.BadInput, bad.ExitCode);
        Assert.Contains("1 of 24 images cannot be read: 00.png", bad.Error);
        Assert.AreEqual(string.Empty, bad.Output);
    }
}
