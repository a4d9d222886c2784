using EdgeNet.Networks.Numerics;

namespace EdgeNet.Interchange.Onnx;

/// <summary>Matrix products, and arithmetic with constants.</summary>
internal static class ArithmeticOperators
{
    private const string Gate = "combines two values that both depend on the example, as attention, SiLU and gated layers do; train with ReLU, leaky ReLU, tanh or sigmoid instead";

    public static IEnumerable<(string Name, Func<Operation, Value[]> Run)> All =>
    [
        ("Add", operation => [Sum(operation, 1)]),
        ("Sum", SumOfMany),
        ("Sub", operation => [Sum(operation, -1)]),
        ("Mul", operation => [Product(operation)]),
        ("Div", operation => [Quotient(operation)]),
        ("Neg", operation => [operation[0] is Varying varying ? new Varying(varying.Signal.Map((map, _) => map.Times(-1))) : new Constant(operation.Tensor(0).Map(value => -value))]),
        ("MatMul", operation => [MatMul(operation)]),
        ("Gemm", operation => [Gemm(operation)]),
        ("FusedMatMul", operation => [FusedMatMul(operation)]),
        ("ReduceSum", operation => [Reduce(operation, row => row.Sum())]),
        ("ReduceMean", operation => [Reduce(operation, row => row.Average())]),
        ("ReduceL2", operation => [Reduce(operation, row => Math.Sqrt(row.Sum(value => value * value)))]),
        ("Sqrt", operation => [new Constant(operation.Tensor(0).Map(Math.Sqrt))]),
        ("Reciprocal", operation => [new Constant(operation.Tensor(0).Map(value => 1 / value))]),
        ("Pow", operation => [Power(operation)]),
    ];

    /// <summary>Multiplies a signal by a matrix as ONNX has it, (n, m), from the right.</summary>
    public static Signal Multiply(Operation operation, Signal x, Tensor matrix, double factor = 1, bool isTransposed = false, double[]? biases = null)
    {
        int[] shape = matrix.Shape;
        while (shape.Length > 2 && shape[0] == 1)
        {
            shape = shape[1..];
        }

        if (shape.Length is 0 or > 2 || matrix.Texts is not null)
        {
            throw new InputException($"multiplies by {matrix.ShapeText}, which is no matrix");
        }

        bool isVector = shape.Length == 1;
        (int rows, int columns) = isVector ? (shape[0], 1) : (shape[0], shape[1]);
        (int inputs, int units) = isTransposed ? (columns, rows) : (rows, columns);
        var weights = new Matrix<double>(units, inputs);
        for (int j = 0; j < units; j++)
        {
            for (int i = 0; i < inputs; i++)
            {
                weights[j, i] = factor * matrix.Values[isTransposed ? (j * inputs) + i : (i * units) + j];
            }
        }

        Signal product = operation.Graph.Trace.Multiply(x, weights, biases, operation.Where);
        return isVector ? product.Reshape(product.Shape[..^1], product.HasBatch) : product;
    }

    /// <summary>Spreads a signal and constants to their common dimensions.</summary>
    public static (Signal Signal, double[] Numbers) Spread(Signal signal, Tensor tensor)
    {
        if (tensor.Texts is not null)
        {
            throw new InputException("computes with texts");
        }

        int[] own = signal.HasBatch ? [1, .. signal.Shape] : signal.Shape;
        int[] shape = Dimensions.Broadcast(own, tensor.Shape);
        if (signal.HasBatch && (shape.Length != own.Length || shape[0] != 1))
        {
            throw new InputException($"combines {Dimensions.Text(own)} numbers of an example with constants of {tensor.ShapeText}");
        }

        int[] sources = Dimensions.Sources(tensor.Shape, shape);
        double[] numbers = [.. sources.Select(source => tensor.Values[source])];
        if (shape.SequenceEqual(own))
        {
            return (signal, numbers);
        }

        return (signal.Select(Dimensions.Sources(own, shape), signal.HasBatch ? shape[1..] : shape), numbers);
    }

    /// <summary>Combines constants number by number.</summary>
    public static Tensor Combine(Tensor left, Tensor right, Func<double, double, double> combine)
    {
        if (left.Texts is not null || right.Texts is not null)
        {
            throw new InputException("computes with texts");
        }

        int[] shape = Dimensions.Broadcast(left.Shape, right.Shape);
        int[] lefts = Dimensions.Sources(left.Shape, shape);
        int[] rights = Dimensions.Sources(right.Shape, shape);
        return left with { Shape = shape, Values = [.. lefts.Select((source, k) => combine(left.Values[source], right.Values[rights[k]]))] };
    }

