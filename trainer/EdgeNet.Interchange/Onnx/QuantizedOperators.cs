using DataType = EdgeNet.Interchange.Onnx.TensorProto.Types.DataType;

namespace EdgeNet.Interchange.Onnx;

/// <summary>Quantized graphs, read back to the float network that their integers stand for.</summary>
/// <remarks>
/// A quantized value is the affine map of what it stands for, without the rounding; the device rounds in its own way. Where the range of the codes begins
/// at 0, behind a matrix, saturation is a ReLU that the quantizer has taken out of the graph.
/// </remarks>
internal static class QuantizedOperators
{
    public static IEnumerable<(string Name, Func<Operation, Value[]> Run)> All =>
    [
        ("QuantizeLinear", operation => [QuantizeLinear(operation)]),
        ("DequantizeLinear", operation => [DequantizeLinear(operation)]),
        ("DynamicQuantizeLinear", operation => [operation[0], new Constant(Tensor.Of(1)), new Constant(Tensor.Of(0))]),
        ("MatMulInteger", operation => [new Varying(MatMulInteger(operation, 2, 3, null, null, null))]),
        ("MatMulIntegerToFloat", operation => [new Varying(MatMulInteger(operation, 4, 5, 2, 3, 6))]),
        ("DynamicQuantizeMatMul", operation => [new Varying(MatMulInteger(operation, null, 3, null, 2, 4))]),
        ("QLinearMatMul", operation => [QLinearMatMul(operation)]),
        ("QGemm", operation => [QGemm(operation)]),
        ("QLinearAdd", operation => [QLinearAdd(operation)]),
        ("QLinearSigmoid", operation => [Unary(operation, x => NetworkTrace.Activate(x, Activation.Sigmoid, operation.Where))]),
        ("QLinearLeakyRelu", operation => [Unary(operation, x => NetworkTrace.LeakyRelu(x, [.. Enumerable.Repeat(operation.Float("alpha", 0.01), x.Count)], false, operation.Where))]),
    ];

    private static Value QuantizeLinear(Operation operation)
    {
        Tensor? zeroPoint = operation.Has(2) ? operation.Tensor(2) : null;
        if (operation[0] is Constant constant)
        {
            (double lowest, double highest) = RangeOf(zeroPoint?.Type ?? DataType.Uint8);
            return new Constant(PerAxis(operation, constant.Tensor, (value, scale, zero) => Math.Clamp(Math.Round(value / scale, MidpointRounding.ToEven) + zero, lowest, highest))
                with
            { Type = zeroPoint?.Type ?? DataType.Uint8 });
        }

        return new Varying(Quantize(operation, operation.Signal(0), operation.Number(1), zeroPoint));
    }

    private static Value DequantizeLinear(Operation operation)
    {
        if (operation[0] is Constant constant)
        {
            return new Constant(PerAxis(operation, constant.Tensor, (value, scale, zero) => (value - zero) * scale) with { Type = DataType.Float });
        }

        double zeroPoint = operation.Has(2) ? operation.Number(2) : 0;
        double step = operation.Number(1);
        return new Varying(Dequantize(operation.Signal(0), step, zeroPoint));
    }

    private static Tensor PerAxis(Operation operation, Tensor values, Func<double, double, double, double> change)
    {
        Tensor scales = operation.Tensor(1);
        double[] zeros = operation.Has(2) ? operation.Tensor(2).Values : new double[scales.Count];
        if (scales.Texts is not null || values.Texts is not null || scales.Count != zeros.Length || scales.Count == 0)
        {
            throw new InputException("has another number of scales than of zero points");
        }

        if (scales.Count == 1)
        {
            return values.Map(value => change(value, scales.Values[0], zeros[0]));
        }

        int axis = Dimensions.Axis(operation.Int("axis", 1), values.Shape.Length);
        int inner = Dimensions.Count(values.Shape[(axis + 1)..]);
        return values.Shape[axis] != scales.Count || scales.Shape.Length != 1 ? throw new InputException("has scales in blocks, or for another number of units")
            : values with { Values = [.. values.Values.Select((value, k) => change(value, scales.Values[k / inner % scales.Count], zeros[k / inner % scales.Count]))] };
    }

    private static Signal Quantize(Operation operation, Signal x, double scale, Tensor? zeroPoint)
    {
        double zero = zeroPoint?.Values is [var only] ? only : zeroPoint is null ? 0 : throw new InputException("has more than one zero point");
        CheckStep(scale);
        (double lowest, double highest) = RangeOf(zeroPoint?.Type ?? DataType.Uint8);
        Signal held = x.Weights is not null && zero == lowest ? NetworkTrace.Clip(x, 0, (highest - lowest) * scale, operation.Where) : x;
        operation.Graph.Notes.Add("The graph is quantized: it was read back to the float network behind it, without its rounding, and without its saturation where that is no ReLU.");
        return held.Map((map, _) => map.Over(scale).Plus(zero));
    }

    private static Signal Dequantize(Signal x, double scale, double zeroPoint)
    {
        CheckStep(scale);
        return x.Map((map, _) => map.Minus(zeroPoint).Times(scale) is var whole && whole.IsNearlyIdentity ? whole with { Scale = 1, Offset = 0, Mean = 0, Deviation = 1 } : whole);
    }

