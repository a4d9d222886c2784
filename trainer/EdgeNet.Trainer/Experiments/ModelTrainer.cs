using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer.Experiments;

/// <summary>The float half of the path: scale, train, then fold batch normalisation and the training scale into the weights.</summary>
internal static class ModelTrainer
{
    /// <summary>Trains a network.</summary>
    /// <param name="options">The options.</param>
    /// <param name="train">The training examples, raw.</param>
    /// <param name="dev">The development examples, raw; null or none without a dev set.</param>
    /// <param name="onEpoch">Called after each epoch, or null.</param>
    /// <param name="cancellation">Ends training early; the network then has the best weights so far.</param>
    /// <returns>The trained network.</returns>
    /// <exception cref="InputException">
    /// The network is too large, the training part has no example of a class or a target that never changes, early stopping or the threshold has no dev set, or training diverged.
    /// </exception>
    public static FloatModel Train(
        TrainingOptions options, Dataset train, Dataset? dev, Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default) =>
        TrainFrom(null, options, train, dev, onEpoch, cancellation);

    /// <summary>The same from a network on.</summary>
    /// <param name="start">The network that training begins with; null for random weights.</param>
    /// <param name="options">As above.</param>
    /// <param name="train">As above.</param>
    /// <param name="dev">As above.</param>
    /// <param name="onEpoch">As above.</param>
    /// <param name="cancellation">As above.</param>
    /// <param name="probe">Looks at the network in the middle of training, and may end it; null for none.</param>
    public static FloatModel TrainFrom(
        ImportedModel? start, TrainingOptions options, Dataset train, Dataset? dev, Action<EpochReport>? onEpoch, CancellationToken cancellation, TrainingProbe? probe = null)
    {
        if (options.Anomaly is not null)
        {
            throw new InputException($"{train.Source}: the task is \"anomaly\", and a network learns classes or quantities; 'edgenet train' makes an anomaly model, in a program Experiment.TrainAnomaly.");
        }

        dev = dev is { Count: 0 } ? null : dev;
        RecipeSize.Check(options.Name, options.LayersOf(train), train.Features.Rows);
        CheckExamples(options, train, dev);
        Standardizer standardizer = Standardizer.Fit(train, InputScaling.Standardized);
        if (train.Origin.Images is not null)
        {
            standardizer = standardizer.WithLeastDeviation(RecipeImages.LeastDeviation * (options.Readings is null ? 1 : byte.MaxValue));
        }

        CheckDeviations(train, standardizer);
        Standardizer seen = options.Inputs == InputScaling.Standardized ? standardizer : Standardizer.Fit(train, options.Inputs);
        Standardizer? targets = train.Task == LearningTask.Regression ? FitTargets(options, train) : null;
        Network<float> network = start?.ToNetwork(seen, targets) ?? new Network<float>(train.Features.Rows, options.LayersOf(train), OutputLayer.LossOf(options.OutputOf(train.Task)));
        DescentOptions how = start is null ? options.Training : options.Training with { IsFineTuning = true, KeepsStart = true };
        var descent = new GradientDescent<float>(network, Scale(train), dev is null ? null : Scale(dev), how);
        TrainingResult training = probe is null
            ? descent.Run(onEpoch, cancellation)
            : probe.Watch(network, Scale(probe.Examples), onEpoch, descent.Run, cancellation);
        training = training with { Warnings = [.. FeatureWarnings(train, standardizer), .. training.Warnings] };
        Network<float> folded = network.Fold();
        if (!ReferenceEquals(seen, standardizer))
        {
            RestatedInputs.Restate(folded, seen, standardizer);
        }

        return new FloatModel(options, train.Task, folded, standardizer, targets, training);

        TrainingSet<float> Scale(Dataset examples) =>
            new(seen.Apply(examples.Features), targets is null ? examples.Labels : targets.Apply(examples.Labels));
    }

