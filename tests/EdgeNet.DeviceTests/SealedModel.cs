#if NANOFRAMEWORK_1_0
using System;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>Model files with a seal, signed by <see cref="CrcKey"/>.</summary>
    public static class SealedModel
    {
        public const string Name = "toy";

        private const int SealLength = 28 + CrcKey.Length + 4;

        /// <summary>The file of <see cref="SmallModels.OneLayer"/>, sealed.</summary>
        /// <param name="version">1 or more.</param>
        /// <param name="trial">Decisions of the trial.</param>
        /// <param name="key">The key; <c>null</c> for a file that is not signed.</param>
        public static byte[] Of(int version, int trial, CrcKey key)
        {
            return Seal(SmallModels.OneLayer(), version, trial, key);
        }

        /// <summary>A file of version 1 to 3, sealed.</summary>
        public static byte[] Seal(byte[] plain, int version, int trial, CrcKey key)
        {
            int body = plain.Length - 4;
            int seal = key == null ? SealLength - CrcKey.Length : SealLength;
            var file = new byte[body + seal + 8];
            Array.Copy(plain, 0, file, 0, body);
            file[4] = 6;
            Put(file, 8, file.Length);
            file[body] = 1;
            file[body + 2] = (byte)(key == null ? SignatureKind.None : key.Kind);
            file[body + 3] = 1; // the alarm
            Put(file, body + 4, version);
            Put(file, body + 8, trial);
            Put(file, body + 12, 60);
            Put(file, body + seal - 4, seal / 4);
            Put(file, body + seal, seal / 4);
            if (key != null)
            {
                var id = new byte[ModelKey.IdLength];
                key.CopyId(id);
                Array.Copy(id, 0, file, body + 16, id.Length);
                var signature = new byte[CrcKey.Length];
                key.Sign(new ArrayStorage(file), 0, signature);
                Array.Copy(signature, 0, file, body + 28, signature.Length);
            }

            Put(file, file.Length - 4, (int)Crc32.Compute(new ByteWindow(file), file.Length - 4));
            return file;
        }

        /// <summary>The offer of a file, as a PC sends it.</summary>
        public static byte[] OfferOf(byte[] file, int version, int chunk, int attempt = 0)
        {
            var offer = new byte[UpdateMessage.OfferLength + Name.Length];
            offer[0] = UpdateMessage.Offer;
            offer[1] = UpdateMessage.Protocol;
            UpdateMessage.PutShort(offer, UpdateMessage.OfferChunkAt, chunk);
            UpdateMessage.Put(offer, UpdateMessage.OfferLengthAt, file.Length);
            UpdateMessage.Put(offer, UpdateMessage.OfferCrcAt, BitConverter.ToInt32(file, file.Length - 4));
            UpdateMessage.Put(offer, UpdateMessage.OfferVersionAt, version);
            offer[UpdateMessage.OfferAttemptAt] = (byte)attempt;
            offer[UpdateMessage.OfferNameAt] = (byte)Name.Length;
            for (int i = 0; i < Name.Length; i++)
            {
                offer[UpdateMessage.OfferLength + i] = (byte)Name[i];
            }

            return offer;
        }

        /// <summary>A chunk of a file, as a PC sends it.</summary>
        public static byte[] ChunkOf(byte[] file, int number, int chunk)
        {
            int length = Math.Min(chunk, file.Length - (number * chunk));
            var message = new byte[UpdateMessage.ChunkLength + length];
            message[0] = UpdateMessage.Chunk;
            UpdateMessage.PutShort(message, UpdateMessage.ChunkNumberAt, number);
            UpdateMessage.Put(message, UpdateMessage.ChunkCrcAt, BitConverter.ToInt32(file, file.Length - 4));
            Array.Copy(file, number * chunk, message, UpdateMessage.ChunkLength, length);
            return message;
        }

        private static void Put(byte[] bytes, int at, int value)
        {
            UpdateMessage.Put(bytes, at, value);
        }
    }

    /// <summary>A key for tests, quick and not secret: eight CRCs, each begun with another number.</summary>
    public sealed class CrcKey : ModelKey
    {
        public const int Length = 32;

        private readonly byte[] _buffer = new byte[64];
        private readonly byte[] _signature = new byte[Length];
        private readonly byte[] _found = new byte[Length];
        private readonly int _secret;

        public CrcKey(int secret)
        {
            _secret = secret;
        }

        public override SignatureKind Kind => SignatureKind.Hmac;

        public override int SignatureLength => Length;

        public override void CopyId(byte[] id)
        {
            for (int i = 0; i < IdLength; i++)
            {
                id[i] = (byte)(_secret + i);
            }
        }

        public override bool Verify(ModelStorage file, int signatureAt)
        {
            for (int at = 0; at < Length; at += 4)
            {
                file.Read(signatureAt + at, _buffer, 4);
                Array.Copy(_buffer, 0, _signature, at, 4);
            }

            Sign(file, signatureAt, _found);
            for (int i = 0; i < Length; i++)
            {
                if (_signature[i] != _found[i])
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Computes the signature of a file; that in the file counts as zeros, unless its place is 0.</summary>
        public void Sign(ModelStorage file, int signatureAt, byte[] signature)
        {
            for (int k = 0; k < Length; k += 4)
            {
                int crc = _secret * (k + 1);
                for (int at = 0; at < file.Length; at += 4)
                {
                    file.Read(at, _buffer, 4);
                    if ((signatureAt > 0 && at >= signatureAt && at < signatureAt + Length) || at >= file.Length - 4)
                    {
                        UpdateMessage.Put(_buffer, 0, 0);
                    }

                    crc = Crc32.Advance(crc, _buffer, 0, 4);
                }

                UpdateMessage.Put(signature, k, crc);
            }
        }
    }

    /// <summary>An area in memory.</summary>
    public sealed class MemoryArea : StoreArea
    {
        private readonly byte[] _cells;

        public MemoryArea(int capacity)
        {
            _cells = new byte[capacity];
        }

        /// <summary>The bytes. Not a copy.</summary>
        public byte[] Cells => _cells;

        /// <summary>Whether something was written over what was neither erased nor the same.</summary>
        public bool WasMisused { get; private set; }

        public override int Capacity => _cells.Length;

        public override void Read(int position, byte[] buffer, int count)
        {
            Array.Copy(_cells, position, buffer, 0, count);
        }

        public override void EraseAll()
        {
            for (int i = 0; i < _cells.Length; i++)
            {
                _cells[i] = 255;
            }
        }

        public override void Write(int position, byte[] buffer, int count)
        {
            WasMisused |= ((position | count) & 3) != 0;
            for (int i = 0; i < count; i++)
            {
                WasMisused |= _cells[position + i] != 255 && _cells[position + i] != buffer[i];
                _cells[position + i] &= buffer[i];
            }
        }

        public override void Flush()
        {
        }
    }
}
