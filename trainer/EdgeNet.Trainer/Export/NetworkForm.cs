namespace EdgeNet.Trainer.Export;

/// <summary>The forms of a model that have layers and an output layer, no distance, and no values for missing inputs.</summary>
internal static class NetworkForm
{
    /// <summary>Refuses a model with a distance, or with values for missing inputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="form">The form that is wanted: "a class".</param>
    /// <exception cref="ArgumentException">The model measures a distance, or fills missing inputs.</exception>
    public static void Require(ModelContents model, string form)
    {
        if (model.HeadKind != HeadKind.None)
        {
            throw new ArgumentException($"The model '{model.Name}' measures how far inputs are from what training saw, and there is no {form} for that: load its file by Model.Load, or embed it with 'edgenet export --bytes'.");
        }

        RequireWhole(model, form);
    }

    /// <summary>Refuses a model with values for missing inputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="form">The form that is wanted.</param>
    /// <exception cref="ArgumentException">The model fills missing inputs.</exception>
    public static void RequireWhole(ModelContents model, string form)
    {
        if (model.Fills is not null)
        {
            throw new ArgumentException($"The model '{model.Name}' takes rows with missing values, and there is no {form} that does: load its file by Model.Load, or embed it with 'edgenet export --bytes'.");
        }
    }
}
