namespace EdgeNet.Networks.Layers;

/// <content>Equal networks that are simpler.</content>
internal sealed partial class Network<T>
{
    /// <summary>Whether there are hidden layers and all of them are linear: the logits are then one linear map of the input.</summary>
    public bool HasOnlyLinearHiddenLayers => _layers.Length > 1 && _layers[..^1].All(layer => layer.Shape.Activation == Activation.Linear);

    /// <summary>Makes the network that the device gets: the same answers at inference, without batch normalisation and dropout.</summary>
    /// <remarks>
    /// With the running statistics batch normalisation multiplies each row of W by <c>f = γ / √(σ² + ε)</c> and makes <c>β - f μ</c> of
    /// the bias. Learned slopes stay; fake quantizers are left behind.
    /// </remarks>
    /// <returns>A new network; a copy where there is nothing to fold.</returns>
    public Network<T> Fold()
    {
        LayerShape[] shapes = [.. _layers.Select(layer => layer.Shape with { BatchNormalization = false, Dropout = 0 })];
        var folded = new Network<T>(Inputs, shapes, Loss);
        for (int l = 0; l < _layers.Length; l++)
        {
            Fold(_layers[l], folded._layers[l]);
        }

        return folded;
    }

    /// <summary>Makes the equal network of one layer of a network whose hidden layers are all linear.</summary>
    /// <remarks><c>W = W[L] … W[2] W[1]</c>, and with each layer <c>b = W[l] b + b[l]</c>; batch normalisation is folded first.</remarks>
    /// <returns>A new network with the output layer alone.</returns>
    /// <exception cref="InvalidOperationException">A hidden layer is not linear.</exception>
    public Network<T> Collapse()
    {
        if (_layers[..^1].FirstOrDefault(layer => layer.Shape.Activation != Activation.Linear) is { } curved)
        {
            throw new InvalidOperationException($"Only linear hidden layers collapse into one; layer {curved.Number} is {ActivationNames.Of(curved.Shape.Activation)}.");
        }

        Network<T> folded = Fold();
        Matrix<T> weights = folded._layers[0].Weights;
        Matrix<T> biases = folded._layers[0].Biases;
        foreach (DenseLayer<T> layer in folded._layers[1..])
        {
            weights = Multiply(layer.Weights, weights);
            biases = Multiply(layer.Weights, biases) + layer.Biases;
        }

        var collapsed = new Network<T>(Inputs, [folded.Output.Shape], Loss);
        weights.Values.CopyTo(collapsed.Output.Weights.Values);
        biases.Values.CopyTo(collapsed.Output.Biases.Values);
        folded.Output.LearnedSlopes?.Slopes.Values.CopyTo(collapsed.Output.LearnedSlopes!.Slopes.Values);
        return collapsed;
    }

    private static void Fold(DenseLayer<T> layer, DenseLayer<T> folded)
    {
        for (int j = 0; j < layer.Units; j++)
        {
            T factor = layer.Normalization is null ? T.One : layer.Normalization.FactorOf(j);
            T mean = layer.Normalization is null ? T.Zero : layer.Normalization.RunningMeans[j, 0];
            for (int i = 0; i < layer.Inputs; i++)
            {
                folded.Weights[j, i] = factor * layer.Weights[j, i];
            }

            folded.Biases[j, 0] = layer.Biases[j, 0] - (factor * mean);
        }

        layer.LearnedSlopes?.Slopes.Values.CopyTo(folded.LearnedSlopes!.Slopes.Values);
    }

    private static Matrix<T> Multiply(Matrix<T> left, Matrix<T> right)
    {
        var result = new Matrix<T>(0, 0);
        MatrixProduct.Multiply(left, right, result);
        return result;
    }
}
