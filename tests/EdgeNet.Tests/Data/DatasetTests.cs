using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Data;

[TestClass]
public class DatasetTests
{
    private readonly Dataset _examples = new(
        Matrix<float>.FromRows([1, 2, 3, 4], [10, 20, 30, 40], [100, 200, 300, 400]), Matrix<float>.FromRows([0, 1, 1, 0]), ["a", "b", "c"], ["no", "yes"]);

    [TestMethod]
    public void Select_Numbers_GivesTheirExamplesInThatOrder()
    {
        Dataset selected = _examples.Select([3, 1, 1]);

        CollectionAssert.AreEqual((float[])[4, 2, 2], selected.Features.Row(0).ToArray());
        CollectionAssert.AreEqual((float[])[40, 20, 20], selected.Features.Row(1).ToArray());
        CollectionAssert.AreEqual((float[])[400, 200, 200], selected.Features.Row(2).ToArray());
        CollectionAssert.AreEqual((float[])[0, 1, 1], selected.Labels.Values.ToArray());
        Assert.AreEqual((3, 2), (selected.Count, selected.PositiveCount));
        Assert.AreSame(_examples.FeatureNames, selected.FeatureNames);
        Assert.AreSame(_examples.ClassNames, selected.ClassNames);
    }

    [TestMethod]
    public void Select_Result_IsACopy()
    {
        Dataset selected = _examples.Select([0, 1, 2, 3]);
        selected.Features.Values.Clear();
        selected.Labels.Values.Clear();

        Assert.AreEqual(1, _examples.Features[0, 0]);
        Assert.AreEqual(2, _examples.PositiveCount);
    }

    [TestMethod]
    public void Select_Nothing_IsAnEmptySetOfTheSameFeatures()
    {
        Dataset selected = _examples.Select([]);

        Assert.AreEqual((3, 0, 0), (selected.Features.Rows, selected.Count, selected.PositiveCount));
    }

    [TestMethod]
    [DataRow(4)]
    [DataRow(-1)]
    public void Select_NumberThatDoesNotExist_IsRefused(int example)
    {
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => _examples.Select([0, example]));
    }

    [TestMethod]
    public void CopyExample_EveryExample_IsItsColumn()
    {
        var copy = new float[3];
        for (int e = 0; e < 4; e++)
        {
            _examples.CopyExample(e, copy);
            CollectionAssert.AreEqual((float[])[e + 1, 10 * (e + 1), 100 * (e + 1)], copy);
        }
    }

    [TestMethod]
    public void Dataset_LabelsOfAnotherShape_SaysBoth()
    {
        foreach (Matrix<float> labels in (Matrix<float>[])[new(1, 3), new(2, 2), new(2, 4), new(4, 1)])
        {
            ShapeException error = Assert.ThrowsExactly<ShapeException>(() => new Dataset(_examples.Features, labels, ["a", "b", "c"], ["no", "yes"]));
            Assert.AreEqual($"Labels for (3, 4) features have shape (1, 4); they have {labels}.", error.Message);
        }
    }

    [TestMethod]
    public void Dataset_NamesOfAnotherCount_SaysBoth()
    {
        ShapeException error = Assert.ThrowsExactly<ShapeException>(() => new Dataset(_examples.Features, _examples.Labels, ["a", "b"], ["no", "yes"]));
        Assert.AreEqual("(3, 4) features need 3 names; there are 2.", error.Message);
        error = Assert.ThrowsExactly<ShapeException>(() => new Dataset(_examples.Features, _examples.Labels, ["a", "b", "c"], ["no"]));
        Assert.AreEqual("(3, 4) features need 2 classes or more; there are 1.", error.Message);
        error = Assert.ThrowsExactly<ShapeException>(() => new Dataset(_examples.Features, _examples.Labels, ["a", "b", "c"], ["no", "yes", "maybe"]));
        Assert.AreEqual("Labels for (3, 4) features have shape (3, 4); they have (1, 4).", error.Message);
        error = Assert.ThrowsExactly<ShapeException>(() => Dataset.ForRegression(_examples.Features, _examples.Labels, ["a", "b", "c"], []));
        Assert.AreEqual("Regression needs 1 target or more; there are 0.", error.Message);
    }
}
