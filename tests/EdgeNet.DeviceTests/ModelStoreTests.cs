#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>A model is received, staged, tried out and confirmed; any other ends with the one before.</summary>
    [TestClass]
#if !NANOFRAMEWORK_1_0
    [DoNotParallelize] // the tests share what is static
#endif
    public class ModelStoreTests
    {
        private const int Chunk = 64;
        private const int BuiltIn = 2;
        private const int CrcOfAreas = 1969947224;

        private static MemoryArea[] _areas;
        private static byte[] _opened;
        private static byte[] _reply;
        private static UpdateNode _node;
        private static bool _refuses;

        [TestMethod]
        public void Start_NothingStored_BuiltInRuns()
        {
            MakeAreas();

            Assert.IsFalse(Start(9));
            Assert.AreEqual(BuiltIn, _node.Store.RunningVersion);
            Assert.IsTrue(_node.Store.Phase == UpdatePhase.Idle);
            Assert.IsTrue(_node.Store.Running == null);
            Assert.IsTrue(_opened == null);
        }

        [TestMethod]
        public void Handle_GoodModel_IsTriedAndConfirmed()
        {
            MakeAreas();
            Start(9);
            byte[] file = SealedModel.Of(3, 4, new CrcKey(9));
            Push(file, 3);

            Assert.IsTrue(_node.WantsRestart);
            Assert.AreEqual(BuiltIn, _node.Store.RunningVersion);

            Assert.IsTrue(Start(9));
            Assert.IsTrue(AreSame(file, _opened));
            Assert.AreEqual(3, _node.Store.RunningVersion);
            Assert.AreEqual(0, _node.Store.ConfirmedVersion);
            Assert.AreEqual(4, _node.Store.TrialWanted);
            for (int n = 0; n < 4; n++)
            {
                Assert.IsTrue(_node.Store.Phase == UpdatePhase.Testing);
                Assert.AreEqual(n, _node.Store.TrialDecisions);
                Assert.IsTrue(_node.Store.Decided());
            }

            Assert.AreEqual(3, _node.Store.ConfirmedVersion);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.Confirmed);
            Assert.IsTrue(Start(9));
            Assert.AreEqual(3, _node.Store.RunningVersion);
            Assert.IsTrue(_node.Store.Phase == UpdatePhase.Idle);
        }

        [TestMethod]
        public void Handle_TwelveUpdates_LeaveTheBytesThatTheyLeaveOnThePc()
        {
            // What is in the four areas after updates that are confirmed, fail, are slept through or are cut off by a restart: a CRC of all their bytes.
            MakeAreas();
            Start(9);
            for (int version = 3; version < 15; version++)
            {
                Push(SealedModel.Of(version, 3, new CrcKey(version == 8 ? 10 : 9)), version);
                Start(9);
                _node.Store.Decided();
                if (version % 4 == 0)
                {
                    _node.Store.Sleep();
                }

                if (version % 4 == 0 || version % 5 == 0)
                {
                    Start(9);
                }

                _node.Store.Decided(version == 7);
                _node.Store.Decided();
            }

            int crc = -1;
            for (int k = 0; k < _areas.Length; k++)
            {
                crc = Crc32.Advance(crc, _areas[k].Cells, 0, _areas[k].Capacity);
                Assert.IsFalse(_areas[k].WasMisused);
            }

            Assert.AreEqual(14, _node.Store.ConfirmedVersion);
            Assert.AreEqual(CrcOfAreas, crc);
        }

        [TestMethod]
        public void Start_InTheMiddleOfATrial_Reverts()
        {
            MakeAreas();
            Start(9);
            Confirm(3);
            Push(SealedModel.Of(4, 4, new CrcKey(9)), 4);
            Start(9);
            _node.Store.Decided();
            Assert.AreEqual(4, _node.Store.RunningVersion);

            Assert.IsTrue(Start(9));
            Assert.AreEqual(3, _node.Store.RunningVersion);
            Assert.AreEqual(3, _node.Store.ConfirmedVersion);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RevertedByRestart);
            Assert.AreEqual(4, _node.Store.OutcomeVersion);
            Start(9);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RevertedByRestart, "kept");

            // Not by itself once more; and when it is wanted, nothing is asked for that is there.
            Push(SealedModel.Of(4, 4, new CrcKey(9)), 4, 0);
            Assert.IsTrue(_node.Store.Phase == UpdatePhase.Idle);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RevertedByRestart);
            byte[] offer = SealedModel.OfferOf(SealedModel.Of(4, 4, new CrcKey(9)), 4, Chunk, 1);
            _node.Handle(offer, offer.Length, _reply);
            Assert.IsTrue(_node.WantsRestart);
            Start(9);
            Assert.IsFalse(_node.Store.Decided(true));
            Assert.AreEqual(1, (int)Status()[UpdateMessage.StatusAttemptAt]);
            _node.Handle(offer, offer.Length, _reply);
            Assert.IsTrue(_node.Store.Phase == UpdatePhase.Idle);
        }

        [TestMethod]
        public void Sleep_InTheMiddleOfATrial_TheNextStartGoesOn()
        {
            MakeAreas();
            Start(9);
            Push(SealedModel.Of(3, 5, new CrcKey(9)), 3);
            Start(9);
            for (int n = 0; n < 4; n++)
            {
                Assert.IsTrue(_node.Store.Phase == UpdatePhase.Testing);
                Assert.IsTrue(_node.Store.Decided());
                _node.Store.Sleep();
                Assert.IsTrue(Start(9));
            }

            Assert.AreEqual(4, _node.Store.TrialDecisions);
            _node.Store.Decided();
            Assert.AreEqual(3, _node.Store.ConfirmedVersion);
        }

        [TestMethod]
        public void Decided_Fault_RevertsAtOnce()
        {
            MakeAreas();
            Start(9);
            Confirm(3);
            Push(SealedModel.Of(4, 4, new CrcKey(9)), 4);
            Start(9);

            Assert.IsFalse(_node.Store.Decided(true));
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RevertedByFault);
            Assert.IsTrue(_node.Store.Start(Open));
            Assert.AreEqual(3, _node.Store.RunningVersion);
        }

        [TestMethod]
        public void Start_ModelThatTheBoardCannotRun_IsRefused()
        {
            MakeAreas();
            Start(9);
            Confirm(3);
            Push(SealedModel.Of(4, 4, new CrcKey(9)), 4);
            _refuses = true;
            bool runs = Start(9);
            _refuses = false;

            // The opener refuses the confirmed one, too: then the built-in one is left.
            Assert.IsFalse(runs);
            Assert.AreEqual(BuiltIn, _node.Store.RunningVersion);
            Assert.IsTrue(Start(9));
            Assert.AreEqual(3, _node.Store.RunningVersion);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RefusedSelfTest);
        }

        [TestMethod]
        public void Handle_NotSignedOrByAnother_IsRefused()
        {
            MakeAreas();
            Start(9);
            Push(SealedModel.Of(3, 4, null), 3);
            Assert.IsFalse(_node.WantsRestart);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RefusedSignature);

            Push(SealedModel.Of(4, 4, new CrcKey(10)), 4);
            Assert.IsFalse(_node.WantsRestart);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RefusedSignature);
            Assert.AreEqual((int)UpdateOutcome.RefusedSignature, (int)_reply[UpdateMessage.StatusOutcomeAt]);
        }

        [TestMethod]
        public void Handle_OldVersionOrSaidToBeNew_IsRefused()
        {
            MakeAreas();
            Start(9);
            Push(SealedModel.Of(2, 4, new CrcKey(9)), 2);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RefusedVersion, "the built-in one");
            Confirm(5);
            Push(SealedModel.Of(4, 4, new CrcKey(9)), 4);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RefusedVersion);
            Push(SealedModel.Of(4, 4, new CrcKey(9)), 6);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RefusedVersion);
            Assert.IsFalse(_node.WantsRestart);

            // Firmware with a newer model than the one that was confirmed.
            Assert.IsFalse(Start(9, 6));
            Assert.AreEqual(6, _node.Store.RunningVersion);
        }

        [TestMethod]
        public void Handle_AnotherModelOrTooLong_IsRefused()
        {
            MakeAreas();
            Start(9);
            byte[] file = SealedModel.Of(3, 4, new CrcKey(9));
            byte[] offer = SealedModel.OfferOf(file, 3, Chunk);
            offer[UpdateMessage.OfferLength] = (byte)'x';
            _node.Handle(offer, offer.Length, _reply);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RefusedIdentity);

            offer = SealedModel.OfferOf(file, 3, Chunk);
            UpdateMessage.Put(offer, UpdateMessage.OfferLengthAt, 4000);
            _node.Handle(offer, offer.Length, _reply);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RefusedSize);

            offer[0] = 77;
            _node.Handle(offer, offer.Length, _reply);
            Assert.AreEqual((int)UpdateOutcome.RefusedMessage, (int)_reply[UpdateMessage.StatusOutcomeAt]);
        }

        [TestMethod]
        public void Handle_OfferAfterARestart_AsksForWhatIsMissing()
        {
            MakeAreas();
            Start(9);
            byte[] file = SealedModel.Of(3, 4, new CrcKey(9));
            int chunks = (file.Length + Chunk - 1) / Chunk;
            Push(file, 3, 2);
            Assert.AreEqual(2, UpdateMessage.GetShort(_reply, UpdateMessage.StatusMissingAt));
            Start(9);
            byte[] offer = SealedModel.OfferOf(file, 3, Chunk);
            _node.Handle(offer, offer.Length, _reply);

            Assert.AreEqual((int)UpdatePhase.Receiving, (int)_reply[UpdateMessage.StatusPhaseAt]);
            Assert.AreEqual(chunks, UpdateMessage.GetShort(_reply, UpdateMessage.StatusChunksAt));
            Assert.AreEqual(2, UpdateMessage.GetShort(_reply, UpdateMessage.StatusHadAt));
            Assert.AreEqual(2, UpdateMessage.GetShort(_reply, UpdateMessage.StatusMissingAt));
            Assert.AreEqual((1 << (chunks - 2)) - 1, (int)_reply[UpdateMessage.StatusBitsAt]);
        }

        [TestMethod]
        public void FaultOf_AnotherModel_SaysWhy()
        {
            ModelSeal seal = ModelSeal.Read(new ArrayStorage(SealedModel.Of(3, 4, null)));

            Assert.IsTrue(Toy().FaultOf(seal) == null);
            Assert.AreEqual("It is a model of 'toy'; this board takes 'pump'.", new ModelRequirements("pump").FaultOf(seal));
            ModelRequirements wanted = Toy();
            wanted.Kind = ModelKind.Quantities;
            Assert.AreEqual("It gives classes; this board takes quantities.", wanted.FaultOf(seal));
            wanted = Toy();
            wanted.IsStream = true;
            Assert.AreEqual("It takes features; this board has a stream of readings.", wanted.FaultOf(seal));
            wanted = Toy();
            wanted.Labels = new string[] { "rock", "mine" };
            wanted.Alarm = "mine";
            Assert.IsTrue(wanted.FaultOf(seal) == null);
            wanted.Alarm = "rock";
            Assert.AreEqual("Its alarm is 'mine'; that of this board is 'rock'.", wanted.FaultOf(seal));
            wanted.Labels = new string[] { "mine", "rock" };
            Assert.AreEqual("Its label 1 is 'rock'; this board knows 'mine' there.", wanted.FaultOf(seal));
            wanted = Toy();
            wanted.Inputs = new string[] { "x", "y", "z" };
            Assert.AreEqual("It takes 2 inputs; this board has 3.", wanted.FaultOf(seal));
            wanted.Inputs = new string[] { "x", "y" };
            Assert.AreEqual("Its input 1 is 'without a name'; this board has 'x' there.", wanted.FaultOf(seal));
        }

        [TestMethod]
        public void Start_TrustedModel_IsCheckedInFullAfterAFault()
        {
            MakeAreas();
            Start(9);
            Confirm(3);
            Assert.IsTrue(StartTrusting(9), "confirmed by a trial");
            Assert.IsTrue(_node.Store.IsTrusted);

            // Another key: what the old one has signed does not run, however the board starts.
            Assert.IsFalse(Start(10));
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RefusedSignature);
            Assert.IsFalse(StartTrusting(10));
            Assert.IsTrue(StartTrusting(9));
            Assert.IsFalse(_node.Store.IsTrusted, "the trust is gone");
            Assert.IsTrue(StartTrusting(9));
            Assert.IsTrue(_node.Store.IsTrusted, "and back, since it was checked");

            // A start that cannot run it.
            _refuses = true;
            Assert.IsFalse(Start(9));
            _refuses = false;
            Assert.IsTrue(StartTrusting(9));
            Assert.IsFalse(_node.Store.IsTrusted);
        }

        [TestMethod]
        public void Sleep_TrialWithoutADecision_EndsAfterTwentyStarts()
        {
            MakeAreas();
            Start(9);
            Push(SealedModel.Of(3, 5, new CrcKey(9)), 3);
            StartTrusting(9);
            _node.Store.Decided();
            int starts = 0;
            do
            {
                _node.Store.Sleep();
                StartTrusting(9);
                starts++;
                Assert.IsTrue(_node.Store.Phase != UpdatePhase.Testing || _node.Store.IsTrusted);
            }
            while (_node.Store.Phase == UpdatePhase.Testing && starts < 100);

            Assert.AreEqual(21, starts);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RevertedByFault);
            Assert.AreEqual(BuiltIn, _node.Store.RunningVersion);
        }

        [TestMethod]
        public void Handle_ChunkThatIsWrong_IsAskedForAgain()
        {
            MakeAreas();
            Start(9);
            byte[] file = SealedModel.Of(3, 4, new CrcKey(9));
            byte[] wrong = SealedModel.Of(3, 4, new CrcKey(9));
            wrong[Chunk + 5] ^= 1;
            byte[] offer = SealedModel.OfferOf(file, 3, Chunk);
            _node.Handle(offer, offer.Length, _reply);
            byte[] bad = SealedModel.ChunkOf(wrong, 1, Chunk);
            _node.Handle(bad, bad.Length, _reply);
            Push(file, 3);
            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RefusedFile);

            // All is there, and wrong: it begins anew, also after a restart.
            Start(9);
            Push(file, 3);
            Assert.IsTrue(_node.WantsRestart);
        }

        [TestMethod]
        public void Handle_OtherOffers_DoNotStopATransferNorWearOut()
        {
            MakeAreas();
            Start(9);
            byte[] file = SealedModel.Of(3, 4, new CrcKey(9));
            byte[] other = SealedModel.OfferOf(SealedModel.Of(4, 4, new CrcKey(9)), 4, Chunk);
            byte[] offer = SealedModel.OfferOf(file, 3, Chunk);
            _node.Handle(offer, offer.Length, _reply);
            for (int n = 0; n * Chunk < file.Length; n++)
            {
                byte[] chunk = SealedModel.ChunkOf(file, n, Chunk);
                _node.Handle(chunk, chunk.Length, _reply);
                _node.Handle(other, other.Length, _reply);
                if (!_node.WantsRestart)
                {
                    Assert.AreEqual((int)UpdateOutcome.RefusedBusy, (int)_reply[UpdateMessage.StatusOutcomeAt]);
                    Assert.AreEqual((int)UpdatePhase.Receiving, (int)_reply[UpdateMessage.StatusPhaseAt]);
                }
            }

            Assert.IsTrue(_node.WantsRestart);

            // One that stands still is given up, but not again and again.
            MakeAreas();
            Start(9);
            for (int n = 0; n < 40; n++)
            {
                byte[] next = SealedModel.OfferOf(SealedModel.Of(4 + n, 4, new CrcKey(9)), 4 + n, Chunk);
                _node.Handle(next, next.Length, _reply);
            }

            Assert.IsTrue(_node.Store.Outcome == UpdateOutcome.RefusedBusy);
        }

        private static ModelRequirements Toy()
        {
            return new ModelRequirements(SealedModel.Name);
        }

        private static void MakeAreas()
        {
            _areas = new MemoryArea[] { new MemoryArea(512), new MemoryArea(512), new MemoryArea(256), new MemoryArea(320) };
            _reply = new byte[UpdateNode.ReplyLength];
            _refuses = false;
        }

        private static bool Start(int secret, int builtIn = BuiltIn)
        {
            _opened = null;
            var store = new ModelStore(_areas[0], _areas[1], _areas[2], _areas[3], new CrcKey(secret), Toy(), builtIn);
            bool runs = store.Start(Open);
            _node = new UpdateNode(store);
            return runs;
        }

        private static bool StartTrusting(int secret)
        {
            _opened = null;
            var store = new ModelStore(_areas[0], _areas[1], _areas[2], _areas[3], new CrcKey(secret), Toy(), BuiltIn) { TrustsChecked = true };
            bool runs = store.Start(Open);
            _node = new UpdateNode(store);
            return runs;
        }

        private static byte[] Status()
        {
            _node.WriteStatus(_reply);
            return _reply;
        }

        private static string Open(byte[] file)
        {
            _opened = file;
            return _refuses ? "no" : Model.Load(file).SelfTest() ? null : "golden vectors";
        }

        private static void Confirm(int version)
        {
            Push(SealedModel.Of(version, 1, new CrcKey(9)), version);
            Start(9);
            _node.Store.Decided();
            Assert.AreEqual(version, _node.Store.ConfirmedVersion);
        }

        private static void Push(byte[] file, int version, int most = 1000)
        {
            byte[] offer = SealedModel.OfferOf(file, version, Chunk);
            _node.Handle(offer, offer.Length, _reply);
            for (int n = 0; n * Chunk < file.Length && n < most; n++)
            {
                byte[] chunk = SealedModel.ChunkOf(file, n, Chunk);
                _node.Handle(chunk, chunk.Length, _reply);
            }
        }

        private static bool AreSame(byte[] one, byte[] other)
        {
            for (int i = 0; i < one.Length; i++)
            {
                if (one.Length != other.Length || one[i] != other[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}
