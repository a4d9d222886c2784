using System.Numerics;

namespace EdgeNet.Networks.Layers;

/// <summary>A fully connected network of L layers; logistic regression is the one with a single sigmoid unit.</summary>
/// <remarks>
/// The output layer says what is learned: sigmoid units each answer yes or no, softmax chooses one class of several, linear units give
/// any numbers and ReLU units numbers that cannot be negative.
/// </remarks>
/// <typeparam name="T">The precision: <see cref="float"/> in training.</typeparam>
internal sealed partial class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DenseLayer<T>[] _layers;

    /// <summary>Makes a network with zero weights and biases.</summary>
    /// <param name="inputs">n[0].</param>
    /// <param name="layers">Layers 1 to L.</param>
    /// <param name="loss">The loss; null for the one that goes with the output layer, see <see cref="OutputLayer.LossOf"/>.</param>
    /// <exception cref="ShapeException">There is no layer, a size is not positive, or softmax has one unit.</exception>
    /// <exception cref="ArgumentException">The loss does not go with the output layer, or softmax stands in a hidden layer.</exception>
    public Network(int inputs, IReadOnlyList<LayerShape> layers, Loss? loss = null)
    {
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

    /// <summary>Propagates forward through every layer: inference, with running statistics and without dropout.</summary>
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

    /// <summary>Propagates forward as a training step does: batch normalisation takes the statistics of these examples, and dropout drops.</summary>
    /// <param name="input">X, shape (n[0], m).</param>
    /// <param name="random">Draws what is dropped; without dropout nothing is drawn.</param>
    /// <returns>A[L], shape (n[L], m), valid until the next call.</returns>
    /// <exception cref="ShapeException">X does not have n[0] rows.</exception>
    public Matrix<T> ForwardTraining(Matrix<T> input, Random random)
    {
        Matrix<T> activations = input;
        foreach (DenseLayer<T> layer in _layers)
        {
            activations = layer.ForwardTraining(activations, random);
        }

        return activations;
    }

    /// <summary>Computes the cost of the last forward propagation, <c>J = 1/m Σ w loss + ½ λ Σ W²</c>.</summary>
    /// <param name="labels">Y, shape (n[L], m).</param>
    /// <param name="l2">λ, 0 or more.</param>
    /// <param name="exampleWeights">w, shape (1, m); null for 1 everywhere. The divisor stays m.</param>
    /// <returns>J.</returns>
    /// <exception cref="ShapeException">Y has another shape than A[L], or w another than (1, m).</exception>
    public double Cost(Matrix<T> labels, T l2, Matrix<T>? exampleWeights = null)
    {
        double cost = LossFunctions.Cost(Loss, Output.Logits, Output.Activations, labels, exampleWeights);
        return l2 == T.Zero ? cost : cost + (double.CreateTruncating(l2) * SumOfSquaredWeights() / 2);
    }

    /// <summary>Propagates back through every layer and leaves the gradients of the cost in them.</summary>
    /// <param name="labels">Y, shape (n[L], m).</param>
    /// <param name="l2">λ, 0 or more.</param>
    /// <param name="exampleWeights">w, shape (1, m); null for 1 everywhere. The divisor stays m.</param>
    /// <exception cref="ShapeException">Y has another shape than A[L], or w another than (1, m).</exception>
    /// <exception cref="InvalidOperationException">There was no forward propagation of training where a layer needs one, or the output layer has an activation quantizer.</exception>
    public void Backward(Matrix<T> labels, T l2, Matrix<T>? exampleWeights = null)
    {
        if (Output.ActivationQuantizer is not null)
        {
            throw new InvalidOperationException($"Layer {Output.Number} is the output layer: the loss takes its activations unrounded, so it cannot have an activation quantizer.");
        }

        LossFunctions.Gradient(Output.Activations, labels, Output.LogitGradients, exampleWeights);
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

    private double SumOfSquaredWeights()
    {
        double sum = 0;
        foreach (DenseLayer<T> layer in _layers)
        {
            sum += double.CreateTruncating(Reduction.SumOfSquares<T>(layer.Weights.Values));
        }

        return sum;
    }
}

/// <summary>Rounds numbers as the device will, so that training sees its errors (Jacob et al., 2018), and lets gradients through (Bengio et al., 2013).</summary>
/// <typeparam name="T">The precision.</typeparam>
internal interface IFakeQuantizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Clamps numbers to the range that integers cover and rounds them to its steps.</summary>
    /// <param name="values">Weights, shape (n[l], n[l-1]), biases, shape (n[l], 1), or activations, shape (n[l], m).</param>
    /// <param name="quantized">Another matrix; becomes the same shape.</param>
    void Forward(Matrix<T> values, Matrix<T> quantized);

    /// <summary>The straight-through estimator: gradients stay where the value lies in the range, and become 0 outside.</summary>
    /// <param name="values">What <see cref="Forward"/> was given.</param>
    /// <param name="gradients">Of the quantized values; become those of the values.</param>
    void Backward(Matrix<T> values, Matrix<T> gradients);
}
