using EdgeNet.Cli;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Data.Images;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Data.Images;

[TestClass]
public class TrainImagesTests
{
    private const string Recipe = """
        { "name": "shapes", "images": { "width": 8, "height": 8, "grey": true }, "hidden": [{ "units": 8 }],
          "training": { "epochs": 60, "learningRate": 0.01 }, "split": { "dev": 0.2, "test": 0.2 } }
        """;

    [TestMethod]
    public void N32_Train_DiscsAndBars_TellsThemApart()
    {
        using var folder = new TemporaryFolder();
        ImageFiles.WriteDiscsAndBars(folder, each: 40);
        folder.Write("recipe.json", Recipe);
        CliRun run = CliRun.Of("train", folder.Path);

        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("shapes: 80 examples with 64 features; bar 40, disc 40.", run.Output);
        Model model = Model.Load(File.ReadAllBytes(folder.Combine("shapes.edgenet")));
        Assert.IsTrue(model.SelfTest());
        Dataset examples = ImageFolder.Read(folder.Path, new ImageShape(8, 8, IsGrey: true)).Examples;
        var input = new float[64];
        int right = 0;
        for (int e = 0; e < examples.Count; e++)
        {
            examples.CopyExample(e, input);
            right += model.Classify(input) == (examples.ClassOf(e) == 1) ? 1 : 0;
        }

        Assert.IsGreaterThanOrEqualTo(76, right);
    }

    [TestMethod]
    public void Train_Readings_WritesAModelThatTakesTheCamerasBytes()
    {
        using var folder = new TemporaryFolder();
        ImageFiles.WriteDiscsAndBars(folder, each: 20);
        folder.Write("recipe.json", Recipe.Replace("\"hidden\"", """ "readings": { "lowest": 0, "highest": 255 }, "hidden" """, StringComparison.Ordinal));
        Assert.AreEqual(string.Empty, CliRun.Of("train", folder.Path).Error);

        byte[] file = File.ReadAllBytes(folder.Combine("shapes.edgenet"));
        Assert.AreEqual((byte)ModelFormat.ReadingInputKind, file[15]);
        Dataset examples = RecipeData.Read(RecipeReader.Read(folder.Path));
        Assert.IsTrue(examples.Features.Values.ToArray().All(value => value == MathF.Floor(value)));
        Assert.IsGreaterThan(1f, examples.Features.Values.ToArray().Max());
        Assert.IsTrue(Model.Load(file).SelfTest());
    }

    [TestMethod]
    public void Train_WithoutRecipe_HasADefaultThatOptionsChange()
    {
        using var folder = new TemporaryFolder();
        string photos = Directory.CreateDirectory(folder.Combine("my photos")).FullName;
        ImageFiles.WriteDiscsAndBars(folder, each: 10);
        Directory.Move(folder.Combine("bar"), Path.Combine(photos, "bar"));
        Directory.Move(folder.Combine("disc"), Path.Combine(photos, "disc"));

        Recipe recipe = RecipeReader.Read(photos);
        Assert.AreEqual(("my-photos", "my photos", ImageShape.Default), (recipe.Options.Name, recipe.Data, recipe.Images));
        Assert.AreEqual(12_288, RecipeData.Read(recipe).FeatureNames.Count);
        CliRun run = CliRun.Of("train", photos, "--size", "6x5", "--grey");
        Assert.AreEqual(string.Empty, run.Error);
        Assert.Contains("my-photos: 20 examples with 30 features; bar 10, disc 10.", run.Output);
        Assert.Contains("Training 30-16-1 (relu, sigmoid)", run.Output);
        Assert.IsTrue(File.Exists(Path.Combine(photos, "my-photos.edgenet")));
        Assert.AreEqual(string.Empty, CliRun.Of("train", photos, "--size", "6x5", "--grey").Error);
    }

