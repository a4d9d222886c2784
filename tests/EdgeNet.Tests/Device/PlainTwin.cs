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
        reader.ReadByte();
        reader.BaseStream.Position += 2 * characters;
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
        Golden = Many(goldenVectors, () => (Many(inputs, reader.ReadSingle), reader.ReadInt32()));
    }

    public float LogitScale { get; }

    public int LogitThreshold { get; }

    public (float[] Inputs, int Logit)[] Golden { get; }

    /// <summary>Codes of hidden units computed so far, and how many of them were at either end of int8: is saturation exercised?</summary>
    public (long Codes, long Saturated) Seen { get; private set; }

    public static PlainTwin Read(byte[] file)
    {
        using var reader = new BinaryReader(new MemoryStream(file));
        return new PlainTwin(reader);
    }

    public BigInteger Logit(float[] features) => Forward([.. features.Select((x, i) => _inputs.Code(i, x))]);

    public BigInteger Logit(int[] readings) => Forward([.. readings.Select((reading, i) => _inputs.Code(i, reading))]);

    private BigInteger Forward(long[] codes)
    {
        foreach (PlainLayer layer in _layers[..^1])
        {
            codes = layer.Codes(codes, _table);
            Seen = (Seen.Codes + codes.Length, Seen.Saturated + codes.Count(code => code is -128 or 127));
        }

        return _layers[^1].Accumulate(codes)[0];
    }

    private static PlainLayer ReadLayer(BinaryReader reader, int inputs, bool isOutput)
    {
        int units = reader.ReadUInt16();
        int activation = reader.ReadByte();
        int shift = reader.ReadByte();
        int zeroPoint = reader.ReadSByte();
        reader.BaseStream.Position += 3;
        int[] biases = Many(units, reader.ReadInt32);
        int[] multipliers = Many(isOutput ? 0 : units, reader.ReadInt32);
        int[] negativeMultipliers = Many(activation == 2 ? units : 0, reader.ReadInt32);
        sbyte[] weights = Many(units * inputs, reader.ReadSByte);
        Align(reader);
        return new PlainLayer(activation, shift, zeroPoint, biases, multipliers, negativeMultipliers, weights);
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
