using EdgeNet;

namespace Bench
{
    /// <summary>A pipeline with the inner loop around it, fed with readings that were made beforehand.</summary>
    public sealed class StreamSubject
    {
        private readonly Pipeline _pipeline;
        private readonly int[] _readings;

        /// <param name="pipeline">Of three channels.</param>
        /// <param name="readings">x, y, z, one after the other.</param>
        public StreamSubject(Pipeline pipeline, int[] readings)
        {
            _pipeline = pipeline;
            _readings = readings;
        }

        public Pipeline Pipeline => _pipeline;

        /// <summary>Adds readings, and counts the decisions, which shows that the loop ran.</summary>
        public int Run(int count)
        {
            Pipeline pipeline = _pipeline;
            int[] readings = _readings;
            int decisions = 0;
            int next = 0;
            for (int n = 0; n < count; n++)
            {
                if (pipeline.Add(readings[next], readings[next + 1], readings[next + 2]))
                {
                    decisions++;
                }

                next += 3;
                if (next == readings.Length)
                {
                    next = 0;
                }
            }

            return decisions;
        }
    }
}
