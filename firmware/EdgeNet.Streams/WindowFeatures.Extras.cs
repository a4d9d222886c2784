using System;

namespace EdgeNet
{
    /// <content>What few streams have: the magnitude of channels, bands under a Hann window, logarithms and slow means. Without them it takes no memory.</content>
    public sealed partial class WindowFeatures
    {
        private readonly HannWindow _hann;     // null without such bands
        private readonly int[][] _hannBandsOf; // by channel, the features that are bands under a Hann window
        private readonly int[] _logarithms;    // the features of which the logarithm is taken; null without any
        private readonly int[] _slow;          // those of which the slow mean is taken; null without any
        private readonly int[] _slowMeans;     // theirs, in sixteenths
        private bool _hasSlowMeans;

        private int ExtraBytes
        {
            get
            {
                int bytes = _magnitudeOf == null ? 0 : ArrayMemory.Bytes(_magnitudeOf.Length, 4);
                bytes += _logarithms == null ? 0 : ArrayMemory.Bytes(_logarithms.Length, 4);
                bytes += _slow == null ? 0 : 2 * ArrayMemory.Bytes(_slow.Length, 4);
                if (_hann == null)
                {
                    return bytes;
                }

                bytes += _hann.RamBytes + ArrayMemory.Bytes(_hannBandsOf.Length, 4);
                foreach (int[] bands in _hannBandsOf)
                {
                    bytes += ArrayMemory.Bytes(bands.Length, 4);
                }

                return bytes;
            }
        }

        // The readings of the channels stand in their rings already, held to 16 bits. The magnitude is held to them too: at most by a factor of 4.
        private void AddMagnitude(int position)
        {
            ChannelWindow[] channels = _magnitudeOf;
            long squares = 0;
            for (int c = 0; c < channels.Length; c++)
            {
                int x = channels[c].Ring[position];
                squares += x * x;
            }

            int magnitude = (int)IntegerMath.SquareRoot(squares);
            ChannelWindow window = _channels[_channelCount];
            if (_isFull)
            {
                window.Slide(magnitude, position);
            }
            else
            {
                window.Fill(magnitude, position);
            }
        }

        // The last that is computed from the deviations of a channel, since they do not remain.
        private void MeasureHannBands(int channel, int[] values)
        {
            int[] bands = _hannBandsOf[channel];
            if (bands.Length > 0)
            {
                _hann.Apply(_deviations[channel].Values);
                MeasureBands(bands, channel, true, values);
            }
        }

        private void TakeLogarithms(int[] values)
        {
            int[] logarithms = _logarithms;
            for (int n = 0; n < logarithms.Length; n++)
            {
                int f = logarithms[n];
                values[f] = BinaryLogarithm.Of(values[f]);
            }
        }

        private void TakeSlowMeans(int[] values)
        {
            int[] slow = _slow;
            int[] means = _slowMeans;
            for (int n = 0; n < slow.Length; n++)
            {
                int value = values[slow[n]] << 4;
                means[n] = _hasSlowMeans ? means[n] + ((value - means[n]) >> 2) : value;
                values[slow[n]] = means[n] >> 4;
            }

            _hasSlowMeans = true;
        }

        private ChannelWindow[] MakeMagnitude(int mask)
        {
            int count = 0;
            for (int c = 0; c < _channelCount; c++)
            {
                count += (mask >> c) & 1;
            }

            var channels = new ChannelWindow[count];
            count = 0;
            for (int c = 0; c < _channelCount; c++)
            {
                if (((mask >> c) & 1) != 0)
                {
                    channels[count] = _channels[c];
                    count++;
                }
            }

            return channels;
        }

        private HannWindow MakeHann()
        {
            bool hasHann = false;
            foreach (StreamFeature feature in _features)
            {
                hasHann |= feature.IsHann;
            }

            return hasHann ? new HannWindow(_window) : null;
        }

        private int[] Find(FeatureOptions option)
        {
            var all = new int[_features.Length];
            int count = 0;
            for (int f = 0; f < all.Length; f++)
            {
                if ((_features[f].Options & option) != 0)
                {
                    all[count] = f;
                    count++;
                }
            }

            if (count == 0)
            {
                return null;
            }

            var found = new int[count];
            Array.Copy(all, found, count);
            return found;
        }
    }
}
