namespace EdgeNet
{
    /// <summary>What a model file says of itself to a board that it is brought to.</summary>
    public sealed class ModelSeal
    {
        /// <summary>The alarm where no class is one.</summary>
        public const int NoAlarm = 255;

        private ModelSeal()
        {
        }
    }
}
