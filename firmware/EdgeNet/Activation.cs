namespace EdgeNet
{
    /// <summary>The function a layer applies to <c>z = W·a + b</c>. The numbers are those of the model file.</summary>
    public enum Activation : byte
    {
        /// <summary><c>g(z) = z</c>.</summary>
        Linear = 0,

        /// <summary><c>g(z) = max(0, z)</c>.</summary>
        Relu = 1,

        /// <summary><c>g(z) = z</c> where z is positive, <c>slope·z</c> elsewhere.</summary>
        LeakyRelu = 2,

        /// <summary><c>g(z) = tanh z</c>.</summary>
        Tanh = 3,

        /// <summary><c>g(z) = 1 / (1 + e^-z)</c>.</summary>
        Sigmoid = 4,

        /// <summary><c>g(z)[k] = e^z[k] / Σ e^z[j]</c> over the units of the layer. Output layers only.</summary>
        Softmax = 5,
    }

    /// <summary>Names of the activations: on the device <c>Enum.ToString</c> gives a number.</summary>
    internal static class ActivationNames
    {
        /// <summary>Returns the name that recipes and reports use: <c>linear</c>, <c>relu</c>, <c>leaky-relu</c>, <c>tanh</c>, <c>sigmoid</c> or <c>softmax</c>.</summary>
        /// <param name="activation">The activation.</param>
        /// <returns>Its name, or <c>unknown</c> for a number that no activation has.</returns>
        public static string Of(Activation activation)
        {
            switch (activation)
            {
                case Activation.Linear:
                    return "linear";
                case Activation.Relu:
                    return "relu";
                case Activation.LeakyRelu:
                    return "leaky-relu";
                case Activation.Tanh:
                    return "tanh";
                case Activation.Sigmoid:
                    return "sigmoid";
                case Activation.Softmax:
                    return "softmax";
                default:
                    return "unknown";
            }
        }
    }

    /// <summary>The layout of the table through which hidden tanh and sigmoid units go. The model file carries the entries.</summary>
    /// <remarks>
    /// Entry k is <c>round(127·tanh((k - 512) / 128))</c>, so it covers [-4, 4), beyond which tanh differs from ±1 by less than half a
    /// step of int8; its grid is as fine as its values. Sigmoid uses the same table, since <c>σ(z) = (1 + tanh(z/2)) / 2</c>: its
    /// accumulator is scaled by half as much, and a code then stands for <c>(code + 127) / 254</c>.
    /// </remarks>
    internal static class TanhTable
    {
        /// <summary>Entries.</summary>
        public const int Length = 1024;

        /// <summary>The entry of tanh 0.</summary>
        public const int Centre = 512;

        /// <summary>Entries for each unit of the argument of tanh.</summary>
        public const int StepsPerUnit = 128;

        /// <summary>The code that stands for tanh = 1.</summary>
        public const int Peak = 127;
    }
}
