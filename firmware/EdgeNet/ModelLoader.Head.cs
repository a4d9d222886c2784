namespace EdgeNet
{
    /// <content>The distance behind the layers.</content>
    internal sealed partial class ModelLoader
    {
        /// <summary>Where the learning section lies in the file, after <see cref="ReadEnd"/>; 0 where there is none. <c>EdgeNet.Adaptation</c> reads what is in it.</summary>
        public int LearningAt;

        private DistanceHead ReadHead()
        {
            ModelReader reader = _reader;
            reader.Require(ModelFormat.LayerHeaderLength, "the distance");
            int count = reader.ReadUInt16();
            int shift = reader.ReadByte();
            int widthKind = reader.ReadByte();
            int threshold = reader.ReadInt32();
            bool isReconstruction = HeadKind == HeadKind.Reconstruction;
            int codes = HeadKind == HeadKind.FamiliarInputs ? InputCount : HeadKind == HeadKind.FamiliarCodes ? _hiddenUnits : _lastUnits;
            CheckCount(count, 1, isReconstruction ? 1 : ModelFormat.MaxPrototypes, "prototypes");
            bool mayLearn = HeadKind == HeadKind.Prototypes && LayerCount == 0;
            CheckCount(widthKind, 0, mayLearn ? ModelFormat.LearningFlag | 1 : 1, "kind of the widths");
            FormatCheck.Range(shift, 0, ModelFormat.MaxDistanceShift, "shift of the distance", ModelFormatError.ScaleOutOfRange);
            FormatCheck.Range(threshold, 1, DistanceHead.Farthest, "threshold of the distance", ModelFormatError.ScaleOutOfRange);
            if (IsAnomaly)
            {
                FormatCheck.Range(LogitThreshold, threshold, threshold, "logit threshold", ModelFormatError.ScaleOutOfRange);
            }

            if (isReconstruction)
            {
                CheckCount(codes, InputCount, InputCount, "units that reconstruct the inputs");
            }

            int[] biases = reader.ReadInt32s(count, "the biases of the distance");
            foreach (int bias in biases)
            {
                FormatCheck.Range(bias, 0, DistanceHead.Farthest, "bias of a prototype", ModelFormatError.ScaleOutOfRange);
            }

            reader.Require((long)count * codes, "the prototypes");
            sbyte[] centres = isReconstruction ? null : reader.ReadSBytes(count * codes, "the prototypes");
            ushort[] widths = (widthKind & 1) == 0 ? null : reader.ReadUInt16s(count * codes, "the widths of the distance");
            if ((widthKind & ModelFormat.LearningFlag) != 0)
            {
                reader.Require(ModelFormat.LearningLength, "learning");
                LearningAt = reader.Position;
                reader.Skip(ModelFormat.LearningLength - 4);
                long bytes = 4L * (uint)reader.ReadInt32();
                reader.Require(bytes, "learning");
                reader.Skip((int)bytes);
            }

            return new DistanceHead(codes, biases, centres, widths, shift, threshold);
        }
    }
}
