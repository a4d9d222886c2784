using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeNet.Trainer.Networks;

/// <summary>A fully connected network of L layers; logistic regression is the one with a single sigmoid unit.</summary>
/// <remarks>
/// The output layer says what is learned: sigmoid units each answer yes or no, softmax chooses one class of several, linear units give
/// any numbers and ReLU units numbers that cannot be negative.
/// </remarks>
/// <typeparam name="T">The precision: <see cref="float"/> in training.</typeparam>
public sealed class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DenseLayer<T>[] _layers;

    /// <summary>Makes a network with zero parameters.</summary>
    /// <param name="inputs">n[0].</param>
    /// <param name="layers">Layers 1 to L.</param>
    /// <param name="loss">The loss; null for the one that goes with the output layer, see <see cref="OutputLayer.LossOf"/>.</param>
    /// <exception cref="ShapeException">There is no layer, a size is not positive, or softmax has one unit.</exception>
    /// <exception cref="ArgumentException">The loss does not go with the output layer, or softmax stands in a hidden layer.</exception>
    public Network(int inputs, IReadOnlyList<LayerShape> layers, Loss? loss = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
        {
            throw new ShapeException("A network needs at least 1 layer; it was given 0.");
        }

        Loss = loss ?? OutputLayer.LossOf(layers[^1].Activation);
        OutputLayer.Check(layers, Loss);
        _layers = new DenseLayer<T>[layers.Count];
        for (int l = 0; l < _layers.Length; l++)
        {
            _layers[l] = new DenseLayer<T>(l + 1, l == 0 ? inputs : layers[l - 1].Units, layers[l]);
        }
    }

    /// <summary>The loss.</summary>
    public Loss Loss { get; }

    /// <summary>Layers 1 to L.</summary>
    public IReadOnlyList<DenseLayer<T>> Layers => _layers;

    /// <summary>The output layer, L.</summary>
    public DenseLayer<T> Output => _layers[^1];

    /// <summary>n[0].</summary>
    public int Inputs => _layers[0].Inputs;

    /// <summary>Weights and biases together.</summary>
    public int ParameterCount => _layers.Sum(layer => layer.Weights.Count + layer.Biases.Count);

    /// <summary>Propagates forward through every layer.</summary>
    /// <param name="input">X, shape (n[0], m).</param>
    /// <returns>A[L], shape (n[L], m), valid until the next call.</returns>
    /// <exception cref="ShapeException">X does not have n[0] rows.</exception>
    public Matrix<T> Forward(Matrix<T> input)
    {
        Matrix<T> activations = input;
        foreach (DenseLayer<T> layer in _layers)
        {
            activations = layer.Forward(activations);
        }

        return activations;
    }

    /// <summary>Computes the cost of the last forward propagation, <c>J = 1/m Σ loss + ½ λ Σ W²</c>.</summary>
    /// <param name="labels">Y, shape (n[L], m).</param>
    /// <param name="l2">λ, 0 or more.</param>
    /// <returns>J.</returns>
    /// <exception cref="ShapeException">Y has another shape than A[L].</exception>
    public T Cost(Matrix<T> labels, T l2)
    {
        T cost = LossFunctions.Cost(Loss, Output.Logits, Output.Activations, labels);
        return l2 == T.Zero ? cost : cost + (l2 * SumOfSquaredWeights() / T.CreateChecked(2));
    }

    /// <summary>Propagates back through every layer and leaves the gradients of the cost in them.</summary>
    /// <param name="labels">Y, shape (n[L], m).</param>
    /// <param name="l2">λ, 0 or more.</param>
    /// <exception cref="ShapeException">Y has another shape than A[L].</exception>
    public void Backward(Matrix<T> labels, T l2)
    {
        LossFunctions.Gradient(Output.Activations, labels, Output.LogitGradients);
        if (Loss == Loss.SquaredError)
        {
            Output.ActivationBackward();
        }

        for (int l = _layers.Length - 1; l > 0; l--)
        {
            _layers[l].Backward(l2, _layers[l - 1].LogitGradients);
            _layers[l - 1].ActivationBackward();
        }

        _layers[0].Backward(l2, null);
    }

    /// <summary>Copies all parameters out: for each layer its weights, then its biases.</summary>
    /// <param name="destination">At least <see cref="ParameterCount"/> numbers.</param>
    public void CopyParametersTo(Span<T> destination)
    {
        foreach (DenseLayer<T> layer in _layers)
        {
            layer.Weights.Values.CopyTo(destination);
            destination = destination[layer.Weights.Count..];
            layer.Biases.Values.CopyTo(destination);
            destination = destination[layer.Biases.Count..];
        }
    }

    /// <summary>Sets all parameters, in the order of <see cref="CopyParametersTo"/>.</summary>
    /// <param name="source">At least <see cref="ParameterCount"/> numbers.</param>
    public void SetParameters(ReadOnlySpan<T> source)
    {
        foreach (DenseLayer<T> layer in _layers)
        {
            source[..layer.Weights.Count].CopyTo(layer.Weights.Values);
            source = source[layer.Weights.Count..];
            source[..layer.Biases.Count].CopyTo(layer.Biases.Values);
            source = source[layer.Biases.Count..];
        }
    }

    /// <summary>Finds a hidden layer whose units are all the same, in what they take and in what they hand on: gradient descent can never tell them apart.</summary>
    /// <returns>The number of the first such layer, or 0 when there is none.</returns>
    public int FindSymmetricLayer()
    {
        for (int l = 0; l < _layers.Length - 1; l++)
        {
            if (_layers[l].Units > 1 && HasEqualUnits(_layers[l]) && HasEqualColumns(_layers[l + 1].Weights))
            {
                return _layers[l].Number;
            }
        }

        return 0;
    }

    private static bool HasEqualUnits(DenseLayer<T> layer)
    {
        for (int j = 1; j < layer.Units; j++)
        {
            if (!layer.Weights.Row(j).SequenceEqual(layer.Weights.Row(0)) || layer.Biases[j, 0] != layer.Biases[0, 0])
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasEqualColumns(Matrix<T> matrix)
    {
        for (int r = 0; r < matrix.Rows; r++)
        {
            ReadOnlySpan<T> row = matrix.Row(r);
            if (row.ContainsAnyExcept(row[0]))
            {
                return false;
            }
        }

        return true;
    }

    private T SumOfSquaredWeights()
    {
        T sum = T.Zero;
        foreach (DenseLayer<T> layer in _layers)
        {
            sum += TensorPrimitives.SumOfSquares<T>(layer.Weights.Values);
        }

        return sum;
    }
}
