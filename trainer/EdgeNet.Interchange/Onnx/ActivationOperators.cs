namespace EdgeNet.Interchange.Onnx;

/// <summary>Activations, normalisation, and what training leaves in a graph.</summary>
internal static class ActivationOperators
{
    public static IEnumerable<(string Name, Func<Operation, Value[]> Run)> All =>
    [
        ("Relu", operation => [new Varying(NetworkTrace.Relu(operation.Signal(0), operation.Where))]),
        ("LeakyRelu", operation => [LeakyRelu(operation, operation.Signal(0), operation.Float("alpha", 0.01))]),
        ("PRelu", operation => [PRelu(operation)]),
        ("Sigmoid", operation => [Activate(operation, Activation.Sigmoid)]),
        ("Tanh", operation => [Activate(operation, Activation.Tanh)]),
        ("HardSigmoid", operation => [HardSigmoid(operation)]),
        ("Clip", operation => [Clip(operation)]),
        ("Max", operation => [Bound(operation, isMax: true)]),
        ("Min", operation => [Bound(operation, isMax: false)]),
        ("Softmax", operation => [Softmax(operation, isLogarithm: false)]),
        ("LogSoftmax", operation => [Softmax(operation, isLogarithm: true)]),
        ("Log", operation => [Logarithm(operation)]),
        ("Exp", operation => [Exponential(operation)]),
        ("BatchNormalization", operation => [BatchNormalization(operation)]),
        ("Dropout", operation => [operation[0], Missing.Value]),
        ("Identity", operation => [operation[0]]),
    ];

    /// <summary>An activation that another operator has swallowed.</summary>
    public static Value Fused(Operation operation, Signal x, string activation) => activation switch
    {
        "Relu" => new Varying(NetworkTrace.Relu(x, operation.Where)),
        "Tanh" => new Varying(NetworkTrace.Activate(x, Activation.Tanh, operation.Where)),
        "Sigmoid" => new Varying(NetworkTrace.Activate(x, Activation.Sigmoid, operation.Where)),
        "LeakyRelu" => LeakyRelu(operation, x, operation.Float("activation_alpha", 0.01)),
        _ => throw new InputException($"has the activation '{ShownName.Of(activation)}'; train with ReLU, leaky ReLU, tanh or sigmoid there"),
    };

    private static Varying Activate(Operation operation, Activation activation) => new(NetworkTrace.Activate(operation.Signal(0), activation, operation.Where));

    private static Varying LeakyRelu(Operation operation, Signal x, double slope) =>
        new(NetworkTrace.LeakyRelu(x, [.. Enumerable.Repeat(slope, x.Count)], isPRelu: false, operation.Where));

    private static Varying PRelu(Operation operation)
    {
        Signal x = operation.Signal(0);
        (Signal signal, double[] slopes) = ArithmeticOperators.Spread(x, operation.Tensor(1));
        return signal.Count != x.Count
            ? throw new InputException($"has slopes for {signal.Count} numbers and takes {x.Count}")
            : new Varying(NetworkTrace.LeakyRelu(signal, slopes, isPRelu: true, operation.Where));
    }

    private static Varying HardSigmoid(Operation operation)
    {
        double alpha = operation.Float("alpha", 0.2), beta = operation.Float("beta", 0.5);
        return new Varying(NetworkTrace.Clip(operation.Signal(0).Map((map, _) => map.Times(alpha).Plus(beta)), 0, 1, operation.Where));
    }

    private static Value Clip(Operation operation)
    {
        double lowest = operation.Has(1) ? operation.Number(1) : operation.Float("min", double.NegativeInfinity);
        double highest = operation.Has(2) ? operation.Number(2) : operation.Float("max", double.PositiveInfinity);
        lowest = lowest <= float.MinValue ? double.NegativeInfinity : lowest;
        highest = highest >= float.MaxValue ? double.PositiveInfinity : highest;
        return operation[0] is Constant constant
            ? new Constant(constant.Tensor.Map(value => Math.Max(lowest, Math.Min(highest, value))))
            : new Varying(NetworkTrace.Clip(operation.Signal(0), lowest, highest, operation.Where));
    }

