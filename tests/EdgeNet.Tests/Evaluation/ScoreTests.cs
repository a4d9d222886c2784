using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class ScoreTests
{
    [TestMethod]
    public void N35_OfClasses_RandomLogits_AgreesWithPlainSoftmaxAndCounting()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            int classes = random.Next(3, 7);
            var logits = new Matrix<double>(classes, random.Next(1, 40));
            var labels = new Matrix<float>(classes, logits.Columns);
            int right = 0;
            double cost = 0;
            for (int e = 0; e < logits.Columns; e++)
            {
                int truth = random.Next(classes);
                labels[truth, e] = 1;
                double[] powers = new double[classes];
                for (int c = 0; c < classes; c++)
                {
                    logits[c, e] = (random.NextDouble() - 0.5) * 8;
                    powers[c] = Math.Exp(logits[c, e]);
                }

                right += Array.IndexOf(powers, powers.Max()) == truth ? 1 : 0;
                cost -= Math.Log(powers[truth] / powers.Sum());
            }

            Score score = Score.OfClasses(logits, labels);

            Assert.AreEqual((LearningTask.MultiClass, logits.Columns), (score.Task, score.Count));
            Assert.AreEqual((double)right / logits.Columns, score.Accuracy, 1e-15);
            Assert.AreEqual(cost / logits.Columns, score.Cost, 1e-12);
            Assert.AreEqual(score.Confusion!.MacroF1, score.F1);
            Assert.IsNull(score.Roc);
            Assert.IsEmpty(score.Targets);
        }
    }

    [TestMethod]
    public void N35_OfClasses_IntegerLogits_DecideAsIntegersAndCostAsRealOnes()
    {
        Matrix<double> real = Matrix<double>.FromRows([1, -2, 0.5], [0.25, 3, 0.5], [-1, 3, 0.25]);
        Matrix<float> labels = Matrix<float>.FromRows([1, 0, 0], [0, 0, 1], [0, 1, 0]);
        var integers = new Matrix<double>(3, 3, [.. real.Values.ToArray().Select(logit => logit * 4000)]);

        Score score = Score.OfClasses(integers, labels, logitScale: 1 / 4000.0);

        Assert.AreEqual(Score.OfClasses(real, labels).Cost, score.Cost, 1e-12);
        Assert.AreEqual((1, 0), (score.Confusion![2, 1], score.Confusion[2, 2])); // a tie goes to the first
        Assert.AreEqual((1, 0), (score.Confusion[1, 0], score.Confusion[1, 1]));
        Assert.AreEqual(1 / 3.0, score.Accuracy, 1e-15);
    }

    [TestMethod]
    public void OfRegression_KnownErrors_HaveKnownScores()
    {
        Matrix<double> predictions = Matrix<double>.FromRows([1, 2, 3, 6], [10, 10, 10, 10]);
        Matrix<float> targets = Matrix<float>.FromRows([1, 2, 3, 4], [0, 20, 0, 20]);

        Score score = Score.OfRegression(predictions, targets, [2, 10]);

        Assert.AreEqual((LearningTask.Regression, 4), (score.Task, score.Count));
        Assert.AreEqual(1, score.Targets[0].RootMeanSquareError, 1e-15);
        Assert.AreEqual(0.5, score.Targets[0].MeanAbsoluteError, 1e-15);
        Assert.AreEqual(1 - (4 / 5.0), score.Targets[0].R2, 1e-15);
        Assert.AreEqual(new TargetScore(10, 10, 0), score.Targets[1]);
        Assert.AreEqual(5.5, score.RootMeanSquareError, 1e-15);
        Assert.AreEqual(5.25, score.MeanAbsoluteError, 1e-15);
        Assert.AreEqual(0.1, score.R2, 1e-15);
        Assert.AreEqual((0.25 + 1) / 2, score.Cost, 1e-15);
        Assert.IsTrue(double.IsNaN(score.Accuracy) && double.IsNaN(score.F1));
        Assert.IsNull(score.Confusion);
    }

    [TestMethod]
    public void OfRegression_RandomEstimates_AgreeWithPlainSums()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            float[] targets = [.. Enumerable.Range(0, random.Next(2, 60)).Select(_ => (random.NextSingle() * 100) - 30)];
            double[] predictions = [.. targets.Select(target => target + (10 * random.NextDouble()) - 4)];

            TargetScore score = TargetScore.Of(predictions, targets);

            double[] errors = [.. predictions.Zip(targets, (prediction, target) => prediction - target)];
            double mean = targets.Average(target => (double)target);
            double spread = targets.Sum(target => (target - mean) * (target - mean));
            Assert.AreEqual(Math.Sqrt(errors.Average(error => error * error)), score.RootMeanSquareError, 1e-12);
            Assert.AreEqual(errors.Average(Math.Abs), score.MeanAbsoluteError, 1e-12);
            Assert.AreEqual(1 - (errors.Sum(error => error * error) / spread), score.R2, 1e-12);
        }
    }

    [TestMethod]
    public void TargetScore_TargetsAllTheSame_HaveNoSpreadToExplain()
    {
        Assert.AreEqual(1, TargetScore.Of([0.5, 0.5], [0.5f, 0.5f]).R2);
        Assert.AreEqual(0, TargetScore.Of([0.5, 0.25], [0.5f, 0.5f]).R2);
    }

    [TestMethod]
    public void Of_OtherShapes_SaysBoth()
    {
        ShapeException error = Assert.ThrowsExactly<ShapeException>(() => Score.OfClasses(new Matrix<double>(3, 2), new Matrix<float>(3, 1)));
        Assert.AreEqual("The labels Y must have the shape of the outputs, (3, 2); they have (3, 1).", error.Message);
        error = Assert.ThrowsExactly<ShapeException>(() => Score.OfRegression(new Matrix<double>(1, 2), new Matrix<float>(1, 2), [1, 1]));
        Assert.AreEqual("(1, 2) targets need 1 deviations; there are 2.", error.Message);
        ArgumentException empty = Assert.ThrowsExactly<ArgumentException>(() => Score.OfRegression(new Matrix<double>(1, 0), new Matrix<float>(1, 0), [1]));
        Assert.StartsWith("There are 0 predictions and 0 targets", empty.Message);
    }
}
