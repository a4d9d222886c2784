using System;
using EdgeNet;
using SensorLogger;

#nullable disable

namespace VibrationNode
{
    /// <summary>Listens to the machine once: takes a burst, says what it shows, and judges a model that is on trial. Every class but the first is an alarm.</summary>
    internal sealed class Watch
    {
        private readonly Pipeline _pipeline;
        private readonly ModelStore _store;
        private readonly Burst _burst;
        private readonly HealthRecord _health;
        private readonly Lamp _lamp;
        private readonly IClock _clock;
        private readonly LineWriter _print;
        private readonly bool _isSound;
        private int _decisions;

        /// <summary>Joins the parts; nothing is read yet.</summary>
        /// <param name="model">The model that runs.</param>
        /// <param name="burst">Takes the readings.</param>
        /// <param name="health">Counts decisions; <c>null</c> for none.</param>
        /// <param name="lamp">Shines in an alarm, and blinks when the node does not know.</param>
        /// <param name="clock">The time.</param>
        /// <param name="print">Is told what happens.</param>
        internal Watch(NodeModel model, Burst burst, HealthRecord health, Lamp lamp, IClock clock, LineWriter print)
        {
            _pipeline = model.Pipeline;
            _store = model.Store;
            _isSound = model.IsSound;
            _burst = burst;
            _health = health;
            _lamp = lamp;
            _clock = clock;
            _print = print;
        }

        /// <summary>Whether the state that holds is an alarm.</summary>
        internal bool IsAlarm => _pipeline.State > 0;

        /// <summary>Blinks for some seconds: the node itself needs help. A lamp that is dark says that the machine is well, and one that shines that it is not.</summary>
        /// <param name="lamp">The lamp.</param>
        /// <param name="clock">The time.</param>
        internal static void Blink(Lamp lamp, IClock clock)
        {
            for (int n = 0; n < 10; n++)
            {
                lamp(true);
                clock.Sleep(100);
                lamp(false);
                clock.Sleep(400);
            }
        }

        /// <summary>Whether the last burst went wrong in a way that the model may be the cause of.</summary>
        internal bool IsFault { get; private set; }

        /// <summary>Takes a burst and says what it shows. Afterwards the lamp stays as it is. A model that computes other things than on the PC is not asked.</summary>
        internal void Run()
        {
            IsFault = false;
            _decisions = 0;
            if (!_isSound)
            {
                Blink(_lamp, _clock);
                return;
            }

            string trouble = null;
            _burst.Take();
            try
            {
                _burst.Decide(_health);
                _decisions = _burst.Decisions;
            }
            catch (Exception failure)
            {
                trouble = "The model fails: " + failure.Message;
                IsFault = true;
                _pipeline.Reset();
            }

            _lamp(IsAlarm);
            if (_burst.Missing > 0)
            {
                _print(_burst.Missing.ToString() + " of " + _burst.Count.ToString() + " readings are missing; check the wires.");
            }
            else if (!IsFault && _pipeline.State == Pipeline.Unknown)
            {
                // The machine may be the cause of that: no fault, but nothing that speaks for the model.
                trouble = "The model decides nothing, although no reading is missing.";
                _decisions = 0;
            }

            _print(_pipeline.State == Pipeline.Unknown
                ? "State: unknown."
                : "State: " + _pipeline.StateLabel + ", probability of the last window " + Percent(_pipeline.Probability) + ".");
            if (trouble != null)
            {
                _print(trouble);
            }

            if (trouble != null || _burst.Missing == _burst.Count)
            {
                Blink(_lamp, _clock);
            }
        }

        /// <summary>Judges a model on trial by the last burst. Call it once after <see cref="Run"/>.</summary>
        /// <param name="isReached">Whether the node works otherwise, too: only then do decisions speak for the model. A fault always speaks against it.</param>
        /// <returns><c>false</c> when the trial has failed: restart the board, and the one before runs.</returns>
        internal bool Judge(bool isReached)
        {
            if (_store == null)
            {
                return true;
            }

            bool wasTrial = _store.Phase == UpdatePhase.Testing;
            bool isGood = !IsFault || _store.Decided(true);
            for (int n = 0; isReached && !IsFault && n < _decisions; n++)
            {
                isGood &= _store.Decided();
            }

            if (wasTrial && _store.Phase != UpdatePhase.Testing)
            {
                _print("Version " + _store.OutcomeVersion.ToString() + (isGood ? " is confirmed." : " has failed its trial."));
            }

            return isGood;
        }

        // By integers: the text of a float is imprecise on the device.
        private static string Percent(float probability)
        {
            int tenths = (int)((probability * 1000) + 0.5f);
            return (tenths / 10).ToString() + "." + (tenths % 10).ToString() + " %";
        }
    }
}
