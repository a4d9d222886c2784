using System.Text.Json;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Interchange.Keras;

/// <summary>What each layer of Keras computes.</summary>
internal static class KerasLayers
{
    /// <summary>Applies a layer.</summary>
    /// <exception cref="InputException">The layer is no part of a dense network; the message goes behind its name.</exception>
    public static Signal Apply(KerasLayer layer, Signal x, NetworkTrace trace, bool isKeras3) => layer.Kind switch
    {
        "Dense" => Activate(layer, Dense(layer, x, trace), layer.Find("activation"), isKeras3),
        "Activation" => Activate(layer, x, layer.Find("activation"), isKeras3),
        "BatchNormalization" => BatchNormalization(layer, x),
        "ReLU" => Relu(layer, x),
        "LeakyReLU" => Leaky(layer, x, layer.OptionalNumber("negative_slope") ?? layer.Number("alpha", 0.3)),
        "PReLU" => PRelu(layer, x),
        "Softmax" => Softmax(layer, x, isLogarithm: false),
        "Normalization" => Normalization(layer, x),
        "Rescaling" => Rescaling(layer, x),
        "Flatten" => layer.Text("data_format") is "channels_first" && x.Shape.Length > 1 ? throw new InputException("flattens channels first; leave data_format out") : x.Reshape([x.Count]),
        "Reshape" => Reshape(layer, x),
        "InputLayer" or "Dropout" or "GaussianNoise" or "GaussianDropout" or "AlphaDropout" or "SpatialDropout1D" or "ActivityRegularization" => x,
        _ => throw new InputException($"is no part of a dense network; {AdviceFor(layer.Kind)}"),
    };

    private static string AdviceFor(string kind) => kind switch
    {
        "LSTM" or "GRU" or "SimpleRNN" or "Bidirectional" or "TimeDistributed" => "use features of a window of readings, which EdgeNet's streams compute on the device",
        "Conv1D" or "Conv2D" or "DepthwiseConv2D" or "SeparableConv2D" or "MaxPooling1D" or "MaxPooling2D" or "AveragePooling2D" or "GlobalAveragePooling1D" or "GlobalAveragePooling2D" =>
            "flatten the input and use dense layers, or train on features of it",
        "LayerNormalization" or "GroupNormalization" or "UnitNormalization" => "it needs the mean of each example; use batch normalisation, which costs the device nothing",
        "Sequential" or "Functional" or "Model" => "put the layers of the inner model into the outer one",
        "Concatenate" or "Add" or "Multiply" or "Average" => "train the network as a single line of layers",
        "ELU" => "train with ReLU, LeakyReLU, tanh or sigmoid there",
        _ => "build the model of dense layers and activations, and save that",
    };

