namespace EdgeNet
{
    /// <summary>The sum of products of two channels, for their correlation.</summary>
    internal sealed class ChannelPair
    {
        private readonly ChannelWindow _first;
        private readonly ChannelWindow _second;
        private long _sumOfProducts;

        public ChannelPair(ChannelWindow first, ChannelWindow second)
        {
            _first = first;
            _second = second;
        }

        public void Clear()
        {
            _sumOfProducts = 0;
        }

        /// <summary>Takes off the product of the readings that are about to leave; while the window fills they are 0.</summary>
        public void Leave(int position)
        {
            _sumOfProducts -= _first.Ring[position] * _second.Ring[position];
        }

        public void Enter(int position)
        {
            _sumOfProducts += _first.Ring[position] * _second.Ring[position];
        }

        /// <summary>Pearson's coefficient in 256ths, rounded towards 0 and held to -256 to 256; 0 where a channel does not deviate.</summary>
        public int Correlation()
        {
            long deviations = _first.RootOfSpread() * _second.RootOfSpread();
            if (deviations == 0)
            {
                return 0;
            }

            long joint = (_first.Ring.Length * _sumOfProducts) - ((long)_first.Sum * _second.Sum);
            int value = (int)((joint << 8) / deviations);
            return value > 256 ? 256 : value < -256 ? -256 : value;
        }
    }
}
