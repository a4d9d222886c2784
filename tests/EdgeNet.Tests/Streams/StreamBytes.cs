using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Streams;

/// <summary>Writes the stream section by <c>FORMAT.md</c> alone, and puts it into a model file.</summary>
internal static class StreamBytes
{
    public static byte[] Section(StreamSettings settings, int outputs)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(settings.RateMillihertz);
        writer.Write((ushort)settings.Window);
        writer.Write((ushort)settings.Stride);
        writer.Write(settings.Rules.OnLogit);
        writer.Write(settings.Rules.OffLogit);
        writer.Write(settings.Rules.MinimumReadings);
        writer.Write((byte)settings.Rules.Votes);
        writer.Write((byte)settings.Rules.OfLast);
        writer.Write((byte)settings.Channels.Length);
        writer.Write((byte)settings.Golden.Length);
        writer.Write((ushort)settings.Features.Length);
        writer.Write((ushort)outputs);
        writer.Write((ushort)settings.Magnitude);
        writer.Write((ushort)0);
        foreach (float counts in settings.CountsPerUnit)
        {
            writer.Write(counts);
        }

        foreach (string name in settings.Channels)
        {
            writer.Write((ushort)name.Length);
            foreach (char character in name)
            {
                writer.Write((ushort)character);
            }
        }

        Align(writer);
        foreach (StreamFeature feature in settings.Features)
        {
            writer.Write((byte)feature.Kind);
            writer.Write((byte)feature.Channel);
            writer.Write((byte)feature.SecondChannel);
            writer.Write((byte)feature.Options);
            writer.Write((ushort)feature.FirstBin);
            writer.Write((ushort)feature.LastBin);
        }

        foreach (GoldenWindow golden in settings.Golden)
        {
            foreach (short reading in golden.Readings)
            {
                writer.Write(reading);
            }

            Align(writer);
            foreach (int number in golden.Features.Concat(golden.Logits))
            {
                writer.Write(number);
            }
        }

        return memory.ToArray();
    }

    /// <summary>Puts a section before the CRC of a file of version 2; in version 5 the length of no names follows.</summary>
    public static byte[] Join(byte[] plain, byte[] section, bool isNewest = false)
    {
        byte[] file = [.. plain[..^4], .. section, .. new byte[isNewest ? 8 : 4]];
        ModelBytes.PutUInt16(file, 4, isNewest ? 5 : 3);
        ModelBytes.PutUInt16(file, 6, section.Length / 4);
        ModelBytes.PutInt32(file, 8, file.Length);
        ModelBytes.Seal(file);
        return file;
    }

    /// <summary>Takes the section out again, and all that follows it but for the CRC, which is not that of what is left.</summary>
    public static byte[] Without(byte[] file)
    {
        int end = file.Length - 4;
        if (BitConverter.ToUInt16(file, 4) >= 4)
        {
            end -= 4 + (4 * BitConverter.ToInt32(file, end - 4));
        }

        byte[] plain = [.. file[..(end - (4 * BitConverter.ToUInt16(file, 6)))], .. new byte[4]];
        ModelBytes.PutUInt16(plain, 4, 2);
        return plain;
    }

    private static void Align(BinaryWriter writer)
    {
        while (writer.BaseStream.Position % 4 != 0)
        {
            writer.Write((byte)0);
        }
    }
}
