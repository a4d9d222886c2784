using System.Numerics.Tensors;

namespace EdgeNet.Networks.Layers;

/// <content>The way back.</content>
internal sealed partial class DenseLayer<T>
{
    private readonly Matrix<T> _productGradients = new(0, 0);

    /// <summary>Turns dA[l], which stands in <see cref="LogitGradients"/>, into <c>dZ = dA · g'(Z)</c>; PReLU leaves the gradients of its slopes.</summary>
    public void ActivationBackward()
    {
        if (_isTraining)
        {
            _dropout?.Backward(LogitGradients);
        }

        Matrix<T> values = ValuesBeforeChange();
        ActivationQuantizer?.Backward(values, LogitGradients);
        if (LearnedSlopes is not null)
        {
            LearnedSlopes.Backward(Logits, values, LogitGradients);
            return;
        }

        if (!double.IsPositiveInfinity(Shape.Ceiling))
        {
            CloseAbove(T.CreateChecked(Shape.Ceiling));
        }

        ActivationFunctions.Backward(Shape.Activation, _slope, Logits.Values, values.Values, LogitGradients.Values, LogitGradients.Values);
    }

    /// <summary>From dZ computes <c>dW = 1/m dZ·Aᵀ + λW</c>, <c>db = 1/m Σ dZ</c> and, for the layer before, <c>dA = Wᵀ·dZ</c>.</summary>
    /// <remarks>With batch normalisation the products take the gradients of what it was given, <c>d(W·A)</c>, in the place of dZ.</remarks>
    /// <param name="l2">λ.</param>
    /// <param name="inputGradients">Becomes dA[l-1], shape (n[l-1], m); null for the first layer.</param>
    /// <exception cref="InvalidOperationException">There was no forward propagation, or none of training where batch normalisation or dropout need one.</exception>
    public void Backward(T l2, Matrix<T>? inputGradients)
    {
        if (_input is null)
        {
            throw new InvalidOperationException($"Layer {Number} has nothing to propagate back: forward propagation comes first.");
        }

        if (!_isTraining && (Normalization is not null || _dropout is not null))
        {
            throw new InvalidOperationException($"Layer {Number} has batch normalisation or dropout: its way back needs the forward propagation of training.");
        }

        Matrix<T> gradients = LogitGradients;
        if (Normalization is not null)
        {
            Normalization.Backward(LogitGradients, _productGradients);
            gradients = _productGradients;
        }

        T share = T.One / T.CreateChecked(_input.Columns);
        MatrixProduct.MultiplyTransposedRight(gradients, _input, WeightGradients);
        TensorPrimitives.Multiply(WeightGradients.Values, share, WeightGradients.Values);
        WeightQuantizer?.Backward(Weights, WeightGradients);
        if (l2 != T.Zero)
        {
            TensorPrimitives.MultiplyAdd(Weights.Values, l2, WeightGradients.Values, WeightGradients.Values);
        }

        LogitGradients.SumColumns(BiasGradients);
        TensorPrimitives.Multiply(BiasGradients.Values, share, BiasGradients.Values);
        if (inputGradients is not null)
        {
            MatrixProduct.MultiplyTransposedLeft(EffectiveWeights, gradients, inputGradients);
        }
    }

    // The derivative at the ceiling is 0.
    private void CloseAbove(T ceiling)
    {
        ReadOnlySpan<T> logits = Logits.Values;
        Span<T> gradients = LogitGradients.Values;
        for (int i = 0; i < gradients.Length; i++)
        {
            gradients[i] = logits[i] >= ceiling ? T.Zero : gradients[i];
        }
    }
}
