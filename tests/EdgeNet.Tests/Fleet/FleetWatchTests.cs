using EdgeNet.DeviceTests;
using EdgeNet.Files;
using EdgeNet.Fleet;
using Microsoft.Data.Sqlite;

namespace EdgeNet.Tests.Fleet;

/// <summary>What is kept of a fleet, and which nodes need a look.</summary>
[TestClass]
public class FleetWatchTests
{
    private static readonly MqttTopics All = MqttTopics.Below("edgenet", "#");
    private static readonly KnownModel Known = new("toy", 3, ["speed", "load"], ["rock", "mine"], [0.0, 0.1]);

    private readonly DateTimeOffset _start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private readonly FleetWatch _watch = new([Known], null);

    [TestMethod]
    public void Sorted_NodesThatNeedALook_StandFirst()
    {
        Hear("a-well", Record());
        Hear("b-drifted", Record(record => record.Saturated = 0.3));
        Hear("c-reset", Record(record => record.Resets = 1));
        Hear("c-reset", Record(record => (record.Number, record.Resets) = (2, 2)));
        Hear("d-reverted", Record());
        HearStatus("d-reverted", RolloutStatus.Bytes(UpdatePhase.Idle, 3, 3, UpdateOutcome.RevertedByFault, 4));
        Hear("e-kept", Record(), isRetained: true);

        Assert.AreEqual(
            "d-reverted NotUpdated, b-drifted Drifted, c-reset Reset, a-well None, e-kept None",
            string.Join(", ", _watch.Sorted(_start).Select(each => $"{each.Node.Device} {each.Concern}")));

        // Records are a minute apart: after three and a bit, who has said nothing is silent.
        Assert.AreEqual(NodeConcern.Silent, _watch.Sorted(_start.AddSeconds(181)).Single(each => each.Node.Device == "a-well").Concern);
        Hear("a-well", Record(record => record.Number = 2), at: 170);
        Assert.AreEqual(NodeConcern.None, _watch.Sorted(_start.AddSeconds(181)).Single(each => each.Node.Device == "a-well").Concern);
        Assert.AreEqual(NodeConcern.Silent | NodeConcern.Drifted, _watch.Sorted(_start.AddSeconds(181))[1].Concern);
    }

    [TestMethod]
    public void Drift_WorstInput_IsNamedWithBothShares()
    {
        Hear("n", Record(record => record.Saturated = 0.3));
        Drift drift = _watch.Sorted(_start)[0].Node.Drift!;
        Assert.AreEqual("speed", drift.Input);
        Assert.AreEqual(0.3, drift.Share, 0.01);
        Assert.AreEqual(0, drift.Trained);
    }

    [TestMethod]
    public void Drift_NodeThatSleeps_IsTestedOverItsNewestRecordsTogether()
    {
        for (int record = 1; record <= 8; record++)
        {
            Hear("n", Asleep(record, 0.25));
            WatchedNode node = _watch.Sorted(_start)[0].Node;
            Assert.IsNull(node.Drift);
            Assert.AreEqual(FormattableString.Invariant($"too few decisions yet: {12 * record} of 100"), node.DriftUnknown);
        }

        Hear("n", Asleep(9, 0.25));
        (WatchedNode drifted, NodeConcern concern) = _watch.Sorted(_start)[0];
        Assert.IsNull(drifted.DriftUnknown);
        Assert.AreEqual("speed", drifted.Drift!.Input);
        Assert.AreEqual(0.25, drifted.Drift.Share, 0.01);
        Assert.AreEqual(NodeConcern.Drifted, concern);

        // 300 decisions are enough: what was before is forgotten.
        for (int record = 10; record < 35; record++)
        {
            Hear("n", Asleep(record, 0));
        }

        Assert.IsNull(_watch.Sorted(_start)[0].Node.Drift);
        Assert.AreEqual(300, _watch.Sorted(_start)[0].Node.Records.LookedAt);

        static byte[] Asleep(int record, double saturated) => Record(each => (each.Decisions, each.FreeBytes, each.Saturated, each.Every) = (12, 40_000 + record, saturated, 60));
    }

