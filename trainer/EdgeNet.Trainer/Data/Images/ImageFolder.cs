namespace EdgeNet.Trainer.Data.Images;

/// <summary>Reads examples from a folder in which every folder is a class and holds its images, PNG or JPEG.</summary>
/// <remarks>
/// An image is stretched to the size wanted by the mean over areas, turned upright as its Exif orientation says, laid on white where it is transparent,
/// and unrolled as <see cref="ImageShape"/> says. The same files give the same numbers on every machine.
/// </remarks>
internal static class ImageFolder
{
    private const float Brightest = 255;

    /// <summary>Says whether a folder has folders with images in it.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>True where <see cref="Read"/> has something to read.</returns>
    public static bool IsOne(string path) =>
        Directory.Exists(path) && ImageListing.FoldersIn(path).Any(name => ImageListing.HasImages(Path.Combine(path, name)));

    /// <summary>Names the classes.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The names of the folders in it, in ordinal order; of two, the second is the positive class.</returns>
    /// <exception cref="InputException">There are fewer than two, or the folder cannot be read.</exception>
    public static IReadOnlyList<string> FindClasses(string path)
    {
        string[] names = [.. Guard(path, () => ImageListing.FoldersIn(path)).Select(NormalForm.Of)];
        return names.Length switch
        {
            _ when names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice =>
                throw new InputException($"{NameOf(path)}: two folders are called '{twice.Key}', in characters that are composed differently; put their images into one."),
            0 => throw new InputException($"{NameOf(path)}: there is no folder in it; make one for each class and put its images there."),
            1 => throw new InputException($"{NameOf(path)}: '{names[0]}' is the only folder, and so the only class; add one with images of something else."),
            _ => names,
        };
    }

    /// <summary>Reads a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="shape">What an image becomes.</param>
    /// <param name="classNames">The folders in the order wanted, all of them; null for their ordinal order.</param>
    /// <param name="asBytes">Features are 0 to 255, whole numbers as a camera gives them, in place of 0 to 1.</param>
    /// <param name="onImage">Called after each image with how many are done and how many there are, from any thread, one at a time; or null.</param>
    /// <returns>The examples, class after class, each in the ordinal order of the files' names.</returns>
    /// <exception cref="InputException">The folders or files cannot be used; the message names them and says why.</exception>
    public static ImageExamples Read(
        string path, ImageShape shape, IReadOnlyList<string>? classNames = null, bool asBytes = false, Action<int, int>? onImage = null) =>
        ReadAll(path, shape, classNames, asBytes, isGrouped: false, onImage);

    /// <summary>The same of images that are grouped: those of a class stand in folders inside its own, whose names are the groups, in every class the same.</summary>
    internal static ImageExamples ReadAll(
        string path, ImageShape shape, IReadOnlyList<string>? classNames, bool asBytes, bool isGrouped, Action<int, int>? onImage)
    {
        CheckShape(shape);
        IReadOnlyList<string> found = FindClasses(path);
        IReadOnlyList<string> classes = classNames is null ? found : [.. classNames.Select(NormalForm.Of)];
        CheckClasses(path, classes, found);
        ImageListing listing = Guard(path, () => ImageListing.Of(Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar), classes, isGrouped));
        if (listing.Ungrouped.Count > 0)
        {
            throw new InputException(
                $"{NameOf(path)}: {NameList.Count(listing.Ungrouped.Count, "image")} in no folder inside that of the class, and 'group' is \"subfolder\": {NameList.Of(listing.Ungrouped)}; move into one.");
        }

        CheckCounts(path, shape, classes, listing);

