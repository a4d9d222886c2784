namespace EdgeNet.Trainer.Cost;

/// <summary>The IL instructions of <c>Predict(inputs)</c> around <c>Logit</c>: to the probability, that of the most probable class, or the first quantity.</summary>
/// <remarks>Half of the logits are negative.</remarks>
internal static class AnswerCost
{
    private const int Probability = 14 + 12;
    private const int Score = 30;
    private const int Quantity = 13 + 22;
    private const int Several = 14;
    private const int Classes = 8 + 11 + 12 - 18 + 14; // the highest probability, the index of the highest logit, the sum of the exponentials
    private const int Class = 18 + 31;            // likewise, for each
    private const int FirstQuantity = 11 + 22;
    private const int IsZeroAtLeast = 6;          // asked of a negative logit

    /// <summary>Counts the instructions of <see cref="Model"/>.</summary>
    /// <param name="model">The model.</param>
    public static int OfLoaded(ModelContents model) => model.HeadKind is HeadKind.Prototypes or HeadKind.Reconstruction ? Score : Of(model.OutputCount, model.Layers[^1].Activation, activationOf: 13);

    /// <summary>Counts the instructions of a generated class.</summary>
    /// <param name="model">Its model.</param>
    public static int OfGenerated(ModelContents model) =>
        Of(model.OutputCount, model.Layers[^1].Activation, activationOf: model.Layers.Length switch { 1 => 7, 2 => 10, _ => 8 });

    // Asking for the activation of the last layer takes some instructions, which depend on the engine.
    private static int Of(int outputs, Activation output, int activationOf)
    {
        if (output is Activation.Sigmoid)
        {
            return Probability;
        }

        int negative = (IsZeroAtLeast + activationOf + (output == Activation.Relu ? 2 : 0)) / 2;
        return outputs == 1 ? Quantity + negative
            : output == Activation.Softmax ? Several + Classes + (outputs * Class)
            : Several + FirstQuantity + negative;
    }

    /// <summary>Counts the instructions of <c>Logits</c> around <c>Logit</c> with packed weights: the accumulators out of their words.</summary>
    /// <param name="outputs">n[L], more than 1.</param>
    /// <param name="words">Words of the output layer.</param>
    public static int PackedLogits(int outputs, int words) => 27 + 12 + (words * 32) + (outputs * 27);

    /// <summary>Instructions of <c>Logits</c> around <c>Logit</c> where the accumulators lie in an array.</summary>
    public const int StoredLogits = 26;
}
