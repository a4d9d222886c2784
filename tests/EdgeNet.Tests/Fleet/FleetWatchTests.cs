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
        record.FreeBytes = 40_000;
        for (int i = 0; i < 1000; i++)
        {
            record.CountInputs([i < 1000 * parts.Saturated ? 1e6f : 128f, 64f]);
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
    }
}