    private static Signal Dense(KerasLayer layer, Signal x, NetworkTrace trace)
    {
        int units = (int)Math.Clamp(layer.Number("units", 0), 0, Signal.MaxCount);
        int inputs = x.Shape.Length == 0 ? 1 : x.Shape[^1];
        double[] kernel = layer.Variable("kernel", 0, inputs, units);
        double[]? biases = layer.Flag("use_bias", true) ? layer.Variable("bias", 1, units) : null;
        Signal.CheckSize((long)units * inputs);
        var weights = new Matrix<double>(units, inputs);
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < units; j++)
            {
                weights[j, i] = kernel[(i * units) + j];
            }
        }

        return trace.Multiply(x, weights, biases, layer.Where);
    }

    private static Signal Activate(KerasLayer layer, Signal x, JsonElement? activation, bool isKeras3)
    {
        string name = activation switch
        {
            null => "linear",
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { ValueKind: JsonValueKind.Object } value when value.TryGetProperty("config", out JsonElement config) && config.ValueKind == JsonValueKind.String => config.GetString()!,
            { ValueKind: JsonValueKind.Object } value when value.TryGetProperty("class_name", out JsonElement kind) && value.TryGetProperty("config", out JsonElement config) && kind.GetString() is "ReLU" or "LeakyReLU" or "Softmax" =>
                throw new InputException("has another layer as its activation; put that layer behind it"),
            _ => throw new InputException("has an activation of an unknown kind"),
        };
        string where = layer.Where;
        return name switch
        {
            "linear" => x,
            "relu" => NetworkTrace.Relu(x, where),
            "relu6" => NetworkTrace.Clip(x, 0, 6, where),
            "leaky_relu" => Leaky(layer, x, 0.2),
            "tanh" => NetworkTrace.Activate(x, Activation.Tanh, where),
            "sigmoid" => NetworkTrace.Activate(x, Activation.Sigmoid, where),
            "hard_sigmoid" => NetworkTrace.Clip(x.Map((map, _) => map.Times(isKeras3 ? 1.0 / 6 : 0.2).Plus(0.5)), 0, 1, where),
            "hard_tanh" => NetworkTrace.Clip(x, -1, 1, where),
            "softmax" => Softmax(layer, x, isLogarithm: false),
            "log_softmax" => Softmax(layer, x, isLogarithm: true),
            _ => throw new InputException($"has the activation '{ShownName.Of(name)}'; train with relu, leaky_relu, tanh or sigmoid there"),
        };
    }

    private static Signal Softmax(KerasLayer layer, Signal x, bool isLogarithm) => x.Count < 2 || x.Shape[^1] != x.Count
        ? throw new InputException($"is softmax over {(x.Shape.Length == 0 ? 1 : x.Shape[^1])} of {x.Count} numbers; two classes or more, and all of them, are possible")
        : layer.Kind == "Softmax" && layer.Find("axis") is { ValueKind: JsonValueKind.Number } axis && axis.GetDouble() != -1 && axis.GetDouble() != x.Shape.Length ? throw new InputException("is softmax over another dimension than the last")
        : NetworkTrace.Activate(x, Activation.Softmax, layer.Where, isLogarithm);

    private static Signal BatchNormalization(KerasLayer layer, Signal x)
    {
        int units = x.Shape[^1];
        double axis = layer.Numbers("axis") is [var only] ? only : -1;
        if (axis != -1 && axis != x.Shape.Length)
        {
            throw new InputException("normalises another dimension than the last");
        }

        bool scales = layer.Flag("scale", true), centers = layer.Flag("center", true);
        int place = 0;
        double[] gamma = scales ? layer.Variable("gamma", place++, units) : [.. Enumerable.Repeat(1.0, units)];
        double[] beta = centers ? layer.Variable("beta", place++, units) : new double[units];
        double[] means = layer.Variable("moving_mean", place++, units);
        double[] variances = layer.Variable("moving_variance", place, units);
        double epsilon = layer.Number("epsilon", 1e-3);
        return x.Map((map, k) => map.Normalized(gamma[k % units], beta[k % units], means[k % units], variances[k % units] + epsilon));
    }

    private static Signal Relu(KerasLayer layer, Signal x)
    {
        double highest = layer.OptionalNumber("max_value") ?? double.PositiveInfinity;
        double slope = layer.Number("negative_slope", 0);
        return layer.Number("threshold", 0) != 0 ? throw new InputException("has a threshold, at which it jumps; use ReLU without one")
            : slope == 0 ? NetworkTrace.Clip(x, 0, highest, layer.Where)
            : double.IsInfinity(highest) ? Leaky(layer, x, slope)
            : throw new InputException("has both a slope and a ceiling; use one of them");
    }

    private static Signal Leaky(KerasLayer layer, Signal x, double slope) => NetworkTrace.LeakyRelu(x, [.. Enumerable.Repeat(slope, x.Count)], isPRelu: false, layer.Where);

    private static Signal PRelu(KerasLayer layer, Signal x)
    {
        KerasVariable? alpha = layer.Variables.Count > 0 ? layer.Variables[0] : null;
        int[] shape = alpha?.Shape ?? throw new InputException("has no slopes in the file; save the model again, weights and all");
        int[] sources = Dimensions.Broadcast(shape, x.Shape).SequenceEqual(x.Shape) ? Dimensions.Sources(shape, x.Shape) : throw new InputException($"has slopes for {Dimensions.Text(shape)} numbers and takes {Dimensions.Text(x.Shape)}");
        return NetworkTrace.LeakyRelu(x, [.. sources.Select(source => alpha.Values[source])], isPRelu: true, layer.Where);
    }

    // (x - mean) / max(√variance, 1e-7), over the last dimension.
    private static Signal Normalization(KerasLayer layer, Signal x)
    {
        const double LeastDeviation = 1e-7;
        int units = x.Shape.Length == 0 ? 1 : x.Shape[^1];
        double[] means = Fit(layer.Numbers("mean") ?? Any("mean", 0));
        double[] variances = Fit(layer.Numbers("variance") ?? Any("variance", 1));
        bool isLast = layer.Numbers("axis") is null or [-1] || (layer.Numbers("axis") is [var axis] && axis == x.Shape.Length);
        if (!isLast && variances.Length > 1)
        {
            throw new InputException("normalises another dimension than the last");
        }

        bool isInverse = layer.Flag("invert", false);
        return x.Map((map, k) =>
        {
            double mean = means[means.Length == 1 ? 0 : k % units], deviation = Math.Max(Math.Sqrt(variances[variances.Length == 1 ? 0 : k % units]), LeastDeviation);
            return isInverse ? map.Times(deviation).Plus(mean) : map.Minus(mean).Over(deviation);
        });

        double[] Any(string name, int place) => layer.Variables.FirstOrDefault(each => each.Name == name)?.Values ?? (layer.Variables.Count > place ? layer.Variables[place].Values : throw new InputException($"has no {name}; call adapt before the model is saved"));

        double[] Fit(double[] numbers) => numbers.Length == 1 || numbers.Length == units ? numbers : throw new InputException($"has numbers for {numbers.Length} inputs and takes {units}");
    }

    private static Signal Rescaling(KerasLayer layer, Signal x)
    {
        double[] scales = layer.Numbers("scale") ?? [1], offsets = layer.Numbers("offset") ?? [0];
        int units = x.Shape.Length == 0 ? 1 : x.Shape[^1];
        return (scales.Length != 1 && scales.Length != units) || (offsets.Length != 1 && offsets.Length != units) ? throw new InputException($"has numbers for {scales.Length} inputs and takes {units}")
            : x.Map((map, k) => map.Times(scales[scales.Length == 1 ? 0 : k % units]).Plus(offsets[offsets.Length == 1 ? 0 : k % units]));
    }

    private static Signal Reshape(KerasLayer layer, Signal x)
    {
        int[] shape = [.. (layer.Numbers("target_shape") ?? [-1]).Select(size => (int)size)];
        int others = shape.Where(size => size != -1).Aggregate(1, (product, size) => product * size);
        int[] filled = [.. shape.Select(size => size == -1 && others > 0 ? x.Count / others : size)];
        return Dimensions.Count(filled) == x.Count ? x.Reshape(filled) : throw new InputException($"gives {x.Count} numbers the dimensions {Dimensions.Text(shape)}");
    }
}
