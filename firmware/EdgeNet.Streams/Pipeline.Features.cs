using System;

namespace EdgeNet
{
    /// <content>The features of the last window, for what learns from them.</content>
    public sealed partial class Pipeline
    {
        /// <summary>Copies the features of the last complete window, as the network takes them.</summary>
        /// <param name="features">Written: as many elements as the stream has features.</param>
        /// <exception cref="ArgumentException">The array is null, or has another number of elements.</exception>
        public void CopyFeatures(float[] features)
        {
            if (features == null || features.Length != _features.Length)
            {
                ThrowWrongLength(_features.Length);
            }

            Array.Copy(_features, features, features.Length);
        }

        private static void ThrowWrongLength(int expected)
        {
            throw new ArgumentException("The stream gives " + expected.ToString() + " features.");
        }
    }
}
