using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeNet.Fleet;

/// <summary>The health records of a fleet in an SQLite file, a row for each; other programs may read it at the same time.</summary>
/// <remarks>
/// The table <c>health</c>: <c>id</c>; <c>heard</c>, when it came, UTC, as <c>2026-11-30T20:10:05.123Z</c>; <c>was_kept</c>, 1 for a record that the broker
/// had kept, so that it may be older than <c>heard</c>; <c>device</c>; of the record <c>number</c>, <c>seconds</c> since the node's start, <c>covered_seconds</c>,
/// <c>model</c>, <c>version</c>, <c>signature</c> (0 none, 1 HMAC, 2 Ed25519), <c>key_id</c>, <c>decisions</c>, <c>unfamiliar</c> (NULL where the model does not
/// know), <c>longest_us</c>, <c>resets</c>, <c>free_bytes</c>, <c>looked_at</c>, the decisions of the shares; <c>classes</c> and <c>shares_at_end</c> as arrays
/// of JSON; and <c>record</c>, the bytes as they came.
/// </remarks>
internal sealed class FleetDatabase : IDisposable
{
    /// <summary>The version of the tables.</summary>
    public const int Version = 1;

    // In the file's header: "EdgF".
    private const int ApplicationId = 0x45646746;

    private const string Table =
        """
        CREATE TABLE health (
            id INTEGER PRIMARY KEY,
            heard TEXT NOT NULL,
            was_kept INTEGER NOT NULL,
            device TEXT NOT NULL,
            number INTEGER NOT NULL,
            seconds INTEGER NOT NULL,
            covered_seconds INTEGER NOT NULL,
            model TEXT NOT NULL,
            version INTEGER NOT NULL,
            signature INTEGER NOT NULL,
            key_id TEXT NOT NULL,
            decisions INTEGER NOT NULL,
            unfamiliar INTEGER,
            longest_us INTEGER NOT NULL,
            resets INTEGER NOT NULL,
            free_bytes INTEGER NOT NULL,
            looked_at INTEGER NOT NULL,
            classes TEXT NOT NULL,
            shares_at_end TEXT NOT NULL,
            record BLOB NOT NULL) STRICT;
        CREATE INDEX health_of_device ON health (device, id);
        """;

    private readonly SqliteConnection _connection;
    private readonly string _path;

    /// <summary>Opens or makes a file.</summary>
    /// <exception cref="InputException">It is damaged, of another program, or cannot be written.</exception>
    public FleetDatabase(string path)
    {
        _path = path;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            Guard(Prepare);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes a record.</summary>
    /// <param name="device">The node.</param>
    /// <param name="health">The record.</param>
    /// <param name="record">Its bytes.</param>
    /// <param name="mayBeOld">Whether it may have come before: then it is written only if the last one of the node has other bytes.</param>
    /// <param name="heard">When it came.</param>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public bool Add(string device, HealthReading health, byte[] record, bool mayBeOld, DateTimeOffset heard)
    {
        bool isAdded = false;
        Guard(() =>
        {
            using SqliteCommand command = _connection.CreateCommand();
            command.CommandText =
                """
                INSERT INTO health (heard, was_kept, device, number, seconds, covered_seconds, model, version, signature, key_id, decisions, unfamiliar,
                                    longest_us, resets, free_bytes, looked_at, classes, shares_at_end, record)
                SELECT $heard, $kept, $device, $number, $seconds, $covered, $model, $version, $signature, $key, $decisions, $unfamiliar,
                       $longest, $resets, $free, $looked, $classes, $shares, $record
                WHERE $kept = 0 OR NOT EXISTS (SELECT 1 FROM (SELECT record FROM health WHERE device = $device ORDER BY id DESC LIMIT 1) WHERE record = $record)
                """;
            foreach ((string name, object? value) in ((string, object?)[])
                [
                    ("$heard", heard.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)), ("$kept", mayBeOld ? 1 : 0), ("$device", NodeText.Of(device)),
                    ("$number", health.Number), ("$seconds", health.Seconds), ("$covered", health.CoveredSeconds), ("$model", health.ModelName), ("$version", health.Version),
                    ("$signature", (int)health.Kind), ("$key", health.KeyId), ("$decisions", health.Decisions), ("$unfamiliar", health.UnfamiliarDecisions),
                    ("$longest", health.LongestMicroseconds), ("$resets", health.Resets), ("$free", health.FreeBytes), ("$looked", health.LookedAt),
                    ("$classes", Json(health.ClassCounts.Select(count => count.ToString(CultureInfo.InvariantCulture)))),
                    ("$shares", Json(Enumerable.Range(0, health.ShareCount).Select(s => health.ShareAtEnd(s).ToString("0.######", CultureInfo.InvariantCulture)))), ("$record", record),
                ])
            {
                command.Parameters.AddWithValue(name, value ?? DBNull.Value);
            }

            isAdded = command.ExecuteNonQuery() > 0;
        });
        return isAdded;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static string Json(IEnumerable<string> numbers) => $"[{string.Join(',', numbers)}]";

    private void Prepare()
    {
        _connection.Open();

        // Before anything is written: the database of another program stays as it is.
        bool isEmpty = Ask("SELECT count(*) FROM sqlite_schema") == 0;
        if (!isEmpty && Ask("PRAGMA application_id") != ApplicationId)
        {
            throw new InputException($"{_path}: was made by another program; name another file with --database.");
        }

        if (!isEmpty && Ask("PRAGMA user_version") is var version && version != Version)
        {
            throw new InputException(FormattableString.Invariant($"{_path}: has tables of version {version}, and this EdgeNet knows version {Version}; name another file with --database."));
        }

        // Readers do not wait for it, and what was written survives a killed process; the last records may be lost in a power cut.
        Execute("PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        if (isEmpty)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            if (Ask("SELECT count(*) FROM sqlite_schema") == 0)
            {
                Execute(FormattableString.Invariant($"{Table} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};"));
            }

            transaction.Commit();
        }
    }

    private long Ask(string query)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string statements)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (SqliteException e)
        {
            throw new InputException($"{_path}: cannot be used as a database: {e.Message.TrimEnd('.')}. Name another file with --database.", e);
        }
    }
}
