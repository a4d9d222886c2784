using System.Buffers.Binary;
using System.Globalization;
using DataType = EdgeNet.Interchange.Onnx.TensorProto.Types.DataType;

namespace EdgeNet.Interchange.Onnx;

/// <summary>Reads the constants of a file, which may lie in files beside it.</summary>
/// <param name="folder">The folder of the file: nothing outside it is read.</param>
internal sealed class TensorReader(string folder)
{
    /// <summary>Reads a tensor.</summary>
    /// <exception cref="InputException">Its numbers are missing, of an unknown type, or too many.</exception>
    public Tensor Read(TensorProto proto)
    {
        var type = (DataType)proto.DataType;
        if (proto.Dims.Any(size => size is < 0 or > Signal.MaxCount))
        {
            throw new InputException($"'{Name(proto)}' has a dimension of {proto.Dims.First(size => size is < 0 or > Signal.MaxCount)}; each is 0 to {Signal.MaxCount:N0}");
        }

        int[] shape = [.. proto.Dims.Select(size => (int)size)];
        int count;
        try
        {
            count = Dimensions.Count(shape);
        }
        catch (InputException e)
        {
            throw new InputException($"'{Name(proto)}' {e.Message}", e);
        }

        if (type == DataType.String)
        {
            CheckCount(proto, proto.StringData.Count, count);
            return new Tensor(shape, []) { Type = type, Texts = [.. proto.StringData.Select(text => text.ToStringUtf8())] };
        }

        if (proto.DataLocation == TensorProto.Types.DataLocation.External)
        {
            return new Tensor(shape, Decode(proto, type, ReadExternal(proto, count * SizeOf(proto, type)), count)) { Type = type };
        }

        return new Tensor(shape, proto.HasRawData ? Decode(proto, type, proto.RawData.Span, count) : Typed(proto, type, count)) { Type = type };
    }

    private static double[] Typed(TensorProto proto, DataType type, int count)
    {
        double[] values = type switch
        {
            DataType.Float => [.. proto.FloatData.Select(value => (double)value)],
            DataType.Double => [.. proto.DoubleData],
            DataType.Int64 => [.. proto.Int64Data.Select(value => (double)value)],
            DataType.Uint32 or DataType.Uint64 => [.. proto.Uint64Data.Select(value => (double)value)],
            DataType.Float16 => [.. proto.Int32Data.Select(bits => (double)BitConverter.UInt16BitsToHalf((ushort)bits))],
            DataType.Bfloat16 => [.. proto.Int32Data.Select(bits => (double)BitConverter.Int32BitsToSingle(bits << 16))],
            DataType.Int8 or DataType.Uint8 or DataType.Int16 or DataType.Uint16 or DataType.Int32 or DataType.Bool => [.. proto.Int32Data.Select(value => (double)value)],
            _ => throw Unknown(proto),
        };
        CheckCount(proto, values.Length, count);
        return values;
    }

    private static double[] Decode(TensorProto proto, DataType type, ReadOnlySpan<byte> bytes, int count)
    {
        int size = SizeOf(proto, type);
        CheckCount(proto, bytes.Length / size, count);
        var values = new double[count];
        for (int k = 0; k < count; k++)
        {
            ReadOnlySpan<byte> value = bytes.Slice(k * size, size);
            values[k] = type switch
            {
                DataType.Float => BinaryPrimitives.ReadSingleLittleEndian(value),
                DataType.Double => BinaryPrimitives.ReadDoubleLittleEndian(value),
                DataType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(value),
                DataType.Uint64 => BinaryPrimitives.ReadUInt64LittleEndian(value),
                DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(value),
                DataType.Uint32 => BinaryPrimitives.ReadUInt32LittleEndian(value),
                DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(value),
                DataType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(value),
                DataType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(value),
                DataType.Bfloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(value) << 16),
                DataType.Int8 => (sbyte)value[0],
                _ => value[0],
            };
        }

        return values;
    }

    private byte[] ReadExternal(TensorProto proto, int bytes)
    {
        string? location = Entry(proto, "location");
        long offset = Number(proto, "offset", 0);
        long length = Number(proto, "length", bytes);
        if (string.IsNullOrEmpty(location))
        {
            throw new InputException($"'{Name(proto)}' lies in another file, and none is named");
        }

        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, location.Replace('\\', '/')));
        if (location.Contains('\0', StringComparison.Ordinal) || !path.StartsWith(root, StringComparison.Ordinal) || IsLinkOut(path, root))
        {
            throw new InputException($"'{Name(proto)}' lies in '{ShownName.Of(location)}', which is outside the folder of the model; nothing is read from there");
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            if (offset < 0 || length < bytes || offset > file.Length - bytes)
            {
                throw new InputException($"'{Name(proto)}' takes {bytes} bytes at {offset} of '{ShownName.Of(location)}', which has {file.Length}; copy that file again");
            }

            var buffer = new byte[bytes];
            file.Seek(offset, SeekOrigin.Begin);
            file.ReadExactly(buffer);
            return buffer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"'{Name(proto)}' lies in '{ShownName.Of(location)}' beside the model, which cannot be read; copy that file too", e);
        }
    }

    // A link on the way may lead out of the folder.
    private static bool IsLinkOut(string path, string root)
    {
        for (string? part = path; part is not null && part.Length > root.Length; part = Path.GetDirectoryName(part))
        {
            FileSystemInfo info = Directory.Exists(part) ? new DirectoryInfo(part) : new FileInfo(part);
            if (info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true) is { } target && !target.FullName.StartsWith(root, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static long Number(TensorProto proto, string key, long missing) => Entry(proto, key) is not { } text ? missing
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw new InputException($"'{Name(proto)}' has the {key} '{ShownName.Of(text)}'");

    private static string? Entry(TensorProto proto, string key) => proto.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static int SizeOf(TensorProto proto, DataType type) => type switch
    {
        DataType.Double or DataType.Int64 or DataType.Uint64 => 8,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Float16 or DataType.Bfloat16 or DataType.Int16 or DataType.Uint16 => 2,
        DataType.Int8 or DataType.Uint8 or DataType.Bool => 1,
        _ => throw Unknown(proto),
    };

    private static void CheckCount(TensorProto proto, int found, int expected)
    {
        if (found != expected)
        {
            throw new InputException($"'{Name(proto)}' has {found:N0} numbers, and its dimensions are for {expected:N0}; the file is damaged");
        }
    }

    private static InputException Unknown(TensorProto proto) => new($"'{Name(proto)}' has numbers of type {proto.DataType}; float, double, half and integers are known");

    private static string Name(TensorProto proto) => ShownName.Of(proto.Name);
}
