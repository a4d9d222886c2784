namespace EdgeNet.Interchange.Keras;

/// <summary>The numbers of one variable of a layer.</summary>
/// <param name="Name">Its name, such as <c>kernel</c>; empty where the file has numbers only.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Values">Its numbers.</param>
internal sealed record KerasVariable(string Name, int[] Shape, double[] Values);

/// <summary>Reads the text of a model and the weights of its layers from an HDF5 file.</summary>
internal sealed class HdfWeights
{
    private const string ModelWeights = "model_weights";
    private const uint MostText = 1 << 24;
    private const uint MostName = 1 << 12;

    private readonly string _path;
    private readonly HdfFile _file;

    private HdfWeights(string path, HdfFile file) => (_path, _file) = (path, file);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The name of the file, for messages.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <exception cref="InputException">They are no HDF5.</exception>
    public static HdfWeights Open(string path, byte[] bytes) => Guard(path, () => new HdfWeights(path, new HdfFile(bytes)));

    /// <summary>The text of an attribute of the file; null where there is none.</summary>
    public string? Text(string attribute) => Guard(_path, () => _file.Find("/") is { } root ? _file.Attribute(root, attribute)?.ToTexts(MostText).FirstOrDefault() : null);

    /// <summary>Whether a path leads somewhere.</summary>
    public bool Exists(string path) => Guard(_path, () => _file.Find(path) is not null);

    /// <summary>The variables of a layer of a whole model, by their names, as Keras 1 and 2 and the <c>.h5</c> of Keras 3 have them.</summary>
    /// <param name="layer">The layer's name.</param>
    public IReadOnlyList<KerasVariable> NamedVariables(string layer) => Guard(_path, () =>
    {
        string group = $"{ModelWeights}/{layer}";
        string[] names = _file.Find(group) is { } weights ? _file.Attribute(weights, "weight_names")?.ToTexts(MostName) ?? [] : [];
        return (KerasVariable[])[.. names.Select(name => Read($"{group}/{name}", LastPart(name)) ?? throw new InputException($"'{ShownName.Of(name)}' is missing; save the model again, weights and all"))];
    });

    /// <summary>The variables of a layer in the order of their numbers, as the <c>.keras</c> file has them.</summary>
    /// <param name="group">The path of the layer.</param>
    public IReadOnlyList<KerasVariable> NumberedVariables(string group) => Guard(_path, () =>
    {
        const int Most = 16;
        return (KerasVariable[])[.. Enumerable.Range(0, Most).Select(k => Read($"{group}/vars/{k}", string.Empty)).TakeWhile(variable => variable is not null).OfType<KerasVariable>()];
    });

    private KerasVariable? Read(string path, string name)
    {
        if (_file.Find(path) is not { } dataset)
        {
            return null;
        }

        try
        {
            HdfData data = _file.Data(dataset);
            return new KerasVariable(name, data.Shape, data.ToNumbers());
        }
        catch (InputException e)
        {
            throw new InputException($"'{ShownName.Of(path)}' {e.Message}", e);
        }
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
            throw new InputException($"{path}: {e.Message}.", e);
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{path}: cannot be read as HDF5; it is damaged, or of another kind. Save the model again.", e);
        }
    }
}
