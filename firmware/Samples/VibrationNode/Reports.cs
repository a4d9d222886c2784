namespace VibrationNode
{
    /// <summary>Says when the node is to report, without remembering anything over a sleep: when the clock has passed a boundary since it fell asleep.</summary>
    internal sealed class Reports
    {
        /// <summary>Seconds between two reports of a model whose file asks for none: so often the node looks whether there is a new model.</summary>
        internal const int LookSeconds = 3600;

        // What lies between the last look at the clock and the sleep, and what the clock of a sleeping chip is wrong by.
        private const int Slack = 5;

        private readonly int _everySeconds;
        private readonly int _shift;
        private long _from;

        /// <summary>Begins a time awake.</summary>
        /// <param name="device">The node's name: nodes with other names have other boundaries, so that a fleet does not report all at once.</param>
        /// <param name="everySeconds">Seconds between two reports; 0 for <see cref="LookSeconds"/>.</param>
        /// <param name="now">Seconds of the clock.</param>
        /// <param name="sleptSeconds">How long the node slept before; 0 after a cold start, which is reported.</param>
        internal Reports(string device, int everySeconds, long now, int sleptSeconds)
        {
            _everySeconds = everySeconds > 0 ? everySeconds : LookSeconds;
            uint hash = 2166136261u; // FNV-1a
            for (int i = 0; i < device.Length; i++)
            {
                hash = (hash ^ device[i]) * 16777619u;
            }

            _shift = (int)(hash % (uint)_everySeconds);
            _from = sleptSeconds == 0 ? long.MinValue : now - sleptSeconds - Slack;
        }

        /// <summary>Says whether a report is due; then the next one is due after the next boundary.</summary>
        /// <param name="now">Seconds of the clock, 0 or more.</param>
        /// <returns>Whether it is.</returns>
        internal bool IsDue(long now)
        {
            bool isDue = _from == long.MinValue || Period(now) != Period(_from);
            _from = now;
            return isDue;
        }

        private long Period(long seconds)
        {
            return (seconds + _shift + _everySeconds) / _everySeconds; // never rounds up from below 0: a sleep is shorter than that
        }
    }
}
