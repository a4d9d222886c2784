using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Data;

[TestClass]
public class StandardizerTests
{
    [TestMethod]
    [DataRow(InputScaling.Standardized)]
    [DataRow(InputScaling.Range)]
    [DataRow(InputScaling.Raw)]
    internal void Fit_ValuesThatAreNoReadings_AreNotCountedAndAreHeld(InputScaling scaling)
    {
        float[] clean = [.. Enumerable.Range(0, 60).Select(i => 20 + (i * 37 % 60 / 10f))];
        var with = new Matrix<float>(1, 62, [.. clean, 65535, -127]);
        Standardizer held = Standardizer.Fit(DatasetOf(with).WithFarValues(_ => true), scaling);
        Standardizer expected = Standardizer.Fit(DatasetOf(new Matrix<float>(1, 60, clean)), scaling);

        Assert.AreEqual((expected.Means[0], expected.Deviations[0]), (held.Means[0], held.Deviations[0]));
        Matrix<float> all = held.Apply(with);
        CollectionAssert.AreEqual(expected.Apply(new Matrix<float>(1, 60, clean)).Values.ToArray(), all.Values[..60].ToArray());
        Assert.AreEqual(expected.Apply(new Matrix<float>(1, 2, [25.9f + 0.59f, 20 - 0.59f])).Values.ToArray()[0], all[0, 60], 1e-4);
        Assert.AreEqual(expected.Apply(new Matrix<float>(1, 2, [25.9f + 0.59f, 20 - 0.59f])).Values.ToArray()[1], all[0, 61], 1e-4);
    }

    [TestMethod]
    [DataRow(0.3f, true)]
    [DataRow(-1.1e-5f, true)]
    [DataRow(8_388_608f, false)] // counts of 24 bits
    [DataRow(0f, false)]
    public void Fit_RoundingOfOneNumber_IsConstantInTraining(float value, bool isConstant)
    {
        float other = value == 0 ? 1 : MathF.BitIncrement(value);
        Assert.AreEqual(isConstant, Standardizer.Fit(DatasetOf(new Matrix<float>(1, 4, [value, other, value, value])), InputScaling.Standardized).IsConstant(0));
    }

    private static Dataset DatasetOf(Matrix<float> features) => new(features, new Matrix<float>(1, features.Columns), ["a"], ["no", "yes"]);

