using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Export;

/// <summary>Writes the <c>.edgenet</c> format of <c>firmware/EdgeNet/FORMAT.md</c>; the numbers of the format are the device library's own.</summary>
internal static class ModelWriter
{
    // The length of the stream section stands behind it.
    private const int VersionOffset = ModelFormat.StreamOffset - sizeof(ushort);

    /// <summary>Writes a model, loads it with the device library and runs its golden vectors, and golden windows where it has a stream.</summary>
    /// <param name="quantized">The network in integers.</param>
    /// <param name="identity">Name and labels.</param>
    /// <param name="logitThreshold">The decision threshold.</param>
    /// <param name="golden">1 to <see cref="ModelFormat.MaxGoldenVectors"/> vectors.</param>
    /// <param name="streamSettings">The stream that the features come from, with golden windows; null where the model takes features: then the file has no stream section.</param>
    /// <param name="inputs">n[0] names and ranges; null leaves them out, and the file has the version that had none.</param>
    /// <param name="familiar">What the model is familiar with, and what is compared; null where it does not know. Golden vectors then have the distance behind their logits.</param>
    /// <param name="fills">n[0] numbers that stand for missing inputs; null where none may be missing.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ModelFormatException">The device library refuses the model: a size or a scale is beyond what it takes.</exception>
    /// <exception cref="InvalidOperationException">The device library computes another logit for a golden vector, or a golden window.</exception>
    public static ModelFile Write(
        QuantizedNetwork quantized,
        ModelIdentity identity,
        int logitThreshold,
        IReadOnlyList<GoldenVector> golden,
        StreamSettings? streamSettings = null,
        IReadOnlyList<ModelInput>? inputs = null,
        (HeadKind Kind, DistanceHead Head)? familiar = null,
        float[]? fills = null)
    {
        int kind = quantized.Inputs is ReadingStage ? ModelFormat.ReadingInputKind : fills is null ? ModelFormat.AffineInputKind : ModelFormat.FilledInputKind;
        kind |= (int)(familiar?.Kind ?? HeadKind.None) << ModelFormat.HeadShift;
        int version = familiar is not null || fills is not null ? ModelFormat.HeadVersion : inputs is not null ? ModelFormat.Version : streamSettings is not null ? ModelFormat.StreamVersion : ModelFormat.PlainVersion;
        var header = new FileHeader(version, quantized.Inputs.Count, quantized.Layers.Count, kind, quantized.TanhTable.Count, quantized.LogitScale, logitThreshold);
        return Write(header, identity, golden, streamSettings, inputs, quantized.Outputs, writer =>
        {
            WriteInputs(writer, quantized.Inputs);
            WriteAll(writer, fills ?? []);
            foreach (QuantizedLayer layer in quantized.Layers)
            {
                WriteLayer(writer, layer, quantized, layer == quantized.Layers[^1]);
            }

            WriteAll(writer, quantized.TanhTable);
            if (familiar is { Head: var head })
            {
                WriteHead(writer, head, null);
            }
        });
    }

    /// <summary>Writes an anomaly model, loads it and runs its golden vectors, and golden windows where it has a stream.</summary>
    /// <param name="inputs">How raw values become codes.</param>
    /// <param name="network">The layers, all of them hidden, which reconstruct the codes of the inputs; null for prototypes.</param>
    /// <param name="head">The distance.</param>
    /// <param name="identity">Name and labels.</param>
    /// <param name="golden">1 to <see cref="ModelFormat.MaxGoldenVectors"/> vectors.</param>
    /// <param name="streamSettings">The stream that the features come from, with golden windows; null where the model takes features.</param>
    /// <param name="names">n[0] names and ranges; null leaves them out.</param>
    /// <param name="learning">The limits of learning on the device; null for a model that does not learn.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ModelFormatException">The device library refuses the model.</exception>
    /// <exception cref="InvalidOperationException">The device library computes another distance for a golden vector, or a golden window.</exception>
    public static ModelFile WriteAnomaly(
        AffineStage inputs, QuantizedNetwork? network, DistanceHead head, ModelIdentity identity, IReadOnlyList<GoldenVector> golden, StreamSettings? streamSettings, IReadOnlyList<ModelInput>? names, LearningLimits? learning = null)
    {
        int kind = ((int)(network is null ? HeadKind.Prototypes : HeadKind.Reconstruction) << ModelFormat.HeadShift) | ModelFormat.AffineInputKind;
        var header = new FileHeader(ModelFormat.HeadVersion, inputs.Count, network?.Layers.Count ?? 0, kind, network?.TanhTable.Count ?? 0, 1, head.Threshold);
        return Write(header, identity, golden, streamSettings, names, 1, writer =>
        {
            WriteInputs(writer, inputs);
            foreach (QuantizedLayer layer in network?.Layers ?? [])
            {
                WriteLayer(writer, layer, network!, isOutput: false);
            }

            WriteAll(writer, network?.TanhTable ?? []);
            WriteHead(writer, head, learning);
        });
    }

