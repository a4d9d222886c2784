using EdgeNet;

namespace VibrationNode
{
    /// <summary>One time awake: bursts until one ends without an alarm. Every class but the first is an alarm.</summary>
    internal sealed class Watch
    {
        private readonly Pipeline _pipeline;
        private readonly Burst _burst;
        private readonly Lamp _lamp;
        private readonly LineWriter _print;

        /// <summary>Joins the parts; nothing is read yet.</summary>
        /// <param name="pipeline">What the burst fills.</param>
        /// <param name="burst">Takes the readings.</param>
        /// <param name="lamp">Shines in an alarm.</param>
        /// <param name="print">Is told what happens.</param>
        internal Watch(Pipeline pipeline, Burst burst, Lamp lamp, LineWriter print)
        {
            _pipeline = pipeline;
            _burst = burst;
            _lamp = lamp;
            _print = print;
        }

        /// <summary>Whether the state that holds is an alarm.</summary>
        internal bool IsAlarm => _pipeline.State > 0;

        /// <summary>Runs the golden vectors and the golden windows: does this board compute what the PC computed?</summary>
        /// <returns><c>false</c> when it does not; then its states mean nothing.</returns>
        internal bool SelfTest()
        {
            bool isExact = _pipeline.SelfTest();
            _print(isExact
                ? "Golden vectors and windows: all exact."
                : "Golden vectors or windows differ: this board does not compute what the PC computed.");
            return isExact;
        }

        /// <summary>Takes a burst and says what it shows, and goes on as long as that is an alarm. Between two bursts the lamp stays as it is.</summary>
        internal void Run()
        {
            do
            {
                _burst.Take();
                _burst.Decide();
                _lamp(IsAlarm);
                if (_burst.Missing > 0)
                {
                    _print(_burst.Missing.ToString() + " of " + _burst.Count.ToString() + " readings are missing; check the wires.");
                }

                _print(_pipeline.State == Pipeline.Unknown
                    ? "State: unknown."
                    : "State: " + _pipeline.StateLabel + ", probability of the last window " + Percent(_pipeline.Probability) + ".");
            }
            while (IsAlarm);
        }

        // By integers: the text of a float is imprecise on the device.
        private static string Percent(float probability)
        {
            int tenths = (int)((probability * 1000) + 0.5f);
            return (tenths / 10).ToString() + "." + (tenths % 10).ToString() + " %";
        }
    }
}
