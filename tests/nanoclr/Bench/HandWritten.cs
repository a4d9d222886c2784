using System;

namespace Bench
{
    /// <summary>What a maker would write without EdgeNet: a float loop with its fields in locals, ReLU, and a sigmoid by Math.Exp.</summary>
    public sealed class HandWritten
    {
        private readonly float[][] _weights;
        private readonly float[][] _biases;
        private readonly float[][] _activations;

        public HandWritten(float[][] weights, float[][] biases)
        {
            _weights = weights;
            _biases = biases;
            _activations = new float[biases.Length][];
            for (int l = 0; l < biases.Length; l++)
            {
                _activations[l] = new float[biases[l].Length];
            }
        }

        public float Predict(float[] x)
        {
            return (float)(1.0 / (1.0 + Math.Exp(-Logit(x))));
        }

        public float Predict(int[] x)
        {
            return (float)(1.0 / (1.0 + Math.Exp(-Logit(x))));
        }

        public bool Classify(float[] x)
        {
            return Logit(x) >= 0f;
        }

        public bool Classify(int[] x)
        {
            return Logit(x) >= 0f;
        }

        private float Logit(float[] x)
        {
            float[] w = _weights[0];
            float[] b = _biases[0];
            float[] a = _activations[0];
            int k = 0;
            for (int j = 0; j < b.Length; j++)
            {
                float sum = b[j];
                for (int i = 0; i < x.Length; i++)
                {
                    sum += w[k++] * x[i];
                }

                a[j] = sum > 0f ? sum : 0f;
            }

            return Rest(a);
        }

        private float Logit(int[] x)
        {
            float[] w = _weights[0];
            float[] b = _biases[0];
            float[] a = _activations[0];
            int k = 0;
            for (int j = 0; j < b.Length; j++)
            {
                float sum = b[j];
                for (int i = 0; i < x.Length; i++)
                {
                    sum += w[k++] * x[i];
                }

                a[j] = sum > 0f ? sum : 0f;
            }

            return Rest(a);
        }

        private float Rest(float[] x)
        {
            float logit = 0f;
            for (int l = 1; l < _weights.Length; l++)
            {
                float[] w = _weights[l];
                float[] b = _biases[l];
                float[] a = _activations[l];
                int k = 0;
                for (int j = 0; j < b.Length; j++)
                {
                    float sum = b[j];
                    for (int i = 0; i < x.Length; i++)
                    {
                        sum += w[k++] * x[i];
                    }

                    logit = sum;
                    a[j] = sum > 0f ? sum : 0f;
                }

                x = a;
            }

            return logit;
        }
    }
}
