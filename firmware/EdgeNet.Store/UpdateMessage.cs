namespace EdgeNet
{
    /// <summary>The messages between a PC and a node, as they travel in a frame of a serial line or in an MQTT message. All numbers are little-endian.</summary>
    /// <remarks>
    /// Offer: kind 1, protocol, chunk bytes (u16), file bytes (u32), the file's own CRC (u32: its last four bytes), version (u32), attempt (u8), bytes of
    /// the name (u8), the name in UTF-8. A file that has failed on a node is tried there again only when the attempt is above that of the failure. Chunk: kind 2, 0, number (u16), the file's own CRC (u32), the bytes; all chunks but the last have the length of the
    /// offer. Query: kind 3.
    /// A node answers each with its status: see <see cref="StatusLength"/> and the offsets.
    /// </remarks>
    internal static class UpdateMessage
    {
        public const int Protocol = 1;

        public const int Offer = 1;
        public const int Chunk = 2;
        public const int Query = 3;
        public const int Status = 0x81;
        public const int Health = 0x82;

        /// <summary>Bytes of an offer before the name.</summary>
        public const int OfferLength = 18;

        public const int OfferChunkAt = 2;
        public const int OfferLengthAt = 4;
        public const int OfferCrcAt = 8;
        public const int OfferVersionAt = 12;
        public const int OfferAttemptAt = 16;
        public const int OfferNameAt = 17;

        /// <summary>Bytes of a chunk before its data.</summary>
        public const int ChunkLength = 8;

        public const int ChunkNumberAt = 2;
        public const int ChunkCrcAt = 4;

        /// <summary>The least and the most bytes of a chunk's data; a multiple of four.</summary>
        public const int LeastChunk = 64;
        public const int MostChunk = 1024;

        /// <summary>Bytes of a status before its text.</summary>
        public const int StatusLength = 64;

        /// <summary>The most bytes of the text.</summary>
        public const int MostText = 120;

        /// <summary>The protocol, u8.</summary>
        public const int StatusProtocolAt = 1;

        /// <summary>An <see cref="UpdatePhase"/>, u8.</summary>
        public const int StatusPhaseAt = 2;

        /// <summary>An <see cref="UpdateOutcome"/>, u8: how the last update ended, or why the last message was refused.</summary>
        public const int StatusOutcomeAt = 3;

        /// <summary>The version of the model that runs, u32.</summary>
        public const int StatusRunningAt = 4;

        /// <summary>The version that was confirmed last, u32; 0 for the built-in model.</summary>
        public const int StatusConfirmedAt = 8;

        /// <summary>The CRC of the file that is received, staged or on trial, u32; 0 for none.</summary>
        public const int StatusCrcAt = 12;

        /// <summary>The version that <see cref="StatusOutcomeAt"/> speaks of, u32; 0 for none.</summary>
        public const int StatusOutcomeVersionAt = 16;

        /// <summary>Decisions of the trial so far and in all, u32 each; 0 without a trial.</summary>
        public const int StatusDecisionsAt = 20;
        public const int StatusWantedAt = 24;

        /// <summary>Chunks of the file in all, and of these the node has, u16 each.</summary>
        public const int StatusChunksAt = 28;
        public const int StatusHadAt = 30;

        /// <summary>The first chunk that is missing, u16; the number of chunks where none is.</summary>
        public const int StatusMissingAt = 32;

        /// <summary>The most bytes of a chunk that the node takes, u16.</summary>
        public const int StatusMostChunkAt = 34;

        /// <summary>The most bytes of a file in the longest chunks, u32.</summary>
        public const int StatusCapacityAt = 36;

        /// <summary>Which of the 64 chunks from the first missing one on are missing: bit b of byte k for chunk 8k + b after it.</summary>
        public const int StatusBitsAt = 40;
        public const int StatusBitsLength = 8;

        /// <summary>The id of the key that the node trusts, 8 bytes.</summary>
        public const int StatusKeyAt = 48;

        /// <summary>The CRC of the file that runs, u32; 0 for the built-in model: two files may have the same version.</summary>
        public const int StatusRunningCrcAt = 56;

        /// <summary>Bytes of the name of the models that the node takes (u8), then of a reason (u8); both follow the status, in UTF-8.</summary>
        public const int StatusNameLengthAt = 60;
        public const int StatusReasonLengthAt = 61;

        /// <summary>The attempt that <see cref="StatusOutcomeAt"/> speaks of, u8; 1 reserved.</summary>
        public const int StatusAttemptAt = 62;

        public static int Get(byte[] bytes, int at)
        {
            return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
        }

        public static int GetShort(byte[] bytes, int at)
        {
            return bytes[at] | (bytes[at + 1] << 8);
        }

        public static void Put(byte[] bytes, int at, int value)
        {
            PutShort(bytes, at, value);
            PutShort(bytes, at + 2, value >> 16);
        }

        public static void PutShort(byte[] bytes, int at, int value)
        {
            bytes[at] = (byte)(value & 255);
            bytes[at + 1] = (byte)((value >> 8) & 255);
        }
    }

    /// <summary>What a node does about updates.</summary>
    public enum UpdatePhase : byte
    {
        /// <summary>Nothing.</summary>
        Idle = 0,

        /// <summary>It receives the chunks of a model.</summary>
        Receiving = 1,

        /// <summary>A model is complete and its signature right; it runs from the next start on.</summary>
        Staged = 2,

        /// <summary>The new model runs on trial.</summary>
        Testing = 3,
    }

    /// <summary>How an update ended, or why a message was refused.</summary>
    public enum UpdateOutcome : byte
    {
        /// <summary>There is nothing to say.</summary>
        None = 0,

        /// <summary>The model was confirmed.</summary>
        Confirmed = 1,

        /// <summary>The node started anew before the trial was over; the model before runs.</summary>
        RevertedByRestart = 2,

        /// <summary>The application reported a fault in the trial; the model before runs.</summary>
        RevertedByFault = 3,

        /// <summary>The file is damaged, or no model.</summary>
        RefusedFile = 4,

        /// <summary>It is not signed, or by another key.</summary>
        RefusedSignature = 5,

        /// <summary>It is not newer than the one that was confirmed, or than the built-in one.</summary>
        RefusedVersion = 6,

        /// <summary>It is a model of something else.</summary>
        RefusedIdentity = 7,

        /// <summary>Its golden vectors or windows give something else on this board, or it does not fit into memory.</summary>
        RefusedSelfTest = 8,

        /// <summary>It is longer than a slot, or its chunks are too long.</summary>
        RefusedSize = 9,

        /// <summary>Another model is staged or on trial.</summary>
        RefusedBusy = 10,

        /// <summary>The storage is full, worn, or gives back other bytes than were written.</summary>
        RefusedStorage = 11,

        /// <summary>The message cannot be understood.</summary>
        RefusedMessage = 12,
    }
}