    // The device divides by it as a float, whose range ends at 1e-38.
    private static void CheckDeviations(Dataset train, Standardizer standardizer)
    {
        const double Least = 1e-30;
        for (int i = 0; i < train.FeatureNames.Count; i++)
        {
            if (!standardizer.IsConstant(i) && standardizer.Deviations[i] < Least)
            {
                throw new InputException(FormattableString.Invariant(
                    $"{train.Source}: the standard deviation of column '{train.FeatureNames[i]}' is {standardizer.Deviations[i]:G3}, and {Least:G1} is the least that is possible; give the column in a smaller unit."));
            }
        }
    }

    private static void CheckExamples(TrainingOptions options, Dataset train, Dataset? dev)
    {
        for (int c = 0; c < train.ClassNames.Count; c++)
        {
            if (train.CountOf(c) == 0)
            {
                throw new InputException(
                    $"{train.Source}: no example of '{train.ClassNames[c]}' is left for training; add examples or lower the shares of 'split'.");
            }
        }

        if (train.Count == 0)
        {
            throw new InputException($"{train.Source}: no example is left for training; add examples or lower the shares of 'split'.");
        }

        if (options.Training.Patience > 0 && dev is null)
        {
            throw new InputException(
                $"{train.Source}: no example is left for the dev set, on which 'training.patience' stops; add examples, raise 'split.dev' or leave 'training.patience' out.");
        }

        if (options.Training.NeedsDevSet && dev is null)
        {
            throw new InputException(
                $"{train.Source}: no example is left for the dev set, on which 'training.schedule' looks for a plateau; add examples, raise 'split.dev' or choose another kind.");
        }

        if (options.ChoosesSparsity && dev is null)
        {
            throw new InputException(
                $"{train.Source}: no example is left for the dev set, on which 'quantization.sparsity' is to be chosen; add examples, raise 'split.dev' or make 'quantization.sparsity' a number.");
        }

        if (options.ChoosesTemperature && dev is null)
        {
            throw new InputException(
                $"{train.Source}: no example is left for the dev set, on which 'quantization.temperature' is to be chosen; add examples, raise 'split.dev' or make 'quantization.temperature' a number.");
        }

        CheckThreshold(options, train, dev);
        if (train.Count == 1 && options.Hidden.Any(layer => layer.BatchNormalization))
        {
            throw new InputException($"{train.Source}: 1 example is left for training, and 'batchNormalization' needs 2 or more; add examples.");
        }
    }

    private static void CheckThreshold(TrainingOptions options, Dataset train, Dataset? dev)
    {
        if (options.ThresholdRule is null)
        {
            return;
        }

        if (dev is null)
        {
            throw new InputException(
                $"{train.Source}: no example is left for the dev set, on which 'threshold' is to be chosen; add examples, raise 'split.dev' or make 'threshold' a number.");
        }

        for (int c = 0; c < dev.ClassNames.Count; c++)
        {
            if (dev.CountOf(c) == 0)
            {
                throw new InputException(
                    $"{train.Source}: no example of '{dev.ClassNames[c]}' is left for the dev set, on which 'threshold' is to be chosen; add examples, raise 'split.dev' or make 'threshold' a number.");
            }
        }
    }

    // A ReLU output must stay at 0 where the quantity is 0, so its targets are scaled and not moved.
    private static Standardizer FitTargets(TrainingOptions options, Dataset train)
    {
        Standardizer targets = options.HasNegativeTargets ? Standardizer.Fit(train.Labels) : Standardizer.FitScale(train.Labels);
        for (int t = 0; t < train.TargetNames.Count; t++)
        {
            if (targets.IsConstant(t))
            {
                throw new InputException(
                    $"{train.Source}: the target '{train.TargetNames[t]}' has one value only in the training part, so there is nothing to estimate; add examples of others.");
            }
        }

        return targets;
    }

