namespace EdgeNet
{
    /// <content>The features of a complete window.</content>
    public sealed partial class WindowFeatures
    {
        private readonly StreamFeature[] _features;
        private readonly byte[] _kinds;
        private readonly byte[] _channelOf;
        private readonly ushort[] _firstBins;
        private readonly ushort[] _lastBins;
        private readonly ChannelPair[] _pairOfFeature;
        private readonly bool[] _needsScan;
        private readonly Deviations[] _deviations; // null where no feature needs them
        private readonly int[][] _bandsOf;         // by channel, the features that are bands under no window
        private readonly Spectrum _spectrum;       // null where there are no bands

        private void Compute()
        {
            int[] values = _values;
            if (_native != null)
            {
                _native.Compute(_position, values);
                return;
            }

            for (int c = 0; c < _channels.Length; c++)
            {
                if (_needsScan[c])
                {
                    _channels[c].Scan(_position);
                }

                Deviations deviations = _deviations[c];
                if (deviations != null)
                {
                    deviations.Take(_channels[c], _position);
                    deviations.FindMoments();
                    if (deviations.Period != null)
                    {
                        deviations.Period.Find(deviations.Values);
                    }
                }

                MeasureBands(_bandsOf[c], c, false, values);
                if (_hann != null)
                {
                    MeasureHannBands(c, values);
                }
            }

            FillRest(values);
            if (_logarithms != null)
            {
                TakeLogarithms(values);
            }

            if (_slow != null)
            {
                TakeSlowMeans(values);
            }
        }

        private void MeasureBands(int[] bands, int channel, bool isHann, int[] values)
        {
            if (bands.Length == 0)
            {
                return;
            }

            Deviations deviations = _deviations[channel];
            _spectrum.Measure(deviations.Values, isHann ? _channels.Length + channel : channel);
            int shift = deviations.Shift;
            for (int b = 0; b < bands.Length; b++)
            {
                int f = bands[b];
                values[f] = _spectrum.Energy(_firstBins[f], _lastBins[f], shift, isHann);
            }
        }

        // Every feature but the bands. One loop with everything in locals: a call for each would cost as much as most of the features.
        private void FillRest(int[] values)
        {
            byte[] kinds = _kinds;
            byte[] channelOf = _channelOf;
            ChannelWindow[] channels = _channels;
            for (int f = 0; f < values.Length; f++)
            {
                int c = channelOf[f];
                ChannelWindow channel = channels[c];
                switch ((FeatureKind)kinds[f])
                {
                    case FeatureKind.Mean:
                        values[f] = channel.Mean();
                        break;
                    case FeatureKind.StandardDeviation:
                        values[f] = (int)IntegerMath.SquareRoot((channel.Spread() << 8) / ((long)_window * _window));
                        break;
                    case FeatureKind.RootMeanSquare:
                        values[f] = (int)IntegerMath.SquareRoot((channel.SumOfSquares << 8) / _window);
                        break;
                    case FeatureKind.Minimum:
                        values[f] = channel.Minimum * 16;
                        break;
                    case FeatureKind.Maximum:
                        values[f] = channel.Maximum * 16;
                        break;
                    case FeatureKind.PeakToPeak:
                        values[f] = (channel.Maximum - channel.Minimum) * 16;
                        break;
                    case FeatureKind.MeanAbsoluteDifference:
                        values[f] = (int)(channel.SumOfDifferences * 16L / (_window - 1));
                        break;
                    case FeatureKind.ZeroCrossings:
                        values[f] = channel.Crossings;
                        break;
                    case FeatureKind.Skewness:
                        values[f] = _deviations[c].Skewness;
                        break;
                    case FeatureKind.Kurtosis:
                        values[f] = _deviations[c].Kurtosis;
                        break;
                    case FeatureKind.Correlation:
                        values[f] = _pairOfFeature[f].Correlation();
                        break;
                    case FeatureKind.AutocorrelationPeak:
                        values[f] = _deviations[c].Period.Peak;
                        break;
                    case FeatureKind.AutocorrelationLag:
                        values[f] = _deviations[c].Period.Lag;
                        break;
                }
            }
        }

        // Finds out what each channel needs for its features. Returns null where there are no bands.
        private Spectrum Plan()
        {
            bool hasBands = false;
            int channels = _channels.Length;
            var bins = new bool[_hann == null ? channels : 2 * channels][]; // those under a Hann window behind the others
            var bands = new int[bins.Length];
            for (int c = 0; c < bins.Length; c++)
            {
                bins[c] = new bool[(_window / 2) + 1];
            }

            for (int f = 0; f < _features.Length; f++)
            {
                StreamFeature feature = _features[f];
                FeatureKind kind = feature.Kind;
                int c = feature.Channel;
                _kinds[f] = (byte)kind;
                _channelOf[f] = (byte)c;
                _firstBins[f] = (ushort)feature.FirstBin;
                _lastBins[f] = (ushort)feature.LastBin;
                bool isBand = kind == FeatureKind.BandEnergy;
                bool needsPeriod = kind >= FeatureKind.AutocorrelationPeak;
                bool needsDeviations = isBand || needsPeriod || kind == FeatureKind.Skewness || kind == FeatureKind.Kurtosis;
                bool isExtreme = kind == FeatureKind.Minimum || kind == FeatureKind.Maximum || kind == FeatureKind.PeakToPeak;
                _needsScan[c] |= isExtreme || kind == FeatureKind.ZeroCrossings || needsDeviations;
                if (needsDeviations && _deviations[c] == null)
                {
                    _deviations[c] = new Deviations(_window);
                }

                if (needsPeriod && _deviations[c].Period == null)
                {
                    _deviations[c].Period = new Autocorrelation(_window);
                }

                if (isBand)
                {
                    hasBands = true;
                    c += feature.IsHann ? channels : 0;
                    bands[c]++;
                    for (int bin = feature.FirstBin; bin <= feature.LastBin; bin++)
                    {
                        bins[c][bin] = true;
                    }
                }
            }

            for (int c = 0; c < bands.Length; c++)
            {
                (c < channels ? _bandsOf : _hannBandsOf)[c % channels] = ListBands(c, bands[c]);
            }

            return hasBands ? new Spectrum(_window, bins) : null;
        }

        private int[] ListBands(int place, int count)
        {
            var bands = new int[count];
            count = 0;
            for (int f = 0; f < _features.Length; f++)
            {
                StreamFeature feature = _features[f];
                if (feature.Kind == FeatureKind.BandEnergy && feature.Channel + (feature.IsHann ? _channels.Length : 0) == place)
                {
                    bands[count] = f;
                    count++;
                }
            }

            return bands;
        }

        private ChannelPair[] MakePairs()
        {
            int count = 0;
            for (int f = 0; f < _features.Length; f++)
            {
                count += _features[f].Kind == FeatureKind.Correlation ? 1 : 0;
            }

            var pairs = new ChannelPair[count];
            count = 0;
            for (int f = 0; f < _features.Length; f++)
            {
                if (_features[f].Kind == FeatureKind.Correlation)
                {
                    pairs[count] = new ChannelPair(_channels[_features[f].Channel], _channels[_features[f].SecondChannel]);
                    _pairOfFeature[f] = pairs[count];
                    count++;
                }
            }

            return pairs;
        }
    }
}
