using EdgeNet.Trainer.Data;

namespace EdgeNet.Cli;

/// <summary>Reads a model file for a command.</summary>
internal static class ModelFile
{
    public static (Model Model, byte[] Data) Read(string path)
    {
        try
        {
            byte[] data = File.ReadAllBytes(path);
            return (Model.Load(data), data);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such file; 'edgenet train' makes one.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {FileFault.Of(e, path)}", e);
        }
        catch (ModelFormatException e)
        {
            throw new ModelFormatException(e.Error, $"{path}: {e.Message} Train it again, or copy it again.");
        }
    }
}
