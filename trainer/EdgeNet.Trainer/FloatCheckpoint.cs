using EdgeNet.Interchange.Onnx;

namespace EdgeNet.Trainer;

/// <summary>The float network of a model, kept beside it as an ONNX file: training can go on from it, and it can be exported.</summary>
internal static class FloatCheckpoint
{
    /// <summary>Where it is: <c>fan.edgenet</c> has <c>fan.float.onnx</c>.</summary>
    public static string PathOf(string modelPath) => Path.ChangeExtension(modelPath, null) + ".float.onnx";

    /// <summary>Refuses to write over a network that EdgeNet did not write: it may be the only copy.</summary>
    /// <exception cref="InputException">There is such a file.</exception>
    public static void CheckPlace(string path)
    {
        if (File.Exists(path) && !IsOwn(path))
        {
            throw new InputException($"{path}: is a file that EdgeNet did not write, and would be lost; name another folder, or move it.");
        }
    }

    private static bool IsOwn(string path)
    {
        try
        {
            return OnnxReader.MetadataOf(path).ContainsKey("edgenet.task");
        }
        catch (InputException)
        {
            return false;
        }
    }

    /// <summary>Writes the network, with the recipe that it was trained by.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="model">Its model.</param>
    public static byte[] Of(Experiment experiment, TrainedModel model) => model.ToOnnx(experiment.RecipeText);

    /// <summary>Reads the file beside a model.</summary>
    /// <param name="modelPath">The model file.</param>
    /// <param name="model">Its contents.</param>
    /// <returns>The bytes of an <c>.onnx</c> file.</returns>
    /// <exception cref="InputException">There is none, or it is of another model.</exception>
    public static byte[] Read(string modelPath, ModelFile model)
    {
        string path = PathOf(modelPath);
        if (!File.Exists(path))
        {
            throw new InputException($"{modelPath}: holds integers alone, and {Path.GetFileName(path)} is not beside it; 'edgenet train --checkpoint' and 'edgenet import --checkpoint' keep the float network there. --onnx-integer needs none.");
        }

        return OnnxReader.MetadataOf(path).GetValueOrDefault("edgenet.model") == model.Crc.ToString("x8", System.Globalization.CultureInfo.InvariantCulture)
            ? File.ReadAllBytes(path)
            : throw new InputException($"{path}: is the float network of another model than {Path.GetFileName(modelPath)}; train again with --checkpoint.");
    }
}
