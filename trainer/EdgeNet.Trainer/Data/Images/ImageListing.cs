namespace EdgeNet.Trainer.Data.Images;

/// <summary>Which files of a folder of classes are images. Hidden files and folders, whose name begins with a dot, are passed over.</summary>
internal sealed class ImageListing
{
    // Formats that a camera or a browser saves: these are meant as examples, and leaving them out in silence would lose some.
    private static readonly string[] Extensions =
        [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif"];

    private readonly List<string> _loose = [];
    private readonly List<string> _others = [];
    private readonly List<string> _nested = [];
    private readonly List<string> _ungrouped = [];

    private ImageListing(string root) => Root = root;

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Each image with its class, class after class in the order given, and in each in the ordinal order of the names.</summary>
    public List<(int Class, string Name)> Images { get; } = [];

    /// <summary>Where images are grouped by subfolders: for each image the name of its own; else empty.</summary>
    public List<string> Subfolders { get; } = [];

    /// <summary>Where images are grouped by subfolders: those that stand in none.</summary>
    public IReadOnlyList<string> Ungrouped => _ungrouped;

    /// <summary>What was passed over, in a line for each kind.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (_loose.Count > 0)
            {
                yield return $"{Path.GetFileName(Root)}: {NameList.Count(_loose.Count, "image")} outside the folders of the classes not read: {NameList.Of(_loose)}.";
            }

            if (_others.Count > 0)
            {
                yield return $"{Path.GetFileName(Root)}: {NameList.Count(_others.Count, "file")} not read, having no image's extension: {NameList.Of(_others)}.";
            }

            if (_nested.Count > 0)
            {
                yield return $"{Path.GetFileName(Root)}: {NameList.Count(_nested.Count, "folder")} inside the folders of the classes not read: {NameList.Of(_nested)}.";
            }
        }
    }

    /// <summary>Lists the folders inside a folder.</summary>
    /// <param name="root">The folder; it exists.</param>
    /// <returns>Their names, in ordinal order.</returns>
    public static IReadOnlyList<string> FoldersIn(string root) => NamesOf(Directory.EnumerateDirectories(root));

    /// <summary>Says whether a folder holds an image, by the names of its files.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>True where it does.</returns>
    public static bool HasImages(string folder) => ImagesIn(folder).Count > 0;

    /// <summary>Lists the images of the classes.</summary>
    /// <param name="root">The folder; it exists.</param>
    /// <param name="classNames">The folders in it.</param>
    /// <param name="isGrouped">Whether the images of a class stand in folders inside its own.</param>
    /// <returns>The listing.</returns>
    public static ImageListing Of(string root, IReadOnlyList<string> classNames, bool isGrouped)
    {
        var listing = new ImageListing(root);
        listing._loose.AddRange(ImagesIn(root));
        for (int c = 0; c < classNames.Count; c++)
        {
            string own = Path.GetFileName(FileNames.Find(Path.Combine(root, classNames[c])));
            if (!isGrouped)
            {
                listing.Add(c, own);
                continue;
            }

            string folder = Path.Combine(root, own);
            listing._ungrouped.AddRange(NamesOf(Directory.EnumerateFiles(folder)).Where(IsImage).Select(name => $"{own}/{name}"));
            foreach (string subfolder in FoldersIn(folder))
            {
                int before = listing.Images.Count;
                listing.Add(c, $"{own}/{subfolder}");
                listing.Subfolders.AddRange(Enumerable.Repeat(NormalForm.Of(subfolder), listing.Images.Count - before));
            }
        }

        return listing;
    }

    private void Add(int number, string folder)
    {
        _nested.AddRange(FoldersIn(Path.Combine(Root, folder)).Select(name => $"{folder}/{name}"));
        foreach (string name in NamesOf(Directory.EnumerateFiles(Path.Combine(Root, folder))))
        {
            if (IsImage(name))
            {
                Images.Add((number, $"{folder}/{name}"));
            }
            else
            {
                _others.Add($"{folder}/{name}");
            }
        }
    }

    /// <summary>Lists the images that stand in a folder itself.</summary>
    /// <param name="folder">The folder; it exists.</param>
    /// <returns>Their names, in ordinal order.</returns>
    public static IReadOnlyList<string> ImagesIn(string folder) => [.. NamesOf(Directory.EnumerateFiles(folder)).Where(IsImage)];

    /// <summary>Whether a file is an image, by its name.</summary>
    public static bool IsImage(string name) => Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<string> NamesOf(IEnumerable<string> paths) =>
        [.. paths.Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];
}
