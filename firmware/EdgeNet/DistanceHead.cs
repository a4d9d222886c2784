using System;

namespace EdgeNet
{
    /// <summary>What a file has behind its layers, beside or in place of an output layer.</summary>
    internal enum HeadKind : byte
    {
        /// <summary>Nothing: the last layer is the output layer.</summary>
        None = 0,

        /// <summary>An anomaly model: the distance of the codes of the last layer, or of the inputs, from the nearest prototype. There is no output layer.</summary>
        Prototypes = 1,

        /// <summary>An anomaly model: the distance of the codes of the last layer from those of the inputs, which it reconstructs. There is no output layer.</summary>
        Reconstruction = 2,

        /// <summary>An output layer, and the distance of the codes of the last hidden layer from the nearest prototype.</summary>
        FamiliarCodes = 3,

        /// <summary>An output layer, and the distance of the codes of the inputs from the nearest prototype.</summary>
        FamiliarInputs = 4,
    }

    /// <summary>
    /// How far codes lie from what training saw: <c>min over k of bias[k] + (Σ width[k,i]·(code[i] - centre[k,i])² &gt;&gt; shift)</c>, in exact
    /// integers. With widths of 1 that is k-means, with widths and biases a Gaussian mixture whose most probable component counts.
    /// </summary>
    internal sealed class DistanceHead
    {
        /// <summary>The largest distance: what is farther counts as this far.</summary>
        public const int Farthest = 1 << 30;

        private const int Steepness = 4; // beyond the limit, so that below it the doubt decides

        private const float BelowOne = 0.99999994f;
        private const double LogarithmOfTwo = 0.6931471805599453;

        /// <summary>Codes that are compared.</summary>
        public readonly int Inputs;

        /// <summary>The distance at which the score is 1.</summary>
        public readonly int Threshold;

        /// <summary>A number of 0 or more for each prototype. Not a copy.</summary>
        public readonly int[] Biases;

        /// <summary>Shape (prototypes, codes), or <c>null</c> in a reconstruction. Not a copy.</summary>
        public readonly sbyte[] Centres;

        /// <summary>Of the same shape, in a reconstruction one for each code; or <c>null</c> where all are 1. Not a copy.</summary>
        public readonly ushort[] Widths;

        /// <summary>0 to <see cref="ModelFormat.MaxDistanceShift"/>.</summary>
        public readonly int Shift;

        /// <summary>The margin of a decision beyond which a larger one counts no more; 0 or more.</summary>
        public readonly int MostMargin;

        /// <summary>
        /// What each step that the margin lacks adds to the logarithm of the distance, in 65536ths; 0 where the distance counts as it is. With it
        /// the distance is in the units of <see cref="BinaryLogarithm"/>, and <see cref="Threshold"/> too.
        /// </summary>
        public readonly int Doubt;

        /// <summary>With a doubt, the logarithm of a distance that no decision is sure enough for.</summary>
        public readonly int Limit;

        /// <summary>Makes the head; it keeps the arrays.</summary>
        /// <param name="inputs">Codes that are compared.</param>
        /// <param name="biases">See <see cref="Biases"/>.</param>
        /// <param name="centres">See <see cref="Centres"/>.</param>
        /// <param name="widths">See <see cref="Widths"/>.</param>
        /// <param name="shift">See <see cref="Shift"/>.</param>
        /// <param name="threshold">1 to <see cref="Farthest"/>.</param>
        /// <param name="mostMargin">See <see cref="MostMargin"/>.</param>
        /// <param name="doubt">See <see cref="Doubt"/>.</param>
        /// <param name="limit">See <see cref="Limit"/>.</param>
        public DistanceHead(int inputs, int[] biases, sbyte[] centres, ushort[] widths, int shift, int threshold, int mostMargin = 0, int doubt = 0, int limit = 0)
        {
            Inputs = inputs;
            Threshold = threshold;
            Biases = biases;
            Centres = centres;
            Widths = widths;
            Shift = shift;
            MostMargin = mostMargin;
            Doubt = doubt;
            Limit = limit;
        }

        /// <summary>Prototypes.</summary>
        public int Count => Biases.Length;

        /// <summary>Bytes of the arrays, headers included.</summary>
        public int RamBytes => ArrayMemory.Bytes(Biases.Length, 4) + (Centres == null ? 0 : ArrayMemory.Bytes(Centres.Length, 1))
            + (Widths == null ? 0 : ArrayMemory.Bytes(Widths.Length, 2));

