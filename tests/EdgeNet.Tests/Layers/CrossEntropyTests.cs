using EdgeNet.Networks.Layers;

namespace EdgeNet.Tests.Layers;

[TestClass]
public class CrossEntropyTests
{
    [TestMethod]
    public void N07_CrossEntropy_OrdinaryLogit_IsTheFormula()
    {
        for (double z = -12; z <= 12; z += 0.01)
        {
            double a = 1 / (1 + Math.Exp(-z));
            foreach (double y in (double[])[0, 1, 0.3])
            {
                double formula = -((y * Math.Log(a)) + ((1 - y) * Math.Log(1 - a)));
                Assert.AreEqual(formula, LossFunctions.CrossEntropy(z, y), 1e-10, $"z = {z}, y = {y}");
                Assert.AreEqual(formula, LossFunctions.CrossEntropy((float)z, (float)y), 1e-5, $"z = {z}, y = {y}");
            }
        }
    }

    [TestMethod]
    [DataRow(1000.0, 0.0, 1000.0)]
    [DataRow(-1000.0, 1.0, 1000.0)]
    [DataRow(1000.0, 1.0, 0.0)]
    [DataRow(-1000.0, 0.0, 0.0)]
    [DataRow(1e30, 0.0, 1e30)]
    [DataRow(-1e30, 1.0, 1e30)]
    public void N07_CrossEntropy_SaturatedActivation_IsFinite(double z, double y, double expected)
    {
        double[] a = new double[1];
        ActivationFunctions.Sigmoid<double>([z], a);
        Assert.IsTrue(a[0] is 0 or 1, "Else the test would show nothing.");
        Assert.AreEqual(expected, LossFunctions.CrossEntropy(z, y));
        Assert.AreEqual((float)expected, LossFunctions.CrossEntropy((float)z, (float)y));
    }

    [TestMethod]
    public void N07_CrossEntropy_ConfidentlyRight_KeepsItsDigits()
    {
        // -log σ(z) = log(1 + e^-z), which is e^-z - e^-2z/2 + … for large z.
        for (double z = 10; z <= 700; z += 0.5)
        {
            double e = Math.Exp(-z);
            double expected = e - (e * e / 2) + (e * e * e / 3) - (e * e * e * e / 4);
            Assert.AreEqual(1, LossFunctions.CrossEntropy(z, 1) / expected, 1e-12, $"z = {z}, y = 1");
            Assert.AreEqual(1, LossFunctions.CrossEntropy(-z, 0) / expected, 1e-12, $"z = -{z}, y = 0");
            if (z <= 80)
            {
                Assert.AreEqual(1, LossFunctions.CrossEntropy((float)z, 1) / expected, 1e-6, $"z = {z}, y = 1, in float");
            }
        }
    }
}
