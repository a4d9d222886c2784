using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace EdgeNet.Tuning;

/// <summary>Studies in a PostgreSQL database that any number of machines share.</summary>
/// <remarks>
/// Whatever has to do with the connection alone is tried again: a server that restarts, a network that is cut, too many connections, a
/// deadlock. Only the first connection is not, since then the address or the password is wrong.
/// </remarks>
internal sealed class PostgresStudyDatabase : StudyDatabase
{
    // In seconds; what users give overrides it. Commands take milliseconds, so few connections serve many threads; silence is noticed before a claim expires.
    private static readonly NpgsqlConnectionStringBuilder Defaults = new()
    {
        ApplicationName = "edgenet",
        Timeout = 5,
        CommandTimeout = 10,
        CancellationTimeout = 1000, // milliseconds
        KeepAlive = 10,
        TcpKeepAlive = true,
        TcpKeepAliveTime = 10,
        TcpKeepAliveInterval = 5,
        MaxPoolSize = 4,
        ConnectionIdleLifetime = 30,
        GssEncryptionMode = GssEncryptionMode.Disable, // it looks for a library that few machines have
    };

    // Of the lock under which tables are made: any number that no other program takes.
    private const long TablesLock = 0x4564674E;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // A deadlock or a full server is over sooner, and nobody need know of it.
    private static readonly TimeSpan Untold = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _quick; // whose commits do not wait for the disk
    private readonly StudySettings _settings;
    private bool _hasAnswered;
    private int _isWaiting;

    /// <summary>Connects to a server.</summary>
    /// <exception cref="InputException">It does not answer, or its tables are of another version.</exception>
    public PostgresStudyDatabase(string connectionString, StudySettings settings)
    {
        _settings = settings;
        _hasAnswered = settings.IsKnown;
        NpgsqlConnectionStringBuilder builder = Parse(connectionString);
        Place = string.Create(CultureInfo.InvariantCulture, $"{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}");
        _source = NpgsqlDataSource.Create(builder);
        builder.Options = $"{builder.Options} -c synchronous_commit=off".TrimStart();
        _quick = NpgsqlDataSource.Create(builder);
        try
        {
            Prepare();
            _hasAnswered = true;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Place { get; }

    /// <inheritdoc/>
    public override string Now => "extract(epoch FROM clock_timestamp())::float8";

    /// <inheritdoc/>
    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    /// <inheritdoc/>
    public override TimeSpan Expiry => TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override bool KeepsFiles => true;

    /// <inheritdoc/>
    public override TResult Run<TResult>(Func<DbConnection, TResult> commands, bool isPatient = true, bool mayBeLost = false)
    {
        NpgsqlDataSource source = mayBeLost ? _quick : _source;
        long start = Stopwatch.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = pause < LongestPause / 2 ? 2 * pause : LongestPause)
        {
            try
            {
                using NpgsqlConnection connection = source.OpenConnection();
                _hasAnswered = true; // whatever takes long from here on is a busy server, not a wrong address
                TResult result = commands(connection);
                Interlocked.Exchange(ref _isWaiting, 0);
                return result;
            }
            catch (Exception e) when (IsPassing(e))
            {
                TimeSpan waited = Stopwatch.GetElapsedTime(start);
                if ((!_hasAnswered && e is not PostgresException) || !isPatient || waited > _settings.Patience)
                {
                    throw Unusable(e);
                }

                _settings.Cancellation.ThrowIfCancellationRequested();
                Tell(waited);
                if (e is not PostgresException)
                {
                    source.Clear(); // the other connections are cut as well
                }
            }
            catch (DbException e)
            {
                throw Unusable(e);
            }
            catch (Exception e) when (IsWrongValue(e))
            {
                throw Damaged("a value has a wrong type", e);
            }

            // Not all sessions at once.
            _settings.Cancellation.WaitHandle.WaitOne(pause * (0.5 + (0.5 * Random.Shared.NextDouble())));
        }
    }

    /// <inheritdoc/>
    public override InputException Differs(string study, string difference) => new(
        $"{Place}: '{study}' {difference}; give the recipe another name, or delete the study there to begin anew (DELETE FROM edgenet_study WHERE name = '{study}' OR name LIKE '{study}/finals/%').");

    /// <inheritdoc/>
    public override InputException Damaged(string why, Exception? inner = null)
    {
        string message = $"{Place}: the tables of EdgeNet are damaged: {why}. Name another database, or drop them to begin anew.";
        return inner is null ? new InputException(message) : new InputException(message, inner);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _source.Dispose();
        _quick.Dispose();
    }

    // Messages of Npgsql about a string that it cannot read may have a part of the password in them.
    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder($"{Defaults.ConnectionString};{connectionString}");
            if (!string.IsNullOrEmpty(builder.Host))
            {
                return builder;
            }
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Said below.
        }

        throw new InputException(
            "The connection string of --study cannot be read: write it like 'Host=server;Database=edgenet;Username=me', with the keywords of Npgsql; name a file without '=' for SQLite.");
    }

    private void Prepare()
    {
        // Not to_regclass, which remembers that there was none before the lock.
        const string isThere = "SELECT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'edgenet_version' AND pg_table_is_visible(oid))";
        int found = Run(connection =>
        {
            // Asked first, since a worker may have no right to make tables.
            if (!connection.Query(isThere, row => row.GetBoolean(0))[0])
            {
                using DbTransaction transaction = connection.BeginTransaction();
                connection.Execute("SELECT pg_advisory_xact_lock(@key)", ("@key", TablesLock));
                if (!connection.Query(isThere, row => row.GetBoolean(0))[0])
                {
                    string tables = Tables("INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "DOUBLE PRECISION", "BYTEA", string.Empty);
                    connection.Execute(FormattableString.Invariant($"{tables} CREATE TABLE edgenet_version AS SELECT {Version} AS version;"));
                }

                transaction.Commit();
            }

            return connection.Query("SELECT version FROM edgenet_version", row => row.GetInt32(0)).FirstOrDefault();
        });
        if (found != Version)
        {
            throw new InputException(FormattableString.Invariant(
                $"{Place}: its tables are of version {found}, and this EdgeNet reads version {Version}; name another database, or drop them to begin anew."));
        }
    }

    // Anything but an answer of the server is about the connection. Of the answers: connections (08), transactions that were in each other's way
    // (40), resources (53), a server that stops or starts (57), and one that does not write yet since it has just been promoted (25006).
    private static bool IsPassing(Exception e) => e switch
    {
        PostgresException answer => answer.IsTransient || answer.SqlState is "25006" || answer.SqlState[..2] is "08" or "40" or "53" or "57",
        NpgsqlException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    private void Tell(TimeSpan waited)
    {
        if (waited > Untold && Interlocked.Exchange(ref _isWaiting, 1) == 0)
        {
            _settings.OnWaiting?.Invoke($"{Place}: The database does not answer; trying again.");
        }
    }

    private InputException Unusable(Exception e)
    {
        string reason = e is PostgresException answer ? answer.MessageText : (e.InnerException ?? e).Message;
        return new InputException(
            $"{Place}: cannot be used for studies: {reason.ReplaceLineEndings(" ").TrimEnd('.')}. Check host, database, user and password, and whether the server runs.", e);
    }
}
