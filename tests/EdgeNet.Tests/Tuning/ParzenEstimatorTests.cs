using System.Text.Json.Nodes;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>The densities of the tree-structured Parzen estimator, and what it draws.</summary>
[TestClass]
public class ParzenEstimatorTests
{
    private const int Steps = 20_000;

    [TestMethod]
    [DataRow(new double[] { })]
    [DataRow(new double[] { 0.02, 0.03, 0.9 })]
    [DataRow(new double[] { 0.5, 0.5, 0.5 })]
    public void DensityAt_Numbers_IsADensityFromZeroToOne(double[] places)
    {
        var estimator = new ParzenEstimator(places, 0);
        double integral = Enumerable.Range(0, Steps).Sum(k => estimator.DensityAt((k + 0.5) / Steps)) / Steps;
        Assert.AreEqual(1, integral, 1e-4);
    }

    [TestMethod]
    public void Draw_Numbers_FollowTheDensity()
    {
        var estimator = new ParzenEstimator([0.1, 0.12, 0.7], 0);
        double[] drawn = [.. Enumerable.Range(1, Steps).Select(trial => estimator.Draw(UniformDraw.Of(1, trial, "which"), UniformDraw.Of(1, trial, "where")))];
        Assert.IsTrue(drawn.All(place => place is >= 0 and < 1));
        for (int part = 0; part < 10; part++)
        {
            double share = Enumerable.Range(0, 1000).Sum(k => estimator.DensityAt((part + ((k + 0.5) / 1000)) / 10)) / 10_000;
            Assert.AreEqual(share, drawn.Count(place => (int)(10 * place) == part) / (double)Steps, 4 * Math.Sqrt(share / Steps));
        }
    }

    [TestMethod]
    public void DensityAt_Choices_AreCountsAndAPrior()
    {
        // Three values: two draws of the first, none of the second, one of the third, and a third of a draw for each.
        var estimator = new ParzenEstimator([0.1, 0.2, 0.9], 3);
        Assert.AreEqual(7.0 / 12, estimator.DensityAt(0.1), 1e-12);
        Assert.AreEqual(1.0 / 12, estimator.DensityAt(0.5), 1e-12);
        Assert.AreEqual(0.5 / 3, estimator.Draw(0.58, 0), 1e-12);
        Assert.AreEqual(0.5, estimator.Draw(0.6, 0), 1e-12);
    }

    [TestMethod]
    public void Draw_HistoryWithGoodTrialsAtOneRate_DrawsNearIt()
    {
        // The loss is the distance of the logarithm of the rate from that of 0.005; the activation decides nothing but for one that is bad.
        var space = new SearchSpace(
        [
            new NumberParameter("learningRate", ParameterPlace.Training, ParameterScale.Log, false, 0.0001, 0.1),
            new ChoiceParameter("optimizer", ParameterPlace.Training, ["\"adam\"", "\"momentum\""]),
        ]);
        var options = new TuningOptions();
        Trial[] history = [.. Enumerable.Range(1, 60).Select(n =>
        {
            JsonObject patch = space.Sample(1, n);
            double loss = Math.Abs(Math.Log(patch["training"]!["learningRate"]!.GetValue<double>() / 0.005)) + (patch["training"]!["optimizer"]!.GetValue<string>() == "adam" ? 0 : 3);
            return new Trial(n, 1, patch.ToJsonString(), TrialState.Done, new TrialResult(loss, 0, 0, 1, 1), null, 1);
        })];
        var sampler = new ParzenSampler(space, options);
        JsonObject[] drawn = [.. Enumerable.Range(61, 40).Select(n => sampler.Draw(n, history))];

        // At random a third of the rates lie within a factor of 3.2 of the best, and half of the optimizers are adam.
        Assert.IsGreaterThan(30, drawn.Count(patch => patch["training"]!["learningRate"]!.GetValue<double>() is > 0.0016 and < 0.016));
        Assert.IsGreaterThan(34, drawn.Count(patch => patch["training"]!["optimizer"]!.GetValue<string>() == "adam"));
        Assert.HasCount(40, drawn.Select(patch => patch.ToJsonString()).Distinct());
    }
}

/// <summary>Where bad trials end.</summary>
[TestClass]
public class TrialLadderTests
{
    [TestMethod]
    public void Of_FewTrials_EndsNothing()
    {
        TrialLadder ladder = TrialLadder.Of([At(1, 0.1), At(2, 0.1)], 3);
        Assert.IsTrue(ladder.Climb(9) && ladder.Climb(9) && ladder.Climb(9));
        Assert.AreEqual(new ValueList([9, 9, 9]), ladder.Reached);
    }

    [TestMethod]
    [DataRow(0.2, true)] // the best third of seven: as good as the third best
    [DataRow(0.3, true)]
    [DataRow(0.31, false)]
    [DataRow(double.NaN, false)]
    public void Climb_BestThird_GoesOn(double cost, bool goesOn)
    {
        TrialLadder ladder = TrialLadder.Of([.. Enumerable.Range(1, 7).Select(n => At(n, n / 10.0))], 3);
        Assert.AreEqual(goesOn, ladder.Climb(cost));
        Assert.AreEqual(!goesOn, ladder.IsOver);
        Assert.IsTrue(goesOn == false || ladder.Climb(9), "No trial came to the second rung.");
    }

    [TestMethod]
    public void EpochsOf_Rungs_AreANinthAThirdAndAll()
    {
        CollectionAssert.AreEqual((int[])[11, 33, 100], TrialLadder.Endless(3).EpochsOf(100));
        CollectionAssert.AreEqual((int[])[1, 1, 2], TrialLadder.Endless(3).EpochsOf(2));
        CollectionAssert.AreEqual((int[])[11, 33], TrialLadder.Endless(2).EpochsOf(100));
    }

    private static Trial At(int number, params double[] rungs) => new(number, 1, "{}", TrialState.Stopped, null, null, 1) { Rungs = new ValueList(rungs) };
}