    /// <summary>Warns of columns that have one value, or hardly more in single precision.</summary>
    internal static IEnumerable<string> FeatureWarnings(Dataset train, Standardizer standardizer)
    {
        // A float has 24 bits: beyond this ratio, a deviation is a few hundred float steps or less.
        const double FarFromZero = 20_000;
        const int MostLines = 3;
        int[] rounded = [.. Enumerable.Range(0, train.FeatureNames.Count).Where(i => standardizer.IsConstant(i) && (train.Origin.Merged.ContainsKey(i) || train.Features.Row(i).ContainsAnyExcept(train.Features[i, 0])))];
        foreach (int i in rounded.Take(MostLines))
        {
            yield return train.Origin.Merged.TryGetValue(i, out string? number)
                ? $"{train.Source}: the numbers of column '{train.FeatureNames[i]}', such as {number}, fall together in single precision, which has about 7 digits; the model takes the column as constant and ignores it. Subtract a constant from it."
                : FormattableString.Invariant($"{train.Source}: column '{train.FeatureNames[i]}' varies around {standardizer.Means[i]:G7} by the rounding of single precision only; the model takes it as constant and ignores it. Leave it out, or subtract a constant from it.");
        }

        if (rounded.Length > MostLines)
        {
            yield return $"{train.Source}: {rounded.Length - MostLines} more columns vary by the rounding of single precision only, and are ignored: {NameList.Of([.. rounded.Skip(MostLines).Select(i => train.FeatureNames[i])])}.";
        }

        string[] constant = [.. train.FeatureNames.Where((_, i) => standardizer.IsConstant(i) && !rounded.Contains(i))];
        if (constant.Length > MostLines)
        {
            yield return $"{train.Source}: {constant.Length} columns have one value only in the training part, so they cannot help to decide; the model ignores them: {NameList.Of(constant)}.";
        }

        foreach (string name in constant.Length > MostLines ? [] : constant)
        {
            yield return $"{train.Source}: column '{name}' has one value only in the training part, so it cannot help to decide; the model ignores it.";
        }

        for (int i = 0; i < train.FeatureNames.Count; i++)
        {
            if (!standardizer.IsConstant(i) && Math.Abs(standardizer.Means[i]) > FarFromZero * standardizer.Deviations[i])
            {
                double steps = standardizer.Deviations[i] / SinglePrecision.StepAt(standardizer.Means[i]);
                yield return FormattableString.Invariant(
                    $"{train.Source}: column '{train.FeatureNames[i]}' varies around {(float)standardizer.Means[i]:G7} by {steps:G2} steps of single precision only; its codes are whole steps, so that integers lose no more of it. Leave the column out, or subtract a constant from it.");
            }
        }
    }
}

/// <summary>Makes a network that takes one affine map of the features take another one, with the same answers.</summary>
/// <remarks>
/// Whatever scale training saw, quantization begins with standardised inputs: they share one scale of codes, which would be too coarse for
/// features of a small range if others have a large one. With <c>u = (x - μ)/σ</c> and <c>v = (x - ν)/τ</c> it is <c>u = v τ/σ + (ν - μ)/σ</c>,
/// so that the first layer gets the weights <c>W τ/σ</c> and the biases <c>b + W (ν - μ)/σ</c>. A constant feature is 0 in both.
/// </remarks>
internal static class RestatedInputs
{
    /// <summary>Changes the first layer, in place.</summary>
    /// <param name="network">A network without batch normalisation.</param>
    /// <param name="from">The map that the network takes.</param>
    /// <param name="to">The map that it is to take; the same features are constant.</param>
    public static void Restate(Network<float> network, Standardizer from, Standardizer to)
    {
        DenseLayer<float> first = network.Layers[0];
        for (int j = 0; j < first.Units; j++)
        {
            double bias = first.Biases[j, 0];
            for (int i = 0; i < first.Inputs; i++)
            {
                if (!from.IsConstant(i))
                {
                    double weight = first.Weights[j, i];
                    bias += weight * (to.Means[i] - from.Means[i]) / from.Deviations[i];
                    first.Weights[j, i] = (float)(weight * to.Deviations[i] / from.Deviations[i]);
                }
            }

            first.Biases[j, 0] = (float)bias;
        }
    }
}
