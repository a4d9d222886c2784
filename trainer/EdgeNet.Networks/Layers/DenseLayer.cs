using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeNet.Networks.Layers;

/// <summary>One dense layer: its parameters, their gradients, and what forward propagation leaves for the way back.</summary>
/// <remarks>
/// <c>Z = W·A + b</c>, with batch normalisation between the product and b; <c>A = g(Z)</c>, then fake quantization and, in training,
/// dropout where the layer has them.
/// </remarks>
/// <typeparam name="T">The precision.</typeparam>
internal sealed partial class DenseLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _slope;
    private readonly DropoutMask<T>? _dropout;
    private readonly LayerParameter<T>[] _parameters;
    private readonly Matrix<T> _quantizedWeights = new(0, 0);
    private readonly Matrix<T> _quantizedBiases = new(0, 0);
    private readonly Matrix<T> _values = new(0, 0);
    private Matrix<T>? _input;
    private bool _isTraining;

    /// <summary>Makes a layer with zero weights and biases; γ of batch normalisation is 1.</summary>
    /// <param name="number">l, 1 or more: for messages.</param>
    /// <param name="inputs">n[l-1], 1 or more.</param>
    /// <param name="shape">n[l] and g[l].</param>
    /// <exception cref="ShapeException">A size is not positive.</exception>
    /// <exception cref="ArgumentException">A slope is to be learned by another activation than leaky ReLU.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The slope of a leaky ReLU is not between 0 and 1, or dropout not from 0 to below 1.</exception>
    public DenseLayer(int number, int inputs, LayerShape shape)
    {
        if (inputs < 1 || shape.Units < 1)
        {
            throw new ShapeException($"Layer {number} needs at least 1 input and 1 unit; it was given {inputs} and {shape.Units}.");
        }

        LayerShape.Check(shape, number);
        Number = number;
        Shape = shape;
        _slope = T.CreateChecked(shape.LeakySlope);
        Weights = new Matrix<T>(shape.Units, inputs);
        Biases = new Matrix<T>(shape.Units, 1);
        WeightGradients = new Matrix<T>(shape.Units, inputs);
        BiasGradients = new Matrix<T>(shape.Units, 1);
        List<LayerParameter<T>> parameters = [new(Weights, WeightGradients), new(Biases, BiasGradients)];
        if (shape.BatchNormalization)
        {
            Normalization = new BatchNormalization<T>(shape.Units);
            parameters.Add(new(Normalization.Scales, Normalization.ScaleGradients));
        }

        if (shape.LearnsSlope)
        {
            LearnedSlopes = new LearnedSlopes<T>(shape.Units, shape.LeakySlope);
            parameters.Add(new(LearnedSlopes.Slopes, LearnedSlopes.Gradients));
        }

        _parameters = [.. parameters];
        _dropout = shape.Dropout > 0 ? new DropoutMask<T>(shape.Dropout) : null;
    }

    /// <summary>l.</summary>
    public int Number { get; }

    /// <summary>n[l] and g[l].</summary>
    public LayerShape Shape { get; }

    /// <summary>n[l-1].</summary>
    public int Inputs => Weights.Columns;

    /// <summary>n[l].</summary>
    public int Units => Weights.Rows;

    /// <summary>W[l], shape (n[l], n[l-1]).</summary>
    public Matrix<T> Weights { get; }

    /// <summary>b[l], shape (n[l], 1); with batch normalisation its β.</summary>
    public Matrix<T> Biases { get; }

    /// <summary>dW[l], shape (n[l], n[l-1]).</summary>
    public Matrix<T> WeightGradients { get; }

    /// <summary>db[l], shape (n[l], 1).</summary>
    public Matrix<T> BiasGradients { get; }

    /// <summary>γ and the statistics of batch normalisation; null without it.</summary>
    public BatchNormalization<T>? Normalization { get; }

    /// <summary>The slopes of PReLU; null for other activations.</summary>
    public LearnedSlopes<T>? LearnedSlopes { get; }

    /// <summary>All that is learned: weights, biases, then γ and slopes where the layer has them.</summary>
    public IReadOnlyList<LayerParameter<T>> Parameters => _parameters;

    /// <summary>Rounds the weights as the device will; null for none. The weights themselves stay as they are.</summary>
    /// <exception cref="InvalidOperationException">The layer has batch normalisation.</exception>
    public IFakeQuantizer<T>? WeightQuantizer
    {
        get;
        set => field = value is null || Normalization is null ? value : throw NotFolded();
    }

    /// <summary>Rounds the biases as the device will, after the weights; null for none. The biases themselves stay as they are.</summary>
    /// <remarks>Its way back is not asked: biases are never clipped, so that their gradients go straight through.</remarks>
    /// <exception cref="InvalidOperationException">The layer has batch normalisation.</exception>
    public IFakeQuantizer<T>? BiasQuantizer
    {
        get;
        set => field = value is null || Normalization is null ? value : throw NotFolded();
    }

    /// <summary>Rounds the activations as the device will; null for none. Hidden layers only.</summary>
    public IFakeQuantizer<T>? ActivationQuantizer { get; set; }

    /// <summary>What multiplies the input: the weights, fake-quantized by the last forward propagation where there is a quantizer.</summary>
    public Matrix<T> EffectiveWeights => WeightQuantizer is null ? Weights : _quantizedWeights;

    /// <summary>Z[l] of the last forward propagation, shape (n[l], m).</summary>
    public Matrix<T> Logits { get; } = new(0, 0);

    /// <summary>A[l] of the last forward propagation, shape (n[l], m).</summary>
    public Matrix<T> Activations { get; } = new(0, 0);

    /// <summary>dZ[l] of the last backward propagation, shape (n[l], m).</summary>
    public Matrix<T> LogitGradients { get; } = new(0, 0);

    /// <summary>Gives the slope of a leaky ReLU unit, learned or fixed.</summary>
    /// <param name="unit">From 0.</param>
    /// <returns>0 to 1.</returns>
    public T SlopeOf(int unit) => LearnedSlopes is null ? _slope : LearnedSlopes.Slopes[unit, 0];

    /// <summary>Computes <c>Z = W·A + b</c> and <c>A = g(Z)</c>, and keeps both: inference, with running statistics and without dropout.</summary>
    /// <param name="input">A[l-1], shape (n[l-1], m); must stay as it is until the way back.</param>
    /// <returns>A[l], shape (n[l], m).</returns>
    /// <exception cref="ShapeException"><paramref name="input"/> does not have n[l-1] rows.</exception>
    public Matrix<T> Forward(Matrix<T> input)
    {
        _isTraining = false;
        Multiply(input);
        Normalization?.Forward(Logits);
        Activate();
        ActivationQuantizer?.Forward(_values, Activations);
        return Activations;
    }

    /// <summary>Computes <c>Z</c> and <c>A</c> as a training step does: with the statistics of these examples, and with dropout.</summary>
    /// <param name="input">A[l-1], shape (n[l-1], m); must stay as it is until the way back.</param>
    /// <param name="random">Draws what is dropped; only a layer with dropout draws.</param>
    /// <returns>A[l], shape (n[l], m).</returns>
    /// <exception cref="ShapeException"><paramref name="input"/> does not have n[l-1] rows.</exception>
    public Matrix<T> ForwardTraining(Matrix<T> input, Random random)
    {
        _isTraining = true;
        Multiply(input);
        Normalization?.ForwardTraining(Logits);
        Activate();
        ActivationQuantizer?.Forward(_values, Activations);
        _dropout?.Forward(ActivationQuantizer is null ? _values : Activations, random, Activations);
        return Activations;
    }

    /// <summary>Rounds the activations of the last forward propagation once more, after its quantizer has given way to another one.</summary>
    public void RoundAgain() => ActivationQuantizer?.Forward(_values, Activations);

    private void Multiply(Matrix<T> input)
    {
        if (input.Rows != Inputs)
        {
            string source = Number == 1 ? "input" : $"unit of layer {Number - 1}";
            throw new ShapeException($"Layer {Number} expects {Inputs} rows, one for each {source}; it was given {input.Rows}.");
        }

        _input = input;
        WeightQuantizer?.Forward(Weights, _quantizedWeights);
        BiasQuantizer?.Forward(Biases, _quantizedBiases);
        MatrixProduct.Multiply(EffectiveWeights, input, Logits);
    }

    // g(Z) is written straight to the activations, unless they are changed afterwards in a way that the derivative must not see.
    private Matrix<T> ValuesBeforeChange() => ActivationQuantizer is not null || (_isTraining && _dropout is not null) ? _values : Activations;

    private void Activate()
    {
        Logits.AddColumn(BiasQuantizer is null ? Biases : _quantizedBiases);
        Matrix<T> values = ValuesBeforeChange();
        values.Resize(Units, Logits.Columns);
        if (Shape.Activation == Activation.Softmax)
        {
            Softmax.Forward(Logits, values);
        }
        else if (LearnedSlopes is not null)
        {
            LearnedSlopes.Forward(Logits, values);
        }
        else
        {
            ActivationFunctions.Forward(Shape.Activation, _slope, Logits.Values, values.Values);
            if (!double.IsPositiveInfinity(Shape.Ceiling))
            {
                TensorPrimitives.Min(values.Values, T.CreateChecked(Shape.Ceiling), values.Values);
            }
        }
    }

    private InvalidOperationException NotFolded() => new(
        $"Layer {Number} has batch normalisation, which changes its weights on the device: fold the network before it is quantized.");
}

/// <summary>Inverted dropout (Srivastava et al., 2014): what is kept grows by <c>1 / (1 - rate)</c>, so that inference needs nothing.</summary>
internal sealed class DropoutMask<T>(double rate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T> _factors = new(0, 0);

    /// <summary>Draws a new mask and applies it: each number by itself is dropped or kept.</summary>
    /// <param name="values">Before, shape (n[l], m).</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="result">After; may be the values.</param>
    public void Forward(Matrix<T> values, Random random, Matrix<T> result)
    {
        T kept = T.CreateChecked(1 / (1 - rate));
        _factors.Resize(values.Rows, values.Columns);
        foreach (ref T factor in _factors.Values)
        {
            factor = random.NextDouble() < rate ? T.Zero : kept;
        }

        result.Resize(values.Rows, values.Columns);
        TensorPrimitives.Multiply<T>(values.Values, _factors.Values, result.Values);
    }

    /// <summary>Applies the last mask to gradients, in place.</summary>
    public void Backward(Matrix<T> gradients) => TensorPrimitives.Multiply<T>(gradients.Values, _factors.Values, gradients.Values);
}
