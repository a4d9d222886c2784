using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace EdgeNet.Tuning;

/// <summary>Studies in an SQLite file that several threads and processes of one machine share, or in memory.</summary>
internal sealed class SqliteStudyDatabase : StudyDatabase
{
    /// <summary>In place of a path: the study is kept in memory only.</summary>
    public const string InMemory = ":memory:";

    // In the file's header: "EdgN".
    private const long ApplicationId = 0x4564674E;

    // SQLite's own codes (https://sqlite.org/rescode.html).
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private bool _isDisposed;

    /// <summary>Opens or makes a file.</summary>
    /// <exception cref="InputException">It is damaged, foreign, or cannot be read and written.</exception>
    public SqliteStudyDatabase(string path)
    {
        Place = path;
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = true };
        _connection = new SqliteConnection(builder.ToString());
        try
        {
            Guard(() =>
            {
                _connection.Open();
                return Prepare();
            });
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Place { get; }

    /// <inheritdoc/>
    public override string Now => "unixepoch('subsec')";

    /// <inheritdoc/>
    public override string SkipLocked => string.Empty;

    /// <inheritdoc/>
    /// <remarks>No network is between, and a killed process is mostly started again at once.</remarks>
    public override TimeSpan Expiry => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override bool KeepsFiles => false;

    /// <inheritdoc/>
    public override TResult Run<TResult>(Func<DbConnection, TResult> commands, bool isPatient = true, bool mayBeLost = false)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return Guard(() => commands(_connection));
        }
    }

    /// <inheritdoc/>
    public override InputException Differs(string study, string difference) =>
        new($"{Place}: {difference}; name another file with --study, or delete this one to begin anew.");

    /// <inheritdoc/>
    public override InputException Damaged(string why, Exception? inner = null)
    {
        string message = $"{Place}: is damaged or no study of EdgeNet: {why.TrimEnd('.')}. Name another file, or delete this one to begin anew.";
        return inner is null ? new InputException(message) : new InputException(message, inner);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _connection.Dispose();
        }
    }

    private int Prepare()
    {
        // Checked before anything is written: the database of another program stays unchanged.
        (long application, long version, bool isEmpty) = ReadHeader();
        if (!isEmpty && application != ApplicationId)
        {
            throw Damaged("another program has made it");
        }

        if (!isEmpty && version != Version)
        {
            throw new InputException(FormattableString.Invariant(
                $"{Place}: is a study of version {version}, and this EdgeNet reads version {Version}; name another file with --study, or delete this one to begin anew."));
        }

        if (_connection.Query("PRAGMA integrity_check(1)", row => row.GetString(0)) is not ["ok"])
        {
            throw Damaged("its pages do not fit together");
        }

        // Readers and a writer work side by side, and commits survive a killed process. A trial lost to a power cut is run again. SQLite's own
        // wait for other processes is in smaller steps than that of Microsoft.Data.Sqlite.
        _connection.Execute("PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        if (ReadHeader().IsEmpty)
        {
            string tables = Tables("INTEGER PRIMARY KEY AUTOINCREMENT", "REAL", "BLOB", " STRICT");
            _connection.Execute(FormattableString.Invariant($"{tables} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};"));
        }

        transaction.Commit();
        return 0;
    }

    // One statement, so that it sees the file before or after another process has made the tables, never between.
    private (long Application, long Version, bool IsEmpty) ReadHeader() => _connection.Query(
        """
        SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
            NOT EXISTS (SELECT 1 FROM sqlite_schema)
        """,
        row => (row.GetInt64(0), row.GetInt64(1), row.GetBoolean(2) && row.GetInt64(0) == 0 && row.GetInt64(1) == 0))[0];

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
            throw new InputException($"{Place}: cannot be used as a study: {Reason(e)}. Check the folder and the rights, or name another file.", e);
        }
        catch (Exception e) when (IsWrongValue(e))
        {
            throw Damaged("a value has a wrong type", e);
        }
    }

    // "SQLite Error 26: 'file is not a database'."
    private static string Reason(SqliteException e) => e.Message.Split('\'') is [_, var reason, ..] ? reason : e.Message;
}
