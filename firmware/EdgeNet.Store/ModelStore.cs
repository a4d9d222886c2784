using System;

namespace EdgeNet
{
    /// <summary>Opens a model for the application: loads it, checks what the application relies on, and runs its golden vectors or windows.</summary>
    /// <param name="file">The bytes of an <c>.edgenet</c> file; they may be kept.</param>
    /// <returns><c>null</c> when the application runs this model from now on, else the reason why it cannot, one sentence.</returns>
    public delegate string ModelOpener(byte[] file);

    /// <summary>
    /// Two slots for models and a journal, through which a new model comes onto a board while the other runs: received, staged, tried out, and then
    /// confirmed, or left for the one before.
    /// </summary>
    /// <remarks>
    /// The model that runs is never written to. A new one is checked (length, CRC, signature, identity, a version above the last confirmed one) before
    /// it is staged, and again at the next start; then it runs on trial. After as many decisions as its file asks for it is confirmed. A fault, or a
    /// start before that, and the model before runs again. Where neither slot has a sound model, the application takes the one it was built with.
    /// One thread at a time.
    /// </remarks>
    public sealed partial class ModelStore
    {
        // In the journal only: the board was put to sleep in the middle of a trial.
        private const int Asleep = 4;

        // So often may a board sleep during a trial without a decision in between.
        private const int MostIdleStarts = 20;

        // Between two models that were sent in full.
        private const int MostErasures = 16;

        private readonly StoreSlot[] _slots;
        private readonly Journal _journal;
        private readonly ModelKey _key;
        private readonly ModelRequirements _wanted;
        private readonly int _builtInVersion;
        private UpdatePhase _phase;
        private StoreSlot _receiving;
        private bool _hasBegunAnew;
        private readonly int _keyNumber;
        private int _attempt;
        private int _erasures;
        private int _chunksSinceOther;
        private int _decisions;
        private int _decisionsAtStart;

        /// <summary>Finds what was there before: it reads the journal, and allocates every buffer.</summary>
        /// <param name="firstSlot">A slot: the most bytes of a model, and a few for each of its chunks.</param>
        /// <param name="secondSlot">Another one.</param>
        /// <param name="firstPage">A page of the journal, 192 bytes or more; 4,096 suit flash.</param>
        /// <param name="secondPage">Another one.</param>
        /// <param name="key">The key that signs models for this board.</param>
        /// <param name="wanted">What the application can take.</param>
        /// <param name="builtInVersion">The version of the model that the application was built with, 0 or more: an older one is not taken.</param>
        /// <exception cref="ArgumentNullException">An area, the key or the requirements are null.</exception>
        /// <exception cref="ArgumentException">A page of the journal is too small.</exception>
        public ModelStore(
            StoreArea firstSlot, StoreArea secondSlot, StoreArea firstPage, StoreArea secondPage, ModelKey key, ModelRequirements wanted, int builtInVersion)
        {
            if (firstSlot == null || secondSlot == null)
            {
                throw new ArgumentNullException(firstSlot == null ? nameof(firstSlot) : nameof(secondSlot));
            }

            if (firstPage == null || secondPage == null)
            {
                throw new ArgumentNullException(firstPage == null ? nameof(firstPage) : nameof(secondPage));
            }

            if (key == null || wanted == null)
            {
                throw new ArgumentNullException(key == null ? nameof(key) : nameof(wanted));
            }

            _slots = new StoreSlot[] { new StoreSlot(firstSlot), new StoreSlot(secondSlot) };
            _journal = new Journal(firstPage, secondPage);
            _key = key;
            _wanted = wanted;
            _builtInVersion = builtInVersion;
            var id = new byte[ModelKey.IdLength];
            key.CopyId(id);
            _keyNumber = UpdateMessage.Get(id, 0) | 1; // never 0
            Outcome = (UpdateOutcome)_journal.Get(Journal.Outcome);
            OutcomeVersion = _journal.Get(Journal.OutcomeVersion);
            RunningVersion = builtInVersion;
            int phase = _journal.Get(Journal.Phase);
            _phase = phase == Asleep ? UpdatePhase.Testing : (UpdatePhase)phase;
        }

        /// <summary>What the store is doing.</summary>
        public UpdatePhase Phase => _phase;

        /// <summary>How the last update ended, or why the last message was refused.</summary>
        public UpdateOutcome Outcome { get; private set; }

        /// <summary>The version that <see cref="Outcome"/> speaks of; 0 for none.</summary>
        public int OutcomeVersion { get; private set; }

        /// <summary>The reason in words, when this start knows it; else <c>null</c>.</summary>
        public string Reason { get; private set; }

        /// <summary>The version of the model that runs.</summary>
        public int RunningVersion { get; private set; }

        /// <summary>The seal of the model that runs; <c>null</c> for the built-in one.</summary>
        public ModelSeal Running { get; private set; }

        /// <summary>The attempt that the last update was; 0 for the first.</summary>
        internal int OutcomeAttempt => _journal.Get(Journal.OutcomeAttempt);

        /// <summary>The version that was confirmed last; 0 where none ever was.</summary>
        public int ConfirmedVersion => _journal.Get(Journal.ConfirmedVersion);

