using System.IO.Ports;

namespace EdgeNet.Capture;

/// <summary>A serial port: 8 data bits, no parity, 1 stop bit, nothing is sent.</summary>
internal sealed class SerialSource : IByteSource
{
    private const int WaitMilliseconds = 100; // the longest delay of Ctrl-C

    private readonly SerialPort _port;

    private SerialSource(SerialPort port) => _port = port;

    /// <inheritdoc/>
    public string Name => _port.PortName;

    /// <summary>Opens a port.</summary>
    /// <param name="name">Such as <c>/dev/ttyUSB0</c> or <c>COM3</c>.</param>
    /// <param name="baudRate">Bits a second.</param>
    /// <returns>The port.</returns>
    /// <exception cref="InputException">It cannot be opened; the message says what to do.</exception>
    public static SerialSource Open(string name, int baudRate)
    {
        var port = new SerialPort { BaudRate = baudRate, ReadTimeout = WaitMilliseconds };
        try
        {
            port.PortName = name;
            port.Open();
            return new SerialSource(port);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            port.Dispose();
            throw new InputException(Explain(name, baudRate, e), e);
        }
    }

    /// <summary>Says why a port cannot be opened.</summary>
    public static string Explain(string name, int baudRate, Exception fault) => fault switch
    {
        _ when !OperatingSystem.IsWindows() && !Path.Exists(name) => $"{name}: there is no such port; is the device plugged in?",
        FileNotFoundException => $"{name}: there is no such port; is the device plugged in?",
        UnauthorizedAccessException when OperatingSystem.IsWindows() => $"{name}: another program has the port open; close it.",
        UnauthorizedAccessException =>
            $"{name}: cannot be opened: it is no serial port, another program has it open, or your user may not use it ('sudo usermod -aG dialout $USER' and a new login allow it).",
        ArgumentOutOfRangeException => FormattableString.Invariant($"{name}: cannot be set to {baudRate} baud; try 115200."),
        _ => $"{name}: cannot be opened as a serial port: {fault.Message}",
    };

    /// <inheritdoc/>
    public int Read(byte[] buffer)
    {
        try
        {
            return ReadOrTimeOut(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or OperationCanceledException)
        {
            return -1; // each system reports an unplugged adapter in its own way
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _port.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // An unplugged port cannot be restored; there is nothing left to close.
        }
    }

    private int ReadOrTimeOut(byte[] buffer)
    {
        try
        {
            // 0 bytes without a time-out are the end of the file: the other end has gone.
            int count = _port.BaseStream.Read(buffer, 0, buffer.Length);
            return count == 0 ? -1 : count;
        }
        catch (TimeoutException)
        {
            // If the cable is unplugged between two reads, the following reads may only time out; any other request to the port fails.
            _ = _port.BytesToRead;
            return 0;
        }
    }
}

/// <summary>A source of bytes.</summary>
internal interface IByteSource : IDisposable
{
    /// <summary>The name of the source in messages.</summary>
    string Name { get; }

    /// <summary>Waits briefly for bytes and takes all that are available.</summary>
    /// <param name="buffer">Written.</param>
    /// <returns>The number of bytes, 0 if none came; -1 if none will come any more because the cable is unplugged.</returns>
    int Read(byte[] buffer);
}
