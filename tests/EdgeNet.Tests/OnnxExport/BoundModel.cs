using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.OnnxExport;

/// <summary>Model files at the limits of the format, by hand. Their golden vectors are not right, since nothing runs them.</summary>
internal static class BoundModel
{
    private const int Linear = 0, Softmax = 5;

    /// <summary>One input, and hidden units with an output each, whose logit is the code of the unit.</summary>
    /// <param name="activation">Of the hidden layer.</param>
    /// <param name="shift">Of the hidden layer.</param>
    /// <param name="zeroPoint">Of the hidden layer.</param>
    /// <param name="units">Of each unit the bias and the multiplier; its weight is 1 where the bias leaves room for it, else 0.</param>
    public static byte[] Make(Activation activation, int shift, int zeroPoint, (int Bias, int Multiplier)[] units)
    {
        int count = units.Length;
        var file = new ModelBytes();
        bool hasTable = activation is Activation.Tanh or Activation.Sigmoid;
        file.WriteHeader(1, 2, 1, hasTable ? 1024 : 0, 1f, 0, "bound", "0", "1", [.. Enumerable.Range(2, count - 2).Select(unit => $"{unit}")]);
        file.WriteInputs([1f], [128.5f]);
        int[] multipliers = [.. units.Select(unit => unit.Multiplier)];
        sbyte[] weights = [.. units.Select(unit => (sbyte)(Math.Abs((long)unit.Bias) <= int.MaxValue - 128 ? 1 : 0))];
        file.WriteLayer(
            (int)activation, shift, zeroPoint, [.. units.Select(unit => unit.Bias)], multipliers, activation == Activation.LeakyRelu ? [.. multipliers.Reverse()] : null, weights);
        sbyte[] identity = [.. Enumerable.Range(0, count * count).Select(k => (sbyte)(k % (count + 1) == 0 ? 1 : 0))];
        file.WriteLayer(Linear, 0, 0, new int[count], null, null, identity, [.. Enumerable.Repeat(1f, count)], new float[count]);
        if (hasTable)
        {
            file.WriteTable([.. Enumerable.Range(0, 1024).Select(k => (sbyte)Math.Round(127 * Math.Tanh((k - 512) / 128.0)))]);
        }

        file.WriteGoldenVector([0f], new int[count]);
        return file.ToFile();
    }

    /// <summary>One input and classes whose logits are the input's code, 0, or the negative of the code: most are equal to others.</summary>
    public static byte[] OfEqualClasses(int classes)
    {
        var file = new ModelBytes();
        file.WriteHeader(1, 1, 1, 0, 0.01f, 0, "equal", "0", "1", [.. Enumerable.Range(2, classes - 2).Select(unit => $"{unit}")]);
        file.WriteInputs([8f], [128.5f]);
        file.WriteLayer(Softmax, 0, 0, new int[classes], null, null, [.. Enumerable.Range(0, classes).Select(j => (sbyte)(1 - (j % 3)))]);
        file.WriteGoldenVector([0f], new int[classes]);
        return file.ToFile();
    }
}
