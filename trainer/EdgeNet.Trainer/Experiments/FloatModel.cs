using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Experiments;

/// <summary>A trained float network with its standardisation, so that it takes raw features and gives estimates in the user's units.</summary>
/// <param name="Options">How it was made.</param>
/// <param name="Task">What was learned.</param>
/// <param name="Network">The network, which takes standardised features.</param>
/// <param name="Standardizer">Their standardisation, fitted on the training part.</param>
/// <param name="TargetStandardizer">In regression the standardisation of the targets, fitted on the training part; null for classes.</param>
/// <param name="Training">The learning curve and why training ended.</param>
internal sealed record FloatModel(
    TrainingOptions Options, LearningTask Task, Network<float> Network, Standardizer Standardizer, Standardizer? TargetStandardizer, TrainingResult Training)
{
    /// <summary>How its words were pruned; null where its options do not ask for it, or it is still dense.</summary>
    public Pruning? Pruning { get; init; }

    /// <summary>The temperature that the integers have, and the network's logits are divided by too; 1 until it is chosen.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Two classes: the recipe's threshold as a probability of the network itself, at temperature 1.</summary>
    public double OwnThreshold => Temperature == 1 ? Options.Threshold : 1 / (1 + Elementary.Exp(-Temperature * LogitThreshold));

    private double LogitThreshold => Elementary.Log(Options.Threshold / (1 - Options.Threshold));

    /// <summary>Whether training was cancelled before an epoch had ended, so that there is no model.</summary>
    public bool HasNoEpoch => Training is { End: TrainingEnd.Cancelled, KeptEpoch: 0 };

    /// <summary>Computes the outputs for the decision.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>Shape (n[L], m): logits Z[L] divided by the temperature for classes, estimates in the user's units in regression.</returns>
    public Matrix<double> Outputs(Dataset examples)
    {
        Matrix<float> activations = Network.Forward(Standardizer.Apply(examples.Features));
        if (TargetStandardizer is not null)
        {
            return TargetStandardizer.Invert(activations);
        }

        Matrix<float> logits = Network.Output.Logits;
        return new Matrix<double>(logits.Rows, logits.Columns, [.. logits.Values.ToArray().Select(logit => logit / Temperature)]);
    }

    /// <summary>Scores the network; two classes at the recipe's threshold.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>The score.</returns>
    public Score Score(Dataset examples)
    {
        Matrix<double> outputs = Outputs(examples);
        return Task switch
        {
            LearningTask.Binary => Networks.Evaluation.Score.OfBinary(outputs.Values, LogitThreshold, examples.Labels.Values),
            LearningTask.MultiClass => Networks.Evaluation.Score.OfClasses(outputs, examples.Labels),
            _ => Networks.Evaluation.Score.OfRegression(outputs, examples.Labels, TargetStandardizer!.Deviations),
        };
    }
}
