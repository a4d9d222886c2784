using System;

namespace EdgeNet
{
    /// <content>From inputs to words, and the accumulators out of them.</content>
    internal sealed partial class PackedLayer
    {
        /// <summary>Computes every word from the codes of the layer before: for all layers except the first.</summary>
        /// <param name="codes">Codes of A[l-1]; the first n[l-1] are read.</param>
        public void Accumulate(int[] codes)
        {
            int w = 0;
            for (; w <= _words.Length - 4; w += 4)
            {
                PackedKernel.Four(codes, _weights, w, _starts, _words);
            }

            if (w <= _words.Length - 2)
            {
                PackedKernel.Two(codes, _weights, w, _starts, _words);
                w += 2;
            }

            if (w < _words.Length)
            {
                PackedKernel.One(codes, _weights, w, _starts, _words);
            }
        }

        /// <summary>Computes every word of the first layer from raw features.</summary>
        /// <remarks>From readings as floating-point numbers it is done input by input, which is slower.</remarks>
        /// <param name="features">The first n[0] are read.</param>
        public void Accumulate(float[] features)
        {
            if (_inputCodes != null)
            {
                ((AffineStage)_stage).Quantize(features, _inputCodes);
                Accumulate(_inputCodes);
                return;
            }

            if (_shifts != null)
            {
                Array.Copy(_starts, _words, _words.Length);
                for (int i = 0; i < _shifts.Length; i++)
                {
                    AddInput(i, _stage.Code(features[i], i));
                }

                return;
            }

            int w = 0;
            for (; w <= _words.Length - 4; w += 4)
            {
                PackedFeatureKernel.Four(features, _scales, _offsets, _weights, w, _starts, _words);
            }

            if (w <= _words.Length - 2)
            {
                PackedFeatureKernel.Two(features, _scales, _offsets, _weights, w, _starts, _words);
                w += 2;
            }

            if (w < _words.Length)
            {
                PackedFeatureKernel.One(features, _scales, _offsets, _weights, w, _starts, _words);
            }
        }

        /// <summary>Computes every word of the first layer from integer readings; one outside its range counts as the end of the range.</summary>
        /// <remarks>Where a reading is outside, or no range was declared, it is done input by input, which is slower.</remarks>
        /// <param name="readings">The first n[0] are read.</param>
        public void AccumulateReadings(int[] readings)
        {
            if (_inputCodes != null)
            {
                ((AffineStage)_stage).Quantize(readings, _inputCodes);
                Accumulate(_inputCodes);
                return;
            }

            if (_hasCommonRange && Predictor.AreWithin(readings, _lowestReading, _span))
            {
                AccumulateUnchecked(readings);
                return;
            }

            Array.Copy(_starts, _words, _words.Length);
            int count = _weights[0].Length;
            for (int i = 0; i < count; i++)
            {
                AddInput(i, _stage.Code(readings[i], i));
            }
        }

        /// <summary>Computes every word of the first layer from integer readings that are known to be within their declared range.</summary>
        /// <param name="readings">The first n[0] are read.</param>
        public void AccumulateUnchecked(int[] readings)
        {
            int w = 0;
            for (; w <= _words.Length - 4; w += 4)
            {
                PackedReadingKernel.Four(readings, _shifts, _weights, w, _starts, _words);
            }

            if (w <= _words.Length - 2)
            {
                PackedReadingKernel.Two(readings, _shifts, _weights, w, _starts, _words);
                w += 2;
            }

            if (w < _words.Length)
            {
                PackedReadingKernel.One(readings, _shifts, _weights, w, _starts, _words);
            }
        }

        /// <summary>Returns the accumulator of the first unit: the logit, in the output layer.</summary>
        /// <returns>The accumulator.</returns>
        public int FirstAccumulator()
        {
            return (int)(_words[0] & _mask) + _lowest[0];
        }

        /// <summary>Takes the accumulator of every unit out of the words, in the output layer.</summary>
        /// <param name="accumulators">Written: the first n[l] elements.</param>
        public void CopyAccumulators(int[] accumulators)
        {
            int j = 0;
            for (int w = 0; w < _words.Length; w++)
            {
                long word = _words[w];
                int end = Math.Min(j + Lanes, Units);
                for (; j < end; j++)
                {
                    accumulators[j] = (int)(word & _mask) + _lowest[j];
                    word >>= _width;
                }
            }
        }

        private void AddInput(int input, int code)
        {
            long x = code + _excess;
            for (int w = 0; w < _words.Length; w++)
            {
                _words[w] += _weights[w][input] * x;
            }
        }
    }
}
