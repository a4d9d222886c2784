using System;
using nanoFramework.Hardware.Esp32;

namespace EdgeNet.Esp32
{
    /// <summary>The life of a node on a battery: read the sensors, classify, act, and sleep until the timer wakes it.</summary>
    /// <remarks>
    /// Deep sleep ends in a restart: the program runs from its first line again, and nothing in RAM is left. <see cref="WakeupCause"/> tells
    /// such a start from a cold one. An exception of the reader or the handler is passed on and the node stays awake: catch
    /// there the faults after which the node should sleep all the same.
    /// </remarks>
    public sealed class DutyCycle
    {
        /// <summary>The longest sleep: 365 days.</summary>
        public const int MostSleepSeconds = DeepSleep.MostSeconds;

        private readonly Predictor _classifier;
        private readonly FeatureReader _read;
        private readonly DecisionHandler _act;
        private readonly float[] _features;

        /// <summary>Makes the cycle and allocates what it needs; nothing is read yet.</summary>
        /// <param name="classifier">A loaded model, or a generated class.</param>
        /// <param name="read">Reads the sensors.</param>
        /// <param name="act">Is told each decision.</param>
        /// <param name="sleepSeconds">How long to sleep between two cycles, 1 to <see cref="MostSleepSeconds"/>.</param>
        /// <exception cref="ArgumentNullException">The classifier, the reader or the handler is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="sleepSeconds"/> is outside its range.</exception>
        public DutyCycle(Predictor classifier, FeatureReader read, DecisionHandler act, int sleepSeconds)
        {
            if (classifier == null)
            {
                throw new ArgumentNullException(nameof(classifier));
            }

            if (read == null)
            {
                throw new ArgumentNullException(nameof(read));
            }

            if (act == null)
            {
                throw new ArgumentNullException(nameof(act));
            }

            if (sleepSeconds < 1 || sleepSeconds > MostSleepSeconds)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(sleepSeconds),
                    "The sleep is 1 to " + MostSleepSeconds.ToString() + " seconds; it was given " + sleepSeconds.ToString() + ".");
            }

            _classifier = classifier;
            _read = read;
            _act = act;
            _features = new float[classifier.InputCount];
            SleepSeconds = sleepSeconds;
            Timer = new InferenceTimer();
        }

        /// <summary>Why this start of the program happened; <c>Undefined</c> after power-on or reset, <c>Timer</c> after a sleep of this class.</summary>
        public static Sleep.WakeupCause WakeupCause => Sleep.GetWakeupCause();

        /// <summary>Did the timer end a deep sleep, so that this is no cold start?</summary>
        public static bool IsTimerWakeup => Sleep.GetWakeupCause() == Sleep.WakeupCause.Timer;

        /// <summary>Seconds of sleep between two cycles.</summary>
        public int SleepSeconds { get; }

        /// <summary>The times of the inferences since this start of the program; reading and acting are not in them.</summary>
        public InferenceTimer Timer { get; }

        /// <summary>Reads, classifies and acts once, without sleeping. Allocates nothing of its own.</summary>
        public void RunOnce()
        {
            _read(_features);
            Timer.Start();
            int logit = _classifier.Logit(_features);
            bool isPositive = logit >= _classifier.LogitThreshold;
            float probability = _classifier.Probability(logit);
            Timer.Stop();
            _act(isPositive, probability);
        }

        /// <summary>Reads, classifies, acts, and goes to sleep. On an ESP32 it does not return: the timer restarts the program.</summary>
        /// <exception cref="InvalidOperationException">The chip refused the timer; it was not put to sleep, as nothing would wake it.</exception>
        public void RunAndSleep()
        {
            RunOnce();
            DeepSleep.Enter(SleepSeconds);
        }
    }

    /// <summary>Does what follows from a decision: sends it, switches something, or nothing.</summary>
    /// <param name="isPositive"><c>true</c> for the model's positive label.</param>
    /// <param name="probability">Of the positive label, 0 to 1.</param>
    public delegate void DecisionHandler(bool isPositive, float probability);

    /// <summary>Reads the sensors.</summary>
    /// <param name="features">To be filled with raw values in the order of training, shape (n[0]). The same array every time.</param>
    public delegate void FeatureReader(float[] features);
}
