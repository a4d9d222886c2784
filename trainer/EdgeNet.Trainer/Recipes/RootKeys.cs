using System.Text.Json.Nodes;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Advice;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Recipes;

/// <summary>The keys of a recipe, and those of its sections on data and parts.</summary>
internal static class RootKeys
{
    /// <summary>A name that files may bear.</summary>
    public static readonly string NamePattern = FormattableString.Invariant($"^[A-Za-z0-9_-]{{1,{ModelFormat.MaxNameLength}}}$");

    /// <summary>The largest seed.</summary>
    public const int MaxSeed = 1_000_000_000;

    private const double MaxCost = 1_000_000_000;

    private static readonly RecipeKeys Split = new(
        new("dev", new NumberKind(0, 1), "The share of the examples for the dev part, stratified by class.") { Default = TrainingOptions.DefaultShare },
        new("test", new NumberKind(0, 1), "The share of the examples for the test part, stratified by class.") { Default = TrainingOptions.DefaultShare });

    private static readonly RecipeKeys Images = new(
        new("width", new IntegerKind(1, ImageShape.MaxSide), "The width in pixels to which images are resized.") { Default = ImageShape.Default.Width },
        new("height", new IntegerKind(1, ImageShape.MaxSide), "The height in pixels to which images are resized.") { Default = ImageShape.Default.Height },
        new("grey", new FlagKind(), "One channel instead of three.") { Default = ImageShape.Default.IsGrey });

    private static readonly RecipeKeys Readings = new(
        new("lowest", new IntegerKind(-ReadingStage.Limit, ReadingStage.Limit), "The lowest reading of the sensor.") { IsRequired = true },
        new("highest", new IntegerKind(-ReadingStage.Limit, ReadingStage.Limit), "The highest reading of the sensor.") { IsRequired = true });

    private static readonly RecipeKeys Threshold = new(
        new("by", ChoiceKind.Of<ThresholdKind>(), "The criterion by which the threshold is chosen on the dev part.") { IsRequired = true },
        new("at", new NumberKind(0, 1, IsAbove: true, IsUpTo: true), "The precision or recall to reach.") { IsRequired = true, GoesWith = ["precision", "recall"] },
        new("miss", NumberKind.Positive(MaxCost), "The cost of a positive example that is missed.") { IsRequired = true, GoesWith = ["cost"] },
        new("falseAlarm", NumberKind.Positive(MaxCost), "The cost of a negative example that is taken for positive.") { IsRequired = true, GoesWith = ["cost"] });

    private static readonly RecipeKeys Learning = new(
        new("examples", new IntegerKind(1, LearningOptions.MaxExamples), "Examples that move the prototypes.") { Default = LearningOptions.DefaultExamples },
        new("calibration", new IntegerKind(1, LearningOptions.MaxExamples), "Examples after these by which the threshold is chosen, with the share of falseAlarms.") { Default = LearningOptions.DefaultExamples },
        new("drift", new NumberKind(0, LearningOptions.MaxScore), "The score, by the model as it was trained, beyond which a prototype may not move.") { Default = LearningOptions.DefaultDrift },
        new("refuse", NumberKind.Positive(LearningOptions.MaxScore), "The score, by the model as it was trained, beyond which an example is not learned.") { Default = LearningOptions.DefaultRefuse },
        new("refused", new NumberKind(0, 1, IsUpTo: true), "The share of the examples that may not be learned; with more, the model stays as it was trained.") { Default = LearningOptions.DefaultShare },
        new("saturated", new NumberKind(0, 1, IsUpTo: true), "The share of the inputs of an example that may be at an end of their range; with more it is not learned.") { Default = LearningOptions.DefaultShare },
        new("weight", new IntegerKind(1, ushort.MaxValue), "As many examples as a prototype counts as it was trained: the more, the slower it moves.") { Default = LearningOptions.DefaultWeight },
        new("forget", new FlagKind(), "Whether prototypes that no example was near to are normal no more.") { Default = true },
        new("widths", new FlagKind(), "Whether a Gaussian mixture learns the widths of its prototypes too.") { Default = false });