    private static void CheckStep(double scale)
    {
        if (!(scale > 0) || double.IsInfinity(scale))
        {
            throw new InputException($"has a step of {scale:G6}");
        }
    }

    private static Signal MatMulInteger(Operation operation, int? inputZero, int? weightZero, int? inputScale, int? weightScale, int? bias)
    {
        Signal x = operation.Signal(0);
        double zero = inputZero is { } own && operation.Has(own) ? operation.Number(own) : 0;
        double scale = inputScale is { } step ? operation.Number(step) : 1;
        Signal product = ArithmeticOperators.Multiply(operation, x.Map((map, _) => map.Minus(zero).Times(scale)), Weights(operation, 1, weightScale, weightZero));
        return bias is { } sum && operation.Has(sum) ? AddBias(product, operation.Tensor(sum).Values) : product;
    }

    private static Varying QLinearMatMul(Operation operation)
    {
        Signal x = Dequantize(operation.Signal(0), operation.Number(1), operation.Number(2));
        Signal product = ArithmeticOperators.Multiply(operation, x, Weights(operation, 3, 4, 5));
        return new Varying(Quantize(operation, product, operation.Number(6), operation.Tensor(7)));
    }

    private static Varying QGemm(Operation operation)
    {
        operation.RequireRows();
        double alpha = operation.Float("alpha", 1);
        Signal x = Dequantize(operation.Signal(0), operation.Number(1), operation.Number(2));
        bool isTransposed = operation.Int("transB", 0) != 0;
        Signal product = ArithmeticOperators.Multiply(operation, x, Weights(operation, 3, 4, 5, isTransposed ? 0 : 1), alpha, isTransposed);
        if (operation.Has(6))
        {
            double[] steps = operation.Tensor(4).Values;
            double[] sums = operation.Tensor(6).Values;
            product = AddBias(product, [.. sums.Select((sum, j) => sum * alpha * operation.Number(1) * steps[steps.Length == 1 ? 0 : j])]);
        }

        return new Varying(operation.Has(7) ? Quantize(operation, product, operation.Number(7), operation.Has(8) ? operation.Tensor(8) : null) : product);
    }

    private static Varying QLinearAdd(Operation operation)
    {
        bool isFirst = operation[0] is Varying;
        int varying = isFirst ? 0 : 3, constant = isFirst ? 3 : 0;
        Signal x = Dequantize(operation.Signal(varying), operation.Number(varying + 1), operation.Number(varying + 2));
        Tensor summand = operation.Tensor(constant);
        (Signal signal, double[] numbers) = ArithmeticOperators.Spread(x, summand.Map(value => (value - operation.Number(constant + 2)) * operation.Number(constant + 1)));
        return new Varying(Quantize(operation, signal.Map((map, k) => map.Plus(numbers[k])), operation.Number(6), operation.Has(7) ? operation.Tensor(7) : null));
    }

    private static Varying Unary(Operation operation, Func<Signal, Signal> run)
    {
        Signal x = Dequantize(operation.Signal(0), operation.Number(1), operation.Has(2) ? operation.Number(2) : 0);
        double zero = operation.Has(4) ? operation.Number(4) : 0, scale = operation.Number(3);
        CheckStep(scale);
        return new Varying(run(x).Map((map, _) => map.Over(scale).Plus(zero)));
    }

    // What integer weights stand for; scales and zero points for each column.
    private static Tensor Weights(Operation operation, int weights, int? scale, int? zeroPoint, int axis = 1)
    {
        Tensor matrix = operation.Tensor(weights);
        double[] steps = scale is { } s ? operation.Tensor(s).Values : [1];
        double[] zeros = zeroPoint is { } z && operation.Has(z) ? operation.Tensor(z).Values : [0];
        if (matrix.Shape.Length != 2 || matrix.Texts is not null || !Fits(steps) || !Fits(zeros))
        {
            throw new InputException("has scales or zero points for another number of units");
        }

        return matrix with
        {
            Values = [.. matrix.Values.Select((value, k) =>
            {
                int unit = axis == 1 ? k % matrix.Shape[1] : k / matrix.Shape[1];
                return (value - zeros[zeros.Length == 1 ? 0 : unit]) * steps[steps.Length == 1 ? 0 : unit];
            })],
        };

        bool Fits(double[] numbers) => numbers.Length == 1 || numbers.Length == matrix.Shape[axis];
    }

    private static Signal AddBias(Signal product, double[] biases) => biases.Length == 1 || biases.Length == product.Count
        ? product.Map((map, k) => map.Plus(biases[biases.Length == 1 ? 0 : k]))
        : throw new InputException($"has {biases.Length} biases for {product.Count} units");

    private static (double Lowest, double Highest) RangeOf(DataType type) => type switch
    {
        DataType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        DataType.Uint16 => (0, ushort.MaxValue),
        DataType.Int16 => (short.MinValue, short.MaxValue),
        DataType.Int32 => (int.MinValue, int.MaxValue),
        _ => (0, byte.MaxValue),
    };
}
