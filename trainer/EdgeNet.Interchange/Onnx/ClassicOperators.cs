using System.Globalization;

namespace EdgeNet.Interchange.Onnx;

/// <summary>The operators of <c>ai.onnx.ml</c> that scikit-learn's converter writes for scalers, linear models and MLPs, and what picks and names a class.</summary>
internal static class ClassicOperators
{
    public static IEnumerable<(string Name, Func<Operation, Value[]> Run)> All =>
    [
        ("Scaler", operation => [Scaler(operation)]),
        ("LinearClassifier", LinearClassifier),
        ("LinearRegressor", operation => [LinearRegressor(operation)]),
        ("Normalizer", operation => [Normalizer(operation)]),
        ("ZipMap", operation => [ZipMap(operation)]),
        ("ArgMax", operation => [ArgMax(operation)]),
        ("ArrayFeatureExtractor", operation => [ArrayFeatureExtractor(operation)]),
        ("LabelEncoder", operation => [LabelEncoder(operation)]),
        ("FeatureVectorizer", operation => [FeatureVectorizer(operation)]),
        ("Less", operation => [Compare(operation, isLess: true)]),
        ("Greater", operation => [Compare(operation, isLess: false)]),
        ("Where", operation => [Where(operation)]),
    ];

    private static Varying Scaler(Operation operation)
    {
        Signal x = operation.Signal(0);
        double[] offsets = operation.Floats("offset"), scales = operation.Floats("scale");
        return !Fits(offsets) || !Fits(scales) ? throw new InputException($"has {offsets.Length} offsets and {scales.Length} scales for {x.Count} numbers")
            : new Varying(x.Map((map, k) => map.Minus(At(offsets, k, 0)).Times(At(scales, k, 1))));

        bool Fits(double[] numbers) => numbers.Length is 0 or 1 || numbers.Length == x.Count;
    }

    private static double At(double[] numbers, int k, double missing) => numbers.Length == 0 ? missing : numbers[numbers.Length == 1 ? 0 : k];

    private static (Signal Logits, int Rows) Linear(Operation operation, string sums)
    {
        Signal x = operation.Signal(0);
        double[] coefficients = operation.Floats("coefficients");
        double[] intercepts = operation.Floats(sums);
        int rows = x.Count == 0 ? 0 : coefficients.Length / x.Count;
        if (rows == 0 || rows * x.Count != coefficients.Length || (intercepts.Length > 0 && intercepts.Length != rows))
        {
            throw new InputException($"has {coefficients.Length} coefficients and {intercepts.Length} intercepts for {x.Count} numbers");
        }

        return (ArithmeticOperators.Multiply(operation, x.Reshape([x.Count], x.HasBatch), new Tensor([rows, x.Count], coefficients), isTransposed: true, biases: intercepts.Length == 0 ? null : intercepts), rows);
    }

    private static Choice ArgMax(Operation operation)
    {
        Signal x = operation.Signal(0);
        int axis = Dimensions.Axis(operation.Int("axis", 0), x.Shape.Length + (x.HasBatch ? 1 : 0)) - (x.HasBatch ? 1 : 0);
        return axis >= 0 && x.Shape[axis] == x.Count && x.Count > 1 ? new Choice(x, operation.Graph.Labels)
            : throw new InputException("picks the largest along another dimension than that of the classes; export the network without it");
    }

    private static Value[] LinearClassifier(Operation operation)
    {
        (Signal logits, int rows) = Linear(operation, "intercepts");
        string[]? labels = operation.Names("classlabels_strings", "classlabels_ints");
        if (labels is not null)
        {
            operation.Graph.Labels = labels;
        }

        string post = operation.Text("post_transform", "NONE");
        Signal scores = post switch
        {
            "NONE" => logits,
            "SOFTMAX" when rows > 1 => NetworkTrace.Activate(logits, Activation.Softmax, operation.Where),
            "LOGISTIC" when rows == 1 || (rows == 2 && AreOpposite(logits)) => TwoProbabilities(logits.Select([rows - 1], [1]), operation.Where),
            "LOGISTIC" => NetworkTrace.Activate(logits, Activation.Sigmoid, operation.Where),
            _ => throw new InputException($"ends with {ShownName.Of(post)}; NONE, SOFTMAX and LOGISTIC are possible"),
        };
        return [new Choice(scores, operation.Graph.Labels), new Varying(scores)];
    }

    private static bool AreOpposite(Signal logits) =>
        logits.Biases![0] == -logits.Biases[1] && Enumerable.Range(0, logits.Weights!.Columns).All(i => logits.Weights[0, i] == -logits.Weights[1, i]);

    private static Signal TwoProbabilities(Signal logit, string where)
    {
        Signal p = NetworkTrace.Activate(logit, Activation.Sigmoid, where);
        return p.Select([0, 0], [2]).Map((map, k) => k == 0 ? map.Times(-1).Plus(1) : map);
    }

