using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Report;

/// <summary>A model with its outputs on the part that it is judged by, computed once for all sections.</summary>
internal sealed class JudgedModel
{
    private readonly SavedModel? _saved;

    /// <summary>Judges a model that was just trained: the float network beside the integers.</summary>
    public JudgedModel(TrainedModel model)
        : this(model.File, model.Parts)
    {
        Trained = model;
        Scores = [.. model.Scores.Select(part => new JudgedPart(part.Name, part.Count, part.FloatScore, part.DeviceScore))];
        Warnings = model.Warnings;
        Seed = model.Options.Seed;
        Threshold = model.Options.Threshold;
        FloatOutputs = model.FloatOutputs(Part);
        DeviceScore = model.ScoreDevice(Part);
        Integers = model.Integers.WeightBits == 8 ? "int8" : "4-bit";
    }

    /// <summary>Judges a model file, in which there is no float network.</summary>
    public JudgedModel(SavedModel model)
        : this(model.File, model.Parts)
    {
        _saved = model;
        Scores = [.. model.Scores.Select(part => new JudgedPart(part.Part, part.Count, null, part.Score))];
        Warnings = model.Warnings;
        Seed = model.Experiment.Options.Seed;
        Threshold = model.File.Device.Threshold;
        DeviceScore = Scores.Single(part => part.Name == PartKey).Device;
        Integers = "integer";
    }

    private JudgedModel(ModelFile file, ExampleParts parts)
    {
        File = file;
        Parts = parts;
        (PartKey, Part) = parts switch
        {
            { Test: { Count: > 0 } test } => ("test", test),
            { Dev: { Count: > 0 } dev } => ("dev", dev),
            _ => ("train", parts.Train),
        };
        DeviceOutputs = file.Outputs(Part);
    }

    /// <summary>The model with its float network; null where only the file is there.</summary>
    public TrainedModel? Trained { get; }

    /// <summary>Whether the labels are the float network's own answers, so that scores are the agreement with it.</summary>
    public bool IsJudgedByFloat => Trained is { Options.IsJudgedByFloat: true };

    public ModelFile File { get; }

    public Model Device => File.Device;

    public ExampleParts Parts { get; }

    public IReadOnlyList<JudgedPart> Scores { get; } = [];

    public IReadOnlyList<string> Warnings { get; } = [];

    public LearningTask Task => File.Task;

    public bool IsRegression => Task == LearningTask.Regression;

    public bool IsBinary => Task == LearningTask.Binary;

    /// <summary>The part that the model is judged by.</summary>
    public Dataset Part { get; }

    public string PartName => PartKey == "train" ? "training" : PartKey;

    /// <summary>The classes or the quantities.</summary>
    public IReadOnlyList<string> OutputNames => Part.OutputNames;

    /// <summary>Shape (n[L], m): real logits, or estimates in the user's units; null where there is no float network.</summary>
    public Matrix<double>? FloatOutputs { get; }

    /// <summary>The name of the integer model, after the bits of its weights.</summary>
    public string Integers { get; } = string.Empty;

    /// <summary>The same of the integer model, run by the device library.</summary>
    public Matrix<double> DeviceOutputs { get; }

    public Score DeviceScore { get; } = null!;

    /// <summary>Two classes: the probability from which on an example is positive.</summary>
    public double Threshold { get; }

    public int Seed { get; }

    private string PartKey { get; }

    /// <summary>1 for the examples of a class, 0 for all others.</summary>
    public float[] LabelsOf(int number) => IsBinary
        ? [.. Part.Labels.Row(0).ToArray().Select(label => number == 1 ? label : 1 - label)]
        : Part.Labels.Row(number).ToArray();

    /// <summary>Measures the importance of inputs by the cost of the float network, or where there is none of the integers.</summary>
    public IReadOnlyList<PermutationImportance> Importance(IReadOnlyList<int> inputs, int repeats) =>
        _saved?.Importance(Part, inputs, repeats) ?? Trained!.Importance(Part, inputs, repeats);

    /// <summary>The same of groups of inputs that are shuffled together.</summary>
    public IReadOnlyList<PermutationImportance> ImportanceOfGroups(IReadOnlyList<IReadOnlyList<int>> groups, int repeats) =>
        _saved?.ImportanceOfGroups(Part, groups, repeats) ?? Trained!.ImportanceOfGroups(Part, groups, repeats);
}

/// <summary>The scores on a part.</summary>
/// <param name="Name">Train, dev or test.</param>
/// <param name="Count">Its examples.</param>
/// <param name="Float">Of the float network, where there is one.</param>
/// <param name="Device">Of the integers, run by the device library.</param>
internal sealed record JudgedPart(string Name, int Count, Score? Float, Score Device);
