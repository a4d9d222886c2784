using Microsoft.Data.Sqlite;

namespace EdgeNet.Tuning;

/// <summary>The SQLite file of a study: opened only if it is new or a study, with transactions among processes, and errors in one line.</summary>
internal sealed class StudyFile : IDisposable
{
    // SQLite's own codes (https://sqlite.org/rescode.html).
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly SqliteConnection _connection;
    private readonly string _path;

    /// <summary>In place of a path: the study is kept in memory only.</summary>
    public const string InMemory = ":memory:";

    /// <summary>Opens or makes a file.</summary>
    /// <exception cref="InputException">It is damaged, foreign, or cannot be read and written.</exception>
    public StudyFile(string path)
    {
        _path = path;
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false };
        _connection = new SqliteConnection(builder.ToString());
        try
        {
            Guard(Open);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the tables are still to be made; see <see cref="StudySchema"/>.</summary>
    public bool IsNew(SqliteTransaction transaction) => Scalar(transaction, "PRAGMA user_version") == 0;

    /// <summary>Runs some commands as one: all of them take effect, or none; one process at a time.</summary>
    /// <exception cref="InputException">The file is damaged or cannot be written.</exception>
    public TResult Transact<TResult>(Func<SqliteTransaction, TResult> commands) => Guard(() =>
    {
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        TResult result = commands(transaction);
        transaction.Commit();
        return result;
    });

    /// <summary>Makes a command with its parameters.</summary>
    public SqliteCommand Command(SqliteTransaction? transaction, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    /// <summary>Runs a command.</summary>
    /// <returns>The rows that it changed.</returns>
    public int Run(SqliteTransaction transaction, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using SqliteCommand command = Command(transaction, text, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a query for one whole number.</summary>
    public long Scalar(SqliteTransaction? transaction, string text)
    {
        using SqliteCommand command = Command(transaction, text);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The message for a file with unexpected contents.</summary>
    public InputException Damaged(string why, Exception? inner = null)
    {
        string message = $"{_path}: is damaged or no study of EdgeNet: {why.TrimEnd('.')}. Name another file, or delete this one to begin anew.";
        return inner is null ? new InputException(message) : new InputException(message, inner);
    }

    public void Dispose() => _connection.Dispose();

    private int Open()
    {
        _connection.Open();

        // Checked before anything is written: the database of another program stays unchanged.
        (long application, long version, bool isEmpty) = ReadHeader();
        if (!isEmpty && application != StudySchema.ApplicationId)
        {
            throw Damaged("another program has made it");
        }

        if (!isEmpty && version != StudySchema.Version)
        {
            throw new InputException(FormattableString.Invariant(
                $"{_path}: is a study of version {version}, and this EdgeNet reads version {StudySchema.Version}; name another file with --study, or delete this one to begin anew."));
        }

        using SqliteCommand check = Command(null, "PRAGMA integrity_check(1)");
        if (check.ExecuteScalar() is string found && found != "ok")
        {
            throw Damaged("its pages do not fit together");
        }

        // Readers and a writer work side by side, and commits survive a killed process and a power cut.
        using SqliteCommand mode = Command(null, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        return mode.ExecuteNonQuery();
    }

    // One statement, so that it sees the file before or after another process has made the tables, never between.
    private (long Application, long Version, bool IsEmpty) ReadHeader()
    {
        using SqliteCommand command = Command(
            null,
            """
            SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
                NOT EXISTS (SELECT 1 FROM sqlite_schema)
            """);
        using SqliteDataReader row = command.ExecuteReader();
        row.Read();
        (long application, long version) = (row.GetInt64(0), row.GetInt64(1));
        return (application, version, row.GetBoolean(2) && application == 0 && version == 0);
    }

    private TResult Guard<TResult>(Func<TResult> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw Damaged(Reason(e), e);
        }
        catch (SqliteException e)
        {
            throw new InputException($"{_path}: cannot be used as a study: {Reason(e)}. Check the folder and the rights, or name another file.", e);
        }
        catch (Exception e) when (e is InvalidCastException or ArgumentException or FormatException or OverflowException)
        {
            throw Damaged("a value has a wrong type", e);
        }
    }

    // "SQLite Error 26: 'file is not a database'."
    private static string Reason(SqliteException e) => e.Message.Split('\'') is [_, var reason, ..] ? reason : e.Message;
}

/// <summary>The tables of a study file.</summary>
internal static class StudySchema
{
    /// <summary>In the file's header: "EdgN".</summary>
    public const long ApplicationId = 0x4564674E;

    /// <summary>The version of the tables and their contents: since 3 a study has trial 0, the unchanged recipe.</summary>
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
