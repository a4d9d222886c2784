namespace EdgeNet.Trainer.Export;

/// <summary>Writes the stream section of a model file.</summary>
internal static class StreamSection
{
    /// <summary>Writes the section; the stream is a whole number of words when it begins and when it ends.</summary>
    public static void Write(BinaryWriter writer, StreamSettings stream, int outputs)
    {
        const ushort Reserved = 0;
        writer.Write(stream.RateMillihertz);
        writer.Write(checked((ushort)stream.Window));
        writer.Write(checked((ushort)stream.Stride));
        writer.Write(stream.Rules.OnLogit);
        writer.Write(stream.Rules.OffLogit);
        writer.Write(stream.Rules.MinimumReadings);
        writer.Write(checked((byte)stream.Rules.Votes));
        writer.Write(checked((byte)stream.Rules.OfLast));
        writer.Write(checked((byte)stream.Channels.Length));
        writer.Write(checked((byte)stream.Golden.Length));
        writer.Write(checked((ushort)stream.Features.Length));
        writer.Write(checked((ushort)outputs));
        writer.Write(checked((ushort)stream.Magnitude));
        writer.Write(Reserved);
        foreach (float counts in stream.CountsPerUnit)
        {
            writer.Write(counts);
        }

        foreach (string channel in stream.Channels)
        {
            writer.Write(checked((ushort)channel.Length));
            foreach (char character in channel)
            {
                writer.Write((ushort)character);
            }
        }

        Pad(writer);
        foreach (StreamFeature feature in stream.Features)
        {
            WriteFeature(writer, feature);
        }

        foreach (GoldenWindow golden in stream.Golden)
        {
            WriteGolden(writer, golden);
        }
    }

    private static void WriteFeature(BinaryWriter writer, StreamFeature feature)
    {
        writer.Write((byte)feature.Kind);
        writer.Write(checked((byte)feature.Channel));
        writer.Write(checked((byte)feature.SecondChannel));
        writer.Write((byte)feature.Options);
        writer.Write(checked((ushort)feature.FirstBin));
        writer.Write(checked((ushort)feature.LastBin));
    }

    private static void WriteGolden(BinaryWriter writer, GoldenWindow golden)
    {
        foreach (short reading in golden.Readings)
        {
            writer.Write(reading);
        }

        Pad(writer);
        foreach (int feature in golden.Features)
        {
            writer.Write(feature);
        }

        foreach (int logit in golden.Logits)
        {
            writer.Write(logit);
        }
    }

    private static void Pad(BinaryWriter writer)
    {
        while (writer.BaseStream.Length % 4 != 0)
        {
            writer.Write((byte)0);
        }
    }
}
