using System.Numerics.Tensors;
using System.Text;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Export;

/// <summary>The names and ranges of inputs in a model file. The device skips them, so they are read here.</summary>
internal static class ModelInputs
{
    private const int MostShown = 40;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Takes names and ranges from the training part; values that are no readings, such as error codes, are in no range.</summary>
    /// <param name="train">The training examples, raw, at least one.</param>
    /// <returns>n[0] inputs.</returns>
    /// <exception cref="InputException">A name is too long for the file.</exception>
    public static IReadOnlyList<ModelInput> Of(Dataset train)
    {
        foreach (string name in train.FeatureNames)
        {
            if (Encoding.UTF8.GetByteCount(name) > ushort.MaxValue)
            {
                throw new InputException($"The name of the column '{name[..MostShown]}…' has more than {ushort.MaxValue:N0} bytes, the most that a model file has room for; give it a shorter one.");
            }
        }

        return [.. train.FeatureNames.Select((name, i) => Of(name, train.Features.Row(i), train.Origin.Far?[i]))];
    }

    private static ModelInput Of(string name, ReadOnlySpan<float> values, FarValues? far)
    {
        values = MissingFills.Known(values) is { Length: > 0 } known ? known : [0f];
        float[] near = far is null ? [] : Array.FindAll(values.ToArray(), value => !far.Contains(value));
        values = near.Length > 0 ? near : values;
        return new ModelInput(name, TensorPrimitives.Min(values), TensorPrimitives.Max(values));
    }

    /// <summary>Reads names and ranges from a model file.</summary>
    /// <param name="file">The bytes of an <c>.edgenet</c> file, which the device library has checked.</param>
    /// <param name="count">n[0].</param>
    /// <returns>n[0] inputs, or null where the file has none.</returns>
    /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
    public static IReadOnlyList<ModelInput>? Read(byte[] file, int count)
    {
        int footer = file.Length - ModelFormat.CrcLength - ModelFormat.InputsFooterLength;
        int end = footer - (sizeof(int) * SealSection.WordsIn(file));
        int start = BitConverter.ToUInt16(file, ModelFormat.StreamOffset - sizeof(ushort)) < ModelFormat.Version ? end : footer - (sizeof(int) * BitConverter.ToInt32(file, footer));
        if (start == end)
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(file, start, end - start));
        try
        {
            float[] lowest = ReadRange(reader, count);
            float[] highest = ReadRange(reader, count);
            var inputs = new ModelInput[count];
            for (int i = 0; i < count; i++)
            {
                if (!float.IsFinite(lowest[i]) || !float.IsFinite(highest[i]) || lowest[i] > highest[i])
                {
                    throw new ModelFormatException(ModelFormatError.ScaleOutOfRange, $"The range of input {i + 1} in training is impossible.");
                }

                inputs[i] = new ModelInput(ReadName(reader, i), lowest[i], highest[i]);
            }

            Stream stream = reader.BaseStream;
            return stream.Length - stream.Position < sizeof(int) && reader.ReadBytes(sizeof(int)).All(padding => padding == 0)
                ? inputs
                : throw new ModelFormatException(ModelFormatError.ImpossibleShape, "Bytes follow the names of the inputs.");
        }
        catch (EndOfStreamException)
        {
            throw new ModelFormatException(ModelFormatError.Truncated, "The model ends in the middle of the names of its inputs.");
        }
    }

    /// <summary>Bytes of names and ranges in a sound model file; 0 where it has none.</summary>
    /// <param name="file">The bytes of an <c>.edgenet</c> file.</param>
    /// <returns>0 or more.</returns>
    public static int BytesIn(byte[] file)
    {
        return BitConverter.ToUInt16(file, ModelFormat.StreamOffset - sizeof(ushort)) < ModelFormat.Version
            ? 0
            : ModelFormat.InputsFooterLength + (sizeof(int) * (BitConverter.ToInt32(file, file.Length - ModelFormat.CrcLength - ModelFormat.InputsFooterLength) - SealSection.WordsIn(file)));
    }

    /// <summary>Counts the examples with an input outside the range in training.</summary>
    /// <param name="inputs">n[0] inputs.</param>
    /// <param name="features">X, shape (n[0], m), raw.</param>
    /// <returns>0 to m.</returns>
    public static int CountBeyond(IReadOnlyList<ModelInput> inputs, Matrix<float> features)
    {
        return Enumerable.Range(0, features.Columns).Count(e => inputs.Where((input, i) => input.IsBeyond(features[i, e])).Any());
    }

    /// <summary>Writes the section and its length.</summary>
    internal static void Write(BinaryWriter writer, IReadOnlyList<ModelInput> inputs)
    {
        long start = writer.BaseStream.Length;
        foreach (ModelInput input in inputs)
        {
            writer.Write(input.Lowest);
        }

        foreach (ModelInput input in inputs)
        {
            writer.Write(input.Highest);
        }

        foreach (ModelInput input in inputs)
        {
            byte[] name = Encoding.UTF8.GetBytes(input.Name);
            writer.Write(checked((ushort)name.Length));
            writer.Write(name);
        }

        while (writer.BaseStream.Length % sizeof(int) != 0)
        {
            writer.Write((byte)0);
        }

        writer.Write((int)((writer.BaseStream.Length - start) / sizeof(int)));
    }

    private static float[] ReadRange(BinaryReader reader, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = reader.ReadSingle();
        }

        return values;
    }

    private static string ReadName(BinaryReader reader, int input)
    {
        int length = reader.ReadUInt16();
        byte[] name = reader.ReadBytes(length);
        if (name.Length < length)
        {
            throw new EndOfStreamException();
        }

        try
        {
            return Strict.GetString(name);
        }
        catch (DecoderFallbackException)
        {
            throw new ModelFormatException(ModelFormatError.ImpossibleShape, $"The name of input {input + 1} is no text in UTF-8.");
        }
    }
}