        /// <summary>
        /// Whether a model that an earlier start has checked in full, with the same key, and that opened there, is trusted: then this start checks its CRC
        /// only. It saves the time of a signature, such as at each start of a board that sleeps; whoever can write to the storage by other ways can then
        /// change the model. A start that finds fault with a model takes the trust away.
        /// </summary>
        public bool TrustsChecked { get; set; }

        /// <summary>Whether the model that is opened now is trusted: then its golden vectors and windows were exact on this board before, and need not be run again.</summary>
        public bool IsTrusted { get; private set; }

        /// <summary>Decisions of the trial so far.</summary>
        public int TrialDecisions => _phase == UpdatePhase.Testing ? _decisions : 0;

        /// <summary>Decisions that confirm the model on trial; 0 without a trial.</summary>
        public int TrialWanted => _phase == UpdatePhase.Testing ? _journal.Get(Journal.Wanted) : 0;

        /// <summary>The key that signs models for this board.</summary>
        internal ModelKey Key => _key;

        /// <summary>The name of the model.</summary>
        internal string Name => _wanted.Name;

        /// <summary>The slot that chunks go to; <c>null</c> when none are wanted.</summary>
        internal StoreSlot Receiving => _receiving;

        /// <summary>The CRC of the file that runs; 0 for the built-in model.</summary>
        internal int RunningCrc { get; private set; }

        /// <summary>The CRC of the file that is received, staged or on trial; 0 for none.</summary>
        internal int UpdateCrc => _phase == UpdatePhase.Receiving ? _receiving.FileCrc : _phase == UpdatePhase.Idle ? 0 : _journal.Get(Journal.TrialCrc);

        private int SpareSlot => _journal.Get(Journal.ConfirmedSlot) == 0 ? 1 : 0;

        private int NewestVersion => Math.Max(ConfirmedVersion, _builtInVersion);

        /// <summary>Starts the model that is to run: one that is staged, on trial, or else the confirmed one.</summary>
        /// <remarks>Call it once after each start of the board, and again when <see cref="Decided"/> says that the trial failed.</remarks>
        /// <param name="open">Opens a model for the application; it may be called twice, for the new model and for the one before.</param>
        /// <returns><c>true</c> when the application runs a model of the store; <c>false</c>: take the one it was built with.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="open"/> is null.</exception>
        public bool Start(ModelOpener open)
        {
            if (open == null)
            {
                throw new ArgumentNullException(nameof(open));
            }

            _receiving = null;
            Running = null;
            IsTrusted = false;
            RunningVersion = _builtInVersion;
            RunningCrc = 0;
            int phase = _journal.Get(Journal.Phase);
            if (phase == (int)UpdatePhase.Testing && _phase == UpdatePhase.Testing)
            {
                End(UpdateOutcome.RevertedByRestart, "The board started anew during the trial.");
            }
            else if ((phase == (int)UpdatePhase.Staged || phase == Asleep) && _phase != UpdatePhase.Idle && TryTrial(open, phase == Asleep))
            {
                return true;
            }

            _phase = UpdatePhase.Idle;
            return TryConfirmed(open);
        }

        private void Refuse(UpdateOutcome outcome, int version, string reason)
        {
            Outcome = outcome;
            OutcomeVersion = version;
            Reason = reason;
        }

        // The seal of the file in a slot, or null where it cannot be taken; then Outcome and Reason say why.
        private ModelSeal Check(StoreSlot slot, int crc, int length, int version, bool checksSignature)
        {
            try
            {
                if (!slot.TryOpen() || slot.FileCrc != crc || slot.Length != length)
                {
                    Refuse(UpdateOutcome.RefusedFile, version, "The file is not in its slot any more.");
                    return null;
                }

                ModelSeal seal = ModelSeal.Read(slot);
                if (checksSignature && !seal.IsSignedBy(_key, slot))
                {
                    string what = seal.Kind == SignatureKind.None ? "It is not signed; 'edgenet sign' does that." : "It is signed by another key, or was changed after that.";
                    Refuse(UpdateOutcome.RefusedSignature, version, what);
                    return null;
                }

                if (seal.Version != version)
                {
                    Refuse(UpdateOutcome.RefusedVersion, version, "The file has version " + seal.Version.ToString() + ", not " + version.ToString() + " as was said.");
                    return null;
                }

                string fault = _wanted.FaultOf(seal);
                if (fault != null)
                {
                    Refuse(UpdateOutcome.RefusedIdentity, version, fault);
                    return null;
                }

                return seal;
            }
            catch (Exception failure)
            {
                // A ModelFormatException, or whatever a storage throws.
                Refuse(failure is ModelFormatException ? UpdateOutcome.RefusedFile : UpdateOutcome.RefusedStorage, version, failure.Message);
                return null;
            }
        }

        private static string Open(ModelOpener open, StoreSlot slot)
        {
            try
            {
                return open(slot.ToArray());
            }
            catch (Exception failure)
            {
                // Also where the model does not fit into memory.
                return "It cannot be opened here: " + failure.Message;
            }
        }
    }
}
