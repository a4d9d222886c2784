using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Streams;

/// <summary>Damages files with a stream under a right CRC, by seed.</summary>
internal sealed class StreamMutator(Random random, StreamFuzzBase[] bases)
{
    private const int VersionAt = 4;
    private const int WordsAt = 6;
    private const int LengthAt = 8;
    private const int CrcLength = 4;
    private const int InputsFooterLength = 4;

    // Positions in the section, by FORMAT.md.
    private const int WindowAt = 4;
    private const int StrideAt = 6;
    private const int ChannelCountAt = 22;
    private const int GoldenCountAt = 23;
    private const int FeatureCountAt = 24;
    private const int MagnitudeAt = 28;
    private const int HeaderLength = 32;

    private static readonly int[] Edges16 =
        [0, 1, 2, 3, 4, 5, 15, 16, 17, 31, 63, 64, 65, 254, 255, 256, 1023, 1024, 1025, 4095, 4096, 4097, 32767, 32768, 65534, 65535];

    // Infinity, not a number, the least number above 0 and the largest are among them.
    private static readonly int[] Edges32 =
        [0, 1, -1, 2, 255, 65535, 65536, int.MaxValue, int.MinValue, int.MaxValue - 1, int.MinValue + 1, 0x7F800000, 0x7FC00000, 0x7F7FFFFF, -8388608];

    /// <summary>Makes a damaged file.</summary>
    public byte[] Next()
    {
        StreamFuzzBase sound = bases[random.Next(bases.Length)];
        List<byte> network = [.. sound.File[..sound.Section]];
        bool isNewest = sound.File[VersionAt] == 5;
        List<byte> section = [.. sound.SectionBytes];
        int golden = sound.Golden - sound.Section;
        for (int left = random.Next(4) == 0 ? random.Next(2, 5) : 1; left > 0; left--)
        {
            switch (random.Next(16))
            {
                case 0:
                    Damage(network, random.Next(4) == 0 ? network.Count : 32, 4);
                    break;
                case 1:
                    Splice(section);
                    break;
                case 2:
                    Damage(section, section.Count, golden);
                    break;
                case 3 or 4:
                    Reshape(section, golden);
                    break;
                case < 9:
                    ChangeFeature(section, isNewest);
                    break;
                default:
                    Damage(section, golden, 0);
                    break;
            }
        }

        byte[] file = [.. network, .. section, .. new byte[CrcLength + (isNewest ? InputsFooterLength : 0)]];
        if (random.Next(20) > 0)
        {
            ModelBytes.PutUInt16(file, WordsAt, (section.Count + random.Next(4)) / 4);
        }

        ModelBytes.PutInt32(file, LengthAt, file.Length);
        ModelBytes.Seal(file);
        return file;
    }

    // One mutation between two places: anywhere, where there is nothing between them.
    private void Damage(List<byte> bytes, int end, int start)
    {
        end = Math.Min(end, bytes.Count);
        int at = start < end ? random.Next(start, end) : random.Next(bytes.Count + 1);
        int left = bytes.Count - at;
        switch (random.Next(12))
        {
            case 0:
                Set(bytes, at, 1, random.Next(256));
                break;
            case 1 or 2:
                Set(bytes, at, 1, left > 0 ? bytes[at] ^ (1 << random.Next(8)) : 0);
                break;
            case 3 or 4:
                Set(bytes, at, 1, left > 0 ? bytes[at] + random.Next(-2, 3) : 0);
                break;
            case 5 or 6:
                Set(bytes, at & ~1, 2, Edges16[random.Next(Edges16.Length)]);
                break;
            case 7 or 8:
                Set(bytes, at & ~3, 4, Edges32[random.Next(Edges32.Length)]);
                break;
            case 9:
                bytes.RemoveRange(at, Math.Min(Span(), left));
                break;
            case 10:
                byte[] noise = new byte[Span()];
                random.NextBytes(noise);
                bytes.InsertRange(at, noise);
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(Span(), left)));
                break;
        }
    }

    // A word, a feature, or any number of bytes.
    private int Span() => random.Next(3) switch { 0 => 4, 1 => 8, _ => random.Next(1, 64) };

    private static void Set(List<byte> bytes, int at, int count, int value)
    {
        for (int b = 0; b < count && at + b < bytes.Count; b++)
        {
            bytes[at + b] = (byte)(value >> (8 * b));
        }
    }

    // Another window without golden ones: mostly a possible one.
    private void Reshape(List<byte> section, int golden)
    {
        section.RemoveRange(Math.Min(golden, section.Count), section.Count - Math.Min(golden, section.Count));
        int window = random.Next(3) == 0 ? Edges16[random.Next(Edges16.Length)] : 1 << random.Next(13);
        Set(section, GoldenCountAt, 1, 0);
        Set(section, WindowAt, 2, window);
        Set(section, StrideAt, 2, random.Next(3) switch { 0 => window, 1 => 1, _ => random.Next(1, window + 2) });
    }

    // Another kind of a feature, of another channel or band: possible in part.
    private void ChangeFeature(List<byte> section, bool isNewest)
    {
        if (section.Count < HeaderLength)
        {
            return;
        }

        int features = section[FeatureCountAt] + (256 * section[FeatureCountAt + 1]);
        int at = FirstFeature(section) + (8 * random.Next(Math.Max(1, features)));
        if (at < 0 || at + 8 > section.Count)
        {
            return;
        }

        int kind = random.Next(isNewest ? 15 : 13);
        int channel = random.Next(section[ChannelCountAt] + 1);
        int half = (section[WindowAt] + (256 * section[WindowAt + 1])) / 2;
        int first = kind == 10 ? random.Next(1, half + 2) : 0;
        Set(section, at, 1, kind);
        Set(section, at + 1, 1, channel);
        Set(section, at + 2, 1, kind == 11 ? channel + 1 : 0);
        Set(section, at + 3, 1, isNewest && random.Next(2) == 0 ? random.Next(4) : 0);
        Set(section, MagnitudeAt, 1, isNewest && random.Next(4) == 0 ? random.Next(1 << section[ChannelCountAt]) : section[MagnitudeAt]);
        Set(section, at + 4, 2, first);
        Set(section, at + 6, 2, kind == 10 ? Math.Min(half, first + random.Next(half + 1)) : 0);
    }

    // Behind the names of the channels, each of which has its length before it; -1 where they do not end in the section.
    private static int FirstFeature(List<byte> section)
    {
        int at = HeaderLength + (4 * section[ChannelCountAt]);
        for (int c = 0; c < section[ChannelCountAt] && at + 1 < section.Count; c++)
        {
            at += 2 + (2 * (section[at] + (256 * section[at + 1])));
        }

        return at < section.Count ? (at + 3) & ~3 : -1;
    }

    // The beginning of a section and the end of another one, perhaps all of it.
    private void Splice(List<byte> section)
    {
        StreamFuzzBase other = bases[random.Next(bases.Length)];
        byte[] its = other.SectionBytes;
        int keep = random.Next(4) == 0 ? 0 : random.Next(section.Count + 1) & ~3;
        int from = random.Next(2) == 0 ? Math.Min(keep, its.Length) : random.Next(its.Length + 1) & ~3;
        section.RemoveRange(keep, section.Count - keep);
        section.AddRange(its[from..]);
    }
}
