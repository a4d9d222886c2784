namespace EdgeNet.Tests.Layers;

/// <summary>Logistic regression as it is first written down: a loop over the examples, loops over the features, in double.</summary>
internal static class PlainLogisticRegression
{
    /// <summary>Computes J, dw and db.</summary>
    /// <param name="w">n weights.</param>
    /// <param name="b">The bias.</param>
    /// <param name="x">m examples of n features each.</param>
    /// <param name="y">m labels, 0 or 1.</param>
    public static (double Cost, double[] WeightGradients, double BiasGradient) Gradients(double[] w, double b, double[][] x, double[] y)
    {
        double cost = 0, db = 0;
        double[] dw = new double[w.Length];
        for (int e = 0; e < x.Length; e++)
        {
            double z = b;
            for (int i = 0; i < w.Length; i++)
            {
                z += w[i] * x[e][i];
            }

            double a = 1 / (1 + Math.Exp(-z));
            cost -= (y[e] * Math.Log(a)) + ((1 - y[e]) * Math.Log(1 - a));
            double dz = a - y[e];
            for (int i = 0; i < w.Length; i++)
            {
                dw[i] += x[e][i] * dz;
            }

            db += dz;
        }

        for (int i = 0; i < w.Length; i++)
        {
            dw[i] /= x.Length;
        }

        return (cost / x.Length, dw, db / x.Length);
    }
}
