using System;

namespace EdgeNet
{
    /// <summary>A node's side of an update: takes the messages of a PC, in whatever way they come, and answers with the node's status.</summary>
    /// <remarks>It allocates when an offer is taken, and when a complete model is checked; nothing else allocates. One thread at a time.</remarks>
    public sealed class UpdateNode
    {
        /// <summary>The most bytes of a status.</summary>
        public const int ReplyLength = UpdateMessage.StatusLength + UpdateMessage.MostText;

        /// <summary>The most bytes of a message that a node takes.</summary>
        public const int MessageLength = UpdateMessage.ChunkLength + UpdateMessage.MostChunk;

        private const int MostName = 64;
        private const int Window = 8 * UpdateMessage.StatusBitsLength;

        private readonly ModelStore _store;
        private readonly byte[] _chunk = new byte[UpdateMessage.MostChunk];
        private readonly byte[] _keyId = new byte[ModelKey.IdLength];
        private UpdateOutcome _fault;

        /// <summary>Makes the node's side.</summary>
        /// <param name="store">The store, after <see cref="ModelStore.Start"/>.</param>
        /// <exception cref="ArgumentNullException"><paramref name="store"/> is null.</exception>
        public UpdateNode(ModelStore store)
        {
            _store = store ?? throw new ArgumentNullException(nameof(store));
            store.Key.CopyId(_keyId);
        }

        /// <summary>Whether a model is staged: it runs from the next start on, so restart the board when it suits.</summary>
        public bool WantsRestart => _store.Phase == UpdatePhase.Staged;

        /// <summary>The store.</summary>
        public ModelStore Store => _store;

        /// <summary>Takes a message.</summary>
        /// <param name="message">An offer, a chunk or a query; anything else is refused.</param>
        /// <param name="count">Its bytes, from the beginning.</param>
        /// <param name="reply">The status is written here: <see cref="ReplyLength"/> bytes or more.</param>
        /// <returns>Bytes of the reply; every message is answered.</returns>
        public int Handle(byte[] message, int count, byte[] reply)
        {
            _fault = UpdateOutcome.None;
            int kind = count < 1 ? 0 : message[0];
            if (kind == UpdateMessage.Offer && IsOffer(message, count))
            {
                _store.Offer(message, message[UpdateMessage.OfferNameAt]);
            }
            else if (kind == UpdateMessage.Chunk && count > UpdateMessage.ChunkLength && count <= MessageLength)
            {
                int bytes = count - UpdateMessage.ChunkLength;
                Array.Copy(message, UpdateMessage.ChunkLength, _chunk, 0, bytes);
                _store.Accept(
                    UpdateMessage.GetShort(message, UpdateMessage.ChunkNumberAt), UpdateMessage.Get(message, UpdateMessage.ChunkCrcAt), _chunk, bytes);
            }
            else if (kind != UpdateMessage.Query)
            {
                _fault = UpdateOutcome.RefusedMessage;
            }

            return WriteStatus(reply);
        }

        /// <summary>Writes the status.</summary>
        /// <param name="reply"><see cref="ReplyLength"/> bytes or more.</param>
        /// <returns>How many bytes were written.</returns>
        public int WriteStatus(byte[] reply)
        {
            Array.Clear(reply, 0, UpdateMessage.StatusLength);
            reply[0] = UpdateMessage.Status;
            reply[UpdateMessage.StatusProtocolAt] = UpdateMessage.Protocol;
            reply[UpdateMessage.StatusPhaseAt] = (byte)_store.Phase;
            reply[UpdateMessage.StatusOutcomeAt] = (byte)(_fault == UpdateOutcome.None ? _store.Outcome : _fault);
            UpdateMessage.Put(reply, UpdateMessage.StatusRunningAt, _store.RunningVersion);
            UpdateMessage.Put(reply, UpdateMessage.StatusConfirmedAt, _store.ConfirmedVersion);
            UpdateMessage.Put(reply, UpdateMessage.StatusCrcAt, _store.UpdateCrc);
            UpdateMessage.Put(reply, UpdateMessage.StatusOutcomeVersionAt, _store.OutcomeVersion);
            UpdateMessage.Put(reply, UpdateMessage.StatusDecisionsAt, _store.TrialDecisions);
            UpdateMessage.Put(reply, UpdateMessage.StatusWantedAt, _store.TrialWanted);
            UpdateMessage.PutShort(reply, UpdateMessage.StatusMostChunkAt, UpdateMessage.MostChunk);
            UpdateMessage.Put(reply, UpdateMessage.StatusCapacityAt, _store.CapacityFor(UpdateMessage.MostChunk));
            reply[UpdateMessage.StatusAttemptAt] = (byte)_store.OutcomeAttempt;
            WriteMissing(reply);
            UpdateMessage.Put(reply, UpdateMessage.StatusRunningCrcAt, _store.RunningCrc);
            Array.Copy(_keyId, 0, reply, UpdateMessage.StatusKeyAt, ModelKey.IdLength);

            int at = UpdateMessage.StatusLength;
            int name = UpdateText.Write(_store.Name, reply, at, MostName);
            int reason = _store.Reason == null ? 0 : UpdateText.Write(_store.Reason, reply, at + name, UpdateMessage.MostText - name);
            reply[UpdateMessage.StatusNameLengthAt] = (byte)name;
            reply[UpdateMessage.StatusReasonLengthAt] = (byte)reason;
            return at + name + reason;
        }

        private static bool IsOffer(byte[] message, int count)
        {
            return count >= UpdateMessage.OfferLength && message[1] == UpdateMessage.Protocol
                && count == UpdateMessage.OfferLength + message[UpdateMessage.OfferNameAt];
        }

        private void WriteMissing(byte[] reply)
        {
            StoreSlot slot = _store.Receiving;
            if (slot == null)
            {
                return;
            }

            int first = 0;
            while (first < slot.Count && slot.Has(first))
            {
                first++;
            }

            UpdateMessage.PutShort(reply, UpdateMessage.StatusChunksAt, slot.Count);
            UpdateMessage.PutShort(reply, UpdateMessage.StatusHadAt, slot.Had);
            UpdateMessage.PutShort(reply, UpdateMessage.StatusMissingAt, first);
            int last = Math.Min(slot.Count, first + Window);
            for (int k = first; k < last; k++)
            {
                if (!slot.Has(k))
                {
                    reply[UpdateMessage.StatusBitsAt + ((k - first) >> 3)] |= (byte)(1 << ((k - first) & 7));
                }
            }
        }
    }
}
