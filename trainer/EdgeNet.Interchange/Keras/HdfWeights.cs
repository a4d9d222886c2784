using PureHDF;

namespace EdgeNet.Interchange.Keras;

/// <summary>The numbers of one variable of a layer.</summary>
/// <param name="Name">Its name, such as <c>kernel</c>; empty where the file has numbers only.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Values">Its numbers.</param>
internal sealed record KerasVariable(string Name, int[] Shape, double[] Values);

/// <summary>Reads the text of a model and the weights of its layers from an HDF5 file.</summary>
/// <remarks>PureHDF reads; whatever it throws at a damaged file becomes one error.</remarks>
internal sealed class HdfWeights : IDisposable
{
    private const string ModelWeights = "model_weights";

    private readonly string _path;
    private readonly PureHDF.VOL.Native.NativeFile _file;

    private HdfWeights(string path, PureHDF.VOL.Native.NativeFile file) => (_path, _file) = (path, file);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The name of the file, for messages.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <exception cref="InputException">They are no HDF5.</exception>
    public static HdfWeights Open(string path, byte[] bytes) => Guard(path, () => new HdfWeights(path, H5File.Open(new MemoryStream(bytes, writable: false))));

    /// <summary>The text of an attribute; null where there is none.</summary>
    public string? Text(string attribute) => Guard(_path, () => _file.AttributeExists(attribute) ? _file.Attribute(attribute).Read<string>() : null);

    /// <summary>The variables of a layer of a whole model, by their names, as Keras 1 and 2 and the <c>.h5</c> of Keras 3 have them.</summary>
    /// <param name="layer">The layer's name.</param>
    public IReadOnlyList<KerasVariable> NamedVariables(string layer) => Guard(_path, () =>
    {
        string group = $"/{ModelWeights}/{layer}";
        if (layer.Contains("..", StringComparison.Ordinal) || !_file.LinkExists($"/{ModelWeights}") || !_file.LinkExists(group))
        {
            return [];
        }

        IH5Group weights = _file.Group(group);
        string[] names = weights.AttributeExists("weight_names") && weights.Attribute("weight_names") is { Space.Dimensions: not [0] } attribute ? attribute.Read<string[]>() : [];
        return (KerasVariable[])[.. names.Select(name => Read(weights.Dataset(name), LastPart(name)))];
    });

    /// <summary>The variables of a layer in the order of their numbers, as the <c>.keras</c> file has them.</summary>
    /// <param name="group">The path of the layer.</param>
    public IReadOnlyList<KerasVariable> NumberedVariables(string group) => Guard(_path, () =>
    {
        var variables = new List<KerasVariable>();
        if (Exists($"{group}/vars"))
        {
            IH5Group vars = _file.Group($"{group}/vars");
            const int Most = 16;
            for (int k = 0; k < Most && vars.LinkExists($"{k}"); k++)
            {
                variables.Add(Read(vars.Dataset($"{k}"), string.Empty));
            }
        }

        return (IReadOnlyList<KerasVariable>)variables;
    });

    /// <summary>Whether a path leads somewhere.</summary>
    public bool Exists(string path) => Guard(_path, () =>
    {
        string walked = string.Empty;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            walked += $"/{part}";
            if (!_file.LinkExists(walked))
            {
                return false;
            }
        }

        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static KerasVariable Read(IH5Dataset dataset, string name)
    {
        int[] shape = [.. dataset.Space.Dimensions.Select(size => (int)Math.Min(size, int.MaxValue))];
        int count = Onnx.Dimensions.Count(shape);
        double[] values = (dataset.Type.Class, dataset.Type.Size) switch
        {
            (H5DataTypeClass.FloatingPoint, 4) => [.. dataset.Read<float[]>().Select(value => (double)value)],
            (H5DataTypeClass.FloatingPoint, 8) => dataset.Read<double[]>(),
            (H5DataTypeClass.FloatingPoint, 2) => [.. dataset.Read<Half[]>().Select(value => (double)value)],
            (H5DataTypeClass.FixedPoint, 4) => [.. dataset.Read<int[]>().Select(value => (double)value)],
            (H5DataTypeClass.FixedPoint, 8) => [.. dataset.Read<long[]>().Select(value => (double)value)],
            _ => throw new InputException($"'{ShownName.Of(name)}' has numbers of an unknown type"),
        };
        return values.Length == count ? new KerasVariable(name, shape, values) : throw new InputException($"'{ShownName.Of(name)}' has {values.Length} numbers, and its dimensions are for {count}");
    }

    // dense/kernel:0 is the kernel.
    private static string LastPart(string name) => name.Split('/')[^1].Split(':')[0];

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException e)
        {
            throw e.Message.StartsWith(path, StringComparison.Ordinal) ? e : new InputException($"{path}: {e.Message}; the file is damaged.", e);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or StackOverflowException))
        {
            throw new InputException($"{path}: cannot be read as HDF5; it is damaged, or of another kind. Save the model again.", e);
        }
    }
}
