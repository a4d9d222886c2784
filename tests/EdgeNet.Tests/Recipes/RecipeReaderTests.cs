using EdgeNet.Files;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Recipes;

[TestClass]
public class RecipeReaderTests
{
    private const string Required = """ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "b"] """;

    [TestMethod]
    public void Read_EveryKey_IsUsed()
    {
        Recipe recipe = Read("""
            {
              // a comment
              "name": "fan-1", "data": "d.csv", "label": "l", "classes": ["ok", "bad"],
              "hidden": [{ "units": 3, "activation": "leaky-relu", "slope": 0.2 }, { "units": 2, "activation": "tanh" }],
              "training": { "epochs": 7, "batchSize": 0, "learningRate": 0.5, "optimizer": "momentum", "momentum": 0.8, "l2": 0.1, "patience": 4, "initialization": "he" },
              "split": { "dev": 0.2, "test": 0.1 }, "threshold": 0.7, "seed": 3,
            }
            """);

        Assert.AreEqual("fan-1", recipe.Options.Name);
        CollectionAssert.AreEqual(
            (LayerShape[])[new(3, Activation.LeakyRelu, 0.2), new(2, Activation.Tanh), new(1, Activation.Sigmoid)], recipe.Layers.ToArray());
        Assert.AreEqual(
            new DescentOptions
            {
                Epochs = 7, BatchSize = 0, LearningRate = 0.5, Optimizer = OptimizerKind.Momentum, Momentum = 0.8, L2 = 0.1, Patience = 4,
                Initialization = Initialization.He, Seed = 3,
            },
            recipe.Options.Training);
        Assert.AreEqual((0.2, 0.1, 0.7), (recipe.Options.DevShare, recipe.Options.TestShare, recipe.Options.Threshold));
    }

    [TestMethod]
    public void Read_EveryKeyOfLayersAndSchedules_IsUsed()
    {
        Recipe recipe = Read("{" + Required + """
            , "hidden": [{ "units": 3, "activation": "prelu" }, { "units": 4, "activation": "prelu", "slope": 0.1, "dropout": 0.3, "batchNormalization": true }],
            "training": { "optimizer": "rms-prop", "classWeights": [1, 2.5], "schedule": { "kind": "step", "factor": 0.1, "every": 30, "patience": 4, "lowest": 0.01 } } }
            """);
        CollectionAssert.AreEqual(
            (LayerShape[])[LayerShape.PRelu(3), LayerShape.PRelu(4, 0.1) with { Dropout = 0.3, BatchNormalization = true }], recipe.Options.Hidden.ToArray());
        Assert.AreEqual(OptimizerKind.RmsProp, recipe.Options.Training.Optimizer);
        CollectionAssert.AreEqual((double[])[1, 2.5], recipe.Options.Training.ClassWeights!.ToArray());
        Assert.IsFalse(recipe.Options.Training.BalancesClasses);
        Assert.AreEqual(
            new LearningRateSchedule { Kind = ScheduleKind.Step, Factor = 0.1, Every = 30, Patience = 4, Lowest = 0.01 }, recipe.Options.Training.Schedule);
        recipe = Read("{" + Required + """, "training": { "classWeights": "balanced", "schedule": { "kind": "reduce-on-plateau" } } }""");
        Assert.IsTrue(recipe.Options.Training.BalancesClasses && recipe.Options.Training.NeedsDevSet);
        Assert.IsNull(recipe.Options.Training.ClassWeights);
    }

    [TestMethod]
    public void Read_RequiredKeysAlone_IsLogisticRegression()
    {
        Recipe recipe = Read("{" + Required + "}");
        Assert.HasCount(1, recipe.Layers);
        Assert.AreEqual(new DescentOptions { Seed = 1 }, recipe.Options.Training);
        Assert.IsNull(recipe.Options.Readings);
    }

    [TestMethod]
    public void N14_Read_ThreeClasses_HaveASoftmaxUnitEach()
    {
        Recipe recipe = Read("""{ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "b", "c"] }""");
        Assert.AreEqual((LearningTask.MultiClass, Loss.CategoricalCrossEntropy), (recipe.Task, OutputLayer.LossOf(recipe.Layers[^1].Activation)));
        CollectionAssert.AreEqual((LayerShape[])[new(3, Activation.Softmax)], recipe.Layers.ToArray());
    }

