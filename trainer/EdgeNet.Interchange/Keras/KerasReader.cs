using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeNet.Interchange.Keras;

/// <summary>Reads a dense network that Keras saved: an <c>.h5</c> file of a whole model, or a <c>.keras</c> file.</summary>
internal static partial class KerasReader
{
    private const long MostBytes = 1L << 28;
    private const long MostText = 1L << 24;
    private const string ConfigFile = "config.json";
    private const string MetadataFile = "metadata.json";
    private const string WeightsFile = "model.weights.h5";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It cannot be read, or is no chain of dense layers; the message names the layer and what to do.</exception>
    public static ImportedNetwork Read(string path)
    {
        byte[] bytes = WholeFile.Read(path, MostBytes);
        return bytes is [(byte)'P', (byte)'K', ..] ? ReadArchive(path, bytes) : ReadHdf(path, bytes);
    }

    private static ImportedNetwork ReadHdf(string path, byte[] bytes)
    {
        HdfWeights weights = HdfWeights.Open(path, bytes);
        string config = weights.Text("model_config")
            ?? throw new InputException($"{path}: has weights and no network; save the whole model, with model.save.");
        string version = weights.Text("keras_version") ?? "1";
        using JsonDocument document = Parse(path, config);
        return new KerasNetwork(path, version, (layer, _) => weights.NamedVariables(layer)).Read(document.RootElement);
    }

    private static ImportedNetwork ReadArchive(string path, byte[] bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            using JsonDocument config = Parse(path, System.Text.Encoding.UTF8.GetString(Unpack(path, archive, ConfigFile)));
            using JsonDocument metadata = Parse(path, System.Text.Encoding.UTF8.GetString(Unpack(path, archive, MetadataFile)));
            string version = metadata.RootElement.ValueKind == JsonValueKind.Object && metadata.RootElement.TryGetProperty("keras_version", out JsonElement text) ? text.ToString() : "3";
            HdfWeights weights = HdfWeights.Open(path, Unpack(path, archive, WeightsFile, MostBytes));
            string root = ((string[])["/layers", "/_layer_checkpoint_dependencies"]).FirstOrDefault(weights.Exists) ?? "/layers";
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            return new KerasNetwork(path, version, (_, kind) => weights.NumberedVariables(Numbered(weights, root, kind, counts))).Read(config.RootElement);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            throw new InputException($"{path}: cannot be read as a .keras file, which is a zip archive; it is damaged. Save the model again.", e);
        }
    }

    // Keras stores a layer under the name of its class and a number. Some versions of tf.keras count a layer with weights twice.
    private static string Numbered(HdfWeights weights, string root, string kind, Dictionary<string, int> counts)
    {
        string name = $"{root}/{ToSnakeCase(kind)}";
        if (!counts.TryGetValue(name, out int before))
        {
            counts[name] = 0;
            return name;
        }

        int number = weights.Exists($"{name}_{before + 1}") ? before + 1 : weights.Exists($"{name}_{before + 2}") ? before + 2 : before + 1;
        counts[name] = number;
        return $"{name}_{number}";
    }

    /// <summary>Turns the name of a class into that of its weights, as Keras does: <c>BatchNormalization</c> gives <c>batch_normalization</c>.</summary>
    internal static string ToSnakeCase(string name) =>
        LowerUpper().Replace(UpperWord().Replace(name, "$1_$2"), "$1_$2").ToLowerInvariant();

    [GeneratedRegex("(.)([A-Z][a-z]+)")]
    private static partial Regex UpperWord();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex LowerUpper();

    private static byte[] Unpack(string path, ZipArchive archive, string name, long most = MostText)
    {
        ZipArchiveEntry entry = archive.GetEntry(name) ?? throw new InputException($"{path}: has no {name}, so it is no .keras file; save the model again.");
        if (entry.Length > most)
        {
            throw new InputException($"{path}: {name} has {entry.Length:N0} bytes unpacked, and {most:N0} are possible; this is no network for a small device.");
        }

        using Stream packed = entry.Open();
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = packed.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > entry.Length)
            {
                throw new InputException($"{path}: {name} unpacks to more than it says; the file is damaged.");
            }
        }

        return bytes.ToArray();
    }

    private static JsonDocument Parse(string path, string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: the description of the network is no JSON, or is nested too deep; the file is damaged. Save the model again.", e);
        }
    }
}
