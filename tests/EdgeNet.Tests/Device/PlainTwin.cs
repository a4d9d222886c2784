using System.Numerics;

namespace EdgeNet.Tests.Device;

/// <summary>
/// The plain twin of the device library: reads a model file and computes its logit as <c>FORMAT.md</c> says, word for word. It calls
/// nothing of the library and checks nothing; it is given sound files only.
/// </summary>
internal sealed class PlainTwin
{
    private readonly PlainInputs _inputs;
    private readonly PlainLayer[] _layers;
    private readonly sbyte[] _table;

    private PlainTwin(BinaryReader reader)
    {
        reader.BaseStream.Position = 12;
        int inputs = reader.ReadUInt16();
        int layers = reader.ReadByte();
        int kind = reader.ReadByte();
        int goldenVectors = reader.ReadUInt16();
        int tableLength = reader.ReadUInt16();
        LogitScale = reader.ReadSingle();
        LogitThreshold = reader.ReadInt32();
        int characters = reader.ReadByte() + reader.ReadByte() + reader.ReadByte();
        int furtherLabels = reader.ReadByte();
        reader.BaseStream.Position += 2 * characters;
        for (int k = 0; k < furtherLabels; k++)
        {
            int length = reader.ReadUInt16();
            reader.BaseStream.Position += 2 * length;
        }

        Align(reader);

        _inputs = kind == 0
            ? new PlainAffineInputs(Many(inputs, reader.ReadSingle), Many(inputs, reader.ReadSingle))
            : new PlainReadingInputs(Many(inputs, reader.ReadInt32), Many(inputs, reader.ReadInt32), Many(inputs, reader.ReadSByte));
        Align(reader);
        _layers = new PlainLayer[layers];
        int width = inputs;
        for (int l = 0; l < layers; l++)
        {
            _layers[l] = ReadLayer(reader, width, isOutput: l == layers - 1);
            width = _layers[l].Biases.Length;
        }

        _table = Many(tableLength, reader.ReadSByte);
        Golden = Many(goldenVectors, () => (Many(inputs, reader.ReadSingle), Many(width, reader.ReadInt32)));
    }

    public int Outputs => _layers[^1].Biases.Length;

    public float LogitScale { get; }

    public int LogitThreshold { get; }

    public (float[] Inputs, int[] Logits)[] Golden { get; }

    /// <summary>Codes of hidden units computed so far, and how many of them were at either end of int8: is saturation exercised?</summary>
    public (long Codes, long Saturated) Seen { get; private set; }

    public static PlainTwin Read(byte[] file)
    {
        using var reader = new BinaryReader(new MemoryStream(file));
        return new PlainTwin(reader);
    }

    public BigInteger Logit(float[] features) => Logits(features)[0];

    public BigInteger Logit(int[] readings) => Logits(readings)[0];

    public BigInteger[] Logits(float[] features) => Forward([.. features.Select((x, i) => _inputs.Code(i, x))]);

    public BigInteger[] Logits(int[] readings) => Forward([.. readings.Select((reading, i) => _inputs.Code(i, reading))]);

    /// <summary>Counts the inputs at an end, or beyond it.</summary>
    public int CountSaturated(float[] features) => features.Where((x, i) => _inputs.IsSaturated(i, x)).Count();

    /// <summary>Says whether all integers are in their declared ranges.</summary>
    public bool AreWithin(int[] readings) => readings.Select((reading, i) => _inputs.IsWithin(i, reading)).All(isWithin => isWithin);

    /// <summary>Computes what the outputs mean: probabilities, or quantities.</summary>
    public double[] Values(BigInteger[] logits)
    {
        PlainLayer output = _layers[^1];
        double[] real = [.. logits.Select(logit => (double)logit * LogitScale)];
        return output.Activation switch
        {
            4 => [1 / (1 + Math.Exp(-real[0]))],
            5 => [.. real.Select(z => 1 / real.Sum(other => Math.Exp(other - z)))],
            _ => [.. logits.Select((logit, j) => ((double)(output.Activation == 1 && logit < 0 ? 0 : logit) * output.Scales[j]) + output.Offsets[j])],
        };
    }

    /// <summary>Decides the class: of several, the first of those with the largest logit; -1 for quantities.</summary>
    public int ClassOf(BigInteger[] logits) => _layers[^1].Activation switch
    {
        4 => logits[0] >= LogitThreshold ? 1 : 0,
        5 => Array.IndexOf(logits, logits.Max()),
        _ => -1,
    };

    private BigInteger[] Forward(long[] codes)
    {
        foreach (PlainLayer layer in _layers[..^1])
        {
            codes = layer.Codes(codes, _table);
            Seen = (Seen.Codes + codes.Length, Seen.Saturated + codes.Count(code => code is -128 or 127));
        }

        return [.. _layers[^1].Accumulate(codes).Select(accumulator => (BigInteger)accumulator)];
    }

    private static PlainLayer ReadLayer(BinaryReader reader, int inputs, bool isOutput)
    {
        int units = reader.ReadUInt16();
        int activation = reader.ReadByte();
        int shift = reader.ReadByte();
        int zeroPoint = reader.ReadSByte();
        bool areNibbles = reader.ReadByte() == 1;
        reader.BaseStream.Position += 2;
        int[] biases = Many(units, reader.ReadInt32);
        int[] multipliers = Many(isOutput ? 0 : units, reader.ReadInt32);
        int[] negativeMultipliers = Many(activation == 2 ? units : 0, reader.ReadInt32);
        bool isRegression = isOutput && activation is (0 or 1);
        float[] scales = Many(isRegression ? units : 0, reader.ReadSingle);
        float[] offsets = Many(isRegression ? units : 0, reader.ReadSingle);
        sbyte[] weights = areNibbles ? Nibbles(units * inputs, reader) : Many(units * inputs, reader.ReadSByte);
        Align(reader);
        return new PlainLayer(activation, shift, zeroPoint, biases, multipliers, negativeMultipliers, weights)
        {
            Scales = scales,
            Offsets = offsets,
            AreNibbles = areNibbles,
        };
    }

    private static sbyte[] Nibbles(int count, BinaryReader reader)
    {
        byte[] pairs = reader.ReadBytes((count + 1) / 2);
        return [.. Enumerable.Range(0, count).Select(k => (pairs[k / 2] >> (k % 2 * 4)) & 15).Select(nibble => (sbyte)(nibble >= 8 ? nibble - 16 : nibble))];
    }

    private static T[] Many<T>(int count, Func<T> read)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = read();
        }

        return values;
    }

    private static void Align(BinaryReader reader)
    {
        while (reader.BaseStream.Position % 4 != 0)
        {
            reader.ReadByte();
        }
    }
}