    private static Varying LinearRegressor(Operation operation)
    {
        string post = operation.Text("post_transform", "NONE");
        return post == "NONE" ? new Varying(Linear(operation, "intercepts").Logits) : throw new InputException($"ends with {ShownName.Of(post)}; NONE is possible");
    }

    // Probabilities add up to 1 already.
    private static Varying Normalizer(Operation operation)
    {
        Signal x = operation.Signal(0);
        bool isOfOne = x.From is LayerValues { Activation: Activation.Softmax, IsLogarithm: false } && x.IsWhole;
        bool isOfTwo = x is { Weights: null, Count: 2, From: LayerValues { Activation: Activation.Sigmoid, Count: 1 } } && x.Maps[0].Scale == -1 && x.Maps[0].Offset == 1 && x.Maps[1].IsIdentity;
        if (operation.Text("norm", "MAX") == "L1" && (isOfOne || isOfTwo))
        {
            return new Varying(x);
        }

        throw new InputException(x.From is InputValues
            ? "divides each row by its own norm, which the integers of the device have not; scale each column instead, as StandardScaler does"
            : "divides the probabilities of one-versus-rest classifiers by their sum, which is no softmax; train with multi_class='multinomial', or an MLPClassifier");
    }

    private static Value ZipMap(Operation operation)
    {
        operation.Graph.Labels = operation.Names("classlabels_strings", "classlabels_int64s") ?? operation.Graph.Labels;
        return operation[0];
    }

    private static Value ArrayFeatureExtractor(Operation operation)
    {
        switch (operation[0], operation[1])
        {
            case (Constant { Tensor: var labels }, Choice choice):
                operation.Graph.Labels = labels.Texts ?? [.. labels.Values.Select(value => value.ToString(CultureInfo.InvariantCulture))];
                return new Choice(choice.Scores, operation.Graph.Labels);
            case (Varying { Signal: var x }, Constant { Tensor: var indices }) when x.Shape.Length > 0:
                (int[] sources, int[] shape) = Dimensions.Pick(x.Shape, x.Shape.Length - 1, indices.ToIntegers(), [indices.Count]);
                return new Varying(x.Select(sources, shape));
            default:
                throw new InputException("picks by numbers that depend on the example");
        }
    }

    private static Value LabelEncoder(Operation operation)
    {
        if (operation[0] is not Choice choice)
        {
            throw new InputException("turns texts of the input into numbers; give the network numbers");
        }

        string[]? keys = operation.Names("keys_strings", "keys_int64s");
        string[]? values = operation.Names("values_strings", "values_int64s") ?? operation.Names("classes_strings", "classes_int64s");
        int count = choice.Labels?.Count ?? choice.Scores.Count;
        string[] own = [.. choice.Labels ?? [.. Enumerable.Range(0, count).Select(k => k.ToString(CultureInfo.InvariantCulture))]];
        string[]? labels = values is null ? null : keys is null ? values
            : [.. own.Select(label => Array.IndexOf(keys, label) is >= 0 and var at && at < values.Length ? values[at] : label)];
        operation.Graph.Labels = labels ?? operation.Graph.Labels;
        return choice with { Labels = operation.Graph.Labels };
    }

    private static Varying FeatureVectorizer(Operation operation)
    {
        Signal[] parts = [.. Enumerable.Range(0, operation.Count).Select(operation.Signal)];
        return new Varying(NetworkTrace.Join(parts, [parts.Sum(part => part.Count)]));
    }

    private static Comparison Compare(Operation operation, bool isLess)
    {
        (int varying, int constant) = operation[0] is Varying ? (0, 1) : (1, 0);
        Signal x = operation.Signal(varying);
        (Signal signal, double[] fences) = ArithmeticOperators.Spread(x, operation.Tensor(constant));
        return x.Weights is null && x.From is InputValues && signal.Count == x.Count
            ? new Comparison(x, fences, isLess == (varying == 0))
            : throw new InputException("compares values inside the network, which a chain of layers cannot do");
    }

    // Inputs beyond a fence that count as an end.
    private static Varying Where(Operation operation)
    {
        if (operation[0] is not Comparison condition || operation[2] is not Varying { Signal: { Weights: null, From: InputValues inputs } x } || operation[1] is not Constant end
            || condition.Signal.From != inputs || !condition.Signal.Rows.SequenceEqual(x.Rows) || !x.Maps.All(map => map.IsIdentity))
        {
            throw new InputException("chooses between values by the data, which a chain of layers cannot do");
        }

        double[] ends = ArithmeticOperators.Spread(x, end.Tensor).Numbers;
        return ends.Length != x.Count ? throw new InputException("takes the place of inputs by numbers that do not fit")
            : new Varying(x.Map((map, k) =>
            {
                InputHold hold = condition.IsBelow
                    ? InputHold.None with { LowFence = condition.Fences[k], Lowest = ends[k] }
                    : InputHold.None with { HighFence = condition.Fences[k], Highest = ends[k] };
                return map with { Hold = map.Hold?.Then(hold) ?? hold };
            }));
    }
}