    [TestMethod]
    public void Unfamiliar_NodeThatSleeps_IsCountedOverItsNewestRecordsTogether()
    {
        byte[] record = Record(each => each.Decisions = 12);
        record[HealthMessage.FlagsAt] |= HealthMessage.KnowsUnfamiliar;
        UpdateMessage.Put(record, HealthMessage.UnfamiliarAt, 3);
        Hear("n", record);
        Assert.AreEqual(NodeConcern.None, _watch.Sorted(_start)[0].Concern);
        Hear("n", record);
        Assert.AreEqual(NodeConcern.Unfamiliar, _watch.Sorted(_start)[0].Concern);
        Assert.AreEqual(0.25, _watch.Sorted(_start)[0].Node.Records.UnfamiliarShare);
    }

    [TestMethod]
    public void HealthSum_OtherModelOrTooMany_AreForgotten()
    {
        var sum = new HealthSum();
        byte[] few = Record(record => record.Decisions = 1);
        for (int i = 0; i < 150; i++)
        {
            sum.Add(HealthReading.Read(few, few.Length)!);
        }

        Assert.AreEqual(100, sum.Records);
        Assert.AreEqual(100, sum.LookedAt);
        few[HealthMessage.VersionAt]++;
        sum.Add(HealthReading.Read(few, few.Length)!);
        Assert.AreEqual(1, sum.Records);
    }

