using System;

namespace EdgeNet
{
    /// <summary>What settings of a stream must keep to, so that nothing is checked, and nothing can overflow, while readings come in.</summary>
    internal static class StreamCheck
    {
        public static void Settings(StreamSettings settings)
        {
            int window = settings.Window;
            int channels = settings.Channels.Length;
            Range(settings.RateMillihertz, 1, int.MaxValue, "readings in 1,000 seconds");
            Range(window, StreamSettings.MinWindow, StreamSettings.MaxWindow, "readings of a window");
            Range(settings.Stride, 1, window, "readings from one window to the next");
            Range(channels, 1, StreamSettings.MaxChannels, "channels");
            Range(settings.CountsPerUnit.Length, channels, channels, "scales of the channels");
            Range(settings.Features.Length, 1, ModelFormat.MaxUnits, "features");
            foreach (float counts in settings.CountsPerUnit)
            {
                if (!FormatCheck.IsFinite(counts) || counts <= 0)
                {
                    throw new ArgumentException("The counts of one unit are not a finite number above 0.");
                }
            }

            foreach (StreamFeature feature in settings.Features)
            {
                Feature(feature, window, channels);
            }

            Rules(settings.Rules);
            foreach (GoldenWindow golden in settings.Golden)
            {
                Range(golden.Readings.Length, window * channels, window * channels, "readings of a golden window");
                Range(golden.Features.Length, settings.Features.Length, settings.Features.Length, "features of a golden window");
            }
        }

        private static void Feature(StreamFeature feature, int window, int channels)
        {
            Range((int)feature.Kind, 0, (int)FeatureKind.Correlation, "kind of a feature");
            Range(feature.Channel, 0, channels - 1, "channel of a feature");
            bool isPair = feature.Kind == FeatureKind.Correlation;
            Range(feature.SecondChannel, isPair ? feature.Channel + 1 : 0, isPair ? channels - 1 : 0, "second channel of a feature");
            if (feature.Kind == FeatureKind.BandEnergy)
            {
                Range(window, StreamSettings.MinWindow, StreamSettings.MaxBandWindow, "readings of a window with bands");
                Range(feature.FirstBin, 1, window / 2, "lowest frequency of a band");
                Range(feature.LastBin, feature.FirstBin, window / 2, "highest frequency of a band");
            }
            else
            {
                Range(feature.FirstBin | feature.LastBin, 0, 0, "frequencies of a feature without a band");
            }
        }

        private static void Rules(DecisionRules rules)
        {
            Range(rules.OffLogit, int.MinValue, rules.OnLogit, "logit below which a window votes negative");
            Range(rules.OfLast, 1, DecisionRules.MaxWindows, "windows that vote");
            Range(rules.Votes, 1, rules.OfLast, "votes that a state needs");
            Range(rules.MinimumReadings, 0, int.MaxValue, "readings that a state lasts");
        }

        private static void Range(int value, int least, int most, string what)
        {
            if (value < least || value > most)
            {
                throw new ArgumentException(
                    "The stream has " + value.ToString() + " for: " + what + ". Possible: " + least.ToString() + " to " + most.ToString() + ".");
            }
        }
    }
}
