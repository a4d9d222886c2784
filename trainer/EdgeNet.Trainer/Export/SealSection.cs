namespace EdgeNet.Trainer.Export;

/// <summary>Writes the seal of a model file, behind the names of its inputs: <c>firmware/EdgeNet/FORMAT.md</c>.</summary>
internal static class SealSection
{
    private const int LeastWords = (ModelSeal.HeadLength + sizeof(int)) / sizeof(int);
    private const int VersionOffset = ModelFormat.StreamOffset - sizeof(ushort);
    private const byte Most = 255;

    /// <summary>Seals a model file as the options say, without a signature.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">The options; null leaves the file as it is.</param>
    /// <param name="train">The raw examples that it was trained on.</param>
    /// <returns>The file with its seal, checked.</returns>
    public static ModelFile Put(ModelFile file, UpdateOptions? options, Dataset train) => options is null ? file : ModelFile.Parse(Put(file.Bytes, new SealData(
        options.Version, options.AlarmOf(train), options.TrialDecisions, options.HealthSeconds)
    {
        Shares = train.Origin.Images is null ? SharesOf(file.Contents, train.Features) : [], // a share for each pixel would say nothing
    })).Verify();

    /// <summary>Puts a seal into a model file of any version, in place of the one that it may have. Nothing else changes.</summary>
    /// <param name="file">The bytes of a sound file.</param>
    /// <param name="seal">What it says.</param>
    /// <param name="kind">The kind of the signature, for which there is room then.</param>
    /// <param name="keyId">The id of the key, with a signature.</param>
    /// <returns>A file of version 6 with the right CRC, and zeros for the signature.</returns>
    public static byte[] Put(byte[] file, SealData seal, SignatureKind kind = SignatureKind.None, byte[]? keyId = null)
    {
        (int start, int end) = NamesIn(file);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(file, 0, end);
        Write(writer, seal, kind, keyId ?? new byte[ModelKey.IdLength]);
        writer.Write(((int)stream.Length - start) / sizeof(int));
        writer.Write(0); // the CRC
        byte[] result = stream.ToArray();
        BitConverter.TryWriteBytes(result.AsSpan(VersionOffset), (ushort)ModelFormat.SealVersion);
        BitConverter.TryWriteBytes(result.AsSpan(ModelFormat.LengthOffset), result.Length);
        Close(result);
        return result;
    }

    /// <summary>Takes the seal from a model file.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The bytes that training wrote, or would have written, without a seal; those of the file where it has none.</returns>
    public static byte[] Remove(ModelFile file)
    {
        if (file.Seal is null)
        {
            return file.Bytes;
        }

        int version = file.Contents.HeadKind != HeadKind.None || file.Contents.Fills is not null || file.Stream is { NeedsHeadVersion: true } ? ModelFormat.HeadVersion
            : file.Inputs is not null ? ModelFormat.Version : file.Stream is not null ? ModelFormat.StreamVersion : ModelFormat.PlainVersion;
        (int start, int end) = NamesIn(file.Bytes);
        byte[] footer = version >= ModelFormat.Version ? BitConverter.GetBytes((end - start) / sizeof(int)) : [];
        byte[] result = [.. file.Bytes.AsSpan(0, end), .. footer, .. new byte[ModelFormat.CrcLength]];
        BitConverter.TryWriteBytes(result.AsSpan(VersionOffset), (ushort)version);
        BitConverter.TryWriteBytes(result.AsSpan(ModelFormat.LengthOffset), result.Length);
        Close(result);
        return result;
    }

    /// <summary>What is signed: the file with zeros for the signature and the CRC.</summary>
    /// <param name="file">A file with a seal.</param>
    /// <param name="signatureAt">Where the signature begins.</param>
    /// <param name="length">Bytes of the signature.</param>
    public static byte[] MessageOf(byte[] file, int signatureAt, int length)
    {
        byte[] message = [.. file];
        message.AsSpan(signatureAt, length).Clear();
        message.AsSpan(message.Length - ModelFormat.CrcLength).Clear();
        return message;
    }

    /// <summary>Writes the signature into a file, and the CRC that it has then.</summary>
    public static void PutSignature(byte[] file, int signatureAt, byte[] signature)
    {
        signature.CopyTo(file.AsSpan(signatureAt));
        Close(file);
    }

    /// <summary>Words of the seal in a model file; 0 where it has none.</summary>
    /// <exception cref="ModelFormatException">The file promises more than it has.</exception>
    public static int WordsIn(byte[] file)
    {
        if (BitConverter.ToUInt16(file, VersionOffset) < ModelFormat.SealVersion)
        {
            return 0;
        }

        int footer = file.Length - ModelFormat.CrcLength - ModelFormat.InputsFooterLength;
        int region = BitConverter.ToInt32(file, footer);
        FormatCheck.Range(region, LeastWords, footer / sizeof(int), "words of names and seal", ModelFormatError.ImpossibleShape);
        int words = BitConverter.ToInt32(file, footer - sizeof(int));
        FormatCheck.Range(words, LeastWords, region, "words of the seal", ModelFormatError.ImpossibleShape);
        return words;
    }

    /// <summary>The share of the examples at an end of the codes, of each input.</summary>
    public static byte[] SharesOf(ModelContents contents, Matrix<float> features)
    {
        var shares = new byte[features.Rows];
        for (int i = 0; i < shares.Length; i++)
        {
            int count = 0;
            foreach (float value in features.Row(i))
            {
                float known = float.IsNaN(value) && contents.Fills is { } fills ? fills[i] : value;
                count += contents.Inputs.IsSaturated(known, i) ? 1 : 0;
            }

            shares[i] = (byte)((((long)Most * count) + features.Columns - 1) / Math.Max(1, features.Columns));
        }

        return shares;
    }

    private static void Write(BinaryWriter writer, SealData seal, SignatureKind kind, byte[] keyId)
    {
        long start = writer.BaseStream.Length;
        writer.Write((ushort)ModelSeal.Layout);
        writer.Write((byte)kind);
        writer.Write(checked((byte)seal.Alarm));
        writer.Write(seal.Version);
        writer.Write(seal.TrialDecisions);
        writer.Write(seal.HealthSeconds);
        writer.Write(keyId);
        writer.Write(checked((ushort)seal.Shares.Count));
        writer.Write((ushort)0); // reserved
        writer.Write([.. seal.Shares]);
        writer.Write(new byte[ModelFormat.Align(seal.Shares.Count) - seal.Shares.Count]);
        writer.Write(new byte[ModelSeal.SignatureLengths[(int)kind]]);
        writer.Write((int)(writer.BaseStream.Length + sizeof(int) - start) / sizeof(int));
    }

    // Where the names begin, and where they end: in files without names at the same place.
    private static (int Start, int End) NamesIn(byte[] file)
    {
        int end = file.Length - ModelFormat.CrcLength;
        if (BitConverter.ToUInt16(file, VersionOffset) < ModelFormat.Version)
        {
            return (end, end);
        }

        end -= ModelFormat.InputsFooterLength;
        return (end - (sizeof(int) * BitConverter.ToInt32(file, end)), end - (sizeof(int) * WordsIn(file)));
    }

    private static void Close(byte[] file)
    {
        int end = file.Length - ModelFormat.CrcLength;
        BitConverter.TryWriteBytes(file.AsSpan(end), Crc32.Compute(new ByteWindow(file), end));
    }
}
