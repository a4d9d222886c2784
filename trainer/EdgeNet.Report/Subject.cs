using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Report;

/// <summary>A model with what it answers on the part that it is judged by, computed once for all sections.</summary>
internal sealed class Subject
{
    public Subject(ReportSource source)
    {
        Source = source;
        (JudgedName, Judged) = source switch
        {
            { Test: { Count: > 0 } test } => ("test", test),
            { Dev: { Count: > 0 } dev } => ("dev", dev),
            _ => ("training", source.Train),
        };
        FloatOutputs = Model.FloatModel.Outputs(Judged);
        DeviceOutputs = OutputsOfDevice(Judged);
        FloatScore = Model.ScoreFloat(Judged);
        DeviceScore = Model.ScoreDevice(Judged);
    }

    public ReportSource Source { get; }

    public TrainedModel Model => Source.Model;

    public Recipe Recipe => Model.Recipe;

    public bool IsRegression => Recipe.Task == LearningTask.Regression;

    public bool IsBinary => Recipe.Task == LearningTask.Binary;

    /// <summary>The part that the model is judged by.</summary>
    public Dataset Judged { get; }

    public string JudgedName { get; }

    /// <summary>The classes or the quantities.</summary>
    public IReadOnlyList<string> OutputNames => IsRegression ? Judged.TargetNames : Judged.ClassNames;

    /// <summary>Shape (n[L], m): real logits, or estimates in the user's units.</summary>
    public Matrix<double> FloatOutputs { get; }

    /// <summary>What the integers of the device are called, after the bits of their weights.</summary>
    public string Integers => Model.Integers.WeightBits == 8 ? "int8" : "4-bit";

    /// <summary>The same of the integer model, run by the device library.</summary>
    public Matrix<double> DeviceOutputs { get; }

    public Score FloatScore { get; }

    public Score DeviceScore { get; }

    /// <summary>The parts that there are, in their order.</summary>
    public IEnumerable<(string Name, Dataset Examples)> Parts =>
        ((string Name, Dataset? Examples)[])[("train", Source.Train), ("dev", Source.Dev), ("test", Source.Test)] is var parts
            ? parts.Where(part => part.Examples is { Count: > 0 }).Select(part => (part.Name, part.Examples!))
            : [];

    /// <summary>Computes the outputs of the integer model, as <see cref="DeviceOutputs"/>.</summary>
    public Matrix<double> OutputsOfDevice(Dataset examples)
    {
        int[][] logits = Model.DeviceOutputLogits(examples);
        var outputs = new Matrix<double>(Model.Device.OutputCount, logits.Length);
        for (int e = 0; e < logits.Length; e++)
        {
            for (int j = 0; j < outputs.Rows; j++)
            {
                outputs[j, e] = IsRegression ? Model.Device.ValueOf(j, logits[e][j]) : logits[e][j] * (double)Model.Device.LogitScale;
            }
        }

        return outputs;
    }

    /// <summary>Turns logits into probabilities: of the positive class alone, or of each of several classes.</summary>
    public Matrix<double> Probabilities(Matrix<double> logits)
    {
        var probabilities = new Matrix<double>(logits.Rows, logits.Columns);
        if (!IsBinary)
        {
            Softmax.Forward(logits, probabilities);
            return probabilities;
        }

        ActivationFunctions.Sigmoid<double>(logits.Values, probabilities.Values);
        return probabilities;
    }

    /// <summary>1 for the examples of a class, 0 for all others.</summary>
    public float[] LabelsOf(int number) => IsBinary
        ? [.. Judged.Labels.Row(0).ToArray().Select(label => number == 1 ? label : 1 - label)]
        : Judged.Labels.Row(number).ToArray();
}
