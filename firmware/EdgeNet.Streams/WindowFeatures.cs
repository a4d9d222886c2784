using System;

namespace EdgeNet
{
    /// <summary>Cuts a stream of readings into windows and computes their features, in integer arithmetic that is the same on every machine.</summary>
    /// <remarks>
    /// Nothing allocates after construction. A reading updates a few sums for each channel whatever the length of the window; what needs the
    /// whole window is computed once, when it is complete. Readings are held to 16 bits: -32,768 to 32,767.
    /// </remarks>
    public sealed partial class WindowFeatures
    {
        private readonly int _window;
        private readonly int _stride;
        private readonly ChannelWindow[] _channels;
        private readonly ChannelWindow _first;
        private readonly ChannelWindow _second;
        private readonly ChannelWindow _third;
        private readonly ChannelPair[] _pairs;
        private readonly int[] _values;
        private readonly int _channelCount;
        private readonly ChannelWindow[] _magnitudeOf; // null without a magnitude
        private readonly NativeWindow _native; // null without kernels in the firmware
        private int _position;
        private int _untilWindow;
        private bool _isFull;

        /// <summary>Allocates the window and everything else that is needed.</summary>
        /// <param name="settings">Window, channels and features.</param>
        /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
        public WindowFeatures(StreamSettings settings)
            : this(settings, NativeEngine.Find())
        {
        }

        /// <summary>The same with the kernels that are given.</summary>
        internal WindowFeatures(StreamSettings settings, NativeEngine engine)
        {
            if (settings == null)
            {
                throw new ArgumentNullException(nameof(settings));
            }

            _window = settings.Window;
            _stride = settings.Stride;
            _channelCount = settings.Channels.Length;
            _features = settings.Features;
            _values = new int[_features.Length];
            _native = NativeWindow.TryMake(settings, engine);
            _channels = new ChannelWindow[_native == null ? settings.ComputedChannels : 0];
            if (_native != null)
            {
                _pairs = new ChannelPair[_channels.Length];
                Reset();
                return;
            }

            for (int c = 0; c < _channels.Length; c++)
            {
                _channels[c] = new ChannelWindow(_window);
            }

            _first = _channels[0];
            _second = _channels.Length > 1 ? _channels[1] : null;
            _third = _channels.Length > 2 ? _channels[2] : null;
            _magnitudeOf = settings.Magnitude == 0 ? null : MakeMagnitude(settings.Magnitude);
            _kinds = new byte[_features.Length];
            _channelOf = new byte[_features.Length];
            _firstBins = new ushort[_features.Length];
            _lastBins = new ushort[_features.Length];
            _pairOfFeature = new ChannelPair[_features.Length];
            _pairs = MakePairs();
            _needsScan = new bool[_channels.Length];
            _deviations = new Deviations[_channels.Length];
            _bandsOf = new int[_channels.Length][];
            _logarithms = Find(FeatureOptions.Logarithm);
            _slow = Find(FeatureOptions.Slow);
            _slowMeans = _slow == null ? null : new int[_slow.Length];
            _hann = MakeHann();
            _hannBandsOf = _hann == null ? null : new int[_channels.Length][];
            _spectrum = Plan();
            Reset();
        }

        /// <summary>The features of the last complete window, in the order of the settings. Not a copy: the next window overwrites it.</summary>
        public int[] Values => _values;

        /// <summary>Bytes of the arrays, headers included, without those of the settings.</summary>
        internal int RamBytes
        {
            get
            {
                int features = _values.Length;
                int channels = _channels.Length;
                if (_native != null)
                {
                    return _native.RamBytes + ArrayMemory.Bytes(features, 4);
                }

                int bytes = ArrayMemory.Bytes(features, 4);                                          // values
                bytes += (2 * ArrayMemory.Bytes(features, 1)) + (2 * ArrayMemory.Bytes(features, 2)); // kinds and channels, bins
                bytes += ArrayMemory.Bytes(features, 4) + ArrayMemory.Bytes(_pairs.Length, 4);
                bytes += (3 * ArrayMemory.Bytes(channels, 4)) + ArrayMemory.Bytes(channels, 1);       // windows, deviations, bands; scans
                for (int c = 0; c < channels; c++)
                {
                    bytes += _channels[c].RamBytes + ArrayMemory.Bytes(_bandsOf[c].Length, 4);
                    bytes += _deviations[c] == null ? 0 : _deviations[c].RamBytes;
                }

                return bytes + ExtraBytes + (_spectrum == null ? 0 : _spectrum.RamBytes);
            }
        }

