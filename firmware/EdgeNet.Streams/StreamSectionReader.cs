using System;

namespace EdgeNet
{
    /// <summary>Reads the stream section of a model file.</summary>
    internal static class StreamSectionReader
    {
        private const int HeaderLength = 32;
        private const int FeatureLength = 8;

        public static StreamSettings Read(ModelLoader loader)
        {
            ModelReader reader = loader.OpenStream();
            if (reader.Remaining == 0)
            {
                return null;
            }

            reader.Require(HeaderLength, "the stream");
            int rate = reader.ReadInt32();
            int window = reader.ReadUInt16();
            int stride = reader.ReadUInt16();
            int onLogit = reader.ReadInt32();
            int offLogit = reader.ReadInt32();
            int minimumReadings = reader.ReadInt32();
            int votes = reader.ReadByte();
            int ofLast = reader.ReadByte();
            int channelCount = reader.ReadByte();
            int goldenCount = reader.ReadByte();
            int featureCount = reader.ReadUInt16();
            int outputCount = reader.ReadUInt16();
            int magnitude = reader.ReadUInt16();
            if (reader.ReadUInt16() != 0)
            {
                throw Fail("The reserved bytes of the stream are not 0.");
            }

            float[] countsPerUnit = reader.ReadSingles(channelCount, "the scales of the channels");
            var channels = new string[channelCount];
            for (int c = 0; c < channelCount; c++)
            {
                reader.Require(2, "the name of a channel");
                int length = reader.ReadUInt16();
                FormatCheck.Range(length, 0, ModelFormat.MaxNameLength, "characters in the name of a channel", ModelFormatError.ImpossibleShape);
                channels[c] = reader.ReadString(length, "the name of a channel");
            }

            reader.SkipPadding();
            StreamFeature[] features = ReadFeatures(reader, featureCount);
            reader.Require(goldenCount * ((2L * window * channelCount) + (4L * (featureCount + outputCount))), "the golden windows");
            var golden = new GoldenWindow[goldenCount];
            for (int g = 0; g < goldenCount; g++)
            {
                short[] readings = ReadInt16s(reader, window * channelCount);
                golden[g] = new GoldenWindow(
                    readings, reader.ReadInt32s(featureCount, "a golden window"), reader.ReadInt32s(outputCount, "a golden window"));
            }

            if (reader.Remaining != 0)
            {
                throw Fail(reader.Remaining.ToString() + " bytes follow the golden windows.");
            }

            try
            {
                var rules = new DecisionRules(onLogit, offLogit, votes, ofLast, minimumReadings);
                var settings = new StreamSettings(rate, window, stride, channels, countsPerUnit, features, rules, golden, magnitude) { OutputCount = outputCount };
                if (settings.NeedsHeadVersion && loader.Version < ModelFormat.HeadVersion)
                {
                    throw Fail("The stream has what files of version " + loader.Version.ToString() + " cannot have.");
                }

                return settings;
            }
            catch (ArgumentException e)
            {
                throw Fail(e.Message);
            }
        }

        private static StreamFeature[] ReadFeatures(ModelReader reader, int count)
        {
            reader.Require((long)count * FeatureLength, "the features");
            var features = new StreamFeature[count];
            for (int f = 0; f < count; f++)
            {
                int kind = reader.ReadByte();
                int channel = reader.ReadByte();
                int secondChannel = reader.ReadByte();
                int options = reader.ReadByte();
                int firstBin = reader.ReadUInt16();
                int lastBin = reader.ReadUInt16();
                features[f] = new StreamFeature((FeatureKind)kind, channel, secondChannel, firstBin, lastBin, (FeatureOptions)options);
            }

            return features;
        }

        private static short[] ReadInt16s(ModelReader reader, int count)
        {
            reader.Require(count * 2L, "a golden window");
            var values = new short[count];
            for (int i = 0; i < count; i++)
            {
                values[i] = (short)reader.ReadUInt16();
            }

            reader.SkipPadding();
            return values;
        }

        private static ModelFormatException Fail(string message)
        {
            return new ModelFormatException(ModelFormatError.ImpossibleShape, message);
        }
    }
}