    private static Value Sum(Operation operation, double sign) => Sum(operation[0], operation[1], sign);

    private static Value Sum(Value left, Value right, double sign)
    {
        switch (left, right)
        {
            case (Constant a, Constant b):
                return new Constant(Combine(a.Tensor, b.Tensor, (x, y) => x + (sign * y)));
            case (Varying x, Constant c):
                (Signal signal, double[] numbers) = Spread(x.Signal, c.Tensor);
                return new Varying(AddConstants(signal, numbers, sign));
            case (Constant c, Varying x):
                (signal, numbers) = Spread(x.Signal, c.Tensor);
                return new Varying(AddConstants(sign < 0 ? signal.Map((map, _) => map.Times(-1)) : signal, numbers, 1));
            case (Varying x, Varying y) when x.Signal.Shape.SequenceEqual(y.Signal.Shape):
                return new Varying(NetworkTrace.Add(x.Signal, y.Signal, sign));
            default:
                throw new InputException("adds values that do not fit, or the number of a class");
        }
    }

    // A sum right behind a matrix is its bias.
    private static Signal AddConstants(Signal x, double[] numbers, double sign)
    {
        bool isBias = x.Weights is { } weights && weights.Rows == x.Count && x.Maps.All(map => map.IsIdentity) && x.Rows.Index().All(row => row.Item == row.Index);
        return !isBias ? x.Map((map, k) => sign > 0 ? map.Plus(numbers[k]) : map.Minus(numbers[k])) : new Signal
        {
            From = x.From, Weights = x.Weights, Biases = [.. x.Biases!.Select((bias, k) => bias + (sign * numbers[k]))],
            Rows = x.Rows, Maps = x.Maps, Shape = x.Shape, HasBatch = x.HasBatch,
        };
    }

    private static Value[] SumOfMany(Operation operation)
    {
        Value sum = operation[0];
        for (int k = 1; k < operation.Count; k++)
        {
            sum = Sum(sum, operation[k], 1);
        }

        return [sum];
    }

    private static Value Product(Operation operation)
    {
        switch (operation[0], operation[1])
        {
            case (Constant a, Constant b):
                return new Constant(Combine(a.Tensor, b.Tensor, (x, y) => x * y));
            case (Varying x, Constant c):
                return Times(x.Signal, c.Tensor);
            case (Constant c, Varying x):
                return Times(x.Signal, c.Tensor);
            default:
                throw new InputException(Gate);
        }

        static Varying Times(Signal x, Tensor tensor)
        {
            (Signal signal, double[] numbers) = Spread(x, tensor);
            return new Varying(signal.Map((map, k) => map.Times(numbers[k])));
        }
    }

    private static Value Quotient(Operation operation)
    {
        switch (operation[0], operation[1])
        {
            case (Constant a, Constant b):
                return new Constant(Combine(a.Tensor, b.Tensor, (x, y) => a.Tensor.IsInteger ? y == 0 ? throw new InputException("divides a whole number by 0") : Math.Truncate(x / y) : x / y));
            case (Varying x, Constant c):
                (Signal signal, double[] numbers) = Spread(x.Signal, c.Tensor);
                return numbers.Contains(0) ? throw new InputException("divides by 0") : new Varying(signal.Map((map, k) => map.Over(numbers[k])));
            default:
                throw new InputException(Gate);
        }
    }

    private static Value Power(Operation operation) => operation[0] is Varying x && operation[1] is Constant { Tensor: { Count: 1 } one } && one.Values[0] == 1
        ? x
        : new Constant(Combine(operation.Tensor(0), operation.Tensor(1), Math.Pow));

