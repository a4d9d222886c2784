using EdgeNet.Trainer.Export;

namespace EdgeNet.Fleet.Keys;

/// <summary>Signs model files.</summary>
internal static class ModelSigner
{
    /// <summary>Seals and signs a model, and checks the result as a board does, golden vectors included.</summary>
    /// <param name="file">The model, of any format version, perhaps signed before.</param>
    /// <param name="seal">What the seal says.</param>
    /// <param name="key">The key, with its secret.</param>
    /// <returns>The signed file.</returns>
    /// <exception cref="InvalidOperationException">The device library refuses what was written.</exception>
    public static ModelFile Sign(ModelFile file, SealData seal, FleetKey key)
    {
        byte[] bytes = SealSection.Put(file.Bytes, seal, key.Kind, key.Id);
        int at = ModelSeal.Read(new MemoryStorage(bytes)).SignatureAt;
        SealSection.PutSignature(bytes, at, key.Sign(SealSection.MessageOf(bytes, at, key.SignatureLength)));
        ModelFile signed = ModelFile.Parse(bytes).Verify();
        return IsSignedBy(signed, key) ? signed : throw new InvalidOperationException("The device library does not take the signature that was just made.");
    }

    /// <summary>Whether a key signed a file.</summary>
    public static bool IsSignedBy(ModelFile file, FleetKey key) => file.Seal is { } seal && seal.IsSignedBy(key.ToModelKey(), new MemoryStorage(file.Bytes));
}