    [TestMethod]
    public void Train_Twice_WritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        ImageFiles.WriteDiscsAndBars(folder, each: 10);
        folder.Write("recipe.json", Recipe);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        byte[] first = File.ReadAllBytes(folder.Combine("shapes.edgenet"));
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Path).ExitCode);
        CollectionAssert.AreEqual(first, File.ReadAllBytes(folder.Combine("shapes.edgenet")));
    }

    [TestMethod]
    public void Evaluate_Images_CrossValidates()
    {
        using var folder = new TemporaryFolder();
        ImageFiles.WriteDiscsAndBars(folder, each: 10);
        folder.Write("recipe.json", Recipe);
        CliRun run = CliRun.Of("evaluate", folder.Path, "--folds", "2", "--size", "4x4");
        Assert.AreEqual(string.Empty, run.Error);
        Assert.Contains("shapes: 20 examples, 2 folds", run.Output);
    }

    [TestMethod]
    public void Train_WarningsOfTheFolder_AreShown()
    {
        using var folder = new TemporaryFolder();
        ImageFiles.WriteDiscsAndBars(folder, each: 10);
        folder.Write("recipe.json", Recipe);
        folder.Write("bar", "notes.txt", [1]);
        Assert.Contains("Warning: " + Path.GetFileName(folder.Path) + ": 1 file not read", CliRun.Of("train", folder.Path).Output.ReplaceLineEndings(" "));
    }

    [TestMethod]
    public void Train_PixelsThatNeverVary_AreNamedInOneLine()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 12; i++)
        {
            folder.Write(i % 2 == 0 ? "a" : "b", $"{i}.png", PngBytes.Of(4, 4, (row, column) => row == 0 ? (i * 20, i, i) : (9, 9, 9)));
        }

        folder.Write("recipe.json", Recipe);
        string name = Path.GetFileName(folder.Path);
        string output = CliRun.Of("train", folder.Path, "--size", "4x4").Output.ReplaceLineEndings(" ");
        Assert.Contains(
            $"Warning: {name}: 12 columns have one value only in the training part, so they cannot help to decide; the model ignores them: "
            + "grey(1,0), grey(1,1), grey(1,2), grey(1,3), grey(2,0) and 7 more.",
            output);
    }

    [TestMethod]
    public void Build_PixelsThatHardlyVary_AreNotBlownUp()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 12; i++)
        {
            folder.Write(i % 2 == 0 ? "a" : "b", $"{i}.png", PngBytes.Of(8, 8, (row, _) => row == 0 ? (i / 6, i / 6, i / 6) : (i * 20, i * 20, i * 20)));
        }

        foreach (string readings in (string[])["", """ "readings": { "lowest": 0, "highest": 255 }, """])
        {
            folder.Write("recipe.json", Recipe.Replace("\"hidden\"", readings + "\"hidden\"", StringComparison.Ordinal));
            Recipe recipe = RecipeReader.Read(folder.Path);
            Standardizer standardizer = ModelBuilder.Build(recipe.Options with { Epochs = 1 }, RecipeData.Read(recipe), null).Standardizer;
            Assert.AreEqual(recipe.Options.Readings is null ? 1 / 16.0 : 255 / 16.0, standardizer.Deviations[0]);
            Assert.IsGreaterThan(standardizer.Deviations[0], standardizer.Deviations[8]);
        }
    }

    [TestMethod]
    [DataRow("16")]
    [DataRow("16x")]
    [DataRow("0x16")]
    [DataRow("16x2000")]
    [DataRow("-1x5")]
    public void Train_BadSize_SaysHowItIsWritten(string size)
    {
        CliRun run = CliRun.Of("train", "photos", "--size", size);
        Assert.AreEqual(ExitCode.Usage, run.ExitCode);
        Assert.AreEqual($"edgenet: --size must be width x height, each from 1 to 1024, such as 16x16; it is '{size}'. See 'edgenet --help'.{Environment.NewLine}", run.Error);
    }

    [TestMethod]
    public void Train_SizeTooLargeForAModel_SaysSo()
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        folder.Write("recipe.json", Recipe);
        CliRun.Of("train", folder.Path, "--size", "300x300").ShouldFail(
            ExitCode.BadRecipe, "shapes: 300 x 300 pixels are 90000 inputs, and 65535 are the most; choose a smaller size or grey.");
    }

    [TestMethod]
    public void Train_GreyForATable_IsRefused()
    {
        using var folder = new TemporaryFolder();
        TrainCommandTests.WriteExamples(folder, rows: 10);
        CliRun.Of("train", folder.Path, "--grey").ShouldFail(
            ExitCode.BadInput, "m: --grey is for images, and this recipe reads a table; leave the option out.");
    }
}
