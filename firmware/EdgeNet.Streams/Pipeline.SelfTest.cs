namespace EdgeNet
{
    /// <content>The self-test.</content>
    public sealed partial class Pipeline
    {
        /// <summary>Runs the golden vectors of the network and the golden windows of <see cref="Settings"/>, and resets the pipeline.</summary>
        /// <returns><c>true</c> when every feature and every logit is exact.</returns>
        /// <remarks>A build that leaves out the golden windows of a generated class tests the network alone.</remarks>
        public bool SelfTest()
        {
            bool isExact = _predictor.SelfTest();
            foreach (GoldenWindow golden in _settings.Golden)
            {
                isExact &= IsExact(golden);
            }

            Reset();
            return isExact;
        }

        private bool IsExact(GoldenWindow golden)
        {
            int[] readings = _readings;
            _windows.Reset();
            bool isComplete = false;
            int next = 0;
            for (int n = 0; n < _settings.Window; n++)
            {
                for (int c = 0; c < readings.Length; c++)
                {
                    readings[c] = golden.Readings[next++];
                }

                isComplete = _windows.Add(readings);
            }

            Infer();
            int[] values = _windows.Values;
            for (int f = 0; f < values.Length; f++)
            {
                isComplete &= values[f] == golden.Features[f];
            }

            for (int j = 0; j < _logits.Length; j++)
            {
                isComplete &= _logits[j] == golden.Logits[j];
            }

            return isComplete;
        }
    }
}
