namespace EdgeNet
{
    /// <content>The distance behind the layers.</content>
    internal sealed partial class ModelLoader
    {
        /// <summary>Where the learning section lies in the file, after <see cref="ReadEnd"/>; 0 where there is none. <c>EdgeNet.Adaptation</c> reads what is in it.</summary>
        public int LearningAt;

        // Quantities have no margin, and an anomaly model has no decision beside its distance.
        private bool MayDoubt => !IsAnomaly && OutputScales == null;

        private DistanceHead ReadHead()
        {
            ModelReader reader = _reader;
            reader.Require(ModelFormat.LayerHeaderLength, "the distance");
            int count = reader.ReadUInt16();
            int shift = reader.ReadByte();
            int parts = reader.ReadByte();
            int threshold = reader.ReadInt32();
            bool isReconstruction = HeadKind == HeadKind.Reconstruction;
            int codes = HeadKind == HeadKind.FamiliarInputs ? InputCount : HeadKind == HeadKind.FamiliarCodes ? _hiddenUnits : _lastUnits;
            CheckCount(count, 1, isReconstruction ? 1 : ModelFormat.MaxPrototypes, "prototypes");
            int possible = ModelFormat.HeadWidths | (MayDoubt ? ModelFormat.HeadDoubt : 0) | (HeadKind == HeadKind.Prototypes && LayerCount == 0 ? ModelFormat.LearningFlag : 0);
            CheckCount(parts & ~possible, 0, 0, "parts of the distance");
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

            int mostMargin = 0;
            int doubt = 0;
            int limit = 0;
            if ((parts & ModelFormat.HeadDoubt) != 0)
            {
                reader.Require(12, "the doubt of the distance");
                mostMargin = reader.ReadInt32();
                doubt = reader.ReadInt32();
                limit = reader.ReadInt32();
                FormatCheck.Range(mostMargin, 0, int.MaxValue, "largest margin", ModelFormatError.ScaleOutOfRange);
                FormatCheck.Range(doubt, 1, int.MaxValue, "doubt of the distance", ModelFormatError.ScaleOutOfRange);
                FormatCheck.Range(limit, 0, 1 << 16, "limit of the distance", ModelFormatError.ScaleOutOfRange);
                FormatCheck.Range((int)(((long)mostMargin * doubt) >> 31), 0, 0, "doubt of the distance", ModelFormatError.ScaleOutOfRange);
            }

            int[] biases = reader.ReadInt32s(count, "the biases of the distance");
            foreach (int bias in biases)
            {
                FormatCheck.Range(bias, 0, DistanceHead.Farthest, "bias of a prototype", ModelFormatError.ScaleOutOfRange);
            }

            reader.Require((long)count * codes, "the prototypes");
            sbyte[] centres = isReconstruction ? null : reader.ReadSBytes(count * codes, "the prototypes");
            ushort[] widths = (parts & ModelFormat.HeadWidths) == 0 ? null : reader.ReadUInt16s(count * codes, "the widths of the distance");
            if ((parts & ModelFormat.LearningFlag) != 0)
            {
                reader.Require(ModelFormat.LearningLength, "learning");
                LearningAt = reader.Position;
                reader.Skip(ModelFormat.LearningLength - 4);
                long bytes = 4L * (uint)reader.ReadInt32();
                reader.Require(bytes, "learning");
                reader.Skip((int)bytes);
            }

            return new DistanceHead(codes, biases, centres, widths, shift, threshold, mostMargin, doubt, limit);
        }
    }
}