        /// <summary>Forgets all readings: for the beginning of a recording, or after readings were lost.</summary>
        public void Reset()
        {
            _position = 0;
            _untilWindow = _window;
            _isFull = false;
            _hasSlowMeans = false;
            if (_native != null)
            {
                _native.Clear();
            }

            foreach (ChannelWindow channel in _channels)
            {
                channel.Clear();
            }

            foreach (ChannelPair pair in _pairs)
            {
                pair.Clear();
            }
        }

        /// <summary>Takes a reading of the only channel.</summary>
        /// <param name="x">The reading, in counts.</param>
        /// <returns>Whether a window is complete: <see cref="Values"/> has its features.</returns>
        /// <exception cref="ArgumentException">There are several channels.</exception>
        public bool Add(int x)
        {
            if (_channelCount != 1)
            {
                ThrowWrongChannels(1);
            }

            int position = _position;
            if (_native != null)
            {
                _native.Put(0, position, x);
            }
            else if (_isFull)
            {
                _first.Slide(x, position);
            }
            else
            {
                _first.Fill(x, position);
            }

            return Advance();
        }

        /// <summary>Takes a reading of each of three channels.</summary>
        /// <param name="x">That of the first, in counts.</param>
        /// <param name="y">That of the second.</param>
        /// <param name="z">That of the third.</param>
        /// <returns>Whether a window is complete: <see cref="Values"/> has its features.</returns>
        /// <exception cref="ArgumentException">There are not three channels.</exception>
        public bool Add(int x, int y, int z)
        {
            if (_channelCount != 3)
            {
                ThrowWrongChannels(3);
            }

            int position = _position;
            Leave(position);
            if (_native != null)
            {
                _native.Put(0, position, x);
                _native.Put(1, position, y);
                _native.Put(2, position, z);
            }
            else if (_isFull)
            {
                _first.Slide(x, position);
                _second.Slide(y, position);
                _third.Slide(z, position);
            }
            else
            {
                _first.Fill(x, position);
                _second.Fill(y, position);
                _third.Fill(z, position);
            }

            return Advance();
        }

        /// <summary>Takes a reading of each channel.</summary>
        /// <param name="readings">Counts, in the order of the channels.</param>
        /// <returns>Whether a window is complete: <see cref="Values"/> has its features.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="readings"/> is null.</exception>
        /// <exception cref="ArgumentException">There are more channels than readings, or fewer.</exception>
        public bool Add(int[] readings)
        {
            ChannelWindow[] channels = _channels;
            if (readings == null || readings.Length != _channelCount)
            {
                ThrowWrongChannels(readings);
            }

            int position = _position;
            Leave(position);
            for (int c = 0; _native != null && c < readings.Length; c++)
            {
                _native.Put(c, position, readings[c]);
            }

            for (int c = 0; _native == null && c < readings.Length; c++)
            {
                if (_isFull)
                {
                    channels[c].Slide(readings[c], position);
                }
                else
                {
                    channels[c].Fill(readings[c], position);
                }
            }

            return Advance();
        }

        private void Leave(int position)
        {
            ChannelPair[] pairs = _pairs;
            for (int p = 0; p < pairs.Length; p++)
            {
                pairs[p].Leave(position);
            }
        }

        private bool Advance()
        {
            ChannelPair[] pairs = _pairs;
            int position = _position;
            if (_magnitudeOf != null)
            {
                AddMagnitude(position);
            }

            for (int p = 0; p < pairs.Length; p++)
            {
                pairs[p].Enter(position);
            }

            position++;
            if (position == _window)
            {
                position = 0;
                _isFull = true;
            }

            _position = position;
            if (--_untilWindow > 0)
            {
                return false;
            }

            _untilWindow = _stride;
            Compute();
            return true;
        }

        private void ThrowWrongChannels(int[] readings)
        {
            throw readings == null ? new ArgumentNullException(nameof(readings)) : WrongChannels(readings.Length);
        }

        private void ThrowWrongChannels(int given)
        {
            throw WrongChannels(given);
        }

        private ArgumentException WrongChannels(int given)
        {
            return new ArgumentException(
                "The stream has " + _channelCount.ToString() + " channels; it was given readings of " + given.ToString() + ".");
        }
    }
}
