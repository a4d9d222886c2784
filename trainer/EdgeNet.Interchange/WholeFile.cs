namespace EdgeNet.Interchange;

/// <summary>Reads a file whole.</summary>
internal static class WholeFile
{
    /// <summary>Reads the bytes.</summary>
    /// <exception cref="InputException">It cannot be read, or is larger than a network for a device is.</exception>
    public static byte[] Read(string path, long most)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > most)
            {
                throw new InputException($"{path}: has {file.Length:N0} bytes, and {most:N0} are possible; this is no network for a small device.");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such file; name an .onnx, .keras or .h5 file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InputException($"{path}: cannot be read: {FileError.Describe(e, path)}", e);
        }
    }
}