    [TestMethod]
    [DataRow("linear", "\"l\"", Activation.Linear, 1)]
    [DataRow("relu", "[\"l\"]", Activation.Relu, 1)]
    [DataRow("relu", "[\"l\", \"m\"]", Activation.Relu, 2)]
    public void N14_Read_Output_HasAUnitForEachTarget(string output, string label, Activation activation, int units)
    {
        Recipe recipe = Read($$"""{ "name": "n", "data": "d.csv", "label": {{label}}, "output": "{{output}}" }""");
        Assert.AreEqual((LearningTask.Regression, Loss.SquaredError, "l"), (recipe.Task, OutputLayer.LossOf(recipe.Layers[^1].Activation), recipe.Label));
        CollectionAssert.AreEqual((LayerShape[])[new(units, activation)], recipe.Layers.ToArray());
        Assert.HasCount(units, recipe.Labels);
        Assert.IsEmpty(recipe.Classes);
    }

    [TestMethod]
    [DataRow(""", "label": "l" }""", "recipe.json: the key 'classes' is missing; add it, or \"output\": \"linear\" or \"relu\" when the label is a number to be estimated.")]
    [DataRow(""", "label": "l", "classes": ["a", "b"], "output": "linear" }""", "'classes' and 'output' exclude each other")]
    [DataRow(""", "label": "l", "output": "tanh" }""", "'output' must be one of \"linear\", \"relu\", and is \"tanh\".")]
    [DataRow(""", "label": "l", "output": "softmax" }""", "'output' must be one of \"linear\", \"relu\", and is \"softmax\".")]
    [DataRow(""", "label": ["l", "m"], "classes": ["a", "b"] }""", "'label' names 2 columns; with 'classes' it is one column, the one with the class.")]
    [DataRow(""", "label": ["l", "l"], "output": "relu" }""", "'label' names 'l' twice; name each once.")]
    [DataRow(""", "label": [], "output": "relu" }""", "'label' must be a list of texts, and is [].")]
    [DataRow(""", "label": 3, "output": "relu" }""", "'label' must be a text in quotes, and is 3.")]
    [DataRow(""", "label": ["l", 3], "output": "relu" }""", "'label' must be a list of texts, and is [\"l\", 3].")]
    [DataRow(""", "output": "relu" }""", "the key 'label' is missing; add it.")]
    [DataRow(""", "label": "l", "classes": ["a", "b", "a"] }""", "'classes' names 'a' twice; name each once.")]
    [DataRow(""", "label": "l", "classes": ["a", "b", "c"], "threshold": 0.4 }""", "'threshold' is for two classes; with three classes and more the most probable one is chosen. Remove it.")]
    [DataRow(""", "label": "l", "output": "linear", "threshold": 0.4 }""", "'threshold' is for two classes; a number is estimated and nothing decided. Remove it.")]
    [DataRow(""", "label": "l", "classes": ["a", "b", "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"] }""", "in 'classes' is longer than 64 characters; shorten it.")]
    public void Read_TaskThatDoesNotFit_SaysWhatAndWhatToDo(string rest, string expected)
    {
        RecipeException error = Assert.ThrowsExactly<RecipeException>(() => Read("""{ "name": "n", "data": "d.csv" """ + rest));
        Assert.StartsWith("recipe.json: ", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [TestMethod]
    [DataRow(0, 4095)]
    [DataRow(-4194304, 4194304)]
    [DataRow(-2, -1)]
    public void Read_Readings_AreTheDeclaredRange(int lowest, int highest)
    {
        Recipe recipe = Read("{" + Required + $$""", "readings": { "lowest": {{lowest}}, "highest": {{highest}} } }""");
        Assert.AreEqual((lowest, highest), recipe.Options.Readings);
    }

    [TestMethod]
    [DataRow("""{ "data": "d.csv", "label": "l", "classes": ["a", "b"] }""", "recipe.json: the key 'name' is missing; add it.")]
    [DataRow("""{ "name": "../x", "data": "d.csv", "label": "l", "classes": ["a", "b"] }""", "'name' must be 1 to 64 letters, digits, - and _")]
    [DataRow("""{ "name": "n", "data": "d.csv", "label": "l", "classes": ["a", "a"] }""", "'classes' names 'a' twice")]
    [DataRow("""{ "name": "n", "data": "d.csv", "label": "l", "classes": ["a"] }""", "'classes' must be a list of 2 or more texts, numbers, true or false, and is [\"a\"].")]
    [DataRow("{" + Required + """, "epochs": 3 }""", "unknown key 'epochs'; the keys here are seed, split, name")]
    [DataRow("{" + Required + """, "training": { "epoch": 3 } }""", "unknown key 'training.epoch'; the keys here are epochs, batchSize")]
    [DataRow("{" + Required + """, "training": { "epochs": 0 } }""", "'training.epochs' must be a whole number from 1 to 1000000, and is 0.")]
    [DataRow("{" + Required + """, "training": { "epochs": "5" } }""", "'training.epochs' must be a whole number from 1 to 1000000, and is \"5\".")]
    [DataRow("{" + Required + """, "training": { "learningRate": 0 } }""", "'training.learningRate' must be a number above 0 and below 1000, and is 0.")]
    [DataRow("{" + Required + """, "training": { "momentum": 1 } }""", "'training.momentum' must be a number from 0 to below 1, and is 1.")]
    [DataRow("{" + Required + """, "training": { "optimizer": "sgd" } }""", "'training.optimizer' must be one of \"plain\", \"momentum\", \"adam\", \"rms-prop\", and is \"sgd\".")]
    [DataRow("{" + Required + """, "hidden": [{ "activation": "relu" }] }""", "the key 'hidden[0].units' is missing; add it.")]
    [DataRow("{" + Required + """, "hidden": [{ "units": 3 }, { "units": 2, "size": 1 }] }""", "unknown key 'hidden[1].size'")]
    [DataRow("{" + Required + """, "hidden": 12 }""", "'hidden' must be a list in brackets, and is 12.")]
    [DataRow("{" + Required + """, "training": [] }""", "'training' must be an object in braces, and is [].")]
    [DataRow("{" + Required + """, "split": { "dev": 0.5, "test": 0.5 } }""", "leave nothing for training")]
    [DataRow("{" + Required + """, "split": { "dev": 0 }, "training": { "patience": 3 } }""", "'training.patience' stops on the dev set, and 'split.dev' is 0")]
    [DataRow("{" + Required + """, "hidden": [{ "units": 3, "dropout": 1 }] }""", "'hidden[0].dropout' must be a number from 0 to below 1, and is 1.")]
    [DataRow("{" + Required + """, "hidden": [{ "units": 3, "batchNormalization": 1 }] }""", "'hidden[0].batchNormalization' must be true or false, and is 1.")]
    [DataRow("{" + Required + """, "hidden": [{ "units": 3, "batchNormalization": true }], "training": { "batchSize": 1 } }""", "'batchNormalization' needs 2 examples or more a step, and 'training.batchSize' is 1; raise it.")]
    [DataRow("{" + Required + """, "hidden": [{ "units": 3, "activation": "softmax" }] }""", "'hidden[0].activation' must be one of \"linear\", \"relu\", \"leaky-relu\", \"prelu\", \"tanh\", \"sigmoid\", and is \"softmax\".")]
    [DataRow("{" + Required + """, "training": { "classWeights": "even" } }""", "'training.classWeights' must be \"balanced\" or a list of a number above 0 for each class, and is \"even\".")]
    [DataRow("{" + Required + """, "training": { "classWeights": [1, 0] } }""", "'training.classWeights' must be \"balanced\" or a list of a number above 0 for each class, and is [1, 0].")]
    [DataRow("{" + Required + """, "training": { "classWeights": [1, 2, 3] } }""", "'training.classWeights' has 3 weights for 2 classes; give one for each.")]
    [DataRow("""{ "name": "n", "data": "d.csv", "label": "l", "output": "linear", "training": { "classWeights": "balanced" } }""", "'training.classWeights' needs classes, and this recipe has none; remove it.")]
    [DataRow("{" + Required + """, "training": { "schedule": { "kind": "fast" } } }""", "'training.schedule.kind' must be one of \"constant\", \"step\", \"exponential\", \"cosine\", \"reduce-on-plateau\", and is \"fast\".")]
    [DataRow("{" + Required + """, "training": { "schedule": { "factor": 1 } } }""", "'training.schedule.factor' must be a number above 0 and below 1, and is 1.")]
    [DataRow("{" + Required + """, "split": { "dev": 0 }, "training": { "schedule": { "kind": "reduce-on-plateau" } } }""", "'training.schedule' looks for a plateau on the dev set, and 'split.dev' is 0; set it or choose another kind.")]
    [DataRow("{" + Required + """, "readings": 12 }""", "'readings' must be an object in braces, and is 12.")]
    [DataRow("{" + Required + """, "readings": {} }""", "the key 'readings.lowest' is missing; add it.")]
    [DataRow("{" + Required + """, "readings": { "lowest": 0 } }""", "the key 'readings.highest' is missing; add it.")]
    [DataRow("{" + Required + """, "readings": { "lowest": 0.5, "highest": 9 } }""", "'readings.lowest' must be a whole number from -4194304 to 4194304, and is 0.5.")]
    [DataRow("{" + Required + """, "readings": { "lowest": -4194305, "highest": 9 } }""", "'readings.lowest' must be a whole number from -4194304 to 4194304, and is -4194305.")]
    [DataRow("{" + Required + """, "readings": { "lowest": 0, "highest": 4194305 } }""", "'readings.highest' must be a whole number from -4194304 to 4194304, and is 4194305.")]
    [DataRow("{" + Required + """, "readings": { "lowest": 7, "highest": 7 } }""", "'readings.lowest' is 7 and 'readings.highest' is 7; the lowest must be below the highest.")]
    [DataRow("{" + Required + """, "readings": { "lowest": 0, "highest": 9, "bits": 12 } }""", "unknown key 'readings.bits'; the keys here are lowest, highest.")]
    [DataRow("{" + Required + """, "threshold": 1 }""", "'threshold' must be a number above 0 and below 1, and is 1.")]
    [DataRow("{" + Required + """, "seed": -1 }""", "'seed' must be a whole number from 0 to 1000000000, and is -1.")]
    [DataRow("{\n\"name\": oops }", "recipe.json, line 2, column 9: this is no valid JSON")]
    [DataRow("[]", "the recipe must be an object in braces, and is [].")]
    [DataRow("", "recipe.json: the file is empty; a recipe is an object in braces.")]
    [DataRow(" \n", "recipe.json: the file is empty; a recipe is an object in braces.")]
    public void Read_BadRecipe_SaysWhatWhereAndWhatToDo(string json, string expected)
    {
        RecipeException error = Assert.ThrowsExactly<RecipeException>(() => Read(json));
        Assert.Contains(expected, error.Message);
        Assert.StartsWith("recipe.json", error.Message);
    }

    [TestMethod]
    public void Read_SameKeyTwice_IsRefused()
    {
        RecipeException error = Assert.ThrowsExactly<RecipeException>(() => Read("{" + Required + """, "seed": 1, "seed": 2 }"""));
        Assert.Contains("seed", error.Message);
    }

    [TestMethod]
    public void Read_FolderWithoutRecipe_SaysSo()
    {
        using var folder = new TemporaryFolder();
        RecipeException error = Assert.ThrowsExactly<RecipeException>(() => RecipeReader.Read(folder.Path));
        Assert.Contains("there is no such recipe", error.Message);
    }

    [TestMethod]
    public void Read_Sonar_IsTheNetworkOfThePaper()
    {
        Recipe recipe = TestData.SonarRecipe();
        CollectionAssert.AreEqual((int[])[12, 1], recipe.Layers.Select(layer => layer.Units).ToArray());
    }

    private static Recipe Read(string json)
    {
        using var folder = new TemporaryFolder();
        folder.Write("recipe.json", json);
        return RecipeReader.Read(folder.Path);
    }
}
