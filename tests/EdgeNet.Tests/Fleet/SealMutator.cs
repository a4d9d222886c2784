using EdgeNet.DeviceTests;
using EdgeNet.Fleet.Keys;

namespace EdgeNet.Tests.Fleet;

/// <summary>Changes signed files as an attacker would who can mend lengths and the CRC, but has no key.</summary>
internal sealed class SealMutator(int seed)
{
    private const int MostBytes = 64;

    private static readonly int[] Words = [0, 1, -1, 2, 7, 8, 16, 24, 255, 65535, 65536, int.MaxValue, int.MinValue, 0x7F800000, 1 << 20];

    private readonly Random _random = new(seed);

    /// <summary>The files that it begins with: every sort of model signed by every key, and in another version by the same key.</summary>
    public static IReadOnlyList<byte[]> Signed { get; } =
    [
        .. from model in SealedModels.Kinds
           from FleetKey key in SealedModels.Keys
           from version in (int[])[7, 8]
           select SealedModels.Signed(model.File, key, SealedModels.Seal with { Version = version, Shares = version == 7 ? [] : new byte[Model.Load(model.File).InputCount] }),
    ];

    /// <summary>Makes a file, with the right CRC.</summary>
    public byte[] Next()
    {
        byte[] file = [.. Pick()];
        for (int n = _random.Next(8) == 0 ? 2 : 1; n > 0; n--)
        {
            file = Change(file);
        }

        if (file.Length >= 16 && _random.Next(16) > 0)
        {
            ModelBytes.PutInt32(file, 8, file.Length);
        }

        if (file.Length >= 4)
        {
            ModelBytes.Seal(file);
        }

        return file;
    }

    private byte[] Change(byte[] file) => _random.Next(11) switch
    {
        0 => FlipBits(file),
        1 => ChangeBytes(file),
        2 => SwapBlocks(file),
        3 => Cut(file),
        4 => Extend(file),
        5 => PutWord(file),
        6 => ResizeSeal(file),
        7 => Splice(file),
        8 => TakeSeal(file),
        9 => TakeKey(file),
        _ => ChangeSeal(file),
    };

    private byte[] FlipBits(byte[] file)
    {
        for (int n = _random.Next(1, 4); n > 0 && file.Length > 0; n--)
        {
            file[_random.Next(file.Length)] ^= (byte)(1 << _random.Next(8));
        }

        return file;
    }

    private byte[] ChangeBytes(byte[] file)
    {
        for (int n = _random.Next(1, 9); n > 0 && file.Length > 0; n--)
        {
            file[_random.Next(file.Length)] = (byte)_random.Next(256);
        }

        return file;
    }

    private byte[] SwapBlocks(byte[] file)
    {
        int count = Math.Min(_random.Next(1, MostBytes), file.Length / 2);
        int first = _random.Next(file.Length - (2 * count) + 1);
        int second = _random.Next(first + count, file.Length - count + 1);
        byte[] block = file[first..(first + count)];
        file.AsSpan(second, count).CopyTo(file.AsSpan(first));
        block.CopyTo(file, second);
        return file;
    }

    private byte[] Cut(byte[] file)
    {
        int count = Math.Min(Multiple(_random.Next(1, MostBytes)), file.Length);
        int at = _random.Next(3) == 0 ? file.Length - count : _random.Next(file.Length - count + 1);
        return [.. file[..at], .. file[(at + count)..]];
    }

    private byte[] Extend(byte[] file)
    {
        int count = Multiple(_random.Next(1, MostBytes));
        int at = _random.Next(3) == 0 ? file.Length : _random.Next(file.Length + 1);
        var more = new byte[count];
        if (_random.Next(2) == 0)
        {
            _random.NextBytes(more);
        }

        return [.. file[..at], .. more, .. file[at..]];
    }

    private byte[] PutWord(byte[] file)
    {
        if (file.Length >= 4)
        {
            ModelBytes.PutInt32(file, 4 * _random.Next(file.Length / 4), Words[_random.Next(Words.Length)]);
        }

        return file;
    }

    // The seal or the names become longer or shorter, and both lengths agree.
    private byte[] ResizeSeal(byte[] file)
    {
        if (!HasSeal(file, out int start))
        {
            return file;
        }

        int words = _random.Next(-4, 5);
        int end = file.Length - 12;
        bool isName = _random.Next(2) == 0;
        int at = isName ? Math.Max(12, start - 4) : _random.Next(start, end + 1);
        byte[] head = words < 0 ? file[..Math.Max(12, at + (4 * words))] : [.. file[..at], .. new byte[4 * words]];
        byte[] result = [.. head, .. file[at..]];
        if (!isName)
        {
            ModelBytes.PutInt32(result, result.Length - 12, BitConverter.ToInt32(file, file.Length - 12) + words);
        }

        ModelBytes.PutInt32(result, result.Length - 8, BitConverter.ToInt32(file, file.Length - 8) + words);
        return result;
    }

    private byte[] Splice(byte[] file)
    {
        byte[] other = Pick();
        int length = Math.Min(file.Length, other.Length);
        int at = Math.Min(Multiple(_random.Next(length + 1)), length);
        return _random.Next(2) == 0 ? [.. file[..at], .. other[at..]] : [.. file[..at], .. other[^Math.Min(other.Length, file.Length - at)..]];
    }

    // The whole seal of another file, with its signature.
    private byte[] TakeSeal(byte[] file)
    {
        byte[] other = Pick();
        if (!HasSeal(file, out int start) || !HasSeal(other, out int otherStart))
        {
            return file;
        }

        byte[] result = [.. file[..start], .. other[otherStart..]];
        int names = BitConverter.ToInt32(file, file.Length - 8) - BitConverter.ToInt32(file, file.Length - 12);
        ModelBytes.PutInt32(result, result.Length - 8, names + BitConverter.ToInt32(other, other.Length - 12));
        return result;
    }

    // Says that another key has signed it.
    private byte[] TakeKey(byte[] file)
    {
        if (HasSeal(file, out int start) && start + 28 <= file.Length)
        {
            FleetKey key = SealedModels.Keys[_random.Next(SealedModels.Keys.Length)];
            key.Id.CopyTo(file, start + 16);
            file[start + 2] = _random.Next(2) == 0 ? (byte)key.Kind : file[start + 2];
        }

        return file;
    }

    // What an attacker wants: a higher version, another alarm, a shorter trial, with the signature as it is.
    private byte[] ChangeSeal(byte[] file)
    {
        if (HasSeal(file, out int start) && start + 28 <= file.Length)
        {
            file[start + 3 + _random.Next(13)] = (byte)_random.Next(256);
        }

        return file;
    }

    private static bool HasSeal(byte[] file, out int start)
    {
        start = 0;
        if (file.Length < 64)
        {
            return false;
        }

        long words = BitConverter.ToInt32(file, file.Length - 12);
        start = (int)Math.Clamp(file.Length - 8 - (4 * words), 0, file.Length);
        return words >= 8 && file.Length - 8 - (4 * words) >= 12;
    }

    private byte[] Pick() => Signed[_random.Next(Signed.Count)];

    private int Multiple(int count) => _random.Next(4) == 0 ? count : (count + 3) & ~3;
}
