using System.Data.Common;
using System.Text.RegularExpressions;

namespace EdgeNet.Tuning;

/// <summary>A database that keeps studies: what SQLite and PostgreSQL do differently. All other SQL is the same in both.</summary>
/// <remarks>Commands may run again when their answer was lost, so all of them have the same effect when they do.</remarks>
internal abstract partial class StudyDatabase : IDisposable
{
    /// <summary>The version of the tables and their contents: since 4 a study has a name, and trials have claims in place of owners.</summary>
    protected const int Version = 4;

    /// <summary>The database in messages: never with a password.</summary>
    public abstract string Place { get; }

    /// <summary>The database's clock in SQL: seconds since 1970.</summary>
    public abstract string Now { get; }

    /// <summary>The end of a query for rows that no other transaction is about to change.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>After how long a silent session counts as dead.</summary>
    public abstract TimeSpan Expiry { get; }

    /// <summary>Whether the files of a study are kept with it, for machines that have nothing but the database's address.</summary>
    public abstract bool KeepsFiles { get; }

    /// <summary>Opens a database, and makes its tables where they are missing.</summary>
    /// <param name="place">The path of an SQLite file, or an Npgsql connection string, which begins with one of its keywords.</param>
    /// <param name="settings">What to do when it does not answer.</param>
    /// <exception cref="InputException">It does not answer, is foreign or damaged, or has tables of another version.</exception>
    public static StudyDatabase Open(string place, StudySettings settings)
    {
        if (place.StartsWith("postgres://", StringComparison.Ordinal) || place.StartsWith("postgresql://", StringComparison.Ordinal))
        {
            throw new InputException("A PostgreSQL database is named like 'Host=server;Database=edgenet;Username=me', with the password in PGPASSWORD or in the file ~/.pgpass.");
        }

        return Address().IsMatch(place) ? new PostgresStudyDatabase(place, settings) : new SqliteStudyDatabase(place);
    }

