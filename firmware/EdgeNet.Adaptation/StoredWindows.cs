using System;

namespace EdgeNet
{
    /// <summary>Where the golden windows of a model file lie: of its stream only what is changed is looked at, <c>Pipeline.Load</c> checks the rest.</summary>
    internal sealed class StoredWindows
    {
        private const int HeaderLength = 32;
        private const int OnOffset = 8;
        private const int ChannelsOffset = 22;
        private const int CountOffset = 23;

        private readonly int _end;
        private readonly int _length;
        private readonly int _numbersLength;

        /// <summary>Finds them.</summary>
        /// <param name="file">The file.</param>
        /// <param name="loader">Read to its end.</param>
        public StoredWindows(byte[] file, ModelLoader loader)
        {
            int start = loader.StreamAt;
            _end = loader.StreamEnd;
            if (start == _end)
            {
                return;
            }

            _numbersLength = 4 * (loader.InputCount + loader.OutputCount);
            int available = _end - start - HeaderLength;
            if (available >= 0)
            {
                LevelsAt = start + OnOffset;
                Count = file[start + CountOffset];
                _length = ModelFormat.Align(2 * BitConverter.ToUInt16(file, start + 4) * file[start + ChannelsOffset]) + _numbersLength;
            }

            if ((long)Count * _length > available)
            {
                throw new ModelFormatException(ModelFormatError.Truncated, "The model ends in the middle of the golden windows.");
            }
        }

        /// <summary>Where the logits lie from which, and below which, a window votes; 0 without a stream.</summary>
        public int LevelsAt { get; }

        /// <summary>Golden windows.</summary>
        public int Count { get; }

        /// <summary>Where the features of a window lie: n[0] integers, and behind them the logits.</summary>
        public int NumbersAt(int window)
        {
            return _end - ((Count - 1 - window) * _length) - _numbersLength;
        }
    }
}