    private static ModelFile Write(
        FileHeader header, ModelIdentity identity, IReadOnlyList<GoldenVector> golden, StreamSettings? streamSettings, IReadOnlyList<ModelInput>? inputs, int outputs, Action<BinaryWriter> writeNetwork)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        WriteHeader(writer, header, identity, golden.Count);
        writeNetwork(writer);
        foreach (GoldenVector vector in golden)
        {
            WriteAll(writer, vector.Input);
            WriteAll(writer, vector.Logits);
        }

        int streamStart = (int)stream.Length;
        if (streamSettings is not null)
        {
            StreamSection.Write(writer, streamSettings, outputs);
        }

        int streamBytes = (int)stream.Length - streamStart;
        int version = streamSettings?.NeedsHeadVersion == true ? ModelFormat.HeadVersion : header.Version;
        if (inputs is not null)
        {
            ModelInputs.Write(writer, inputs);
        }
        else if (version >= ModelFormat.Version)
        {
            writer.Write(0); // words of names
        }

        WriteVersion(writer, version, streamBytes);
        return ModelFile.Parse(Seal(stream)).Verify();
    }

    private static void WriteVersion(BinaryWriter writer, int version, int streamBytes)
    {
        writer.Seek(VersionOffset, SeekOrigin.Begin);
        writer.Write((ushort)version);
        writer.Write(checked((ushort)(streamBytes / sizeof(int))));
        writer.Seek(0, SeekOrigin.End);
    }

    private static void WriteHead(BinaryWriter writer, DistanceHead head, LearningLimits? learning)
    {
        writer.Write(checked((ushort)head.Count));
        writer.Write((byte)head.Shift);
        writer.Write((byte)((head.Widths is null ? 0 : ModelFormat.HeadWidths) | (learning is null ? 0 : ModelFormat.LearningFlag) | (head.Doubt == 0 ? 0 : ModelFormat.HeadDoubt)));
        writer.Write(head.Threshold);
        WriteAll(writer, head.Doubt == 0 ? [] : (int[])[head.MostMargin, head.Doubt, head.Limit]);
        WriteAll(writer, head.Biases);
        WriteAll(writer, head.Centres ?? []);
        foreach (ushort width in head.Widths ?? [])
        {
            writer.Write(width);
        }

        Pad(writer);
        if (learning is not null)
        {
            LearningSection.Write(writer, learning);
        }
    }

    private static void WriteHeader(BinaryWriter writer, FileHeader header, ModelIdentity identity, int goldenCount)
    {
        const ushort Later = 0; // version and length of the stream are written when they are known
        const int LabelsInHeader = 2;
        IReadOnlyList<string> labels = identity.Labels.Count > ModelFormat.MaxLabels ? [string.Empty] : identity.Labels;
        writer.Write(ModelFormat.Magic);
        writer.Write(Later);
        writer.Write(Later);
        writer.Write(0); // the length, written when it is known
        writer.Write(checked((ushort)header.Inputs));
        writer.Write(checked((byte)header.Layers));
        writer.Write((byte)header.InputKind);
        writer.Write(checked((ushort)goldenCount));
        writer.Write((ushort)header.TableEntries);
        writer.Write(header.LogitScale);
        writer.Write(header.LogitThreshold);
        string[] texts = [identity.Name, labels[0], labels.Count > 1 ? labels[1] : string.Empty];
        foreach (string text in texts)
        {
            writer.Write(checked((byte)text.Length));
        }

        writer.Write(checked((byte)Math.Max(0, labels.Count - LabelsInHeader)));
        WriteText(writer, string.Concat(texts));
        foreach (string label in labels.Skip(LabelsInHeader))
        {
            writer.Write(checked((ushort)label.Length));
            WriteText(writer, label);
        }

        Pad(writer);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        foreach (char character in text)
        {
            writer.Write((ushort)character);
        }
    }

    private static void WriteInputs(BinaryWriter writer, InputStage inputs)
    {
        if (inputs is ReadingStage readings)
        {
            WriteAll(writer, readings.Lowest);
            WriteAll(writer, readings.Highest);
            WriteAll(writer, readings.Shifts);
        }
        else
        {
            var affine = (AffineStage)inputs;
            WriteAll(writer, affine.Scales);
            WriteAll(writer, affine.Offsets);
        }
    }

    private static void WriteLayer(BinaryWriter writer, QuantizedLayer layer, QuantizedNetwork quantized, bool isOutput)
    {
        const ushort Reserved = 0;
        bool isNibble = quantized.WeightBits == 4;
        writer.Write(checked((ushort)layer.Units));
        writer.Write((byte)layer.Activation);
        writer.Write((byte)layer.Shift);
        writer.Write((sbyte)layer.ZeroPoint);
        writer.Write((byte)(isNibble ? ModelFormat.NibbleWeights : ModelFormat.ByteWeights));
        writer.Write(Reserved);
        WriteAll(writer, layer.Biases);
        WriteAll(writer, isOutput ? [] : layer.Multipliers);
        WriteAll(writer, layer.NegativeMultipliers ?? []);
        WriteAll(writer, isOutput ? quantized.OutputScales ?? [] : []);
        WriteAll(writer, isOutput ? quantized.OutputOffsets ?? [] : []);
        WriteAll(writer, isNibble ? InPairs(layer.Weights) : layer.Weights);
    }

    // The first of two in the lower four bits.
    private static IEnumerable<sbyte> InPairs(sbyte[] weights) =>
        weights.Chunk(2).Select(pair => (sbyte)((pair[0] & 15) | ((pair.Length > 1 ? pair[1] & 15 : 0) << 4)));

    private static byte[] Seal(MemoryStream stream)
    {
        int end = (int)stream.Length;
        byte[] data = [.. stream.ToArray(), .. new byte[ModelFormat.CrcLength]];
        BitConverter.TryWriteBytes(data.AsSpan(ModelFormat.LengthOffset), data.Length);
        BitConverter.TryWriteBytes(data.AsSpan(end), Crc32.Compute(new ByteWindow(data), end));
        return data;
    }

    private static void WriteAll(BinaryWriter writer, IEnumerable<float> values)
    {
        foreach (float value in values)
        {
            writer.Write(value);
        }
    }

    private static void WriteAll(BinaryWriter writer, IEnumerable<int> values)
    {
        foreach (int value in values)
        {
            writer.Write(value);
        }
    }

    private static void WriteAll(BinaryWriter writer, IEnumerable<sbyte> values)
    {
        foreach (sbyte value in values)
        {
            writer.Write(value);
        }

        Pad(writer);
    }

    private static void Pad(BinaryWriter writer)
    {
        while (writer.BaseStream.Length < ModelFormat.Align((int)writer.BaseStream.Length))
        {
            writer.Write((byte)0);
        }
    }
}

/// <summary>The numbers at the beginning of a file.</summary>
internal readonly record struct FileHeader(int Version, int Inputs, int Layers, int InputKind, int TableEntries, float LogitScale, int LogitThreshold);

/// <summary>The name of a model and of its outputs.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Labels">The negative and the positive class, a name for each of several classes, or one for each quantity.</param>
internal sealed record ModelIdentity(string Name, IReadOnlyList<string> Labels);
