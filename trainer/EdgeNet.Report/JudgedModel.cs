using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Report;

/// <summary>A model with its outputs on the part that it is judged by, computed once for all sections.</summary>
internal sealed class JudgedModel
{
    public JudgedModel(TrainedModel model)
    {
        Model = model;
        (PartName, Part) = model.Parts switch
        {
            { Test: { Count: > 0 } test } => ("test", test),
            { Dev: { Count: > 0 } dev } => ("dev", dev),
            _ => ("training", model.Parts.Train),
        };
        FloatOutputs = model.FloatOutputs(Part);
        DeviceOutputs = model.DeviceOutputs(Part);
        DeviceScore = model.ScoreDevice(Part);
    }

    public TrainedModel Model { get; }

    public bool IsRegression => Model.Task == LearningTask.Regression;

    public bool IsBinary => Model.Task == LearningTask.Binary;

    /// <summary>The part that the model is judged by.</summary>
    public Dataset Part { get; }

    public string PartName { get; }

    /// <summary>The classes or the quantities.</summary>
    public IReadOnlyList<string> OutputNames => Part.OutputNames;

    /// <summary>Shape (n[L], m): real logits, or estimates in the user's units.</summary>
    public Matrix<double> FloatOutputs { get; }

    /// <summary>The name of the integer model, after the bits of its weights.</summary>
    public string Integers => Model.Integers.WeightBits == 8 ? "int8" : "4-bit";

    /// <summary>The same of the integer model, run by the device library.</summary>
    public Matrix<double> DeviceOutputs { get; }

    public Score DeviceScore { get; }

    /// <summary>1 for the examples of a class, 0 for all others.</summary>
    public float[] LabelsOf(int number) => IsBinary
        ? [.. Part.Labels.Row(0).ToArray().Select(label => number == 1 ? label : 1 - label)]
        : Part.Labels.Row(number).ToArray();
}