        /// <summary>Computes the distance of codes from the nearest prototype.</summary>
        /// <param name="codes">The first <see cref="Inputs"/> elements, -128 to 127.</param>
        /// <param name="origin">In a reconstruction the codes of the inputs; else not looked at.</param>
        /// <returns>0 to <see cref="Farthest"/>.</returns>
        public int Distance(int[] codes, int[] origin)
        {
            return Nearest(codes, origin, out int distance) < 0 ? 0 : distance;
        }

        /// <summary>Makes a distance more where the decision is not sure: an answer that is close is worth less trust than one that is clear.</summary>
        /// <param name="distance">What <see cref="Distance"/> gave.</param>
        /// <param name="margin">How far the decision is from another one, in logits; 0 or more.</param>
        /// <returns>0 to <see cref="Farthest"/>; the distance as it is where there is no <see cref="Doubt"/>.</returns>
        public int Doubted(int distance, long margin)
        {
            if (Doubt == 0)
            {
                return distance;
            }

            int logarithm = BinaryLogarithm.Of(distance);
            long lacking = margin < MostMargin ? MostMargin - margin : 0;
            int doubted = logarithm + (int)((lacking * Doubt) >> 16);
            int beyond = Threshold + (Steepness * (logarithm - Limit));
            return doubted > beyond ? doubted : beyond;
        }

        /// <summary>Turns a distance into a score: 1 at the threshold, 2 twice as far.</summary>
        /// <param name="distance">What <see cref="Doubted"/> gave.</param>
        /// <returns>0 or more.</returns>
        public float ScoreOf(int distance)
        {
            float score = Doubt == 0
                ? Predictor.ScoreOf(distance, Threshold)
                : (float)Math.Exp((distance - Threshold) * (LogarithmOfTwo / (2 * BinaryLogarithm.One)));
            return score < 1f || distance >= Threshold ? score : BelowOne; // where single precision rounds it to 1
        }

        /// <summary>Finds the code that contributes most to the distance.</summary>
        /// <param name="codes">As for <see cref="Distance"/>.</param>
        /// <param name="origin">As for <see cref="Distance"/>.</param>
        /// <returns>0 to <see cref="Inputs"/> - 1; the first of equal ones.</returns>
        public int FarthestCode(int[] codes, int[] origin)
        {
            int start = Nearest(codes, origin, out int _) * Inputs;
            int farthest = 0;
            long most = -1;
            for (int i = 0; i < Inputs; i++)
            {
                long difference = codes[i] - (Centres == null ? origin[i] : Centres[start + i]);
                long part = difference * difference * (Widths == null ? 1 : Widths[start + i]);
                if (part > most)
                {
                    most = part;
                    farthest = i;
                }
            }

            return farthest;
        }

        /// <summary>Finds the nearest prototype.</summary>
        /// <param name="codes">As for <see cref="Distance"/>.</param>
        /// <param name="origin">As for <see cref="Distance"/>.</param>
        /// <param name="distance">0 to <see cref="Farthest"/>.</param>
        /// <returns>0 to <see cref="Count"/> - 1; the first of equal ones.</returns>
        public int Nearest(int[] codes, int[] origin, out int distance)
        {
            int nearest = 0;
            long least = long.MaxValue; // so that it is the nearest also where all are farther than the farthest distance
            int[] biases = Biases;
            for (int k = 0; k < biases.Length; k++)
            {
                long sum = Centres == null ? SumFrom(codes, origin) : Sum(codes, k * Inputs);
                long far = (sum >> Shift) + biases[k];
                if (far < least)
                {
                    least = far;
                    nearest = k;
                }
            }

            distance = least < Farthest ? (int)least : Farthest;
            return nearest;
        }

        // 65,535 codes of a square below 2^16 and a width below 2^16: no sum has more than 48 bits.
        private long Sum(int[] codes, int at)
        {
            sbyte[] centres = Centres;
            ushort[] widths = Widths;
            int count = Inputs;
            long sum = 0;
            if (widths == null)
            {
                for (int i = 0; i < count; i++)
                {
                    int difference = codes[i] - centres[at];
                    sum += difference * difference;
                    at++;
                }

                return sum;
            }

            for (int i = 0; i < count; i++)
            {
                int difference = codes[i] - centres[at];
                sum += (long)(difference * difference) * widths[at];
                at++;
            }

            return sum;
        }

        private long SumFrom(int[] codes, int[] origin)
        {
            ushort[] widths = Widths;
            long sum = 0;
            for (int i = 0; i < Inputs; i++)
            {
                int difference = codes[i] - origin[i];
                sum += (long)(difference * difference) * (widths == null ? 1 : widths[i]);
            }

            return sum;
        }
    }
}
