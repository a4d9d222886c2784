using System;

namespace EdgeNet
{
    /// <content>A model comes in, chunk by chunk, into the slot that is not in use.</content>
    public sealed partial class ModelStore
    {
        /// <summary>Says whether a model is wanted; where it is, chunks can come.</summary>
        /// <param name="message">An offer.</param>
        /// <param name="nameLength">Bytes of the name in it.</param>
        internal void Offer(byte[] message, int nameLength)
        {
            int length = UpdateMessage.Get(message, UpdateMessage.OfferLengthAt);
            int crc = UpdateMessage.Get(message, UpdateMessage.OfferCrcAt);
            int version = UpdateMessage.Get(message, UpdateMessage.OfferVersionAt);
            int chunk = UpdateMessage.GetShort(message, UpdateMessage.OfferChunkAt);
            int attempt = message[UpdateMessage.OfferAttemptAt];
            if (_phase == UpdatePhase.Staged || _phase == UpdatePhase.Testing)
            {
                if (crc != _journal.Get(Journal.TrialCrc))
                {
                    Refuse(UpdateOutcome.RefusedBusy, version, null);
                }

                return;
            }

            if (crc == RunningCrc && version == ConfirmedVersion)
            {
                Refuse(UpdateOutcome.Confirmed, version, null);
            }
            else if (!UpdateText.IsSame(Name, message, UpdateMessage.OfferLength, nameLength))
            {
                Refuse(UpdateOutcome.RefusedIdentity, version, "This board takes models of '" + Name + "'.");
            }
            else if (!IsNewer(version, crc))
            {
                Refuse(UpdateOutcome.RefusedVersion, version, "Version " + version.ToString() + " is not above " + NewestVersion.ToString() + ".");
            }
            else if (HasFailed(crc) && attempt <= OutcomeAttempt)
            {
                Refuse((UpdateOutcome)_journal.Get(Journal.Outcome), version, "It has failed here before; 'edgenet push --again' tries it once more.");
            }
            else if (!_slots[SpareSlot].Fits(length, chunk))
            {
                Refuse(UpdateOutcome.RefusedSize, version, "A slot has room for " + CapacityFor(chunk).ToString() + " bytes.");
            }
            else if (_receiving == null)
            {
                _attempt = attempt;
                Receive(length, crc, version, chunk);
            }
            else if (_receiving.FileCrc == crc && _receiving.Length == length && _receiving.Version == version && _receiving.Chunk == chunk)
            {
                _attempt = attempt;
            }
            else if (_chunksSinceOther > 0)
            {
                // One that makes progress is not given up for another: two that push at once would never end.
                _chunksSinceOther = 0;
                Refuse(UpdateOutcome.RefusedBusy, version, "Another model is being received.");
            }
            else
            {
                _attempt = attempt;
                Receive(length, crc, version, chunk);
            }
        }

        /// <summary>The most bytes of a model that comes in chunks of a length.</summary>
        internal int CapacityFor(int chunk)
        {
            return _slots[SpareSlot].CapacityFor(Math.Max(UpdateMessage.LeastChunk, Math.Min(UpdateMessage.MostChunk, chunk)));
        }

        /// <summary>Takes a chunk, and stages the model when it was the last one. Any that is not wanted is passed over.</summary>
        /// <param name="number">The number of the chunk.</param>
        /// <param name="crc">The CRC of the file that it belongs to.</param>
        /// <param name="bytes">Its bytes, from the beginning.</param>
        /// <param name="count">How many.</param>
        internal void Accept(int number, int crc, byte[] bytes, int count)
        {
            StoreSlot slot = _receiving;
            if (slot == null || crc != slot.FileCrc || number >= slot.Count || count != slot.LengthOf(number) || slot.Has(number))
            {
                return;
            }

            bool isKept;
            try
            {
                isKept = slot.Write(number, bytes);
            }
            catch (Exception)
            {
                isKept = false; // whatever a storage throws: full, gone, worn
            }

            if (!isKept)
            {
                Retry(slot);
            }
            else
            {
                _chunksSinceOther++;
                if (slot.Had == slot.Count)
                {
                    Stage(slot);
                }
            }
        }

