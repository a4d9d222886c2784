using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Data.Images;

namespace EdgeNet.Trainer;

/// <content>Images as rows, and the score of rows whose truth is known.</content>
internal sealed partial class ModelRows
{
    private ModelRows(ModelFile file, string folder, IReadOnlyList<string> names, int[]? classes, ImageShape shape)
    {
        bool asBytes = file.Contents.Inputs is ReadingStage;
        (_features, string[] warnings) = ImageFolder.ReadFiles(folder, names, shape, asBytes);
        _file = file;
        _warnings = [.. warnings.Select(warning => $"Warning: {warning}"), .. RowWarnings.Of(Path.GetFileName(folder), file, shape.InputNames(), _features.Transpose())];
        Examples = _features.Transpose();
        Names = names;
        TrueClasses = classes;
        Quantities = [];
    }

    /// <summary>Whether a path is an image or a folder, rather than a table.</summary>
    public static bool AreImages(string path) => Directory.Exists(path) || ImageListing.IsImage(path);

    /// <summary>Reads images: one, those of a folder, or those of folders that are classes of the model, which then tell the truth.</summary>
    /// <param name="file">The model.</param>
    /// <param name="modelPath">Its path, beside which the recipe may be.</param>
    /// <param name="path">The image or the folder.</param>
    /// <param name="given">The size and colours that images are to have; null for those of the recipe, or else the square of the model's inputs, because a model file does not tell.</param>
    /// <param name="onNote">Called with each line that the user should know.</param>
    /// <exception cref="InputException">The model takes no images, or they cannot be read; the message says which and why.</exception>
    public static ModelRows ReadImages(ModelFile file, string modelPath, string path, (int? Width, int? Height, bool IsGrey)? given, Action<string> onNote)
    {
        int count = file.Device.InputCount;
        if (file.Inputs is { } inputs)
        {
            throw new InputException($"{path}: the model '{file.Device.Name}' takes no images; its inputs are {NameList.Of([.. inputs.Select(input => input.Name)])}. Give a CSV file.");
        }

        ImageShape? square = SavedModel.ImagesBeside(modelPath, file) ?? ImageShape.Square(count);
        ImageShape? shape = given is { } wanted ? new ImageShape(wanted.Width ?? square?.Width ?? 0, wanted.Height ?? square?.Height ?? 0, wanted.IsGrey) : square;
        if (shape is null || shape.InputCount != count)
        {
            string said = shape is null ? "no square image has" : $"{shape.Width} x {shape.Height} pixels{(shape.IsGrey ? ", grey," : string.Empty)} are {shape.InputCount} and not";
            throw new InputException($"{path}: {said} the {count} inputs of the model '{file.Device.Name}'; say how large its images were in training, with --size, and --grey if they were grey.");
        }

        if (given is null && SavedModel.ImagesBeside(modelPath, file) is null)
        {
            onNote($"Note: images are read as {shape.Width} x {shape.Height} pixels, {(shape.IsGrey ? "grey" : "in colour")}, by the number of the model's inputs; if they had another shape in training, say so with --size.");
        }

        (string folder, IReadOnlyList<string> names, int[]? classes) = Directory.Exists(path) ? List(file, path) : (Path.GetDirectoryName(Path.GetFullPath(path))!, [Path.GetFileName(path)], null);
        var rows = new ModelRows(file, folder, names, classes, shape);
        foreach (string warning in rows._warnings)
        {
            onNote(warning);
        }

        return rows;
    }

    /// <summary>Scores the model on the rows.</summary>
    /// <returns>Null where the truth is not known.</returns>
    public Score? Score() => Truth() is { } examples ? _file.Score(examples) : null;

    private Dataset? Truth()
    {
        string[] names = [.. Enumerable.Range(0, _features.Rows).Select(input => $"x{input}")];
        if (TrueClasses is { } classes)
        {
            return new Dataset(_features, Dataset.LabelsOf(classes, _file.ClassNames.Count), names, _file.ClassNames);
        }

        return Quantities.Count == 0 ? null : Dataset.ForRegression(_features, Matrix<float>.FromRows([.. Quantities]), names, _file.ClassNames);
    }

    private static (string Folder, IReadOnlyList<string> Names, int[]? Classes) List(ModelFile file, string path)
    {
        IReadOnlyList<string> loose = ImageListing.ImagesIn(path);
        if (!ImageFolder.IsOne(path))
        {
            return loose.Count > 0 ? (path, loose, null) : throw new InputException($"{path}: there is no image in the folder; put PNG or JPEG files there, or in folders inside it that are called as the classes.");
        }

        IReadOnlyList<string> folders = [.. ImageListing.FoldersIn(path).Where(name => ImageListing.HasImages(Path.Combine(path, name)))];
        if (folders.FirstOrDefault(name => !file.ClassNames.Contains(NormalForm.Of(name))) is { } unknown)
        {
            throw new InputException($"{path}: the folder '{unknown}' is no class of the model '{file.Device.Name}'; its classes are {NameList.Of(file.ClassNames)}. Rename it, or give one folder of images by itself.");
        }

        (int Class, string Name)[] all = [.. folders.SelectMany(name => ImageListing.ImagesIn(Path.Combine(path, name)).Select(image => (Array.IndexOf([.. file.ClassNames], NormalForm.Of(name)), $"{name}/{image}")))];
        return (path, [.. all.Select(image => image.Name)], [.. all.Select(image => image.Class)]);
    }
}
