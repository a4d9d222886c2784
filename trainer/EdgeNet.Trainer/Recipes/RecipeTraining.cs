using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Trainer.Recipes;

/// <summary>Reads how a network is trained.</summary>
internal static class RecipeTraining
{
    /// <summary>Reads them.</summary>
    public static DescentOptions Read(RecipeSection training, int seed)
    {
        IReadOnlyList<double>? classWeights = training.NumbersOrNull("classWeights");
        var options = new DescentOptions
        {
            Epochs = training.Integer("epochs"),
            BatchSize = training.Integer("batchSize"),
            LearningRate = training.Number("learningRate"),
            Optimizer = training.Choice<OptimizerKind>("optimizer"),
            Momentum = training.Number("momentum"),
            Schedule = ReadSchedule(training.Section("schedule")),
            L2 = training.Number("l2"),
            BalancesClasses = training.Has("classWeights") && classWeights is null,
            ClassWeights = classWeights,
            Patience = training.Integer("patience"),
            Initialization = training.Choice<Initialization>("initialization"),
            Seed = seed,
        };
        training.RejectUnknownKeys();
        return options;
    }

    private static LearningRateSchedule ReadSchedule(RecipeSection schedule)
    {
        var result = new LearningRateSchedule
        {
            Kind = schedule.Choice<ScheduleKind>("kind"),
            Factor = schedule.Number("factor"),
            Every = schedule.Integer("every"),
            Patience = schedule.Integer("patience"),
            Lowest = schedule.Number("lowest"),
        };
        schedule.RejectUnknownKeys();
        return result;
    }

    /// <summary>Checks the options of training against the rest of the recipe.</summary>
    /// <exception cref="RecipeException">One does not suit; the message says what to do.</exception>
    public static void Check(string file, Recipe recipe)
    {
        DescentOptions training = recipe.Options.Training;
        if (training.Patience > 0 && !recipe.HasDevPart)
        {
            throw new RecipeException($"{file}: 'training.patience' stops on the dev set, and 'split.dev' is 0; set one of them.");
        }

        if (training.NeedsDevSet && !recipe.HasDevPart)
        {
            throw new RecipeException($"{file}: 'training.schedule' looks for a plateau on the dev set, and 'split.dev' is 0; set it or choose another kind.");
        }

        if (recipe.Options.ThresholdRule is not null && !recipe.HasDevPart)
        {
            throw new RecipeException($"{file}: 'threshold' is to be chosen on the dev set, and 'split.dev' is 0; set it, or make 'threshold' a number.");
        }

        if (recipe.Options.ChoosesSparsity && !recipe.HasDevPart)
        {
            throw new RecipeException($"{file}: 'quantization.sparsity' is to be chosen on the dev set, and 'split.dev' is 0; set it, or make 'quantization.sparsity' a number.");
        }

        if (recipe.Options.ChoosesTemperature && !recipe.HasDevPart)
        {
            throw new RecipeException($"{file}: 'quantization.temperature' is to be chosen on the dev set, and 'split.dev' is 0; set it, or make 'quantization.temperature' a number.");
        }

        if (recipe.Classes.Count == 0 && (recipe.Options.ChoosesTemperature || recipe.Options.Temperature is not null))
        {
            throw new RecipeException($"{file}: 'quantization.temperature' needs classes, and this recipe has none; remove it.");
        }

        RecipeUnfamiliar.Check(file, recipe);
        if (training.BatchSize == 1 && recipe.Options.Hidden.Any(layer => layer.BatchNormalization))
        {
            throw new RecipeException($"{file}: 'batchNormalization' needs 2 examples or more a step, and 'training.batchSize' is 1; raise it.");
        }

        if (recipe.Classes.Count == 0 && (training.BalancesClasses || training.ClassWeights is not null))
        {
            throw new RecipeException($"{file}: 'training.classWeights' needs classes, and this recipe has none; remove it.");
        }

        if (training.ClassWeights is { } weights && weights.Count != recipe.Classes.Count)
        {
            throw new RecipeException($"{file}: 'training.classWeights' has {weights.Count} weights for {recipe.Classes.Count} classes; give one for each.");
        }
    }
}
