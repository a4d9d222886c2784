using System.Numerics;
using System.Numerics.Tensors;

namespace EdgeNet.Trainer.Networks;

/// <summary>One dense layer: its parameters, their gradients, and what forward propagation leaves for the way back.</summary>
/// <typeparam name="T">The precision.</typeparam>
public sealed class DenseLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _slope;
    private Matrix<T>? _input;

    /// <summary>Makes a layer with zero parameters.</summary>
    /// <param name="number">l, 1 or more: for messages.</param>
    /// <param name="inputs">n[l-1], 1 or more.</param>
    /// <param name="shape">n[l] and g[l].</param>
    /// <exception cref="ShapeException">A size is not positive.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The slope of a leaky ReLU is not between 0 and 1.</exception>
    public DenseLayer(int number, int inputs, LayerShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (inputs < 1 || shape.Units < 1)
        {
            throw new ShapeException($"Layer {number} needs at least 1 input and 1 unit; it was given {inputs} and {shape.Units}.");
        }

        if (shape.Activation == Activation.LeakyRelu && shape.LeakySlope is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(shape), shape.LeakySlope, $"The slope of layer {number} must be between 0 and 1.");
        }

        Number = number;
        Shape = shape;
        _slope = T.CreateChecked(shape.LeakySlope);
        Weights = new Matrix<T>(shape.Units, inputs);
        Biases = new Matrix<T>(shape.Units, 1);
        WeightGradients = new Matrix<T>(shape.Units, inputs);
        BiasGradients = new Matrix<T>(shape.Units, 1);
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

    /// <summary>b[l], shape (n[l], 1).</summary>
    public Matrix<T> Biases { get; }

    /// <summary>dW[l], shape (n[l], n[l-1]).</summary>
    public Matrix<T> WeightGradients { get; }

    /// <summary>db[l], shape (n[l], 1).</summary>
    public Matrix<T> BiasGradients { get; }

    /// <summary>Z[l] of the last forward propagation, shape (n[l], m).</summary>
    public Matrix<T> Logits { get; } = new(0, 0);

    /// <summary>A[l] of the last forward propagation, shape (n[l], m).</summary>
    public Matrix<T> Activations { get; } = new(0, 0);

    /// <summary>dZ[l] of the last backward propagation, shape (n[l], m).</summary>
    public Matrix<T> LogitGradients { get; } = new(0, 0);

    /// <summary>Computes <c>Z = W·A + b</c> and <c>A = g(Z)</c>, and keeps both.</summary>
    /// <param name="input">A[l-1], shape (n[l-1], m); must stay as it is until the way back.</param>
    /// <returns>A[l], shape (n[l], m).</returns>
    /// <exception cref="ShapeException"><paramref name="input"/> does not have n[l-1] rows.</exception>
    public Matrix<T> Forward(Matrix<T> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rows != Inputs)
        {
            string source = Number == 1 ? "input" : $"unit of layer {Number - 1}";
            throw new ShapeException($"Layer {Number} expects {Inputs} rows, one for each {source}; it was given {input.Rows}.");
        }

        _input = input;
        MatrixProduct.Multiply(Weights, input, Logits);
        Logits.AddColumn(Biases);
        if (Shape.Activation == Activation.Softmax)
        {
            Softmax.Forward(Logits, Activations);
            return Activations;
        }

        Activations.Resize(Units, input.Columns);
        ActivationFunctions.Forward(Shape.Activation, _slope, Logits.Values, Activations.Values);
        return Activations;
    }

    /// <summary>Turns dA[l], which stands in <see cref="LogitGradients"/>, into <c>dZ = dA · g'(Z)</c>.</summary>
    public void ActivationBackward() =>
        ActivationFunctions.Backward(Shape.Activation, _slope, Logits.Values, Activations.Values, LogitGradients.Values, LogitGradients.Values);

    /// <summary>From dZ computes <c>dW = 1/m dZ·Aᵀ + λW</c>, <c>db = 1/m Σ dZ</c> and, for the layer before, <c>dA = Wᵀ·dZ</c>.</summary>
    /// <param name="l2">λ.</param>
    /// <param name="inputGradients">Becomes dA[l-1], shape (n[l-1], m); null for the first layer.</param>
    /// <exception cref="InvalidOperationException">There was no forward propagation.</exception>
    public void Backward(T l2, Matrix<T>? inputGradients)
    {
        if (_input is null)
        {
            throw new InvalidOperationException($"Layer {Number} has nothing to propagate back: forward propagation comes first.");
        }

        T share = T.One / T.CreateChecked(_input.Columns);
        MatrixProduct.MultiplyTransposedRight(LogitGradients, _input, WeightGradients);
        TensorPrimitives.Multiply(WeightGradients.Values, share, WeightGradients.Values);
        if (l2 != T.Zero)
        {
            TensorPrimitives.MultiplyAdd(Weights.Values, l2, WeightGradients.Values, WeightGradients.Values);
        }

        LogitGradients.SumColumns(BiasGradients);
        TensorPrimitives.Multiply(BiasGradients.Values, share, BiasGradients.Values);
        if (inputGradients is not null)
        {
            MatrixProduct.MultiplyTransposedLeft(Weights, LogitGradients, inputGradients);
        }
    }
}
