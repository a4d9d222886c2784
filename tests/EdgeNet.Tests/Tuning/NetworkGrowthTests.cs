using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

[TestClass]
public class NetworkGrowthTests
{
    private static readonly TuningOptions Options = new() { Folds = 4 };

    [TestMethod]
    public void N27_Run_LogitThatIsLinear_KeepsLogisticRegression()
    {
        IReadOnlyList<GrowthCandidate> candidates = Grow((x, y) => 4 * (x + y));
        Assert.AreEqual(0, candidates.Single(candidate => candidate.IsKept).Hidden);
        Assert.IsGreaterThan(0.75, candidates[0].Result.Accuracy);
    }

    [TestMethod]
    public void N27_Run_ExclusiveOr_GrowsOneHiddenLayerAndNoMore()
    {
        IReadOnlyList<GrowthCandidate> candidates = Grow((x, y) => 12 * x * y);
        Assert.AreEqual(1, candidates.Single(candidate => candidate.IsKept).Hidden);
        Assert.IsLessThan(0.65, candidates[0].Result.Accuracy);
        Assert.IsGreaterThan(0.75, candidates[1].Result.Accuracy);
        Assert.IsGreaterThan(candidates[0].Noise, candidates[0].Gap);
    }

    [TestMethod]
    public void Run_AnyNumberOfJobs_FindsTheSame()
    {
        GrowthCandidate[] one = [.. Grow((x, y) => 12 * x * y, Options with { Jobs = 1 })];
        GrowthCandidate[] three = [.. Grow((x, y) => 12 * x * y, Options with { Jobs = 3 })];
        CollectionAssert.AreEqual(one.Select(each => (each.Result, each.Gap, each.Noise)).ToArray(), three.Select(each => (each.Result, each.Gap, each.Noise)).ToArray());
    }

    [TestMethod]
    public void Run_Candidates_AreTheRecipesLayersInTheirOrder()
    {
        IReadOnlyList<GrowthCandidate> candidates = Grow((x, y) => x);
        CollectionAssert.AreEqual((string[])["", "6", "6 6"], candidates.Select(each => string.Join(' ', each.Recipe.ToRecipe().Options.Hidden.Select(layer => layer.Units))).ToArray());
        Assert.IsTrue(candidates.All(each => each.Recipe.ToRecipe().Options.Hidden.All(layer => layer.Activation == Activation.Tanh)));
    }

    [TestMethod]
    public void Run_Cancelled_GivesNothing()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        using var problem = new TuningProblem();
        Assert.IsNull(new NetworkGrowth(problem.Recipe, problem.Examples, null, Options).Run(null, stop.Token));
    }

    [TestMethod]
    // Gaps to the best in three folds, and a quarter as many test examples as training examples; the noise by hand: √((1/3 + 1/4) s²).
    [DataRow(new double[] { 0.10, 0.30, 0.20 }, 0.2, 0.0763762616, false)] // s = 0.1: the gap is beyond the noise
    [DataRow(new double[] { -0.10, 0.30, 0.04 }, 0.08, 0.1550268794, true)] // s = 0.2030
    [DataRow(new double[] { 0.0, 0.0, 0.0 }, 0.0, 0.0, true)]
    public void N27_Compare_OneStandardErrorOfPairedDifferences_Decides(double[] gaps, double gap, double noise, bool isKept)
    {
        using var problem = new TuningProblem();
        double[] best = [0.5, 0.4, 0.6];
        TrialResult[] results = [Result([.. gaps.Zip(best, (difference, cost) => cost + difference)]), Result(best)];
        IReadOnlyList<GrowthCandidate> candidates = GrowthCandidate.Compare([problem.Recipe, problem.Recipe], results, 0.25);

        Assert.AreEqual(gap, candidates[0].Gap, 1e-9);
        Assert.AreEqual(noise, candidates[0].Noise, 1e-9);
        Assert.AreEqual(isKept, candidates[0].IsKept);
        Assert.AreEqual(!isKept, candidates[1].IsKept);

        static TrialResult Result(double[] costs) => new(costs.Average(), 0, 0, 1, 1) { Folds = new ValueList(costs) };
    }

    // Points of a square, each positive with the probability that belongs to the logit: for a linear one logistic regression is the best there is.
    private static IReadOnlyList<GrowthCandidate> Grow(Func<double, double, double> logit, TuningOptions? options = null)
    {
        const int Examples = 400;
        var random = new Random(5);
        var features = new Matrix<float>(2, Examples);
        var labels = new Matrix<float>(1, Examples);
        for (int e = 0; e < Examples; e++)
        {
            (double x, double y) = ((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
            (features[0, e], features[1, e]) = ((float)x, (float)y);
            labels[0, e] = random.NextDouble() < 1 / (1 + Math.Exp(-logit(x, y))) ? 1 : 0;
        }

        using var folder = new TemporaryFolder();
        string recipe = TuningProblem.RecipeWith("{}", """{ "epochs": 100, "learningRate": 0.03, "patience": 20 }""");
        folder.Write("recipe.json", recipe.Replace("""{ "units": 4 }""", """{ "units": 6, "activation": "tanh" }""", StringComparison.Ordinal));
        return new NetworkGrowth(RecipeDocument.Read(folder.Path), new Dataset(features, labels, ["x", "y"], ["no", "yes"]), null, options ?? Options).Run()!;
    }
}
