namespace EdgeNet
{
    /// <summary>Inputs of any range, scaled in single precision: see <see cref="InputQuantization"/>.</summary>
    public sealed class AffineInputs : InputStage
    {
        /// <summary>Makes the stage; it keeps the arrays.</summary>
        /// <param name="scales">n[0], finite, 0 or more.</param>
        /// <param name="offsets">n[0], finite.</param>
        public AffineInputs(float[] scales, float[] offsets)
        {
            Scales = scales;
            Offsets = offsets;
        }

        /// <summary>n[0] scales. Not a copy.</summary>
        public float[] Scales { get; }

        /// <summary>n[0] offsets. Not a copy.</summary>
        public float[] Offsets { get; }

        /// <inheritdoc/>
        public override int Count => Scales.Length;

        /// <inheritdoc/>
        public override int LowestCode(int input)
        {
            return sbyte.MinValue;
        }

        /// <inheritdoc/>
        public override int HighestCode(int input)
        {
            return sbyte.MaxValue;
        }

        /// <inheritdoc/>
        public override int Excess => InputQuantization.Centre;

        /// <inheritdoc/>
        public override int Code(float feature, int input)
        {
            float u = (feature * Scales[input]) + Offsets[input];
            return u < 255f ? (u > 0f ? (int)u - InputQuantization.Centre : sbyte.MinValue) : sbyte.MaxValue;
        }

        /// <inheritdoc/>
        public override int Code(int reading, int input)
        {
            return Code((float)reading, input);
        }

        /// <inheritdoc/>
        public override bool IsSaturated(float value, int input)
        {
            int code = Code(value, input);
            return Scales[input] > 0f && (code == sbyte.MinValue || code == sbyte.MaxValue);
        }

        /// <inheritdoc/>
        public override void Quantize(float[] features, int[] codes)
        {
            InputQuantization.Quantize(features, Scales, Offsets, codes);
        }

        /// <inheritdoc/>
        public override void Quantize(int[] readings, int[] codes)
        {
            InputQuantization.Quantize(readings, Scales, Offsets, codes);
        }
    }
}
