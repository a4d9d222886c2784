namespace EdgeNet.Tests.Data.Images;

/// <summary>Folders of images for tests.</summary>
internal static class ImageFiles
{
    public static void Write(this TemporaryFolder folder, string className, string name, byte[] file)
    {
        Directory.CreateDirectory(folder.Combine(className));
        File.WriteAllBytes(Path.Combine(folder.Combine(className), name), file);
    }

    public static byte[] Plain(int width, int height, int brightness) => PngBytes.Of(width, height, (_, _) => (brightness, brightness, brightness));

    /// <summary>Two classes with one image each.</summary>
    public static TemporaryFolder DarkAndLight(int side = 4)
    {
        var folder = new TemporaryFolder();
        folder.Write("dark", "1.png", Plain(side, side, 10));
        folder.Write("light", "1.png", Plain(side, side, 200));
        return folder;
    }

    /// <summary>Bright discs and bright bars, at places that vary.</summary>
    public static void WriteDiscsAndBars(TemporaryFolder folder, int each)
    {
        var random = new Random(7);
        for (int i = 0; i < each; i++)
        {
            (int row, int column) = (random.Next(12, 20), random.Next(12, 20));
            folder.Write("bar", $"{i:D2}.png", PngBytes.Of(32, 32, (r, c) => Shade(Math.Abs(r - row) <= 3 && Math.Abs(c - column) <= 12)));
            folder.Write("disc", $"{i:D2}.png", PngBytes.Of(32, 32, (r, c) => Shade(((r - row) * (r - row)) + ((c - column) * (c - column)) <= 60)));
        }

        static (int R, int G, int B) Shade(bool isBright) => isBright ? (240, 230, 60) : (20, 30, 40);
    }
}
