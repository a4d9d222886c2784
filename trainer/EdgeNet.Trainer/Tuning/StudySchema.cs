using Microsoft.Data.Sqlite;

namespace EdgeNet.Trainer.Tuning;

/// <summary>The tables of a study file.</summary>
internal static class StudySchema
{
    /// <summary>In the file's header: "EdgN".</summary>
    public const long ApplicationId = 0x4564674E;

    /// <summary>Of the tables and of what is in them: from 3 on a study has trial 0, the recipe as it is.</summary>
    public const long Version = 3;

    private const string Tables =
        """
        CREATE TABLE study (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            recipe TEXT NOT NULL,          -- SHA-256 of the recipe without its section "tune"
            data TEXT NOT NULL,            -- SHA-256 of the examples
            space TEXT NOT NULL,           -- what is searched, JSON
            metric TEXT NOT NULL,
            repeats INTEGER NOT NULL,
            seed INTEGER NOT NULL,
            coarse INTEGER NOT NULL        -- trials of the first round
        ) STRICT;
        CREATE TABLE trials (
            number INTEGER PRIMARY KEY,    -- 0 is the recipe as it is
            round INTEGER NOT NULL,        -- 0 for trial 0, then 1 is coarse, 2 is fine
            parameters TEXT NOT NULL,      -- what it changes in the recipe, a JSON merge patch
            state TEXT NOT NULL CHECK (state IN ('Open', 'Running', 'Done', 'Failed')),
            starts INTEGER NOT NULL DEFAULT 0,
            owner TEXT,                    -- host/process/its start/session that runs it
            heartbeat INTEGER,             -- when that was last heard of, milliseconds since 1970
            cost REAL,
            accuracy REAL,                 -- NULL in a regression, as is f1
            f1 REAL,
            model_bytes INTEGER,
            macs INTEGER,
            instructions REAL,             -- a second on the device, with a stream
            penalty REAL,                  -- what they count for in the metric
            failure TEXT,
            CHECK ((state = 'Done') = (cost IS NOT NULL)),
            CHECK ((state = 'Failed') = (failure IS NOT NULL)),
            CHECK ((state = 'Running') = (owner IS NOT NULL))
        ) STRICT;
        """;

    /// <summary>Makes the tables, inside the caller's transaction.</summary>
    public static void Create(SqliteTransaction transaction)
    {
        using SqliteCommand command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = FormattableString.Invariant($"{Tables} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
        command.ExecuteNonQuery();
    }
}
