using System;
using EdgeNet;
using SensorLogger;

#nullable disable

namespace VibrationNode
{
    /// <summary>
    /// Takes the readings of some seconds at the rate of the model, each at its deadline, and gives them to the pipeline afterwards: what a window costs
    /// is more than the time between two readings.
    /// </summary>
    internal sealed class Burst
    {
        private const int ChannelCount = Mpu6050.ChannelCount;

        private readonly Pipeline _pipeline;
        private readonly Mpu6050 _sensor;
        private readonly IClock _clock;
        private readonly int _rateHz;
        private readonly int[] _counts = new int[ChannelCount];
        private readonly short[] _readings;
        private readonly bool[] _isMissing;
        private readonly float[] _features;
        private bool _isDead;

        /// <summary>Allocates room for the readings.</summary>
        /// <param name="pipeline">Of three channels at a whole number of readings a second.</param>
        /// <param name="sensor">The sensor.</param>
        /// <param name="clock">The time.</param>
        /// <param name="seconds">How long a burst is, 1 or more; longer than a window.</param>
        internal Burst(Pipeline pipeline, Mpu6050 sensor, IClock clock, int seconds)
        {
            _pipeline = pipeline;
            _sensor = sensor;
            _clock = clock;
            _rateHz = pipeline.Settings.RateMillihertz / 1000;
            Count = seconds * _rateHz;
            _readings = new short[Count * ChannelCount];
            _isMissing = new bool[Count];
            _features = new float[pipeline.Settings.Features.Length];
        }

        /// <summary>Readings of a burst.</summary>
        internal int Count { get; }

        /// <summary>How many of the last one the sensor did not give, or were too late.</summary>
        internal int Missing { get; private set; }

        /// <summary>How many windows of the last one were complete.</summary>
        internal int Decisions { get; private set; }

        /// <summary>Starts the sensor. Where that fails, all readings of the next bursts are missing, and nobody waits for them.</summary>
        /// <param name="rangeG">Its range.</param>
        /// <returns><c>null</c>, or why there is no sensor.</returns>
        internal string Start(int rangeG)
        {
            try
            {
                _isDead = true;
                _sensor.Start(rangeG, _rateHz, _clock);
                _isDead = false;
                return null;
            }
            catch (Exception failure)
            {
                return failure.Message;
            }
        }

        /// <summary>Takes the readings. Nothing is computed meanwhile.</summary>
        internal void Take()
        {
            for (int n = 0; n < Count; n++)
            {
                _isMissing[n] = true;
            }

            Missing = Count;
            if (_isDead)
            {
                return;
            }

            var deadlines = new ReadingDeadlines(_rateHz, _clock.Microseconds);
            deadlines.Advance(_clock.Microseconds);
            while (deadlines.Sequence < Count)
            {
                Deadline.Wait(_clock, deadlines.DueMicroseconds);
                if (_sensor.TryRead(_counts))
                {
                    Keep(deadlines.Sequence);
                }

                deadlines.Advance(_clock.Microseconds);
            }
        }

        /// <summary>Gives them to the pipeline, which forgets those before. A window has no gap: after a missing reading the pipeline begins anew.</summary>
        /// <param name="health">Counts each decision; <c>null</c> for none.</param>
        internal void Decide(HealthRecord health)
        {
            Decisions = 0;
            _pipeline.Reset();
            for (int n = 0; n < Count; n++)
            {
                if (_isMissing[n])
                {
                    _pipeline.Reset();
                    continue;
                }

                int at = n * ChannelCount;
                long before = _clock.Microseconds;
                if (_pipeline.Add(_readings[at], _readings[at + 1], _readings[at + 2]))
                {
                    Decisions++;
                    Report(health, (int)(_clock.Microseconds - before));
                }
            }
        }

        private void Report(HealthRecord health, int microseconds)
        {
            if (health != null)
            {
                _pipeline.CopyFeatures(_features);
                health.CountInputs(_features);
                health.CountDecision(_pipeline.State, microseconds);
            }
        }

        private void Keep(int number)
        {
            int at = number * ChannelCount;
            for (int c = 0; c < ChannelCount; c++)
            {
                _readings[at + c] = (short)_counts[c];
            }

            _isMissing[number] = false;
            Missing--;
        }
    }
}