    // The keywords with which such strings begin: a path may have a '=' too.
    [GeneratedRegex(@"^\s*(host|server|port|database|db|username|user id|user|password|passfile)\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    /// <summary>Runs commands on a connection; each takes effect by itself.</summary>
    /// <param name="commands">The commands, which may be run again.</param>
    /// <param name="isPatient">Whether to wait for a database that does not answer.</param>
    /// <param name="mayBeLost">Whether a crash of the server may undo them: then they need not wait for its disk.</param>
    /// <exception cref="InputException">The database is damaged, or it cannot be read or written.</exception>
    public abstract TResult Run<TResult>(Func<DbConnection, TResult> commands, bool isPatient = true, bool mayBeLost = false);

    /// <summary>Runs commands as one: all of them take effect, or none.</summary>
    /// <inheritdoc cref="Run"/>
    public TResult Transact<TResult>(Func<DbConnection, TResult> commands) => Run(connection =>
    {
        using DbTransaction transaction = connection.BeginTransaction();
        TResult result = commands(connection);
        transaction.Commit();
        return result;
    });

    /// <summary>Says in one line that a study is another one than what is asked for.</summary>
    public abstract InputException Differs(string study, string difference);

    /// <summary>Says in one line that the contents are not as EdgeNet writes them.</summary>
    public abstract InputException Damaged(string why, Exception? inner = null);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Whether an exception means that a value is none of EdgeNet's.</summary>
    protected static bool IsWrongValue(Exception e) => e is InvalidCastException or ArgumentException or FormatException or OverflowException;

    /// <summary>The SQL that makes the tables.</summary>
    /// <param name="key">The type of a primary key that counts by itself.</param>
    /// <param name="real">The type of double-precision numbers.</param>
    /// <param name="bytes">The type of bytes.</param>
    /// <param name="suffix">What ends a table.</param>
    protected static string Tables(string key, string real, string bytes, string suffix) =>
        $"""
        CREATE TABLE edgenet_study (
            id {key},
            name TEXT NOT NULL UNIQUE,
            recipe TEXT NOT NULL,          -- SHA-256 of the recipe without its section "tune"
            data TEXT NOT NULL,            -- SHA-256 of the examples
            space TEXT NOT NULL,           -- what is searched, JSON
            metric TEXT NOT NULL,
            folds INTEGER NOT NULL,
            repeats INTEGER NOT NULL,
            seed INTEGER NOT NULL,
            sampler TEXT NOT NULL,
            ends_early INTEGER NOT NULL,
            weighs_device INTEGER NOT NULL,
            trials INTEGER NOT NULL,       -- that it was made for
            expiry {real} NOT NULL         -- seconds after which a silent session counts as dead
        ){suffix};
        CREATE TABLE edgenet_trial (
            study INTEGER NOT NULL REFERENCES edgenet_study ON DELETE CASCADE,
            number INTEGER NOT NULL,       -- 0 is the recipe as it is
            round INTEGER NOT NULL,
            parameters TEXT NOT NULL,      -- what it changes in the recipe, a JSON merge patch
            state TEXT NOT NULL CHECK (state IN ('Open', 'Running', 'Done', 'Stopped', 'Failed')),
            starts INTEGER NOT NULL DEFAULT 0,
            claim TEXT,                    -- of whoever runs it, or has finished it
            heartbeat {real},              -- when that was last heard of, seconds since 1970 by the database's clock
            cost {real},
            accuracy {real},               -- NULL in a regression, as is f1
            f1 {real},
            model_bytes INTEGER,
            macs INTEGER,
            instructions {real},
            heap_bytes INTEGER,
            penalty {real},                -- what the instructions count for in the metric
            folds TEXT,                    -- numbers parted by blanks, as are rungs
            rungs TEXT,
            failure TEXT,
            PRIMARY KEY (study, number),
            CHECK (state <> 'Done' OR cost IS NOT NULL),
            CHECK ((state = 'Failed') = (failure IS NOT NULL)),
            CHECK (state <> 'Running' OR (claim IS NOT NULL AND heartbeat IS NOT NULL))
        ){suffix};
        CREATE INDEX edgenet_unfinished ON edgenet_trial (study, number) WHERE state IN ('Open', 'Running');
        CREATE TABLE edgenet_file (
            study INTEGER NOT NULL REFERENCES edgenet_study ON DELETE CASCADE,
            place INTEGER NOT NULL,        -- 0 is the recipe
            name TEXT NOT NULL,            -- relative to the recipe's folder, with '/'
            sha256 TEXT NOT NULL,
            content {bytes} NOT NULL,
            PRIMARY KEY (study, name)
        ){suffix};
        """;
}

/// <summary>How a session uses its study.</summary>
internal sealed record StudySettings
{
    /// <summary>After how long a silent session counts as dead, in a study that is made; null for the database's own time.</summary>
    public TimeSpan? Expiry { get; init; }

    /// <summary>Whether the database has answered this process before: then it is waited for from the start.</summary>
    public bool IsKnown { get; init; }

    /// <summary>How long to wait for a database that has answered and no longer does.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Called with a line when such a wait begins, from any thread; or null.</summary>
    public Action<string>? OnWaiting { get; init; }

    /// <summary>Ends such a wait.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The recipe's file and then the data files that it reads, to be kept where <see cref="StudyDatabase.KeepsFiles"/>.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

/// <summary>Commands on a connection of either kind.</summary>
internal static class StudyCommands
{
    /// <summary>Runs a command.</summary>
    /// <returns>The rows that it changed.</returns>
    public static int Execute(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = connection.Command(text, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a query.</summary>
    /// <returns>What is made of each row.</returns>
    public static List<TRow> Query<TRow>(
        this DbConnection connection, string text, Func<DbDataReader, TRow> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = connection.Command(text, parameters);
        using DbDataReader row = command.ExecuteReader();
        List<TRow> rows = [];
        while (row.Read())
        {
            rows.Add(read(row));
        }

        return rows;
    }

    /// <summary>Makes a command with its parameters.</summary>
    public static DbCommand Command(this DbConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach ((string name, object? value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
