using System;

namespace EdgeNet
{
    /// <summary>The logistic function, the only floating-point step between the integer logit and the probability.</summary>
    internal static class Logistic
    {
        /// <summary>Computes <c>σ(z) = 1 / (1 + e^-z)</c> without overflow: the exponent is never positive.</summary>
        /// <param name="z">The logit, any finite number.</param>
        /// <returns>The probability, 0 to 1.</returns>
        public static double Of(double z)
        {
            if (z >= 0)
            {
                return 1 / (1 + Math.Exp(-z));
            }

            double e = Math.Exp(z);
            return e / (1 + e);
        }
    }
}
