namespace EdgeNet
{
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
}