    private static readonly RecipeKeys Anomaly = new(
        new("normal", new EitherKind(new NameKind(), new ListKind(new NameKind(), "a list of classes") { Least = 1, IsUnique = true }) { Says = "a class or a list of classes" },
            "The classes that are normal; all others are unusual, and only judge.")
        { Otherwise = "the first of classes" },
        new("kind", ChoiceKind.Of<AnomalyKind>(), "What describes normal examples; auto compares the two kinds of prototypes. An autoencoder takes hidden and training.") { Default = ChoiceKind.NameOf(AnomalyKind.Auto) },
        new("prototypes", new EitherKind(new IntegerKind(1, AnomalyOptions.MaxPrototypes), new ChoiceKind("auto")) { Says = FormattableString.Invariant($"a whole number from 1 to {AnomalyOptions.MaxPrototypes} or \"auto\"") },
            "How many prototypes describe normal examples; auto takes one for 20 of them, up to 32 centres or 16 components.")
        { Default = "auto" },
        new("falseAlarms", new NumberKind(0, 0.5, IsAbove: true), "The share of normal examples that may be called unusual; the threshold is chosen by it on the dev part.") { Default = AnomalyOptions.DefaultFalseAlarms },
        new("learning", new ObjectKind(Learning), "The limits within which the model learns on the device what is normal there.") { Otherwise = "it does not learn" });

    // Why nothing can be missing beside another key.
    private static readonly Dictionary<string, string> WithoutGaps = new()
    {
        ["stream"] = "takes windows of recordings without gaps",
        ["images"] = "takes pixels, none of which is missing",
        ["readings"] = "takes integers, which cannot say that one is missing",
        ["task"] = "learns what is normal of complete rows",
    };

