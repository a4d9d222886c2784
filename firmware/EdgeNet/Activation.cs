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
}
