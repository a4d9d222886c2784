using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace EdgeNet.Tests.Tuning;

/// <summary>A PostgreSQL server in a temporary folder. It refuses to run as root, so there it runs as another user.</summary>
internal sealed class PostgresServer : IDisposable
{
    public const string Password = "s3cret word";

    private static readonly Lazy<PostgresServer> Common = new(() => new PostgresServer());

    private static int _databases;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes and starts a server; a test on a machine without PostgreSQL is inconclusive.</summary>
    public PostgresServer()
    {
        Programs = FindPrograms() ?? throw new AssertInconclusiveException("PostgreSQL is not installed: there is no initdb in PATH or /usr/lib/postgresql.");
        Port = FreePort();
        _folder.Write("password", Password);
        if (IsRoot)
        {
            Run("chown", ["-R", User, _folder.Path]);
        }

        RunAsUser("initdb", "-D", Data, "-U", "edgenet", "--auth=scram-sha-256", "--pwfile", _folder.Combine("password"), "--no-sync", "-E", "UTF8", "--no-locale");
        Start();
    }

    /// <summary>One that all tests share that do not stop it.</summary>
    public static PostgresServer Shared => Common.Value;

    public int Port { get; }

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.UserName == "root";

    private static string User { get; } = File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private string Programs { get; }

    private string Data => _folder.Combine("data");

    /// <summary>The address of a database, through a port of another program or its own.</summary>
    public string Address(string database = "postgres", int? port = null) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port ?? Port};Database={database};Username=edgenet;Password={Password}");

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its address.</returns>
    public string MakeDatabase()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"d{Interlocked.Increment(ref _databases)}");
        using var connection = new NpgsqlConnection(Address() + ";Pooling=false");
        connection.Open();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        command.ExecuteNonQuery();
        return Address(name);
    }

    public void Start() => Control("start");

    /// <summary>Stops it as a power cut would.</summary>
    public void Stop() => Control("stop");

    public void Restart() => Control("restart");

    public void Dispose()
    {
        Stop();
        _folder.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Stops the shared one, at the end of all tests.</summary>
    public static void DisposeShared()
    {
        if (Common.IsValueCreated)
        {
            Common.Value.Dispose();
        }
    }

    private static string? FindPrograms()
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        if (Directory.Exists("/usr/lib/postgresql"))
        {
            folders = Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => Path.Combine(folder, "bin")).Concat(folders);
        }

        return folders.FirstOrDefault(folder => ((string[])["initdb", "pg_ctl", "postgres"]).All(program =>
            File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe"))));
    }

    private void Control(string verb)
    {
        string[] mode = verb == "start" ? [] : ["-m", "immediate"];
        string options = string.Create(
            CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=60");
        RunAsUser("pg_ctl", ["-D", Data, "-w", "-s", .. mode, "-l", _folder.Combine("data/log"), "-o", options, verb]);
    }

    private void RunAsUser(string program, params string[] args)
    {
        string path = Path.Combine(Programs, program);
        if (IsRoot)
        {
            Run("setpriv", ["--reuid", User, "--regid", User, "--clear-groups", path, .. args]);
        }
        else
        {
            Run(path, args);
        }
    }

    // Its output goes to files: a server that it starts keeps pipes open.
    private void Run(string program, string[] args)
    {
        var start = new ProcessStartInfo("sh", ["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1", "sh", Path.GetTempPath() + Path.GetRandomFileName(), program, .. args])
        {
            WorkingDirectory = _folder.Path,
        };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        string output = start.ArgumentList[3];
        string said = File.ReadAllText(output);
        File.Delete(output);
        Assert.AreEqual(0, process.ExitCode, $"{program} {string.Join(' ', args)}: {said}");
    }
}

/// <summary>Ends what tests share.</summary>
[TestClass]
public static class SharedServers
{
    [AssemblyCleanup]
    public static void Stop() => PostgresServer.DisposeShared();
}
