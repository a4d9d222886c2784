using EdgeNet.Trainer.Export;

namespace EdgeNet.Cli;

/// <summary>A model file that a command has read.</summary>
/// <param name="Model">The model.</param>
/// <param name="Data">The bytes of the file.</param>
/// <param name="Inputs">Names and ranges of its inputs; null where the file has none.</param>
internal sealed record ModelFile(Model Model, byte[] Data, IReadOnlyList<ModelInput>? Inputs)
{
    public static ModelFile Read(string path)
    {
        try
        {
            byte[] data = File.ReadAllBytes(path);
            return new ModelFile(Model.Load(data), data, ModelInputs.Read(data));
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