        (Matrix<float> features, string[] enlarged) = ReadFiles(path, [.. listing.Images.Select(image => image.Name)], shape, asBytes, onImage);
        var examples = new Dataset(features, LabelsOf(listing, classes.Count), shape.InputNames(), classes);
        return new ImageExamples(isGrouped ? Grouped(examples, listing) : examples, [.. listing.Warnings, .. enlarged]);
    }

    /// <summary>Reads some images of a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="names">The images, as paths in it.</param>
    /// <param name="shape">What an image becomes.</param>
    /// <param name="asBytes">Features are 0 to 255 in place of 0 to 1.</param>
    /// <param name="onImage">As in <see cref="Read"/>.</param>
    /// <returns>X, shape (n[0], m), and perhaps a line on images that were enlarged.</returns>
    /// <exception cref="InputException">Some cannot be read; the message names them and says why.</exception>
    public static (Matrix<float> Features, string[] Warnings) ReadFiles(string path, IReadOnlyList<string> names, ImageShape shape, bool asBytes, Action<int, int>? onImage = null)
    {
        var images = new (byte[] Pixels, int Width, int Height)[names.Count];
        var failures = new string?[images.Length];
        int done = 0;
        Lock gate = new();
        Parallel.For(0, images.Length, i =>
        {
            try
            {
                images[i] = ImageDecoder.ReadFile(Path.Combine(path, names[i]), shape);
            }
            catch (Exception e) when (e is BadImageException or IOException or UnauthorizedAccessException)
            {
                failures[i] = $"{names[i]} ({e.Message.TrimEnd('.')})";
            }

            lock (gate)
            {
                onImage?.Invoke(++done, images.Length);
            }
        });
        string[] bad = [.. failures.OfType<string>()];
        if (bad.Length > 0)
        {
            throw new InputException(
                $"{NameOf(path)}: {bad.Length} of {NameList.Count(images.Length, "image")} cannot be read: {NameList.Of(bad)}. Save as PNG or JPEG again, or remove.");
        }

        string[] small = [.. names.Where((_, i) => images[i].Width < shape.Width || images[i].Height < shape.Height)];
        var features = new Matrix<float>(shape.InputCount, images.Length);
        for (int i = 0; i < features.Rows; i++)
        {
            Span<float> row = features.Row(i);
            for (int e = 0; e < row.Length; e++)
            {
                row[e] = asBytes ? images[e].Pixels[i] : images[e].Pixels[i] / Brightest;
            }
        }

        return (features, small.Length == 0 ? [] : [$"{NameOf(path)}: {NameList.Count(small.Length, "image")} smaller than {shape.Width} x {shape.Height} and enlarged: {NameList.Of(small)}."]);
    }

    private static Dataset Grouped(Dataset examples, ImageListing listing)
    {
        string[] names = [.. listing.Subfolders.Distinct().Order(StringComparer.Ordinal)];
        return examples.WithGroups([.. listing.Subfolders.Select(name => Array.IndexOf(names, name))], names);
    }

    private static Matrix<float> LabelsOf(ImageListing listing, int classes)
    {
        bool isBinary = classes == 2;
        var labels = new Matrix<float>(isBinary ? 1 : classes, listing.Images.Count);
        for (int e = 0; e < listing.Images.Count; e++)
        {
            int number = listing.Images[e].Class;
            labels[isBinary ? 0 : number, e] = isBinary ? number : 1;
        }

        return labels;
    }

    private static void CheckShape(ImageShape shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.Width, 1, nameof(shape));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.Width, ImageShape.MaxSide, nameof(shape));
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.Height, 1, nameof(shape));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shape.Height, ImageShape.MaxSide, nameof(shape));
    }

    private static void CheckClasses(string path, IReadOnlyList<string> classes, IReadOnlyList<string> found)
    {
        string[] missing = [.. classes.Except(found)];
        if (missing.Length > 0)
        {
            throw new InputException($"{NameOf(path)}: no folder is called '{missing[0]}', as 'classes' names it; the folders are {NameList.Of(found)}.{HiddenText.Note(missing[0], found)}");
        }

        string[] surplus = [.. found.Except(classes)];
        if (surplus.Length > 0)
        {
            throw new InputException($"{NameOf(path)}: the folder '{surplus[0]}' is not among 'classes'; name it there or move it away.{HiddenText.Note(surplus[0], classes)}");
        }
    }

    private static void CheckCounts(string path, ImageShape shape, IReadOnlyList<string> classes, ImageListing listing)
    {
        int[] counts = [.. classes.Select((_, c) => listing.Images.Count(image => image.Class == c))];
        int empty = Array.IndexOf(counts, 0);
        if (empty >= 0)
        {
            throw new InputException($"{NameOf(path)}: there is no image in the folder '{classes[empty]}'; put PNG or JPEG files of that class there.");
        }

        long numbers = (long)shape.InputCount * listing.Images.Count;
        if (numbers > Array.MaxLength)
        {
            throw new InputException(
                $"{NameOf(path)}: {listing.Images.Count} images of {shape.InputCount} inputs are {numbers} numbers, and {Array.MaxLength} are the most; choose a smaller size.");
        }
    }

    private static TResult Guard<TResult>(string path, Func<TResult> list)
    {
        try
        {
            return list();
        }
        catch (DirectoryNotFoundException e)
        {
            throw new InputException($"{path}: there is no such folder; check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {FileError.Describe(e, path)}", e);
        }
    }

    private static string NameOf(string path) => Path.GetFileName(Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar));
}

/// <summary>The examples of a folder of images.</summary>
/// <param name="Examples">The examples.</param>
/// <param name="Warnings">A line for each kind of file that was passed over, and for images that had to be enlarged; perhaps none.</param>
internal sealed record ImageExamples(Dataset Examples, IReadOnlyList<string> Warnings);
