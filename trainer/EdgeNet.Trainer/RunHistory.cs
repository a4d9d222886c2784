using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Trainer;

/// <summary>The models that were trained into a folder: a line of JSON for each, in a file beside them.</summary>
/// <remarks>A line that is none, such as half a line of a process that was killed, is passed over. The file may be deleted; nothing needs it.</remarks>
internal static class RunHistory
{
    /// <summary>The file's name.</summary>
    public const string FileName = "edgenet.runs.jsonl";

    private const int Tries = 400;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Adds a line; several processes may do so at once.</summary>
    /// <param name="folder">The folder of the model.</param>
    /// <param name="run">The training.</param>
    /// <returns>Why the line could not be written; null where it was.</returns>
    public static string? Add(string folder, TrainingRun run)
    {
        string path = Path.Combine(folder, FileName);
        byte[] line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(run, Options) + "\n");
        for (int i = 1; ; i++)
        {
            try
            {
                using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                if (file.Length > 0)
                {
                    file.Seek(-1, SeekOrigin.End);
                    line = file.ReadByte() == '\n' ? line : [(byte)'\n', .. line];
                }

                file.Seek(0, SeekOrigin.End);
                file.Write(line);
                return null;
            }
            catch (IOException) when (i < Tries && File.Exists(path))
            {
                Thread.Sleep(25); // another process is writing its line
            }
            catch (Exception e) when (FileError.IsOne(e))
            {
                return FileError.Describe(e, path);
            }
        }
    }

    /// <summary>Reads the lines.</summary>
    /// <param name="folder">The folder of the models.</param>
    /// <returns>The trainings, the first one first; and the lines that are none.</returns>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static (IReadOnlyList<TrainingRun> Runs, int Broken) Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            TrainingRun?[] all = File.Exists(path) ? [.. LinesOf(path).Where(line => line.Length > 0).Select(Parse)] : [];
            return ([.. all.OfType<TrainingRun>()], all.Count(run => run is null));
        }
        catch (Exception e) when (FileError.IsOne(e))
        {
            throw new InputException($"{path}: cannot be read: {FileError.Describe(e, path)}", e);
        }
    }

    /// <summary>Finds the last training that made a model file with exactly these bytes, whatever seal it has by now.</summary>
    /// <returns>Null where none did, or the history is gone.</returns>
    public static TrainingRun? Find(string folder, ModelFile model)
    {
        string hash = TrainingRun.HashOf(model.Unsealed);
        return Read(folder).Runs.LastOrDefault(run => run.Sha256 == hash);
    }

    // Shared with a process that is writing its line.
    private static string[] LinesOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n');
    }

    private static TrainingRun? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainingRun>(line, Options) is { Time: not null, Recipe: not null, Changes: not null, Model: not null, Network: not null, Metric: not null, Scores: not null } run ? run : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One training, as it is kept.</summary>
/// <param name="Time">When it ended, in UTC, such as 2026-01-31T12:00:00Z.</param>
/// <param name="Recipe">The recipe's path, as seen from the model.</param>
/// <param name="Changes">What <c>--set</c> and <c>--seed</c> changed in it.</param>
/// <param name="Model">The file name of the model.</param>
/// <param name="Sha256">Of the model file, without its seal.</param>
/// <param name="Bytes">Of the model file.</param>
/// <param name="Network">Units, such as 60-12-1.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Epochs">Epochs that were trained.</param>
/// <param name="Metric">What the scores are: accuracy, or RMSE.</param>
/// <param name="Scores">Of each part.</param>
/// <param name="Examples">A hash of the examples of each part, with their labels.</param>
/// <param name="IsInterrupted">Whether training was stopped, and the model has the best weights so far.</param>
internal sealed record TrainingRun(
    string Time, string Recipe, IReadOnlyList<string> Changes, string Model, string Sha256, int Bytes, string Network, int Seed, int Epochs, string Metric, IReadOnlyList<RunScore> Scores,
    string Examples = "", bool IsInterrupted = false)
{
    /// <summary>Describes a training.</summary>
    public static TrainingRun Of(Experiment experiment, TrainedModel model, DateTime now)
    {
        Metric metric = Networks.Evaluation.Metric.OfTask(model.Task)[0];
        return new TrainingRun(
            TextOf(now),
            PlaceOf(experiment),
            experiment.Changes,
            Path.GetFileName(experiment.ModelPath),
            HashOf(model.File.Unsealed),
            model.File.Bytes.Length,
            string.Join("-", model.Options.LayersOf(model.Parts.Train).Select(layer => layer.Units).Prepend(model.Device.InputCount)),
            model.Options.Seed,
            model.Training.Epochs.Count,
            metric.Name,
            [.. model.Scores.Select(part => new RunScore(part.Name, part.Count, metric.Of(part.FloatScore), metric.Of(part.DeviceScore)))],
            HashOf(model.Parts),
            model.IsCancelled);
    }

    /// <summary>Describes the training of an anomaly model; the scores are areas under the ROC curve, NaN without unusual examples.</summary>
    public static TrainingRun Of(Experiment experiment, TrainedAnomaly model, DateTime now) => new(
        TextOf(now),
        PlaceOf(experiment),
        experiment.Changes,
        Path.GetFileName(experiment.ModelPath),
        HashOf(model.File.Unsealed),
        model.File.Bytes.Length,
        model.Prototypes == 0 ? model.File.UnitsText : $"{(model.Kind == AnomalyKind.KMeans ? "k-means" : "mixture")} {model.Prototypes}",
        experiment.Options.Seed,
        model.Model.Training?.Epochs.Count ?? 0,
        Networks.Evaluation.Metric.OfTask(LearningTask.Anomaly)[0].Name,
        [
            .. ((IEnumerable<(string Name, Dataset? Part)>)[("train", model.Parts.Train), ("dev", model.Parts.Dev), ("test", model.Parts.Test)]).Where(part => part.Part is { Count: > 0 })
                .Select(part => new RunScore(part.Name, part.Part!.Count, AreaOf(model.Model.ScoreFloat(part.Part)), AreaOf(model.Model.ScoreDevice(part.Part)))),
        ],
        HashOf(model.Parts));

    private static double AreaOf(Score score) => Networks.Evaluation.Metric.HasEveryClass(score) ? score.Roc!.Area : double.NaN;

    private static string TextOf(DateTime now) => now.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string PlaceOf(Experiment experiment) =>
        Path.GetRelativePath(experiment.OutputFolder, File.Exists(experiment.ReadPaths[0]) ? experiment.ReadPaths[0] : experiment.Folder).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>A hash of all examples and their labels, part by part.</summary>
    public static string HashOf(ExampleParts parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Dataset? part in (ReadOnlySpan<Dataset?>)[parts.Train, parts.Dev, parts.Test])
        {
            hash.AppendData(BitConverter.GetBytes(part?.Count ?? 0));
            hash.AppendData(part is null ? [] : MemoryMarshal.AsBytes(part.Features.Values));
            hash.AppendData(part is null ? [] : MemoryMarshal.AsBytes(part.Labels.Values));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The hash by which a model file is known again.</summary>
    public static string HashOf(byte[] model) => Convert.ToHexStringLower(SHA256.HashData(model));
}

/// <summary>The score of a part.</summary>
/// <param name="Part">Train, dev or test.</param>
/// <param name="Examples">How many.</param>
/// <param name="Float">Of the float network.</param>
/// <param name="Device">Of the integers on the device.</param>
internal sealed record RunScore(string Part, int Examples, double Float, double Device);
