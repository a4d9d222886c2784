using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Export;

/// <summary>What a model file of today was before it had names and ranges of inputs.</summary>
internal static class OlderFile
{
    /// <summary>Takes names and ranges out: version 3 with a stream, else 2.</summary>
    public static byte[] Of(byte[] file)
    {
        int words = BitConverter.ToInt32(file, file.Length - 8);
        byte[] older = [.. file[..(file.Length - 8 - (4 * words))], .. new byte[4]];
        ModelBytes.PutUInt16(older, 4, BitConverter.ToUInt16(file, 6) > 0 ? 3 : 2);
        ModelBytes.PutInt32(older, 8, older.Length);
        ModelBytes.Seal(older);
        return older;
    }

    /// <summary>Makes a file on the disk older.</summary>
    public static void Rewrite(string path) => File.WriteAllBytes(path, Of(File.ReadAllBytes(path)));
}
