using EdgeNet.Interchange.Keras;
using EdgeNet.Interchange.Onnx;

namespace EdgeNet.Interchange;

/// <summary>Reads the network of a file, whichever kind it is.</summary>
internal static class NetworkFile
{
    /// <summary>Reads a file: ONNX, or Keras by its first bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputCount">The number of inputs, where the file leaves it open; null if that is not known.</param>
    /// <param name="outputName">The output of an ONNX file to take; null for the only one that there is.</param>
    /// <exception cref="InputException">It cannot be read, or is no dense network; the message says where and what to do.</exception>
    public static ImportedNetwork Read(string path, int? inputCount = null, string? outputName = null)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"{path}: is a folder; name an .onnx, .keras or .h5 file. Of TensorFlow's SavedModel, save the model as .keras first.");
        }

        string kind = Path.GetExtension(path).ToUpperInvariant();
        return kind switch
        {
            ".KERAS" or ".H5" or ".HDF5" => KerasReader.Read(path),
            ".PT" or ".PTH" => throw Other("PyTorch's own format", "export it with torch.onnx.export"),
            ".TFLITE" => throw Other("a TensorFlow Lite file", "save the Keras model as .keras"),
            ".PKL" or ".JOBLIB" => throw Other("a Python pickle", "export it with skl2onnx"),
            ".PB" => throw Other("TensorFlow's own format", "save the Keras model as .keras"),
            ".EDGENET" => throw Other("a model of integers already", "name the float network that it was made from"),
            _ => OnnxReader.Read(path, inputCount, outputName),
        };

        InputException Other(string what, string how) => new($"{path}: is {what}; {how}, and import that.");
    }
}
