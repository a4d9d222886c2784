using System;

namespace EdgeNet
{
    /// <content>What another thread may read: a copy of the last decision, made whole and read whole under a lock.</content>
    public sealed partial class Pipeline
    {
        private readonly object _gate = new object();
        private readonly int[] _decidedLogits;
        private int _decidedState = Unknown;
        private long _decidedReadings;
        private long _decisions;

        /// <summary>Copies the last decision. Any thread may call this at any time, also while another one is inside <c>Add</c>.</summary>
        /// <returns>A new object: everything in it belongs to one decision, and it never changes.</returns>
        public PipelineSnapshot Snapshot()
        {
            var logits = new int[_decidedLogits.Length];
            int state;
            long readings;
            long decisions;
            lock (_gate)
            {
                state = _decidedState;
                readings = _decidedReadings;
                decisions = _decisions;
                Array.Copy(_decidedLogits, logits, logits.Length);
            }

            return new PipelineSnapshot(decisions, state, LabelOf(state), decisions == 0 ? 0 : ProbabilityOf(logits), Milliseconds(readings));
        }

        // Once a window, and not once a reading: Add is as quick as without.
        private void Publish(long decisions)
        {
            lock (_gate)
            {
                _decidedState = State;
                _decidedReadings = ReadingsSinceChange;
                _decisions = decisions;
                Array.Copy(_logits, _decidedLogits, _decidedLogits.Length);
            }
        }
    }
}
