using EdgeNet;

#nullable disable

namespace VibrationNode
{
    /// <summary>One time awake: listens to the machine, as long as something is wrong with it, and reports when that is due.</summary>
    internal sealed class Node
    {
        private readonly NodeModel _model;
        private readonly Watch _watch;
        private readonly HealthRecord _health;
        private readonly Reports _reports;
        private readonly Visit _visit;
        private readonly NodeTime _time;
        private readonly LineWriter _print;
        private readonly bool _isColdStart;

        /// <summary>Joins the parts.</summary>
        /// <param name="model">The model that runs.</param>
        /// <param name="watch">Listens to the machine.</param>
        /// <param name="health">What is reported.</param>
        /// <param name="reports">Says when a report is due.</param>
        /// <param name="visit">Reports, and takes models; <c>null</c> where there is no store.</param>
        /// <param name="time">Fills in what the chip knows.</param>
        /// <param name="print">Is told the health of a node without a broker.</param>
        /// <param name="isColdStart">Whether power or a reset began this start.</param>
        internal Node(NodeModel model, Watch watch, HealthRecord health, Reports reports, Visit visit, NodeTime time, LineWriter print, bool isColdStart)
        {
            _model = model;
            _watch = watch;
            _health = health;
            _reports = reports;
            _visit = visit;
            _time = time;
            _print = print;
            _isColdStart = isColdStart;
        }

        private bool IsTrial => _model.Store != null && _model.Store.Phase == UpdatePhase.Testing;

        private bool IsStaged => _model.Store != null && _model.Store.Phase == UpdatePhase.Staged;

        /// <summary>Runs until the machine is well.</summary>
        /// <returns><c>true</c> when the board is to restart at once: into a new model, or out of one that failed. Else it is to sleep.</returns>
        internal bool Run()
        {
            if (_isColdStart && _visit != null)
            {
                _visit.Listen();
                if (IsStaged)
                {
                    return true;
                }
            }

            bool wasAlarm = false;
            while (true)
            {
                bool wasTrial = IsTrial;
                _watch.Run();
                bool isGood = !_watch.IsFault || _watch.Judge(false);
                bool isNewAlarm = _watch.IsAlarm && !wasAlarm;
                bool isDue = _reports.IsDue(_time(_health));
                wasAlarm = _watch.IsAlarm;

                // Whoever sent a model wants to know how its trial goes, each time. And a model is not confirmed while it keeps the node from its broker.
                bool isReached = (isDue || isNewAlarm || wasTrial) && Report();
                if (!_watch.IsFault)
                {
                    isGood = _watch.Judge(isReached || _visit == null || !_visit.HasBroker);
                    if (wasTrial && !IsTrial && _visit != null)
                    {
                        _visit.Run(null); // how it ended
                    }
                }

                if (!isGood || IsStaged)
                {
                    return true;
                }

                if (!_watch.IsAlarm)
                {
                    return false;
                }
            }
        }

        // Whether the broker was reached.
        private bool Report()
        {
            HealthRecord health = _model.HealthSeconds == 0 ? null : _health;
            bool isAlone = _visit == null || !_visit.HasBroker;
            if (isAlone && health != null)
            {
                PrintLine(health);
            }

            if (_visit != null)
            {
                return _visit.Run(health);
            }

            if (health != null)
            {
                health.Clear();
            }

            return false;
        }

        private void PrintLine(HealthRecord health)
        {
            var line = new byte[HealthRecord.MostLine];
            var characters = new char[health.WriteLine(line)];
            for (int i = 0; i < characters.Length; i++)
            {
                characters[i] = (char)line[i];
            }

            _print(new string(characters));
        }
    }

    /// <summary>Writes seconds since the start and free memory into the record.</summary>
    /// <param name="health">The record; <c>null</c> for none.</param>
    /// <returns>Seconds of the clock, which goes on while the chip sleeps.</returns>
    internal delegate long NodeTime(HealthRecord health);
}
