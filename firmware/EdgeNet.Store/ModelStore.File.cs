using System;

namespace EdgeNet
{
    /// <content>A model comes in at once, such as by cable.</content>
    public sealed partial class ModelStore
    {
        private const int FileChunk = 1024;

        /// <summary>
        /// Takes a whole model file, such as one that came by cable, as if it had been offered and sent: it is checked in the same way, and staged. It
        /// allocates.
        /// </summary>
        /// <param name="file">The file. Nothing of it is kept.</param>
        /// <returns>
        /// <c>true</c> when the store has it now: staged, on trial, or confirmed already. <c>false</c>: <see cref="Outcome"/> and <see cref="Reason"/> say why.
        /// </returns>
        /// <exception cref="ArgumentNullException"><paramref name="file"/> is null.</exception>
        public bool TakeFile(ModelStorage file)
        {
            if (file == null)
            {
                throw new ArgumentNullException(nameof(file));
            }

            ModelSeal seal;
            try
            {
                seal = ModelSeal.Read(file);
            }
            catch (ModelFormatException refused)
            {
                Refuse(UpdateOutcome.RefusedFile, 0, refused.Message);
                return false;
            }

            if (seal.Kind == SignatureKind.None)
            {
                Refuse(UpdateOutcome.RefusedSignature, seal.Version, "It is not signed; 'edgenet sign' does that.");
                return false;
            }

            var buffer = new byte[FileChunk];
            file.Read(file.Length - 4, buffer, 4);
            int crc = UpdateMessage.Get(buffer, 0);
            OfferFile(file.Length, crc, seal);
            for (int round = 0; round < 2 && _receiving != null; round++)
            {
                Send(file, crc, buffer);
            }

            bool isHere = (_phase == UpdatePhase.Staged || _phase == UpdatePhase.Testing) && _journal.Get(Journal.TrialCrc) == crc;
            return isHere || Outcome == UpdateOutcome.Confirmed;
        }

        private void OfferFile(int length, int crc, ModelSeal seal)
        {
            var name = new byte[byte.MaxValue];
            int nameLength = UpdateText.Write(seal.Name, name, 0, name.Length);
            var offer = new byte[UpdateMessage.OfferLength + nameLength];
            UpdateMessage.Put(offer, UpdateMessage.OfferLengthAt, length);
            UpdateMessage.Put(offer, UpdateMessage.OfferCrcAt, crc);
            UpdateMessage.Put(offer, UpdateMessage.OfferVersionAt, seal.Version);
            UpdateMessage.PutShort(offer, UpdateMessage.OfferChunkAt, FileChunk);
            Array.Copy(name, 0, offer, UpdateMessage.OfferLength, nameLength);
            Refuse(UpdateOutcome.None, 0, null);
            Offer(offer, nameLength);
        }

        private void Send(ModelStorage file, int crc, byte[] buffer)
        {
            StoreSlot slot = _receiving;
            int count = slot.Count;
            for (int k = 0; k < count && _receiving == slot; k++)
            {
                if (!slot.Has(k))
                {
                    file.Read(k * FileChunk, buffer, slot.LengthOf(k));
                    Accept(k, crc, buffer, slot.LengthOf(k));
                }
            }
        }
    }
}
