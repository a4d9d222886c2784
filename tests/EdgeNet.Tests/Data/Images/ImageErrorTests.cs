using EdgeNet.Cli;
using EdgeNet.Tests.Cli;

namespace EdgeNet.Tests.Data.Images;

/// <summary>Every folder that cannot be used, through <c>edgenet train</c>: one line that names what and where, and nothing is written.</summary>
[TestClass]
public class ImageErrorTests
{
    private static readonly byte[] Png = ImageFiles.Plain(8, 8, 100);
    private static readonly byte[] Jpeg = JpegBytes.Of(3, 3, 3, (row, column) => [50 + (row * 40), 90 + (column * 30), 120]);

    private static int Frame => Jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);

    public static IEnumerable<object[]> BadFiles =>
    [
        [Array.Empty<byte>(), "the file is empty"],
        [Png[..^1], "cut short"],
        [Png[..40], "cut short"],
        [Png[..8], "cut short"],
        [Changed(Png, Png.Length - 30), "damaged: a checksum is wrong"],
        [Changed(Png, 20), "damaged: a checksum is wrong"],
        [PngBytes.Of(0, 8, (_, _) => (0, 0, 0)), "damaged: its size is 0 x 8"],
        [PngBytes.Make(8, 8, 8, PngBytes.Rgb, (row, _) => row < 4 ? [1, 2, 3] : []), "cut short: it has fewer pixels than its size says"],
        [PngBytes.Make(20_000, 20_000, 8, PngBytes.Rgb, (_, _) => []), "20000 x 20000 pixels, and 100 million are the most"],
        [Jpeg[..^2], "cut short"],
        [Jpeg[..^20], "cut short"],
        [Jpeg[..60], "cut short"],
        [(byte[])[.. Jpeg[..2], .. Jpeg[^2..]], "damaged: no picture in it"],
        [Changed(Jpeg, Frame + 4, 8 ^ 12), "a JPEG of 12 bits a sample, where 8 are read"],
        [Changed(Jpeg, Frame + 1, 0xC0 ^ 0xC9), "lossless, hierarchical or arithmetic JPEG, which is rare and not read; save it as plain JPEG"],
        [(byte[])[.. Jpeg[..Frame], .. Jpeg[Frame..(Frame + 19)], .. Jpeg[Frame..]], "damaged: two sizes in it"],
        ["GIF89a..."u8.ToArray(), "a GIF file, neither PNG nor JPEG"],
        ["BM......."u8.ToArray(), "a BMP file, neither PNG nor JPEG"],
        ["RIFF....WEBPVP8 "u8.ToArray(), "a WebP file, neither PNG nor JPEG"],
        ["....ftypheic"u8.ToArray(), "a HEIC or AVIF file, neither PNG nor JPEG"],
        ["II*\0...."u8.ToArray(), "a TIFF file, neither PNG nor JPEG"],
        ["hello"u8.ToArray(), "neither PNG nor JPEG"],
    ];

    [TestMethod]
    [DynamicData(nameof(BadFiles))]
    public void Train_BadImage_IsNamedWithTheReason(byte[] file, string reason)
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        string name = Path.GetFileName(folder.Path);
        folder.Write("dark", "bad.png", file);
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadInput, $"{name}: 1 of 3 images cannot be read: dark/bad.png ({reason}). Save as PNG or JPEG again, or remove.");
        CollectionAssert.AreEqual((string[])["dark", "light"], folder.FileNames.ToArray());
    }

    [TestMethod]
    public void Train_ManyBadImages_NamesTheFirstAndCountsTheRest()
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        string name = Path.GetFileName(folder.Path);
        for (int i = 0; i < 7; i++)
        {
            folder.Write("light", $"b{i}.jpg", []);
        }

        folder.Write("dark", "b.gif", "GIF89a"u8.ToArray());
        const string Empty = "(the file is empty)";
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadInput,
            $"{name}: 8 of 10 images cannot be read: dark/b.gif (a GIF file, neither PNG nor JPEG), light/b0.jpg {Empty}, light/b1.jpg {Empty}, "
            + $"light/b2.jpg {Empty}, light/b3.jpg {Empty} and 3 more. Save as PNG or JPEG again, or remove.");
    }

    [TestMethod]
    public void Train_ClassWithoutImages_NamesTheFolder()
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        folder.Write("none", "notes.txt", [1]);
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadInput, $"{Path.GetFileName(folder.Path)}: there is no image in the folder 'none'; put PNG or JPEG files of that class there.");
    }

    [TestMethod]
    public void Train_OneClass_SaysThatAnotherIsNeeded()
    {
        using var folder = new TemporaryFolder();
        folder.Write("dark", "1.png", Png);
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadInput,
            $"{Path.GetFileName(folder.Path)}: 'dark' is the only folder, and so the only class; add one with images of something else.");
    }

    [TestMethod]
    public void Train_RecipeForImagesWithoutFolders_SaysSo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", """{ "name": "m", "images": {} }""");
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadInput, $"{Path.GetFileName(folder.Path)}: there is no folder in it; make one for each class and put its images there.");
    }

    [TestMethod]
    public void Train_FolderWithoutImagesAndRecipe_AsksForARecipe()
    {
        using var folder = new TemporaryFolder();
        folder.Write("sub", "notes.txt", [1]);
        CliRun.Of("train", folder.Path).ShouldFail(
            ExitCode.BadRecipe, $"{folder.Combine("recipe.json")}: there is no such recipe; name a folder with a recipe.json.");
    }

    private static byte[] Changed(byte[] file, int at, byte mask = 1)
    {
        byte[] changed = [.. file];
        changed[at] ^= mask;
        return changed;
    }
}
