namespace EdgeNet
{
    /// <summary>What a model file says, checked.</summary>
    internal sealed class ModelContents
    {
        public string Name;
        public string NegativeLabel;
        public string PositiveLabel;
        public float LogitScale;
        public int LogitThreshold;
        public InputStage Inputs;
        public QuantizedLayer[] Layers;
        public sbyte[] TanhTable;
        public float[][] GoldenInputs;
        public int[] GoldenLogits;

        /// <summary>The most units of any layer but the input.</summary>
        public int Width()
        {
            int width = 0;
            foreach (QuantizedLayer layer in Layers)
            {
                width = layer.Units > width ? layer.Units : width;
            }

            return width;
        }
    }
}
