namespace EdgeNet
{
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
