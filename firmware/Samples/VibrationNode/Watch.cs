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

        /// <summary>Takes a burst and says what it shows. Afterwards the lamp stays as it is.</summary>
        /// <returns><c>false</c> when the model was on trial and has failed: restart the board, and the one before runs.</returns>
        internal bool Run()
        {
            string fault = null;
            _burst.Take();
            try
            {
                _burst.Decide(_health);
            }
            catch (Exception failure)
            {
                fault = "The model fails: " + failure.Message;
                _pipeline.Reset();
            }

            _lamp(IsAlarm);
            if (_burst.Missing > 0)
            {
                _print(_burst.Missing.ToString() + " of " + _burst.Count.ToString() + " readings are missing; check the wires.");
            }
            else if (fault == null && _pipeline.State == Pipeline.Unknown)
            {
                fault = "The model decides nothing, although no reading is missing.";
            }

            _print(_pipeline.State == Pipeline.Unknown
                ? "State: unknown."
                : "State: " + _pipeline.StateLabel + ", probability of the last window " + Percent(_pipeline.Probability) + ".");
            if (fault != null)
            {
                _print(fault);
            }

            if (fault != null || _burst.Missing == _burst.Count)
            {
                Blink(_lamp, _clock);
            }

            return Judge(fault != null);
        }

        private bool Judge(bool isFault)
        {
            if (_store == null)
            {
                return true;
            }

            bool wasTrial = _store.Phase == UpdatePhase.Testing;
            bool isGood = !isFault || _store.Decided(true);
            for (int n = 0; !isFault && n < _burst.Decisions; n++)
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