    [TestMethod]
    public void Drift_InputsThatShareAShare_AreNotCalledBecauseEachRecordTellsTheGreatest()
    {
        // 128 inputs, two to a share: each stands at an end in one of 25 decisions, as in training, but each record of 12 tells the worse of two.
        const int Inputs = 128;
        var known = new KnownModel("m", 0, [.. Enumerable.Range(0, Inputs).Select(i => FormattableString.Invariant($"x{i}"))], [], [.. Enumerable.Repeat(0.04, Inputs)]);
        Device.RandomModel random = Device.RandomModels.Make(3, Inputs, [(2, Activation.Relu)], goldenVectors: 1, takesReadings: false);
        byte[] message = new byte[HealthRecord.Length];
        new HealthRecord(Model.Load(random.File), 0, SignatureKind.None, null).Write(message);
        UpdateMessage.Put(message, HealthMessage.LookedAt, 12);
        var draws = new Random(1);
        var sum = new HealthSum();
        double greatest = 0;
        for (int r = 0; r < 25; r++)
        {
            for (int s = 0; s < Inputs / 2; s++)
            {
                int[] counts = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 12).Count(_ => draws.NextDouble() < 0.04))];
                message[HealthMessage.SharesAt + s] = (byte)HealthMessage.ShareOf(counts.Max(), 12);
            }

            sum.Add(HealthReading.Read(message, message.Length)!);
        }

        for (int s = 0; s < sum.Newest!.ShareCount; s++)
        {
            greatest = Math.Max(greatest, sum.ShareAtEnd(s));
        }

        Assert.IsGreaterThan(0.08, greatest); // by the greatest of training alone it would be called
        Assert.IsNull(known.DriftOf(sum), $"{greatest}");
    }

    [TestMethod]
    public void Silence_RecordsThatSayHowFarTheyAreApart_IsThreeOfThem()
    {
        Hear("n", Record(record => (record.Seconds, record.Every) = (5, 300))); // it was awake for 5 seconds of the 300
        Assert.AreEqual(NodeConcern.None, _watch.Sorted(_start.AddSeconds(900))[0].Concern);
        Assert.AreEqual(NodeConcern.Silent, _watch.Sorted(_start.AddSeconds(901))[0].Concern);
        Hear("m", Record(record => record.Every = 1));
        Assert.AreEqual(NodeConcern.None, _watch.Sorted(_start.AddSeconds(60)).Single(each => each.Node.Device == "m").Concern);
    }

    [TestMethod]
    public void Hear_KeptRecordWithTheSameNumberAndOtherBytes_IsNew()
    {
        Hear("n", Record(), isRetained: true);
        Hear("n", Record(), isRetained: true);
        Assert.AreEqual(1, _watch.Records);
        Hear("n", Record(record => record.FreeBytes = 39_000), isRetained: true); // after a lost connection; a node that sleeps counts from 1 each time
        Assert.AreEqual(2, _watch.Records);
        Assert.AreEqual(39_000, _watch.Sorted(_start)[0].Node.Health!.FreeBytes);
    }

    [TestMethod]
    public void Drift_NotKnown_SaysWhy()
    {
        foreach ((KnownModel[] models, string why) in ((KnownModel[], string)[])
            [([], "no --model of this version"), ([new KnownModel("toy", 3, ["speed", "load"], [], null)], "the file has no shares of training")])
        {
            var watch = new FleetWatch(models, null);
            watch.Hear(All, new MqttMessage("edgenet/n/health", Record(), false, false), _start);
            Assert.AreEqual(why, watch.Sorted(_start)[0].Node.DriftUnknown);
        }
    }

    [TestMethod]
    public void Drift_ModelOfAnotherVersionOrName_IsNotJudged()
    {
        var other = new FleetWatch([new KnownModel("toy", 4, ["speed", "load"], [], [0, 0]), new KnownModel("toys", 3, ["speed", "load"], [], [0, 0])], null);
        other.Hear(All, new MqttMessage("edgenet/n/health", Record(record => record.Saturated = 0.3), false, false), _start);
        Assert.IsNull(other.Sorted(_start)[0].Node.Drift);
    }

    [TestMethod]
    public void Hear_WhatIsNoRecord_IsCountedAndPassedOver()
    {
        byte[] record = Record();
        _watch.Hear(All, new MqttMessage("edgenet/n/health", record[..^1], false, false), _start);
        _watch.Hear(All, new MqttMessage("edgenet/n/health", [], true, false), _start); // a record that was taken back
        _watch.Hear(All, new MqttMessage("edgenet/n/status", [1, 2, 3], false, false), _start);
        _watch.Hear(All, new MqttMessage("edgenet/health", record, false, false), _start);
        _watch.Hear(All, new MqttMessage("edgenet/n/other", record, false, false), _start);
        _watch.Hear(All, new MqttMessage("edgenet/n/chunk", [2, 0, 0], false, false), _start); // of another roll-out
        Assert.AreEqual(4, _watch.Ignored);
        Assert.AreEqual(0, _watch.Count);
    }

    [TestMethod]
    public void Database_RecordThatTheBrokerKept_IsWrittenOnce()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("fleet.db");
        byte[] first = Record();
        byte[] second = Record(record => (record.Number, record.Seconds) = (2, 120));
        for (int run = 0; run < 3; run++)
        {
            using var database = new FleetDatabase(path);
            var watch = new FleetWatch([], database);
            watch.Hear(All, new MqttMessage("edgenet/a/health", run == 0 ? first : second, true, false), _start.AddHours(run)); // at each start, what the broker kept
            watch.Hear(All, new MqttMessage("edgenet/a/health", run == 0 ? first : second, true, false), _start.AddHours(run)); // and after each lost connection
            if (run == 0)
            {
                watch.Hear(All, new MqttMessage("edgenet/a/health", second, false, false), _start.AddMinutes(1));
                watch.Hear(All, new MqttMessage("edgenet/a/health", second, false, true), _start.AddMinutes(1)); // delivered twice
                watch.Hear(All, new MqttMessage("edgenet/b/health", second, true, false), _start.AddMinutes(2)); // another node's
            }

            Assert.AreEqual(run == 0 ? 3 : 0, watch.Records);
        }

        Assert.AreEqual(
            "a 2026-11-30T12:00:00.000Z kept 1 toy 3, a 2026-11-30T12:01:00.000Z live 2 toy 3, b 2026-11-30T12:02:00.000Z kept 2 toy 3",
            string.Join(", ", Query(path, "SELECT device, heard, was_kept, number, model, version FROM health ORDER BY id",
                row => $"{row.GetString(0)} {row.GetString(1)} {(row.GetInt64(2) == 1 ? "kept" : "live")} {row.GetInt64(3)} {row.GetString(4)} {row.GetInt64(5)}")));
        Assert.AreEqual("wal", Query(path, "PRAGMA journal_mode", row => row.GetString(0)).Single());
        CollectionAssert.AreEqual(second, Query(path, "SELECT record FROM health WHERE id = 2", row => (byte[])row[0]).Single());
    }

    [TestMethod]
    public void Database_EveryColumn_IsWhatTheRecordSays()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("fleet.db");
        using (var database = new FleetDatabase(path))
        {
            byte[] record = Record(each => each.Saturated = 0.25);
            Assert.IsTrue(database.Add("line-3/press-1", HealthReading.Read(record, record.Length)!, record, false, _start));
        }

        Assert.AreEqual(
            "60,60,1,0102030405060708,1000,,1500,0,40000,1000,[600,400]",
            Query(path, "SELECT seconds || ',' || covered_seconds || ',' || signature || ',' || key_id || ',' || decisions || ',' || coalesce(unfamiliar, '') || ',' || longest_us || ',' || resets || ',' || free_bytes || ',' || looked_at || ',' || classes FROM health",
                row => row.GetString(0)).Single());
        Assert.AreEqual(0.25, Query(path, "SELECT json_extract(shares_at_end, '$[0]') FROM health", row => row.GetDouble(0)).Single(), 0.005);
    }

    [TestMethod]
    public void Database_FileOfAnotherProgram_StaysAsItIs()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("other.db");
        Query(path, "CREATE TABLE mine (a)", row => 0);
        byte[] before = File.ReadAllBytes(path);
        Assert.AreEqual($"{path}: was made by another program; name another file with --database.", Assert.ThrowsExactly<InputException>(() => new FleetDatabase(path)).Message);
        CollectionAssert.AreEqual(before, File.ReadAllBytes(path));

        string text = folder.Write("text.db", new string('x', 5000));
        Assert.StartsWith($"{text}: cannot be used as a database:", Assert.ThrowsExactly<InputException>(() => new FleetDatabase(text)).Message);
        Assert.StartsWith($"{folder.Path}: cannot be used as a database:", Assert.ThrowsExactly<InputException>(() => new FleetDatabase(folder.Path)).Message);
    }

    [TestMethod]
    public void Database_OtherVersion_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("fleet.db");
        new FleetDatabase(path).Dispose();
        Query(path, "PRAGMA user_version = 2", row => 0);
        Assert.Contains("has tables of version 2, and this EdgeNet knows version 1", Assert.ThrowsExactly<InputException>(() => new FleetDatabase(path)).Message);
    }

    internal static byte[] Record(Action<Parts>? change = null)
    {
        var parts = new Parts();
        change?.Invoke(parts);
        Model model = Model.Load(SmallModels.OneLayer());
        var record = new HealthRecord(model, 3, SignatureKind.Hmac, [1, 2, 3, 4, 5, 6, 7, 8]);
        for (int i = 1; i < parts.Number; i++)
        {
            record.Clear();
        }

        record.Seconds = parts.Seconds;
        record.Resets = parts.Resets;
        record.FreeBytes = parts.FreeBytes;
        record.EverySeconds = parts.Every;
        for (int i = 0; i < parts.Decisions; i++)
        {
            record.CountInputs([i < parts.Decisions * parts.Saturated ? 1e6f : 128f, 64f]);
            record.CountDecision(i % 5 < 3 ? 0 : 1, 1500);
        }

        byte[] message = new byte[HealthRecord.Length];
        record.Write(message);
        return message;
    }

    private static List<T> Query<T>(string path, string query, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = query;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private void Hear(string device, byte[] record, bool isRetained = false, int at = 0) =>
        _watch.Hear(All, new MqttMessage($"edgenet/{device}/health", record, isRetained, false), _start.AddSeconds(at));

    private void HearStatus(string device, byte[] status) => _watch.Hear(All, new MqttMessage($"edgenet/{device}/status", status, false, false), _start);

    internal sealed class Parts
    {
        public int Number { get; set; } = 1;

        public int Seconds { get; set; } = 60;

        public int Resets { get; set; }

        public double Saturated { get; set; }

        public int Every { get; set; }

        public int Decisions { get; set; } = 1000;

        public int FreeBytes { get; set; } = 40_000;
    }
}
