#if NANOFRAMEWORK_1_0
using System;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>A file that comes at once, such as by cable, is held to the same as one that comes in chunks.</summary>
    [TestClass]
    public class ModelStoreFileTests
    {
        private const int BuiltIn = 2;

        [TestMethod]
        public void TakeFile_SignedAndNewer_IsStagedAndRunsFromTheNextStartOn()
        {
            MemoryArea[] areas = MakeAreas();
            ModelStore store = Start(areas);
            byte[] file = SealedModel.Of(3, 1, new CrcKey(9));

            Assert.IsTrue(store.TakeFile(new ArrayStorage(file)));
            Assert.IsTrue(store.Phase == UpdatePhase.Staged);
            Assert.AreEqual(BuiltIn, store.RunningVersion);
            Assert.IsTrue(store.TakeFile(new ArrayStorage(file)), "it is here already");

            store = Start(areas);
            Assert.AreEqual(3, store.RunningVersion);
            Assert.AreEqual(3, store.Running.Version);
            Assert.IsTrue(store.TakeFile(new ArrayStorage(file)), "it is on trial");
            Assert.IsTrue(store.Decided());
            Assert.AreEqual(3, store.ConfirmedVersion);
            Assert.IsTrue(store.TakeFile(new ArrayStorage(file)), "it is confirmed");
            Assert.IsTrue(store.Phase == UpdatePhase.Idle);
        }

        [TestMethod]
        public void TakeFile_NotSignedOrByAnother_IsRefused()
        {
            MemoryArea[] areas = MakeAreas();
            ModelStore store = Start(areas);

            Assert.IsFalse(store.TakeFile(new ArrayStorage(SealedModel.Of(3, 1, null))));
            Assert.IsTrue(store.Outcome == UpdateOutcome.RefusedSignature);
            Assert.AreEqual("It is not signed; 'edgenet sign' does that.", store.Reason);
            Assert.IsFalse(store.TakeFile(new ArrayStorage(SmallModels.OneLayer())), "without a seal");
            Assert.IsTrue(store.Outcome == UpdateOutcome.RefusedSignature);
            Assert.IsFalse(store.TakeFile(new ArrayStorage(SealedModel.Of(3, 1, new CrcKey(10)))));
            Assert.IsTrue(store.Outcome == UpdateOutcome.RefusedSignature);
            Assert.IsTrue(store.Phase == UpdatePhase.Idle);
            Assert.IsTrue(Start(areas).Running == null);
        }

        [TestMethod]
        public void TakeFile_DamagedOlderOrTooLong_IsRefused()
        {
            MemoryArea[] areas = MakeAreas();
            ModelStore store = Start(areas);
            byte[] file = SealedModel.Of(3, 1, new CrcKey(9));
            file[file.Length / 2] ^= 1;
            Assert.IsFalse(store.TakeFile(new ArrayStorage(file)));
            Assert.IsTrue(store.Outcome == UpdateOutcome.RefusedFile);

            Assert.IsFalse(store.TakeFile(new ArrayStorage(SealedModel.Of(BuiltIn, 1, new CrcKey(9)))));
            Assert.AreEqual("Version 2 is not above 2.", store.Reason);

            areas[0] = new MemoryArea(128);
            areas[1] = new MemoryArea(128);
            store = Start(areas);
            Assert.IsFalse(store.TakeFile(new ArrayStorage(SealedModel.Of(3, 1, new CrcKey(9)))));
            Assert.IsTrue(store.Outcome == UpdateOutcome.RefusedSize);
        }

        [TestMethod]
        public void TakeFile_WhileAnotherIsOnTrial_IsRefused()
        {
            MemoryArea[] areas = MakeAreas();
            Start(areas).TakeFile(new ArrayStorage(SealedModel.Of(3, 5, new CrcKey(9))));
            ModelStore store = Start(areas);

            Assert.IsFalse(store.TakeFile(new ArrayStorage(SealedModel.Of(4, 5, new CrcKey(9)))));
            Assert.IsTrue(store.Outcome == UpdateOutcome.RefusedBusy);
            Assert.AreEqual(3, store.RunningVersion);
            Assert.IsTrue(store.Phase == UpdatePhase.Testing);
        }

        private static MemoryArea[] MakeAreas()
        {
            return new MemoryArea[] { new MemoryArea(512), new MemoryArea(512), new MemoryArea(256), new MemoryArea(320) };
        }

        private static ModelStore Start(MemoryArea[] areas)
        {
            var store = new ModelStore(areas[0], areas[1], areas[2], areas[3], new CrcKey(9), new ModelRequirements(SealedModel.Name), BuiltIn);
            store.Start(Open);
            return store;
        }

        private static string Open(byte[] file)
        {
            return null;
        }
    }
}