    [TestMethod]
    public void N34_FitScale_Targets_AreDividedOnlySoThatZeroStaysZero()
    {
        Matrix<float> targets = Matrix<float>.FromRows([0, 2, 4, 6], [0, 0, 10, 10]);

        Standardizer standardizer = Standardizer.FitScale(targets);

        Matrix<float> applied = standardizer.Apply(targets);
        Assert.AreEqual((0.0, 0.0), (standardizer.Means[0], standardizer.Means[1]));
        Assert.AreEqual((Math.Sqrt(5), 5.0), (standardizer.Deviations[0], standardizer.Deviations[1]));
        CollectionAssert.AreEqual((float[])[0, 0, 2, 2], applied.Row(1).ToArray());
        Assert.AreEqual(0, applied[0, 0]);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void N34_Invert_WhatApplyGave_IsWhatItWasGiven(bool isCentred)
    {
        Matrix<float> targets = Matrix<float>.FromRows([100.5f, 102, 104, 99], [-0.01f, 0, 0.03f, 0.05f]);
        Standardizer standardizer = isCentred ? Standardizer.Fit(targets) : Standardizer.FitScale(targets);

        Matrix<double> back = standardizer.Invert(standardizer.Apply(targets));

        for (int i = 0; i < targets.Count; i++)
        {
            Assert.AreEqual(targets.Values[i], back.Values[i], 1e-5);
        }

        Assert.ThrowsExactly<ShapeException>(() => standardizer.Invert(new Matrix<float>(1, 4)));
    }

    [TestMethod]
    public void N34_Fit_KnownNumbers_DividesByTheNumberOfExamples()
    {
        Standardizer standardizer = Standardizer.Fit(Matrix<float>.FromRows([2, 4, 4, 4, 5, 5, 7, 9], [-3, 3, -3, 3, -3, 3, -3, 3]));

        // With m - 1, the first deviation would be 2.138.
        CollectionAssert.AreEqual((double[])[5, 0], standardizer.Means.ToArray());
        CollectionAssert.AreEqual((double[])[2, 3], standardizer.Deviations.ToArray());
        Assert.IsFalse(standardizer.IsConstant(0));
    }

    [TestMethod]
    public void N34_Apply_OtherExamples_UsesMeanAndDeviationOfTheTrainingPart()
    {
        Standardizer standardizer = Standardizer.Fit(Matrix<float>.FromRows([2, 4, 4, 4, 5, 5, 7, 9]));

        Matrix<float> applied = standardizer.Apply(Matrix<float>.FromRows([5, 11, -1, 100]));

        CollectionAssert.AreEqual((float[])[0, 3, -3, 47.5f], applied.Values.ToArray());
    }

    [TestMethod]
    public void N34_WithLeastDeviation_SmallOnes_AreRaisedAndConstantOnesLeft()
    {
        Standardizer standardizer = Standardizer.Fit(Matrix<float>.FromRows([0, 2], [0, 8], [3, 3])).WithLeastDeviation(2);
        CollectionAssert.AreEqual((double[])[2, 4, 0], standardizer.Deviations.ToArray());
        CollectionAssert.AreEqual((double[])[1, 4, 3], standardizer.Means.ToArray());
        Assert.IsTrue(standardizer.IsConstant(2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => standardizer.WithLeastDeviation(0));
    }

    [TestMethod]
    public void N34_Build_DevSetOfAnotherScale_DoesNotReachTheStandardizer()
    {
        Dataset train = TestData.Clouds(features: 3, examples: 40, seed: 1);
        Dataset dev = TestData.Clouds(features: 3, examples: 40, seed: 2);
        TrainingOptions options = TestData.SonarRecipe().Options;

        TrainedModel model = ModelBuilder.Build(options with { Epochs = 2 }, train, dev);

        Standardizer expected = Standardizer.Fit(train.Features);
        CollectionAssert.AreEqual(expected.Means.ToArray(), model.Standardizer.Means.ToArray());
        CollectionAssert.AreEqual(expected.Deviations.ToArray(), model.Standardizer.Deviations.ToArray());
        CollectionAssert.AreNotEqual(expected.Means.ToArray(), Standardizer.Fit(dev.Features).Means.ToArray());
    }

    [TestMethod]
    public void N34_Apply_TrainingPart_HasMeanZeroAndDeviationOne()
    {
        Dataset examples = TestData.Clouds(features: 20, examples: 333, seed: 5);

        Matrix<float> applied = Standardizer.Fit(examples.Features).Apply(examples.Features);

        Standardizer again = Standardizer.Fit(applied);
        for (int i = 0; i < 20; i++)
        {
            Assert.AreEqual(0, again.Means[i], 1e-6);
            Assert.AreEqual(1, again.Deviations[i], 1e-6);
        }
    }

    [TestMethod]
    [DataRow(0.1f)]
    [DataRow(1 / 3f)]
    [DataRow(0f)]
    [DataRow(-7.7f)]
    [DataRow(float.Epsilon)]
    [DataRow(1e-30f)]
    [DataRow(16777217f)]
    [DataRow(float.MaxValue)]
    [DataRow(float.MinValue)]
    public void N34_Fit_ConstantColumn_BecomesZeroWhateverComesLater(float value)
    {
        // Summed in float, the mean of equal numbers would not always be that number, and what is left would be blown up to ±1.
        foreach (int examples in (int[])[1, 2, 3, 10, 49, 1000])
        {
            var features = new Matrix<float>(1, examples);
            features.Values.Fill(value);

            Standardizer standardizer = Standardizer.Fit(features);

            Assert.IsTrue(standardizer.IsConstant(0));
            Assert.AreEqual((double)value, standardizer.Means[0]);
            Assert.AreEqual(0, standardizer.Deviations[0]);
            Matrix<float> applied = standardizer.Apply(Matrix<float>.FromRows([value, value + 1, -1e30f, float.MaxValue, float.NaN]));
            CollectionAssert.AreEqual(new float[5], applied.Values.ToArray());
        }
    }

    [TestMethod]
    [DataRow(0.1f)]
    [DataRow(1e30f)]
    [DataRow(float.Epsilon)]
    [DataRow(16777216f)]
    public void N34_Fit_OneValueOffByTheLastDigit_IsNoConstant(float value)
    {
        Matrix<float> features = Matrix<float>.FromRows([value, value, value, MathF.BitIncrement(value)]);

        Standardizer standardizer = Standardizer.Fit(features);

        Assert.IsFalse(standardizer.IsConstant(0));
        float[] applied = standardizer.Apply(features).Values.ToArray();
        Assert.AreEqual(-1 / Math.Sqrt(3), applied[0], 1e-5);
        Assert.AreEqual(Math.Sqrt(3), applied[3], 1e-5);
    }

    [TestMethod]
    public void N34_Fit_SmallDifferencesOnALargeValue_KeepsTheirDigits()
    {
        // The difference of mean square and squared mean would lose them all.
        Standardizer standardizer = Standardizer.Fit(Matrix<float>.FromRows([8388607, 8388608, 8388609, 8388608]));

        Assert.AreEqual(8388608, standardizer.Means[0]);
        Assert.AreEqual(Math.Sqrt(0.5), standardizer.Deviations[0], 1e-15);
    }

    [TestMethod]
    public void Fit_NoExample_IsRefused()
    {
        ShapeException error = Assert.ThrowsExactly<ShapeException>(() => Standardizer.Fit(new Matrix<float>(4, 0)));
        Assert.AreEqual("A standardizer needs at least 1 example; it was given (4, 0).", error.Message);
    }

    [TestMethod]
    public void Apply_OtherNumberOfFeatures_SaysBoth()
    {
        Standardizer standardizer = Standardizer.Fit(new Matrix<float>(4, 3));
        ShapeException error = Assert.ThrowsExactly<ShapeException>(() => standardizer.Apply(new Matrix<float>(5, 3)));
        Assert.AreEqual("The standardizer was fitted on 4 features; it was given 5.", error.Message);
    }
}
