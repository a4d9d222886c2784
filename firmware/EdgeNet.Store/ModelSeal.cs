namespace EdgeNet
{
    /// <summary>What a model file says of itself to a board that it is brought to.</summary>
    public sealed class ModelSeal
    {
        /// <summary>In <see cref="Alarm"/>: no class is the alarm.</summary>
        public const int NoAlarm = 255;

        private ModelSeal()
        {
        }
    }
}
