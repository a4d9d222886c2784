using EdgeNet.Networks.Layers;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Images;

namespace EdgeNet.Tests.Data.Images;

[TestClass]
public class ImageFolderTests
{
    [TestMethod]
    public void N32_Read_Colours_AreUnrolledChannelByChannelAndScaled()
    {
        // Every channel of every pixel has a value of its own.
        using var folder = new TemporaryFolder();
        folder.Write("a", "x.png", PngBytes.Of(5, 3, (row, column) => (1 + (row * 5) + column, 101 + (row * 5) + column, 201 + (row * 5) + column)));
        folder.Write("b", "y.png", ImageFiles.Plain(5, 3, 255));
        Dataset examples = ImageFolder.Read(folder.Path, new ImageShape(5, 3, IsGrey: false)).Examples;

        Assert.AreEqual((45, 2), (examples.Features.Rows, examples.Features.Columns));
        for (int channel = 0; channel < 3; channel++)
        {
            for (int row = 0; row < 3; row++)
            {
                for (int column = 0; column < 5; column++)
                {
                    int input = (((channel * 3) + row) * 5) + column;
                    Assert.AreEqual((1 + (100 * channel) + (row * 5) + column) / 255f, examples.Features[input, 0]);
                    Assert.AreEqual(1f, examples.Features[input, 1]);
                    Assert.AreEqual($"{"rgb"[channel]}({row},{column})", examples.FeatureNames[input]);
                }
            }
        }
    }

    [TestMethod]
    public void N32_Read_Default_Is64By64InColour()
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight(side: 128);
        Dataset examples = ImageFolder.Read(folder.Path, ImageShape.Default).Examples;

        Assert.AreEqual(12_288, examples.Features.Rows);
        Assert.AreEqual(12_288, ImageShape.Default.InputCount);
        Assert.AreEqual(10 / 255f, examples.Features[0, 0]);
        Assert.AreEqual(200 / 255f, examples.Features[12_287, 1]);
    }

    [TestMethod]
    public void N32_Read_Grey_IsTheLumaOfRec601()
    {
        (int R, int G, int B)[] colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (10, 20, 30), (255, 255, 255)];
        using var folder = new TemporaryFolder();
        folder.Write("a", "x.png", PngBytes.Of(5, 1, (_, column) => colours[column]));
        folder.Write("b", "y.png", ImageFiles.Plain(5, 1, 0));
        Dataset examples = ImageFolder.Read(folder.Path, new ImageShape(5, 1, IsGrey: true)).Examples;

        Assert.AreEqual(5, examples.Features.Rows);
        Assert.AreEqual("grey(0,4)", examples.FeatureNames[4]);
        for (int i = 0; i < 5; i++)
        {
            double luma = (0.299 * colours[i].R) + (0.587 * colours[i].G) + (0.114 * colours[i].B);
            Assert.AreEqual(Math.Floor(luma + 0.5) / 255, examples.Features[i, 0], 1e-7);
        }
    }

    [TestMethod]
    public void N32_Read_AsBytes_LeavesTheScaleOut()
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        Dataset examples = ImageFolder.Read(folder.Path, new ImageShape(2, 2, IsGrey: true), asBytes: true).Examples;
        CollectionAssert.AreEqual((float[])[10, 200, 10, 200, 10, 200, 10, 200], examples.Features.Values.ToArray());
    }

    [TestMethod]
    public void N32_Read_Folders_AreTheClassesInOrdinalOrder()
    {
        using var folder = new TemporaryFolder();
        foreach ((string name, int brightness) in (IEnumerable<(string, int)>)[("Zebra", 30), ("ant", 20), ("bee", 10)])
        {
            folder.Write(name, "b.png", ImageFiles.Plain(4, 4, brightness + 1));
            folder.Write(name, "B.jpg", JpegBytes.Of(1, 1, 1, (_, _) => [brightness]));
        }

        Dataset examples = ImageFolder.Read(folder.Path, new ImageShape(4, 4, IsGrey: true), asBytes: true).Examples;
        CollectionAssert.AreEqual((string[])["Zebra", "ant", "bee"], examples.ClassNames.ToArray());
        CollectionAssert.AreEqual((float[])[30, 31, 20, 21, 10, 11], examples.Features.Row(0).ToArray());
        Assert.AreEqual(LearningTask.MultiClass, examples.Task);
        CollectionAssert.AreEqual((int[])[0, 0, 1, 1, 2, 2], Enumerable.Range(0, 6).Select(examples.ClassOf).ToArray());
    }

    [TestMethod]
    public void Read_ClassNames_GiveTheOrder()
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        Dataset examples = ImageFolder.Read(folder.Path, new ImageShape(1, 1, IsGrey: true), ["light", "dark"], asBytes: true).Examples;
        CollectionAssert.AreEqual((float[])[200, 10], examples.Features.Values.ToArray());
        CollectionAssert.AreEqual((float[])[0, 1], examples.Labels.Values.ToArray());
        Assert.AreEqual(LearningTask.Binary, examples.Task);
    }

    [TestMethod]
    public void Read_Progress_CountsEveryImageOnce()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 30; i++)
        {
            folder.Write(i % 2 == 0 ? "a" : "b", $"{i}.png", ImageFiles.Plain(3, 3, i));
        }

        var counts = new System.Collections.Concurrent.ConcurrentBag<(int, int)>();
        ImageFolder.Read(folder.Path, new ImageShape(3, 3, IsGrey: false), onImage: (done, of) => counts.Add((done, of)));
        CollectionAssert.AreEquivalent(Enumerable.Range(1, 30).Select(done => (done, 30)).ToArray(), counts.ToArray());
    }

    [TestMethod]
    public void Read_WhatIsNoExample_IsNamedInWarnings()
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        string name = Path.GetFileName(folder.Path);
        folder.Write("dark", "notes.txt", [1]);
        folder.Write("dark", ".hidden.png", [1]);
        folder.Write(Path.Combine("light", "more"), "2.png", [1]);
        folder.Write(".git", "2.png", [1]);
        folder.Write(".", "loose.png", [1]);
        folder.Write(".", "recipe.json", [1]);
        ImageExamples images = ImageFolder.Read(folder.Path, new ImageShape(4, 5, IsGrey: false));

        Assert.AreEqual(2, images.Examples.Count);
        CollectionAssert.AreEqual(
            (string[])[
                $"{name}: 1 image outside the folders of the classes not read: loose.png.",
                $"{name}: 1 file not read, having no image's extension: dark/notes.txt.",
                $"{name}: 1 folder inside the folders of the classes not read: light/more.",
                $"{name}: 2 images smaller than 4 x 5 and enlarged: dark/1.png, light/1.png.",
            ],
            images.Warnings.ToArray());
    }

    [TestMethod]
    public void IsOne_FoldersWithImages_OnlyThen()
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        Assert.IsTrue(ImageFolder.IsOne(folder.Path));
        Assert.IsFalse(ImageFolder.IsOne(folder.Combine("dark")));
        Assert.IsFalse(ImageFolder.IsOne(folder.Combine("none")));
    }
}
