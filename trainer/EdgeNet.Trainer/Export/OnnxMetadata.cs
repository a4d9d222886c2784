using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeNet.Interchange.Onnx;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer.Export;

/// <summary>What an ONNX file says about its model in words: a description, and metadata that programs read.</summary>
internal static class OnnxMetadata
{
    private const string Prefix = "edgenet.";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // read as JSON, never inside HTML

    /// <summary>Starts a model with its description.</summary>
    /// <param name="file">The model file.</param>
    /// <param name="form">What of the model it is, such as "the float network".</param>
    /// <returns>A model without inputs.</returns>
    public static GraphWriter Begin(ModelFile file, string form)
    {
        string features = file.Stream is { } stream
            ? string.Create(CultureInfo.InvariantCulture, $"the {file.Device.InputCount} features of a window of {stream.Window} readings, as the device library computes them; the model does not take the readings themselves")
            : string.Create(CultureInfo.InvariantCulture, $"{file.Device.InputCount} raw values, in the order of training; the model scales them itself");
        string result = file.Task switch
        {
            LearningTask.Binary => $"the probability of '{file.ClassNames[1]}', the other class being '{file.ClassNames[0]}'",
            LearningTask.MultiClass => $"the probability of each of {file.ClassNames.Count} classes",
            _ => "quantities in the units of the training data",
        };
        return new GraphWriter(file.Device.Name, $"The EdgeNet model '{file.Device.Name}', {form}. It takes {features}. It gives {result}.");
    }

    /// <summary>Adds the metadata.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="file">The model file.</param>
    /// <param name="threshold">Two classes: the least probability of the positive one, in the invariant culture.</param>
    /// <param name="recipe">The recipe in JSON; null leaves it out.</param>
    public static void Write(GraphWriter graph, ModelFile file, string threshold, string? recipe = null)
    {
        graph.Metadata(Prefix + "name", file.Device.Name);
        if (file.InputNames is { } inputs)
        {
            graph.Metadata(Prefix + "inputs", Json(inputs));
        }

        graph.Metadata(Prefix + "labels", Json(file.ClassNames));
        graph.Metadata(Prefix + "task", NameOf(file.Task));
        if (file.Task == LearningTask.Binary)
        {
            graph.Metadata(Prefix + "threshold", threshold);
        }

        graph.Metadata(Prefix + "model", file.Crc.ToString("x8", CultureInfo.InvariantCulture));
        if (recipe is not null)
        {
            graph.Metadata(Prefix + "recipe", recipe);
        }
    }

    private static string NameOf(LearningTask task) => task switch
    {
        LearningTask.Binary => "binary",
        LearningTask.MultiClass => "classes",
        _ => "quantities",
    };

    private static string Json(IReadOnlyList<string> texts)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
        {
            writer.WriteStartArray();
            foreach (string text in texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
