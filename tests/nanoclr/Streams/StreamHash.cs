using EdgeNet;

namespace Bench
{
    /// <summary>One number for everything that comes out of a stream: features, logits and states of every window, in their order.</summary>
    /// <remarks>FNV-1a on whole integers. The PC computes it with the plain kernels, the device with a pipeline.</remarks>
    public sealed class StreamHash
    {
        private uint _hash = 2166136261u;

        public int Value => (int)_hash;

        public void Add(int number)
        {
            _hash = (_hash ^ (uint)number) * 16777619u;
        }

        /// <summary>Adds the last window of a pipeline.</summary>
        public void Add(Pipeline pipeline)
        {
            for (int f = 0; f < pipeline.Settings.Features.Length; f++)
            {
                Add(pipeline.FeatureOf(f));
            }

            Add(pipeline.LogitOf());
            Add(pipeline.State);
        }
    }
}
