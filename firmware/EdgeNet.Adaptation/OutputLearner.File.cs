using System;

namespace EdgeNet
{
    /// <content>The file that it writes.</content>
    public sealed partial class OutputLearner
    {
        /// <summary>Writes the model with the output layer that was learned: as long as it was, with its golden vectors and golden windows computed again.</summary>
        /// <returns>Its bytes in <see cref="File"/>; 0 where a logit could leave 32 bits, which no model file may do.</returns>
        public int Commit()
        {
            ByteWriter output = _output;
            output.Position = 0;
            output.Copy(_file, 0, _file.Length - ModelFormat.CrcLength);
            for (int j = 0; j < _errors.Length; j++)
            {
                if (!WriteUnit(j))
                {
                    return 0;
                }
            }

            int at = _loader.GoldenAt;
            for (int g = 0; g < _loader.GoldenCount; g++)
            {
                for (int i = 0; i < _features.Length; i++)
                {
                    _features[i] = BitConverter.ToSingle(_file, at);
                    at += 4;
                }

                WriteLogits(at);
                at += 4 * _errors.Length;
            }

            for (int g = 0; g < _windows.Count; g++)
            {
                at = _windows.NumbersAt(g);
                for (int i = 0; i < _features.Length; i++)
                {
                    _features[i] = BitConverter.ToInt32(_file, at);
                    at += 4;
                }

                WriteLogits(at);
            }

            return output.Seal();
        }

        // Weights rounded to nearest, ties up; a bias has the zero point of the codes in it.
        private bool WriteUnit(int unit)
        {
            const int Rounding = 1 << (Fraction - 1);
            byte[] data = _output.Data;
            int at = _layer.WeightsAt + (unit * _inputs);
            long sum = 0;
            long most = 0;
            for (int i = 0; i < _inputs; i++)
            {
                int weight = (_weights[(unit * _inputs) + i] + Rounding) >> Fraction;
                data[at + i] = (byte)(weight & 255);
                sum += weight;
                most += 128 * (weight < 0 ? -weight : weight);
            }

            long bias = ((_biases[unit] + Rounding) >> Fraction) - (_zeroPoint * sum);
            if (most + (bias < 0 ? -bias : bias) > int.MaxValue)
            {
                return false;
            }

            _output.PutInt32(_layer.BiasesAt + (4 * unit), (int)bias);
            return true;
        }

        private void WriteLogits(int at)
        {
            int[] codes = Encode(_features);
            byte[] data = _output.Data;
            for (int j = 0; j < _errors.Length; j++)
            {
                int sum = BitConverter.ToInt32(data, _layer.BiasesAt + (4 * j));
                int row = _layer.WeightsAt + (j * _inputs);
                for (int i = 0; i < _inputs; i++)
                {
                    sum += (sbyte)data[row + i] * codes[i];
                }

                _output.PutInt32(at, sum);
                at += 4;
            }
        }
    }
}
