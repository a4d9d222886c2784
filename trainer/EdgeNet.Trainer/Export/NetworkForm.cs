namespace EdgeNet.Trainer.Export;

/// <summary>The forms of a model that have layers and an output layer, and no distance.</summary>
internal static class NetworkForm
{
    /// <summary>Refuses a model with a distance.</summary>
    /// <param name="model">The model.</param>
    /// <param name="form">The form that is wanted: "a class".</param>
    /// <exception cref="ArgumentException">The model measures a distance.</exception>
    public static void Require(ModelContents model, string form)
    {
        if (model.HeadKind != HeadKind.None)
        {
            throw new ArgumentException($"The model '{model.Name}' measures how far inputs are from what training saw, and there is no {form} for that: load its file by Model.Load, or embed it with 'edgenet export --bytes'.");
        }
    }
}
