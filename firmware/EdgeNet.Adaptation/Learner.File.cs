using System;

namespace EdgeNet
{
    /// <content>The files that it writes: what it has learned as a model, or how far it has come.</content>
    public sealed partial class Learner
    {
        private const int LogitThresholdOffset = 24;
        private const int StateNumbers = 7;

        // From its end, where the learning section begins: a head is as long as its arrays.
        private int HeadAt
        {
            get
            {
                int codes = _factory.Centres.Length;
                int widths = _factory.Widths == null ? 0 : ModelFormat.Align(2 * codes);
                return _loader.LearningAt - widths - ModelFormat.Align(codes) - (4 * _factory.Count) - ModelFormat.LayerHeaderLength;
            }
        }

        private int StateWords => StateNumbers + _farthest.Length + _statistics.Words;

        /// <summary>Writes the model with what was learned: a model file as any other, which learns no more.</summary>
        /// <returns>Its bytes in <see cref="File"/>; 0 unless <see cref="State"/> is <see cref="LearningState.Ready"/>.</returns>
        /// <remarks>Golden vectors, golden windows and the scores at which the state of a stream changes are computed again.</remarks>
        public int Commit()
        {
            if (State != LearningState.Ready)
            {
                return 0;
            }

            ModelLoader loader = _loader;
            ByteWriter output = _output;
            output.Position = 0;
            output.Copy(_file, 0, HeadAt);
            output.PutInt32(LogitThresholdOffset, Threshold);
            WriteHead();
            int removed = _learningEnd - output.Position;
            output.Copy(_file, _learningEnd, _file.Length - ModelFormat.CrcLength);
            MeasureGoldenVectors(removed);
            MeasureWindows(removed);
            return output.Seal();
        }

        /// <summary>Writes the model as it was, with how far learning has come: a <see cref="Learner"/> of that file goes on from there.</summary>
        /// <returns>The bytes of the file in <see cref="File"/>.</returns>
        public int Save()
        {
            ByteWriter output = _output;
            output.Position = 0;
            output.Copy(_file, 0, _loader.LearningAt + ModelFormat.LearningLength - 4);
            output.WriteInt32(StateWords);
            output.WriteInt32((int)State);
            output.WriteInt32((int)Reason);
            output.WriteInt32(LearnedCount);
            output.WriteInt32(CalibratedCount);
            output.WriteInt32(UnusualCount);
            output.WriteInt32(SaturatedCount);
            output.WriteInt32(_hasVaried ? 1 : 0);
            output.WriteAll(_farthest);
            _statistics.Write(output);
            output.Copy(_file, _learningEnd, _file.Length - ModelFormat.CrcLength);
            return output.Seal();
        }

        // Of a file of Save, whose CRC is right: what contradicts itself was not written here.
        private void ReadState(ModelReader reader)
        {
            const string What = "statistics of learning";
            LearningLimits.Check(_limits.StateWords, StateWords, StateWords, "words of the statistics of learning");
            int state = reader.ReadInt32();
            int reason = reader.ReadInt32();
            LearnedCount = reader.ReadInt32();
            CalibratedCount = reader.ReadInt32();
            UnusualCount = reader.ReadInt32();
            SaturatedCount = reader.ReadInt32();
            int hasVaried = reader.ReadInt32();
            LearningLimits.Check(LearnedCount, 0, _limits.Examples, What);
            LearningLimits.Check(CalibratedCount, 0, LearnedCount == _limits.Examples ? _limits.Calibration : 0, What);
            LearningLimits.Check(UnusualCount, 0, _limits.Refusals + 1, What);
            LearningLimits.Check(SaturatedCount, 0, _limits.Refusals + 1 - UnusualCount, What);
            LearningLimits.Check(hasVaried, 0, 1, What);
            bool isRefused = state == (int)LearningState.Refused;
            int expected = LearnedCount < _limits.Examples ? (int)LearningState.Learning
                : CalibratedCount < _limits.Calibration ? (int)LearningState.Calibrating : (int)LearningState.Ready;
            LearningLimits.Check(state, expected, isRefused ? state : expected, What);
            LearningLimits.Check(reason, isRefused ? 1 : 0, isRefused ? (int)RefusalReason.Drifted : 0, What);
            for (int n = 0; n < _farthest.Length; n++)
            {
                int distance = reader.ReadInt32();
                LearningLimits.Check(distance, 0, n == 0 ? DistanceHead.Farthest : _farthest[n - 1], What);
                _farthest[n] = distance;
            }

            _hasVaried = hasVaried != 0;
            _statistics.Read(reader, LearnedCount);
            if (LearnedCount == _limits.Examples)
            {
                _statistics.Finish();
                _drift = _statistics.Drift(_codes);
            }

            State = (LearningState)state;
            Reason = (RefusalReason)reason;
            if (State == LearningState.Ready)
            {
                TakeThreshold();
            }
        }

        // Each part is as long as before; of the kind of the widths, the flag of the section goes.
        private void WriteHead()
        {
            ByteWriter output = _output;
            DistanceHead head = _statistics.Head;
            int start = output.Position;
            output.Copy(_file, start, _loader.LearningAt);
            output.Data[start + 3] = (byte)(_file[start + 3] & ~ModelFormat.LearningFlag);
            output.PutInt32(start + 4, Threshold);
            int end = output.Position;
            output.Position = start + ModelFormat.LayerHeaderLength;
            output.WriteAll(head.Biases);
            for (int i = 0; i < head.Centres.Length; i++)
            {
                output.Data[output.Position] = (byte)head.Centres[i];
                output.Position++;
            }

            output.Position = ModelFormat.Align(output.Position);
            for (int i = 0; head.Widths != null && i < head.Widths.Length; i++)
            {
                output.WriteUInt16(head.Widths[i]);
            }

            output.Position = end;
        }

        private void MeasureGoldenVectors(int removed)
        {
            int inputs = _codes.Length;
            int at = _loader.GoldenAt;
            for (int g = 0; g < _loader.GoldenCount; g++)
            {
                for (int i = 0; i < inputs; i++)
                {
                    _codes[i] = _inputs.Code(BitConverter.ToSingle(_file, at), i);
                    at += 4;
                }

                _output.PutInt32(at - removed, _statistics.Head.Distance(_codes, null));
                at += 4;
            }
        }

        private void MeasureWindows(int removed)
        {
            StoredWindows windows = _windows;
            if (windows.LevelsAt != 0)
            {
                PutLevel(windows.LevelsAt, removed);
                PutLevel(windows.LevelsAt + 4, removed);
            }

            for (int g = 0; g < windows.Count; g++)
            {
                int at = windows.NumbersAt(g);
                for (int i = 0; i < _codes.Length; i++)
                {
                    _codes[i] = _inputs.Code(BitConverter.ToInt32(_file, at), i);
                    at += 4;
                }

                _output.PutInt32(at - removed, _statistics.Head.Distance(_codes, null));
            }
        }

        // The distance of a score, which changes with the threshold.
        private void PutLevel(int at, int removed)
        {
            long level = BitConverter.ToInt32(_file, at) * (long)Threshold / _factory.Threshold;
            _output.PutInt32(at - removed, level > DistanceHead.Farthest ? DistanceHead.Farthest : level < 1 ? 1 : (int)level);
        }
    }
}
