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
        private readonly bool _isColdStart;

        /// <summary>Joins the parts.</summary>
        /// <param name="model">The model that runs.</param>
        /// <param name="watch">Listens to the machine.</param>
        /// <param name="health">What is reported.</param>
        /// <param name="reports">Says when a report is due.</param>
        /// <param name="visit">Reports; <c>null</c> for a node that works alone.</param>
        /// <param name="time">Fills in what the chip knows.</param>
        /// <param name="isColdStart">Whether power or a reset began this start.</param>
        internal Node(NodeModel model, Watch watch, HealthRecord health, Reports reports, Visit visit, NodeTime time, bool isColdStart)
        {
            _model = model;
            _watch = watch;
            _health = health;
            _reports = reports;
            _visit = visit;
            _time = time;
            _isColdStart = isColdStart;
        }

        /// <summary>Runs until the machine is well.</summary>
        /// <returns><c>true</c> when the board is to restart at once: into a new model, or out of one that failed. Else it is to sleep.</returns>
        internal bool Run()
        {
            if (_isColdStart && _visit != null)
            {
                _visit.Listen();
                if (_model.Store.Phase == UpdatePhase.Staged)
                {
                    return true;
                }
            }

            // Whoever sent a model wants to know how its trial goes, at every time awake.
            bool isTold = _model.Store != null && _model.Store.Phase != UpdatePhase.Testing;
            bool wasAlarm = false;
            while (true)
            {
                bool isGood = _watch.Run();
                bool isNewAlarm = _watch.IsAlarm && !wasAlarm;
                bool isDue = _reports.IsDue(_time(_health));
                wasAlarm = _watch.IsAlarm;
                if (_visit != null && (isDue || isNewAlarm || !isTold || !isGood))
                {
                    isTold = _model.Store.Phase != UpdatePhase.Testing;
                    _visit.Run(_model.HealthSeconds == 0 ? null : _health);
                }

                if (!isGood || (_model.Store != null && _model.Store.Phase == UpdatePhase.Staged))
                {
                    return true;
                }

                if (!_watch.IsAlarm)
                {
                    return false;
                }
            }
        }
    }

    /// <summary>Writes seconds since the start and free memory into the record.</summary>
    /// <param name="health">The record; <c>null</c> for none.</param>
    /// <returns>Seconds of the clock, which goes on while the chip sleeps.</returns>
    internal delegate long NodeTime(HealthRecord health);
}