        private void Receive(int length, int crc, int version, int chunk)
        {
            StoreSlot slot = _slots[SpareSlot];
            _chunksSinceOther = 0;
            _receiving = null;
            _phase = UpdatePhase.Idle;
            _hasBegunAnew = false;
            try
            {
                bool isKnown = slot.TryOpen() && slot.FileCrc == crc && slot.Length == length && slot.Version == version && slot.Chunk == chunk;
                if (isKnown)
                {
                    slot.Find();
                }
                else if (!TryErase(version))
                {
                    return;
                }
                else if (!slot.Begin(length, crc, version, chunk))
                {
                    Refuse(UpdateOutcome.RefusedStorage, version, "The storage gives back other bytes than were written.");
                    return;
                }
            }
            catch (Exception failure)
            {
                Refuse(UpdateOutcome.RefusedStorage, version, failure.Message);
                return;
            }

            Refuse(UpdateOutcome.None, 0, null);
            _receiving = slot;
            _phase = UpdatePhase.Receiving;
            if (slot.Had < slot.Count)
            {
                return;
            }

            Stage(slot);
            if (_phase == UpdatePhase.Idle && (Outcome == UpdateOutcome.RefusedFile || Outcome == UpdateOutcome.RefusedSignature) && TryErase(version))
            {
                // All of it was here from before, and is not sound: a chunk may have come from somebody else.
                _receiving = slot;
                _phase = UpdatePhase.Receiving;
                Retry(slot);
            }
        }

        // Anybody at the broker can offer anything: that must not wear the flash out.
        private bool TryErase(int version)
        {
            if (_erasures == MostErasures)
            {
                Refuse(UpdateOutcome.RefusedBusy, version, "Too many models were begun and not sent since the start.");
                return false;
            }

            _erasures++;
            return true;
        }

        // A write that was cut off before may stand in the way: once, the slot is erased and everything asked for again.
        private void Retry(StoreSlot slot)
        {
            bool isBegun = false;
            try
            {
                isBegun = !_hasBegunAnew && slot.Begin(slot.Length, slot.FileCrc, slot.Version, slot.Chunk);
            }
            catch (Exception)
            {
                // Told below.
            }

            _hasBegunAnew = true;
            if (!isBegun)
            {
                _receiving = null;
                _phase = UpdatePhase.Idle;
                Refuse(UpdateOutcome.RefusedStorage, slot.Version, "The storage gives back other bytes than were written.");
            }
        }

        private void Stage(StoreSlot slot)
        {
            int version = slot.Version;
            _receiving = null;
            _phase = UpdatePhase.Idle;
            ModelSeal seal = Check(slot, slot.FileCrc, slot.Length, version, true);
            if (seal == null)
            {
                return;
            }

            _journal.Edit();
            _journal.Put(Journal.Phase, (int)UpdatePhase.Staged);
            _journal.Put(Journal.TrialSlot, SpareSlot);
            _journal.Put(Journal.TrialVersion, version);
            _journal.Put(Journal.TrialLength, slot.Length);
            _journal.Put(Journal.TrialCrc, slot.FileCrc);
            _journal.Put(Journal.Decisions, 0);
            _journal.Put(Journal.Wanted, seal.TrialDecisions);
            _journal.Put(Journal.TrialAttempt, _attempt);
            _journal.Put(Journal.TrialStarts, 0);
            _journal.Put(Journal.TrialKey, 0);
            if (_journal.Commit())
            {
                _phase = UpdatePhase.Staged;
                _erasures = 0;
            }
            else
            {
                Refuse(UpdateOutcome.RefusedStorage, version, "The journal cannot be written.");
            }
        }
    }
}