    /// <summary>The recipe itself.</summary>
    public static readonly RecipeKeys All = new(
        new("seed", new IntegerKind(0, MaxSeed), "Fixes the split, the initial weights and the order of examples.") { Default = 1 },
        new("split", new ObjectKind(Split), "Shares of the examples for the dev and test parts."),
        new("name", new TextKind(NamePattern), "The name of the model and its files: letters, digits, - and _.") { IsRequired = true, Example = "sonar" },
        new("stream", new ObjectKind(StreamKeys.All), "The examples are windows of recordings."),
        new("images", new ObjectKind(Images), "Instead of data and label: the folder has one folder of PNG or JPEG files per class."),
        new("dev", new TextKind(), "The dev part, used unchanged: a file or folder like data.") { Otherwise = "a share of data" },
        new("test", new TextKind(), "The test part, used unchanged: a file or folder like data.") { Otherwise = "a share of data" },
        new("data", new TextKind(), "A CSV file with a header and one row per example; with a stream one row per reading, or a folder of such files.")
        {
            Otherwise = "required unless images is given", Example = "sonar.csv",
        },
        new("label", new EitherKind(new TextKind(), new ListKind(new TextKind(), "a list of texts") { Least = 1, Most = ModelFormat.MaxLabels, IsUnique = true }),
            "The column with the class; for regression the column with the quantity, or a list of columns; of a stream a window has the mean over its readings.")
        {
            Otherwise = "required unless images is given", Example = "object",
        },
        new("output", ChoiceKind.Of(Activation.LeakyRelu, Activation.Tanh, Activation.Sigmoid, Activation.Softmax),
            "Instead of classes, for a label that is a number: linear, or relu for a quantity that is never below 0."),
        new("classes", new ListKind(new NameKind(), "a list of 2 or more texts, numbers, true or false") { Least = 2, Most = ModelFormat.MaxLabels, IsUnique = true },
            "The negative and the positive class, or three and more classes.")
        {
            Otherwise = "required unless output is given", Example = new JsonArray("rock", "mine"),
        },
        new("task", new ChoiceKind("anomaly") { Says = "\"anomaly\"" }, "anomaly: learn what is normal, from normal examples alone. Then label and classes may be missing, and all examples are normal.")
        {
            Otherwise = "classes, or quantities with output", Example = "anomaly",
        },
        new("anomaly", new ObjectKind(Anomaly), "With task anomaly: what is normal, and how it is described."),
        new("unfamiliar", new EitherKind(new FlagKind(), new ObjectKind(RecipeUnfamiliar.Keys)) { Says = "true, false or an object in braces" },
            "Whether the model tells inputs that are unlike all that training saw, in place of an answer that is worth nothing.")
        { Default = false },
        new("hidden", new ListKind(new ObjectKind(TrainingKeys.Layer), "a list in brackets") { Most = ModelFormat.MaxLayers - 1 }, "The hidden layers, from the input to the output.")
        {
            Otherwise = "none: logistic or linear regression", Example = new JsonArray(new JsonObject { ["units"] = 12, ["activation"] = "relu" }),
        },
        new("readings", new ObjectKind(Readings), "The range of integer readings, which the device takes unchanged.")
        {
            Otherwise = "any numbers", Example = new JsonObject { ["lowest"] = 0, ["highest"] = 4095 },
        },
        new("missing", ChoiceKind.Of(MissingCells.None), "What stands for a missing cell of an input: empty, NaN, NA, null or ?. A number for each column, computed from the training part and kept in the model, which takes NaN.")
        {
            Otherwise = "no cell may be missing",
        },
        new("inputs", ChoiceKind.Of<InputScaling>(), "How features are scaled for training.") { Default = ChoiceKind.NameOf(InputScaling.Standardized) },
        new("training", new ObjectKind(TrainingKeys.All), "How the network is trained."),
        new("quantization", new ObjectKind(TrainingKeys.Quantization), "How the trained network is converted to integers."),
        new("threshold", new EitherKind(NumberKind.Positive(1), new ObjectKind(Threshold)),
            "Two classes: the probability from which an example is positive, or how to choose it on the dev part.")
        { Default = 0.5 },
        new("adviceOff", new ListKind(ChoiceKind.Of<AdviceKind>(), $"a list of {ChoiceKind.Of<AdviceKind>().List}"), "Kinds of advice to turn off.")
        {
            Default = new JsonArray(), Otherwise = "none", Example = new JsonArray("row-numbers"),
        },
        new("group", new TextKind(), "A column whose rows stay together in every split and fold, or \"subfolder\" for images.") { Otherwise = "none" },
        new("features", new ListKind(new TextKind(), "a list of texts") { Least = 1, IsUnique = true }, "The columns of a table to use as inputs, in this order.")
        {
            Otherwise = "every column but the label",
        },
        new("ignore", new ListKind(new TextKind(), "a list of texts") { Least = 1, IsUnique = true }, "The columns of a table to leave out.") { Otherwise = "none" },
        new("labelValues", new ListKind(new NameKind(), "a list of 2 or more texts, numbers, true or false") { Least = 2, IsUnique = true },
            "How the label column of a table writes each class.")
        {
            Otherwise = "the names in classes", Example = new JsonArray(0, 1),
        },
        new("update", new ObjectKind(RecipeUpdate.Keys), "What the model file tells boards in the field, which then take it as an update: edgenet sign signs it."),
        new("tune", new ObjectKind(TuneKeys.All), "What edgenet tune searches: [least, most], a list of names, or one value, which fixes the hyperparameter."),
        new("$schema", new TextKind(), "The path of the schema, for editors; EdgeNet does not read it."))
    {
        OneOfEach = [["data", "images"], ["label", "images", "stream", "task"], ["classes", "output", "images", "task"]],
        Exclusions =
        [
            .. ((string[])["images", "readings"]).Select(other => new Exclusion("stream", other,
                $"'stream' and '{other}' exclude each other: a stream takes its inputs from windows of recordings; remove one.")),
            .. ((string[])["data", "label", "output"]).Select(other => new Exclusion("images", other,
                $"'images' and '{other}' exclude each other: 'images' is for folders of images, each of them a class, '{other}' for a table; remove one.")),
            new("classes", "output", "'classes' and 'output' exclude each other: 'classes' is for a label that names a class, 'output' for one that is a number; remove one."),
            .. ((string[])["features", "labelValues"]).Select(key => new Exclusion(key, "stream", $"'{key}' is of a table, and a stream has 'stream.{key}'; move it there.")),
            new("ignore", "stream", "'ignore' is of a table, and of a stream only the channels are read; remove it."),
            .. ((string[])["features", "ignore", "labelValues"]).Select(key => new Exclusion(key, "images",
                $"'{key}' is of a table, and the inputs of images are their pixels; remove it.")),
            new("features", "ignore", "'features' and 'ignore' exclude each other: 'features' names every input, 'ignore' the columns that are none; remove one."),
            new("labelValues", "output", "'labelValues' says what stands for each class, and this recipe has no classes; remove it."),
            .. ((string[])["output", "images", "readings", "inputs"]).Select(other => new Exclusion("task", other,
                $"'task' is \"anomaly\", which learns what is normal of any standardised numbers: '{other}' has no part in it; remove one.")),
            new("task", "unfamiliar", "'task' is \"anomaly\", which tells what is unusual and has no other answer: 'unfamiliar' is for classes and quantities; remove one."),
            .. ((string[])["stream", "images", "readings", "task"]).Select(other => new Exclusion("missing", other,
                $"'missing' is for the columns of a table, for classes or quantities, and '{other}' {WithoutGaps[other]}; remove one.")),
            new("threshold", "output", "'threshold' is for two classes; a number is estimated and nothing decided. Remove it."),
            new("group", "stream", "'group' is for tables and images; with a 'stream', 'stream.splitBy' keeps recordings together. Remove it."),
        ],
    };
}
