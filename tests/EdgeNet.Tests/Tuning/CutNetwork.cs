using System.Net;
using System.Net.Sockets;

namespace EdgeNet.Tests.Tuning;

/// <summary>A way to a server of this machine that can be cut: then nothing comes through, and nothing is closed. What was sent meanwhile comes later.</summary>
internal sealed class CutNetwork : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ManualResetEventSlim _isWhole = new(initialState: true);
    private readonly int _port;
    private readonly List<Socket> _sockets = [];

    public CutNetwork(int port)
    {
        _port = port;
        _listener.Start();
        Go(Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut() => _isWhole.Reset();

    public void Mend() => _isWhole.Set();

    public void Dispose()
    {
        Mend();
        _listener.Dispose();
        lock (_sockets)
        {
            _sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static void Go(Action action) => new Thread(() =>
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One end is closed.
        }
    }) { IsBackground = true }.Start();

    private void Accept()
    {
        while (true)
        {
            Socket client = Keep(_listener.AcceptSocket());
            Go(() =>
            {
                _isWhole.Wait();
                Socket server = Keep(new Socket(SocketType.Stream, ProtocolType.Tcp));
                try
                {
                    server.Connect(IPAddress.Loopback, _port);
                }
                catch (SocketException)
                {
                    client.Dispose(); // the server is down
                    throw;
                }

                Go(() => Forward(client, server));
                Forward(server, client);
            });
        }
    }

    private void Forward(Socket from, Socket to)
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = from.Receive(buffer)) > 0;)
            {
                _isWhole.Wait();
                to.Send(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            _isWhole.Wait();
            to.Dispose();
            from.Dispose();
        }
    }

    private Socket Keep(Socket socket)
    {
        lock (_sockets)
        {
            _sockets.Add(socket);
        }

        return socket;
    }
}
