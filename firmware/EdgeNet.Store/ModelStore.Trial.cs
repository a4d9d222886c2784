namespace EdgeNet
{
    /// <content>The trial of a new model, and how it ends.</content>
    public sealed partial class ModelStore
    {
        /// <summary>Counts a decision of the model that runs. Without a trial it does nothing. It allocates nothing.</summary>
        /// <param name="isFault">Whether something went wrong that the model may be the cause of.</param>
        /// <returns><c>false</c> when the trial has failed: call <see cref="Start"/> again, or restart the board.</returns>
        public bool Decided(bool isFault = false)
        {
            if (_phase != UpdatePhase.Testing)
            {
                return true;
            }

            if (isFault)
            {
                End(UpdateOutcome.RevertedByFault, "The application reported a fault during the trial.");
                return false;
            }

            _decisions++;
            if (_decisions >= _journal.Get(Journal.Wanted))
            {
                Confirm();
            }

            return true;
        }

        /// <summary>
        /// Says that the board will sleep and lose its memory: the start after that goes on with the trial. After 20 such sleeps without a decision the
        /// trial has failed. Without a trial it does nothing.
        /// </summary>
        public void Sleep()
        {
            if (_phase != UpdatePhase.Testing)
            {
                return;
            }

            _journal.Edit();
            _journal.Put(Journal.Phase, Asleep);
            _journal.Put(Journal.TrialStarts, _decisions == _decisionsAtStart ? _journal.Get(Journal.TrialStarts) + 1 : 0);
            _journal.Put(Journal.TrialKey, _keyNumber);
            _journal.Put(Journal.Decisions, _decisions);
            _journal.Commit(); // where it fails, the next start reverts
        }

        private bool TryTrial(ModelOpener open, bool wasAsleep)
        {
            StoreSlot slot = _slots[_journal.Get(Journal.TrialSlot) & 1];
            int version = _journal.Get(Journal.TrialVersion);
            IsTrusted = wasAsleep && TrustsChecked && _journal.Get(Journal.TrialKey) == _keyNumber;
            if (_journal.Get(Journal.TrialStarts) >= MostIdleStarts)
            {
                End(UpdateOutcome.RevertedByFault, "It decided nothing in " + MostIdleStarts.ToString() + " times awake.");
                return false;
            }

            // First into the journal: whatever happens to this start, the next one goes back.
            _decisions = _journal.Get(Journal.Decisions);
            _decisionsAtStart = _decisions;
            _journal.Edit();
            _journal.Put(Journal.Phase, (int)UpdatePhase.Testing);
            if (!_journal.Commit())
            {
                Refuse(UpdateOutcome.RefusedStorage, version, "The journal cannot be written.");
                return false;
            }

            _phase = UpdatePhase.Testing;
            ModelSeal seal = Check(slot, _journal.Get(Journal.TrialCrc), _journal.Get(Journal.TrialLength), version, !IsTrusted);
            if (seal != null && !IsNewer(version, slot.FileCrc))
            {
                Refuse(UpdateOutcome.RefusedVersion, version, "Version " + version.ToString() + " is not above " + NewestVersion.ToString() + ".");
                seal = null;
            }

            if (seal == null)
            {
                End(Outcome, Reason);
                return false;
            }

            string fault = Open(open, slot);
            if (fault != null)
            {
                End(UpdateOutcome.RefusedSelfTest, fault);
                return false;
            }

            Run(seal, slot);
            return true;
        }

        private bool TryConfirmed(ModelOpener open)
        {
            int number = _journal.Get(Journal.ConfirmedSlot);
            int version = ConfirmedVersion;
            if (number < 0 || version < _builtInVersion)
            {
                return false;
            }

            StoreSlot slot = _slots[number & 1];
            UpdateOutcome outcome = Outcome;
            int outcomeVersion = OutcomeVersion;
            string reason = Reason;
            IsTrusted = TrustsChecked && _journal.Get(Journal.ConfirmedKey) == _keyNumber;
            ModelSeal seal = Check(slot, _journal.Get(Journal.ConfirmedCrc), _journal.Get(Journal.ConfirmedLength), version, !IsTrusted);
            string fault = seal == null ? null : Open(open, slot);
            if (seal == null || fault != null)
            {
                // Not its place: it may be right again at the next start.
                Refuse(seal == null ? Outcome : UpdateOutcome.RefusedSelfTest, version, fault ?? Reason);
                Trust(0);
                return false;
            }

            Refuse(outcome, outcomeVersion, reason);
            Trust(_keyNumber);
            Run(seal, slot);
            return true;
        }

        private void Run(ModelSeal seal, StoreSlot slot)
        {
            Running = seal;
            RunningVersion = seal.Version;
            RunningCrc = slot.FileCrc;
        }

        // Whether later starts may leave out what this one has checked. Only a change is written.
        private void Trust(int key)
        {
            if (_journal.Get(Journal.ConfirmedKey) != key)
            {
                _journal.Edit();
                _journal.Put(Journal.ConfirmedKey, key);
                _journal.Commit();
            }
        }

        private void Confirm()
        {
            _journal.Edit();
            _journal.Put(Journal.Phase, (int)UpdatePhase.Idle);
            _journal.Put(Journal.ConfirmedSlot, _journal.Get(Journal.TrialSlot));
            _journal.Put(Journal.ConfirmedVersion, _journal.Get(Journal.TrialVersion));
            _journal.Put(Journal.ConfirmedLength, _journal.Get(Journal.TrialLength));
            _journal.Put(Journal.ConfirmedCrc, _journal.Get(Journal.TrialCrc));
            _journal.Put(Journal.ConfirmedKey, _keyNumber);
            _journal.Put(Journal.TrialSlot, -1);
            PutOutcome(UpdateOutcome.Confirmed, RunningVersion);
            if (_journal.Commit())
            {
                _phase = UpdatePhase.Idle;
                Refuse(UpdateOutcome.Confirmed, RunningVersion, null);
            }
            else
            {
                // It stays on trial, and is tried again after as many decisions.
                _decisions = 0;
                Refuse(UpdateOutcome.RefusedStorage, RunningVersion, null);
            }
        }

        // The trial, or what was staged, is over, and the model before runs.
        private void End(UpdateOutcome outcome, string reason)
        {
            int version = _journal.Get(Journal.TrialVersion);
            _phase = UpdatePhase.Idle;
            _journal.Edit();
            _journal.Put(Journal.Phase, (int)UpdatePhase.Idle);
            _journal.Put(Journal.TrialSlot, -1);
            PutOutcome(outcome, version);
            _journal.Commit(); // where it fails, the next start comes to the same end
            Refuse(outcome, version, reason);
        }

        private void PutOutcome(UpdateOutcome outcome, int version)
        {
            _journal.Put(Journal.Outcome, (int)outcome);
            _journal.Put(Journal.OutcomeVersion, version);
            _journal.Put(Journal.OutcomeCrc, _journal.Get(Journal.TrialCrc));
            _journal.Put(Journal.OutcomeAttempt, _journal.Get(Journal.TrialAttempt));
            _journal.Put(Journal.Decisions, 0);
            _journal.Put(Journal.TrialStarts, 0);
            _journal.Put(Journal.TrialKey, 0);
        }

        // Whether this file was to run here and did not stay: it would end the same way again.
        private bool HasFailed(int crc)
        {
            var outcome = (UpdateOutcome)_journal.Get(Journal.Outcome);
            return crc == _journal.Get(Journal.OutcomeCrc)
                && (outcome == UpdateOutcome.RevertedByRestart || outcome == UpdateOutcome.RevertedByFault
                    || outcome == UpdateOutcome.RefusedIdentity || outcome == UpdateOutcome.RefusedSelfTest);
        }

        // The confirmed one itself may come once more: it is damaged where it lies.
        private bool IsNewer(int version, int crc)
        {
            return version > NewestVersion || (version == NewestVersion && version == ConfirmedVersion && crc == _journal.Get(Journal.ConfirmedCrc));
        }
    }
}
