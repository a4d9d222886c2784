using System.Numerics;

namespace EdgeNet.Networks.Layers;

/// <summary>Which output layers go with which losses.</summary>
internal static class OutputLayer
{
    /// <summary>Gives the loss that goes with an output layer when none is named.</summary>
    /// <param name="activation">g[L].</param>
    /// <returns>Cross-entropy for sigmoid, categorical cross-entropy for softmax, squared error for the others.</returns>
    public static Loss LossOf(Activation activation) => activation switch
    {
        Activation.Sigmoid => Loss.CrossEntropy,
        Activation.Softmax => Loss.CategoricalCrossEntropy,
        _ => Loss.SquaredError,
    };

    /// <summary>Checks that the output layer goes with the loss and that softmax stands nowhere else.</summary>
    /// <param name="layers">Layers 1 to L, at least one.</param>
    /// <param name="loss">The loss.</param>
    internal static void Check(IReadOnlyList<LayerShape> layers, Loss loss)
    {
        int last = layers.Count;
        LayerShape output = layers[last - 1];
        string name = ActivationNames.Of(output.Activation);
        if (loss == Loss.CrossEntropy && output.Activation != Activation.Sigmoid)
        {
            throw new ArgumentException($"Cross-entropy needs a sigmoid output layer; layer {last} is {name}.", nameof(layers));
        }

        if (loss == Loss.CategoricalCrossEntropy && output.Activation != Activation.Softmax)
        {
            throw new ArgumentException($"Categorical cross-entropy needs a softmax output layer; layer {last} is {name}.", nameof(layers));
        }

        if (loss == Loss.SquaredError && output.Activation == Activation.Softmax)
        {
            throw new ArgumentException($"Softmax goes with categorical cross-entropy, not with squared error; layer {last} is softmax.", nameof(layers));
        }

        if (output.Activation == Activation.Softmax && output.Units < 2)
        {
            throw new ShapeException($"A softmax output layer needs at least 2 units, one for each class; layer {last} has {output.Units}.");
        }

        if (output.Dropout > 0)
        {
            throw new ArgumentException($"Dropout is for hidden layers; layer {last} is the output layer.", nameof(layers));
        }

        for (int l = 0; l < last - 1; l++)
        {
            if (layers[l].Activation == Activation.Softmax)
            {
                throw new ArgumentException($"Softmax is for the output layer, {last}; layer {l + 1} is softmax.", nameof(layers));
            }
        }
    }

    /// <summary>Counts what is decided rightly: a single sigmoid unit decides at probability ½, several each at ½, of softmax units the largest decides.</summary>
    /// <param name="loss">A cross-entropy.</param>
    /// <param name="activations">A[L], shape (n[L], m).</param>
    /// <param name="labels">Y, shape (n[L], m).</param>
    /// <returns>The share of all decisions, 0 to 1.</returns>
    public static double Accuracy<T>(Loss loss, Matrix<T> activations, Matrix<T> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int right = 0;
        if (loss == Loss.CategoricalCrossEntropy)
        {
            for (int e = 0; e < labels.Columns; e++)
            {
                right += Softmax.IndexOfLargest(activations, e) == Softmax.IndexOfLargest(labels, e) ? 1 : 0;
            }

            return (double)right / labels.Columns;
        }

        // Probability ½ itself counts as positive.
        T half = T.One / T.CreateChecked(2);
        ReadOnlySpan<T> predictions = activations.Values;
        ReadOnlySpan<T> wanted = labels.Values;
        for (int i = 0; i < predictions.Length; i++)
        {
            right += (predictions[i] >= half) == (wanted[i] >= half) ? 1 : 0;
        }

        return (double)right / predictions.Length;
    }
}

/// <summary>What a network is to learn.</summary>
internal enum LearningTask
{
    /// <summary>One of two classes: a sigmoid output and a decision threshold.</summary>
    Binary,

    /// <summary>One of three or more classes: softmax outputs, of which the largest decides.</summary>
    MultiClass,

    /// <summary>One or more quantities: linear or ReLU outputs and the squared error.</summary>
    Regression,

    /// <summary>Of a score alone: normal or unusual, by a distance from what is normal. The examples have two classes.</summary>
    Anomaly,
}
