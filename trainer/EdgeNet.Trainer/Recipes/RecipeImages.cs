using System.Text;
using System.Text.Json;
using EdgeNet.Trainer.Data.Images;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads the keys of a recipe whose examples are images in the folders beside it: <c>images</c> in place of <c>data</c> and <c>label</c>.</summary>
internal static class RecipeImages
{
    /// <summary>The least σ of a pixel, of the range from black to white: below it there is compression and the camera's noise.</summary>
    public const double LeastDeviation = 1.0 / 16;

    private const string Key = "images";

    // Of what a camera gives.
    private static readonly (int Lowest, int Highest) Bytes = (0, byte.MaxValue);

    /// <summary>Writes the recipe that a folder of images without one gets.</summary>
    /// <param name="folder">The folder; its name becomes the model's.</param>
    /// <returns>JSON in UTF-8.</returns>
    public static byte[] DefaultFor(string folder)
    {
        string name = NameFrom(Path.GetFileName(folder));
        return Encoding.UTF8.GetBytes($$"""
            {
              "name": {{JsonSerializer.Serialize(name)}},
              "images": {},
              "hidden": [{ "units": 16, "activation": "relu" }],
              "training": { "epochs": 100, "learningRate": 0.001, "l2": 0.01 }
            }
            """);
    }

    /// <summary>Makes the name of a model from that of a folder or a file.</summary>
    public static string NameFrom(string text)
    {
        string name = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
        return name.Length == 0 ? Key : name[..Math.Min(name.Length, ModelFormat.MaxNameLength)];
    }

    /// <summary>Reads the size of the images.</summary>
    /// <param name="file">The recipe's name, for messages.</param>
    /// <param name="root">The recipe.</param>
    /// <returns>What an image becomes, or null where the examples are a table.</returns>
    public static ImageShape? Read(string file, RecipeSection root)
    {
        if (!root.Has(Key))
        {
            return null;
        }

        RecipeSection section = root.Section(Key);
        var shape = new ImageShape(section.Integer("width"), section.Integer("height"), section.Flag("grey"));
        section.RejectUnknownKeys();
        CheckInputs(file, shape);
        return shape;
    }

    /// <summary>Checks that a model can take an image.</summary>
    /// <param name="where">What says the size, for messages.</param>
    /// <param name="shape">What an image becomes.</param>
    /// <exception cref="RecipeException">It has too many pixels.</exception>
    public static void CheckInputs(string where, ImageShape shape)
    {
        if (shape.InputCount > ModelFormat.MaxUnits)
        {
            throw new RecipeException(
                $"{where}: {shape.Width} x {shape.Height} pixels are {shape.InputCount} inputs, and {ModelFormat.MaxUnits} are the most; choose a smaller size or grey.");
        }
    }

    /// <summary>Reads the classes, or finds them: they are the folders.</summary>
    /// <param name="file">The recipe's name, for messages.</param>
    /// <param name="root">The recipe.</param>
    /// <param name="folder">The recipe's folder.</param>
    /// <returns>What a table's recipe says with <c>label</c> and <c>classes</c>.</returns>
    public static (IReadOnlyList<string> Labels, IReadOnlyList<string> Classes, Activation Output) ReadTask(string file, RecipeSection root, string folder)
    {
        string[] labels = ["folder"];
        return root.Has("classes")
            ? RecipeTask.ReadClasses(file, root, labels)
            : RecipeTask.CheckClasses(file, labels, ImageFolder.FindClasses(folder));
    }

    /// <summary>Checks that declared readings are what images have.</summary>
    /// <param name="file">The recipe's name, for messages.</param>
    /// <param name="readings">The range that is declared, or null.</param>
    public static void CheckReadings(string file, (int Lowest, int Highest)? readings)
    {
        if (readings is { } range && range != Bytes)
        {
            throw new RecipeException(
                $"{file}: 'readings' is {range.Lowest} to {range.Highest}; those of images are {Bytes.Lowest} to {Bytes.Highest}. Correct it or leave it out.");
        }
    }
}
