using System.Text.Json.Nodes;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>How values lie on their scales, and what the best ones leave of a range.</summary>
[TestClass]
public class SearchParameterTests
{
    private const int Draws = 4000;

    [TestMethod]
    public void N29_LearningRate_EveryDecadeIsDrawnEquallyOften()
    {
        double[] rates = Draw(new NumberParameter("learningRate", ParameterPlace.Training, ParameterScale.Log, false, 1e-5, 1e-1));

        for (int decade = -5; decade < -1; decade++)
        {
            AssertShare(1.0 / 4, rates.Count(rate => rate >= Math.Pow(10, decade) && rate < Math.Pow(10, decade + 1)));
        }
    }

    [TestMethod]
    public void N29_Momentum_EveryDecadeOfOneMinusBetaIsDrawnEquallyOften()
    {
        double[] momenta = Draw(new NumberParameter("momentum", ParameterPlace.Training, ParameterScale.LogComplement, false, 0.9, 0.9999));

        AssertShare(1.0 / 3, momenta.Count(beta => beta < 0.99));
        AssertShare(1.0 / 3, momenta.Count(beta => beta is >= 0.99 and < 0.999));
        AssertShare(1.0 / 3, momenta.Count(beta => beta >= 0.999));
    }

    [TestMethod]
    public void N29_Units_EveryOctaveIsDrawnEquallyOftenAndEveryNumberAppears()
    {
        double[] units = Draw(new NumberParameter("units", ParameterPlace.EachLayer, ParameterScale.Log, true, 1, 63));

        for (int least = 1; least < 64; least *= 2)
        {
            AssertShare(1.0 / 6, units.Count(n => n >= least && n < 2 * least));
        }

        CollectionAssert.AreEqual(Enumerable.Range(1, 63).Select(n => (double)n).ToArray(), units.Distinct().Order().ToArray());
    }

    [TestMethod]
    public void ValueAt_Layers_EveryNumberIsDrawnEquallyOften()
    {
        double[] layers = Draw(new NumberParameter("layers", ParameterPlace.LayerCount, ParameterScale.Linear, true, 0, 2));

        foreach (int count in (int[])[0, 1, 2])
        {
            AssertShare(1.0 / 3, layers.Count(layer => layer == count));
        }
    }

    [TestMethod]
    public void ValueAt_Log_IsThePlainFormulaToFourDigits()
    {
        var parameter = new NumberParameter("l2", ParameterPlace.Training, ParameterScale.Log, false, 0.0002, 0.3);
        for (int i = 0; i < 100; i++)
        {
            double u = i / 100.0;
            double plain = Math.Pow(10, Math.Log10(0.0002) + (u * (Math.Log10(0.3) - Math.Log10(0.0002))));
            Assert.AreEqual(plain, parameter.ValueAt(u).GetValue<double>(), 0.0005 * plain);
        }
    }

    [TestMethod]
    public void ValueAt_LogComplement_IsThePlainFormula()
    {
        var parameter = new NumberParameter("momentum", ParameterPlace.Training, ParameterScale.LogComplement, false, 0.5, 0.999);
        for (int i = 0; i < 100; i++)
        {
            double u = i / 100.0;
            double plain = 1 - Math.Pow(10, Math.Log10(0.5) + (u * (Math.Log10(0.001) - Math.Log10(0.5))));
            double beta = parameter.ValueAt(u).GetValue<double>();
            Assert.AreEqual(1 - plain, 1 - beta, 0.0005 * (1 - plain));
            Assert.IsInRange(0.5, 0.999, beta);
        }
    }

    [TestMethod]
    public void ValueAt_ZeroHeldFixed_IsZeroOnALogScaleToo()
    {
        var parameter = new NumberParameter("l2", ParameterPlace.Training, ParameterScale.Log, false, 0, 0);
        Assert.AreEqual("0", parameter.ValueAt(0.7).ToJsonString());
        Assert.AreEqual("0", parameter.Around([parameter.ValueAt(0.1), parameter.ValueAt(0.2)]).ToJson().ToJsonString());
    }

    [TestMethod]
    public void ValueAt_Choices_EachIsDrawnEquallyOften()
    {
        var parameter = new ChoiceParameter("activation", ParameterPlace.AllLayers, ["\"relu\"", "\"tanh\""]);
        AssertShare(1.0 / 2, Enumerable.Range(1, Draws).Count(trial => parameter.ValueAt(UniformDraw.Of(1, trial, "activation")).GetValue<string>() == "tanh"));
    }

    [TestMethod]
    // Two decades apart in the logarithm, three values: widened by half a span, one decade, on each side.
    [DataRow(ParameterScale.Log, false, 1e-9, 1e9, new double[] { 1, 10, 100 }, "[0.1,1000]")]
    [DataRow(ParameterScale.Linear, false, -100.0, 100.0, new double[] { 3, 7, 4, 5, 6 }, "[2,8]")]
    [DataRow(ParameterScale.Linear, false, 2.5, 7.5, new double[] { 3, 7, 4, 5, 6 }, "[2.5,7.5]")]
    [DataRow(ParameterScale.Linear, true, 0.0, 9.0, new double[] { 1, 1, 2 }, "[0,2]")] // 0.5 to 2.5, halves to even
    [DataRow(ParameterScale.Linear, true, 0.0, 9.0, new double[] { 1, 1, 1 }, "1")]
    [DataRow(ParameterScale.LogComplement, false, 0.0, 0.99999, new double[] { 0.9, 0.99, 0.999 }, "[0,0.9999]")]
    [DataRow(ParameterScale.Log, true, 4.0, 64.0, new double[] { 16 }, "[4,64]")] // one value spans nothing
    [DataRow(ParameterScale.Log, true, 4.0, 64.0, new double[] { }, "[4,64]")]
    internal void Around_BestValues_IsTheirSpanWidenedWithinTheRange(ParameterScale scale, bool isWhole, double least, double most, double[] values, string expected)
    {
        var parameter = new NumberParameter("x", ParameterPlace.Training, scale, isWhole, least, most);
        Assert.AreEqual(expected, parameter.Around([.. values.Select(value => JsonValue.Create(value))]).ToJson().ToJsonString());
    }

    [TestMethod]
    public void Around_Choices_KeepsThoseThatTheBestMadeInTheirOrder()
    {
        var parameter = new ChoiceParameter("optimizer", ParameterPlace.Training, ["\"plain\"", "\"momentum\"", "\"adam\""]);
        Assert.AreEqual("""["momentum","adam"]""", parameter.Around([Text("adam"), Text("momentum"), Text("adam")]).ToJson().ToJsonString());
        Assert.AreEqual("""["plain","momentum","adam"]""", parameter.Around([]).ToJson().ToJsonString());

        static JsonValue Text(string text) => JsonValue.Create(text);
    }

    private static double[] Draw(SearchParameter parameter) =>
        [.. Enumerable.Range(1, Draws).Select(trial => parameter.ValueAt(UniformDraw.Of(1, trial, parameter.Name)).GetValue<double>())];

    // The draws are always the same, so that this cannot fail by chance; the bound is what chance would keep 999 times in 1000.
    private static void AssertShare(double share, int count)
    {
        double deviation = Math.Sqrt(Draws * share * (1 - share));
        Assert.AreEqual(Draws * share, count, 3.3 * deviation);
    }
}