    // Of constants, such as the norms of weights.
    private static Constant Reduce(Operation operation, Func<IEnumerable<double>, double> reduce)
    {
        if (operation[0] is not Constant { Tensor: { Texts: null } tensor })
        {
            throw new InputException("computes with all numbers of an example, as a mean or a norm of each row does; scale each column instead, or use batch normalisation");
        }

        bool[] isGone = new bool[tensor.Shape.Length];
        foreach (int axis in operation.Axes(1) ?? [.. Enumerable.Range(0, isGone.Length)])
        {
            isGone[Dimensions.Axis(axis, isGone.Length)] = true;
        }

        int[] kept = [.. tensor.Shape.Select((size, d) => isGone[d] ? 1 : size)];
        int[] order = [.. Enumerable.Range(0, isGone.Length).OrderBy(d => isGone[d])];
        int[] sources = Dimensions.Transpose(tensor.Shape, order).Sources;
        int count = Dimensions.Count(kept), each = count == 0 ? 0 : sources.Length / count;
        int[] shape = operation.Int("keepdims", 1) != 0 ? kept : [.. kept.Where((_, d) => !isGone[d])];
        return each == 0 ? throw new InputException("has no number") : new Constant(tensor with { Shape = shape, Values = [.. sources.Chunk(each).Select(row => reduce(row.Select(source => tensor.Values[source])))] });
    }

    private static Value MatMul(Operation operation)
    {
        switch (operation[0], operation[1])
        {
            case (Varying x, Constant matrix):
                return new Varying(Multiply(operation, x.Signal, matrix.Tensor));
            case (Constant matrix, Varying { Signal: { HasBatch: false } x }) when matrix.Tensor.Shape.Length == 2 && (x.Shape.Length == 1 || (x.Shape.Length == 2 && x.Shape[1] == 1)):
                Signal column = Multiply(operation, x.Reshape([x.Count], hasBatch: false), matrix.Tensor, isTransposed: true);
                return new Varying(x.Shape.Length == 1 ? column : column.Reshape([column.Count, 1], hasBatch: false));
            case (Constant, Varying):
                throw new InputException("has the weights on the left and the examples in columns; export the network with an example in each row");
            case (Constant a, Constant b):
                return new Constant(Multiply(operation, a.Tensor, b.Tensor));
            default:
                throw new InputException(Gate);
        }
    }

    private static Tensor Multiply(Operation operation, Tensor a, Tensor b)
    {
        if (a.Shape.Length == 1 || b.Shape.Length == 1)
        {
            Tensor product = Multiply(operation, a.Shape.Length == 1 ? a with { Shape = [1, a.Count] } : a, b.Shape.Length == 1 ? b with { Shape = [b.Count, 1] } : b);
            return product with { Shape = [.. a.Shape[..^1], .. b.Shape.Skip(1)] };
        }

        if (a.Shape.Length != 2 || b.Shape.Length != 2 || a.Shape[1] != b.Shape[0])
        {
            throw new InputException($"multiplies constants of {a.ShapeText} and {b.ShapeText}");
        }

        (int rows, int inner, int columns) = (a.Shape[0], a.Shape[1], b.Shape[1]);
        Signal.CheckSize((long)rows * columns);
        operation.Graph.Trace.SpendProducts((long)rows * inner * columns);
        var values = new double[rows * columns];
        for (int r = 0; r < rows; r++)
        {
            for (int k = 0; k < inner; k++)
            {
                double factor = a.Values[(r * inner) + k];
                for (int c = 0; c < columns; c++)
                {
                    values[(r * columns) + c] += factor * b.Values[(k * columns) + c];
                }
            }
        }

        return a with { Shape = [rows, columns], Values = values };
    }

    private static Value Gemm(Operation operation)
    {
        operation.RequireRows();
        double alpha = operation.Float("alpha", 1);
        double beta = operation.Float("beta", 1);
        Signal product = Multiply(operation, operation.Signal(0), operation.Tensor(1), alpha, operation.Int("transB", 0) != 0);
        Value sum = !operation.Has(2) ? new Varying(product)
            : operation[2] is Constant c ? Sum(new Varying(product), new Constant(beta == 1 ? c.Tensor : c.Tensor.Map(value => beta * value)), 1)
            : Sum(new Varying(product), new Varying(operation.Signal(2).Map((map, _) => map.Times(beta))), 1);
        return operation.Text("activation", string.Empty) is { Length: > 0 } activation
            ? ActivationOperators.Fused(operation, ((Varying)sum).Signal, activation)
            : sum;
    }

    private static Varying FusedMatMul(Operation operation)
    {
        operation.RequireRows();
        return new Varying(Multiply(operation, operation.Signal(0), operation.Tensor(1), operation.Float("alpha", 1), operation.Int("transB", 0) != 0));
    }
}
