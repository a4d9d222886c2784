#if NANOFRAMEWORK_1_0
using System.Threading;
using nanoFramework.TestFramework;
#endif

#nullable disable

namespace EdgeNet.DeviceTests
{
    /// <summary>What a thread reads of a pipeline while another one feeds it: every snapshot is of one decision.</summary>
    [TestClass]
    public class SnapshotTests
    {
        private const int Windows = 20000;

        // The writer waits for the reader here, so that both threads take part however they are scheduled.
        private const int Ahead = 1000;

        private static readonly object s_done = new object();

        private static Pipeline s_pipeline;
        private static bool s_isDone;
        private static long s_seen;

        [TestMethod]
        public void Snapshot_BeforeTheFirstDecision_IsUnknown()
        {
            Pipeline pipeline = PipelineTests.Make(1, 1, 0);
            AssertUnknown(pipeline.Snapshot());
            Add(pipeline, 3);
            Assert.AreEqual(1L, pipeline.Snapshot().Decisions);
            pipeline.Reset();
            AssertUnknown(pipeline.Snapshot());
            Assert.IsTrue(pipeline.SelfTest());
            AssertUnknown(pipeline.Snapshot());
        }

        [TestMethod]
        public void Snapshot_AfterADecision_IsThatDecisionAndStaysSo()
        {
            Pipeline pipeline = PipelineTests.Make(1, 1, 0);
            Add(pipeline, 3);
            Add(pipeline, 3);
            PipelineSnapshot first = pipeline.Snapshot();
            pipeline.Add(0);
            Assert.AreEqual(80L, pipeline.Snapshot().MillisecondsSinceChange);
            for (int n = 0; n < 3; n++)
            {
                pipeline.Add(0);
            }

            Assert.AreEqual(2L, first.Decisions);
            Assert.AreEqual(1, first.State);
            Assert.AreEqual("mine", first.StateLabel);
            Assert.AreEqual(80L, first.MillisecondsSinceChange);
            Assert.AreEqual(557, PerMille(first));
            PipelineSnapshot second = pipeline.Snapshot();
            Assert.AreEqual(3L, second.Decisions);
            Assert.AreEqual(0, second.State);
            Assert.AreEqual("rock", second.StateLabel);
            Assert.AreEqual(0L, second.MillisecondsSinceChange);
            Assert.AreEqual(230, PerMille(second));
        }

        [TestMethod]
        public void Snapshot_WhileAnotherThreadAdds_IsOfOneDecision()
        {
            s_pipeline = PipelineTests.Make(1, 1, 0);
            s_isDone = false;
            s_seen = 0;
            var writer = new Thread(AddWindows);
            writer.Start();
            int wrong = 0;
            int seen = 0;
            long last = 0;
            while (!IsDone())
            {
                PipelineSnapshot snapshot = s_pipeline.Snapshot();
                wrong += snapshot.Decisions < last || !IsOfOneDecision(snapshot) ? 1 : 0;
                seen += snapshot.Decisions > last ? 1 : 0;
                last = snapshot.Decisions;
                lock (s_done)
                {
                    s_seen = last;
                }
            }

            writer.Join();
            Assert.AreEqual(0, wrong);
            Assert.IsTrue(seen >= (Windows / Ahead / 2) - 1, seen.ToString());
            Assert.AreEqual((long)Windows, s_pipeline.Snapshot().Decisions);
        }

        /// <summary>The readings of a window: two of one class, and two of the other.</summary>
        internal static int ReadingOf(long decision)
        {
            return (decision & 2) == 0 ? 3 : 0;
        }

        /// <summary>Whether state, probability and time are those of the decision that it says it is of.</summary>
        internal static bool IsOfOneDecision(PipelineSnapshot snapshot)
        {
            if (snapshot.Decisions == 0)
            {
                return snapshot.State == Pipeline.Unknown && snapshot.Probability == 0f && snapshot.MillisecondsSinceChange == 0;
            }

            long decision = snapshot.Decisions - 1;
            bool isMine = ReadingOf(decision) == 3;
            return snapshot.State == (isMine ? 1 : 0) && snapshot.StateLabel == (isMine ? "mine" : "rock")
                && PerMille(snapshot) == (isMine ? 557 : 230) && snapshot.MillisecondsSinceChange == (decision & 1) * 80;
        }

        private static void AddWindows()
        {
            for (int w = 0; w < Windows; w++)
            {
                Add(s_pipeline, ReadingOf(w));
                while (w % Ahead == Ahead - 1 && Seen() <= w - Ahead)
                {
                    Thread.Sleep(1);
                }
            }

            lock (s_done)
            {
                s_isDone = true;
            }
        }

        private static long Seen()
        {
            lock (s_done)
            {
                return s_seen;
            }
        }

        private static bool IsDone()
        {
            lock (s_done)
            {
                return s_isDone;
            }
        }

        private static void Add(Pipeline pipeline, int reading)
        {
            for (int n = 0; n < 4; n++)
            {
                pipeline.Add(reading);
            }
        }

        private static int PerMille(PipelineSnapshot snapshot)
        {
            return (int)((snapshot.Probability * 1000f) + 0.5f);
        }

        private static void AssertUnknown(PipelineSnapshot snapshot)
        {
            Assert.AreEqual(0L, snapshot.Decisions);
            Assert.AreEqual(Pipeline.Unknown, snapshot.State);
            Assert.AreEqual(string.Empty, snapshot.StateLabel);
            Assert.AreEqual(0L, snapshot.MillisecondsSinceChange);
            Assert.IsTrue(snapshot.Probability == 0f);
        }
    }
}