    private static Value Bound(Operation operation, bool isMax)
    {
        if (operation.Count == 2 && operation[0] is Constant a && operation[1] is Constant b)
        {
            return new Constant(ArithmeticOperators.Combine(a.Tensor, b.Tensor, isMax ? Math.Max : Math.Min));
        }

        int constant = operation.Count == 2 && operation[0] is Constant ? 0 : 1;
        if (operation.Count != 2 || operation[constant] is not Constant { Tensor: { Texts: null, Count: > 0 } bound } || bound.Values.Any(value => value != bound.Values[0]))
        {
            throw new InputException("takes the larger or the smaller of two values; one number for all units is possible, as in ReLU");
        }

        double end = bound.Values[0];
        return new Varying(NetworkTrace.Clip(operation.Signal(1 - constant), isMax ? end : double.NegativeInfinity, isMax ? double.PositiveInfinity : end, operation.Where));
    }

    private static Varying Softmax(Operation operation, bool isLogarithm)
    {
        Signal x = operation.Signal(0);
        int rank = x.Shape.Length + (x.HasBatch ? 1 : 0);
        const int LastByDefault = 13; // before, the dimensions from the axis on were one
        int axis = Dimensions.Axis(operation.Int("axis", operation.Opset >= LastByDefault ? -1 : 1), Math.Max(rank, 1));
        int own = axis - (x.HasBatch ? 1 : 0);
        int covered = own < 0 ? 0 : operation.Opset >= LastByDefault ? x.Shape[own] : x.Shape[own..].Aggregate(1, (product, size) => product * size);
        return covered != x.Count || x.Count < 2
            ? throw new InputException($"is over {covered} of the {x.Count} numbers of an example; softmax over all classes is possible")
            : new Varying(NetworkTrace.Activate(x, Activation.Softmax, operation.Where, isLogarithm));
    }

    private static Value Logarithm(Operation operation) => operation[0] switch
    {
        Constant constant => new Constant(constant.Tensor.Map(Math.Log)),
        Varying { Signal: { IsWhole: true, From: LayerValues { Activation: Activation.Softmax, IsLogarithm: false } softmax } x } => new Varying(Again(x, softmax, isLogarithm: true)),
        _ => throw new InputException("takes the logarithm of values; that of softmax is possible"),
    };

    private static Value Exponential(Operation operation) => operation[0] switch
    {
        Constant constant => new Constant(constant.Tensor.Map(Math.Exp)),
        Varying { Signal: { IsWhole: true, From: LayerValues { Activation: Activation.Softmax, IsLogarithm: true } softmax } x } => new Varying(Again(x, softmax, isLogarithm: false)),
        _ => throw new InputException("takes the exponential of values; that of log-softmax is possible"),
    };

    private static Signal Again(Signal x, LayerValues softmax, bool isLogarithm) =>
        Signal.Of(new LayerValues(softmax.From, softmax.Weights, softmax.Biases, Activation.Softmax, softmax.Where) { IsLogarithm = isLogarithm }, x.Shape).Reshape(x.Shape, x.HasBatch);

    private static Varying BatchNormalization(Operation operation)
    {
        Signal x = operation.Signal(0);
        const int FirstWithMode = 14; // before, the results for training said it
        if (operation.Int("training_mode", 0) != 0 || (operation.Opset < FirstWithMode && operation.Outputs > 1))
        {
            throw new InputException("is in training mode; export the network after eval()");
        }

        int units = x.Shape.Length == 0 ? 1 : x.Shape[0];
        double[][] numbers = [.. Enumerable.Range(1, 4).Select(argument => operation.Tensor(argument).Values)];
        if (!x.HasBatch || numbers.Any(each => each.Length != units) || x.Count == 0)
        {
            throw new InputException($"has numbers for {numbers[0].Length} units and takes {units}");
        }

        double epsilon = operation.Float("epsilon", 1e-5);
        int each = x.Count / units;
        return new Varying(x.Map((map, k) => map.Normalized(numbers[0][k / each], numbers[1][k / each], numbers[2][k / each], numbers[3][k / each] + epsilon)));
    }
}
