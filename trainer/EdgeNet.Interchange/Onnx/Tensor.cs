namespace EdgeNet.Interchange.Onnx;

/// <summary>A constant of a file: numbers, or texts.</summary>
/// <param name="Shape">Dimensions; none for a single number.</param>
/// <param name="Values">As many as the dimensions say; none of texts.</param>
internal sealed record Tensor(int[] Shape, double[] Values)
{
    /// <summary>Texts in place of numbers; null for numbers.</summary>
    public string[]? Texts { get; init; }

    /// <summary>The type of the numbers.</summary>
    public TensorProto.Types.DataType Type { get; init; } = TensorProto.Types.DataType.Float;

    /// <summary>Numbers or texts.</summary>
    public int Count => Texts?.Length ?? Values.Length;

    /// <summary>Whether the numbers are integers.</summary>
    public bool IsInteger => Type is not (TensorProto.Types.DataType.Float or TensorProto.Types.DataType.Double or TensorProto.Types.DataType.Float16 or TensorProto.Types.DataType.Bfloat16);

    /// <summary>The dimensions in a message.</summary>
    public string ShapeText => Shape.Length == 0 ? "one number" : Dimensions.Text(Shape);

    /// <summary>A single number.</summary>
    public static Tensor Of(double value) => new([], [value]);

    /// <summary>A row of whole numbers, such as dimensions.</summary>
    public static Tensor OfIntegers(params long[] values) => new([values.Length], [.. values.Select(value => (double)value)]) { Type = TensorProto.Types.DataType.Int64 };

    /// <summary>Takes some numbers or texts, in other dimensions.</summary>
    public Tensor Select(int[] elements, int[] shape) => this with
    {
        Shape = shape,
        Values = Texts is null ? [.. elements.Select(element => Values[element])] : [],
        Texts = Texts is null ? null : [.. elements.Select(element => Texts[element])],
    };

    /// <summary>Computes each number anew.</summary>
    public Tensor Map(Func<double, double> change) => this with { Values = [.. Values.Select(change)] };

    /// <summary>The whole numbers of an argument such as a shape or axes.</summary>
    /// <exception cref="InputException">One is no whole number, or far too large.</exception>
    public int[] ToIntegers() => [.. Values.Select(value =>
        value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue ? (int)value
        : value <= Dimensions.Batch || value is long.MaxValue or >= int.MaxValue ? value < 0 ? (value == Dimensions.Batch ? Dimensions.Batch : -int.MaxValue) : int.MaxValue
        : throw new InputException($"takes {value} for a whole number"))];
}
