using System.Globalization;
using System.IO.Ports;
using System.Text;

namespace EdgeNet.Fleet;

/// <summary>A serial port of this PC: 8 data bits, no parity, 1 stop bit.</summary>
/// <param name="name">Such as <c>/dev/ttyUSB0</c> or <c>COM3</c>.</param>
/// <param name="baudRate">Bits a second.</param>
internal sealed class SerialPortPlace(string name, int baudRate) : ISerialPlace
{
    private const int WriteMilliseconds = 5000; // a port that takes nothing for so long is gone

    public string Name => name;

    public int BaudRate => baudRate;

    public TimeProvider Time => TimeProvider.System;

    public ISerialLine Open()
    {
        FileStream? claim = Claim();
        try
        {
            return new PortLine(OpenPort(), claim);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            claim?.Dispose();
            throw new InputException(Explain(e), e);
        }
    }

    public void Wait(TimeSpan time, CancellationToken stop) => stop.WaitHandle.WaitOne(time);

    // Boards with a USB converter restart when one of the lines DTR and RTS is set without the other. A restart would end the trial of a model, so both are
    // set at once, as the system does by itself. A port that is none of wires may not have them.
    private SerialPort OpenPort()
    {
        try
        {
            return OpenPort(hasLines: true);
        }
        catch (IOException e) when (e is not FileNotFoundException)
        {
            return OpenPort(hasLines: false);
        }
    }

    private SerialPort OpenPort(bool hasLines)
    {
        var port = new SerialPort { BaudRate = baudRate, WriteTimeout = WriteMilliseconds, DtrEnable = hasLines, RtsEnable = hasLines };
        try
        {
            port.PortName = name;
            port.Open();
            return port;
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    // On Unix two programs can open a port, root even one that the other has locked, and each would take the answers of the other.
    private FileStream? Claim()
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(name))
        {
            return null;
        }

        var id = new StringBuilder("edgenet-serial");
        foreach (char c in name)
        {
            id.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        }

        // It is never deleted: another program may be about to open it.
        string path = Path.Combine(Path.GetTempPath(), id.Append(".lock").ToString());
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (UnauthorizedAccessException)
        {
            return null; // it is another user's, and the port very likely too
        }
        catch (IOException)
        {
            throw new InputException($"{name}: another edgenet uses this port; wait for it, or stop it with Ctrl-C.");
        }
    }

    private string Explain(Exception fault) => fault switch
    {
        _ when !OperatingSystem.IsWindows() && !Path.Exists(name) => $"{name}: there is no such port; is the device plugged in?",
        FileNotFoundException => $"{name}: there is no such port; is the device plugged in?",
        UnauthorizedAccessException when OperatingSystem.IsWindows() => $"{name}: another program has the port open; close it.",
        UnauthorizedAccessException =>
            $"{name}: cannot be opened: it is no serial port, another program has it open, or your user may not use it ('sudo usermod -aG dialout $USER' and a new login allow it).",
        ArgumentOutOfRangeException => string.Create(CultureInfo.InvariantCulture, $"{name}: cannot be set to {baudRate} baud; try 115200."),
        _ => $"{name}: cannot be opened as a serial port: {fault.Message}",
    };

    private sealed class PortLine(SerialPort port, FileStream? claim) : ISerialLine
    {
        public int Read(byte[] buffer, TimeSpan most)
        {
            try
            {
                port.ReadTimeout = Math.Max(1, (int)most.TotalMilliseconds);
                int count = port.BaseStream.Read(buffer, 0, buffer.Length);
                return count == 0 ? -1 : count; // 0 without a time-out are the end of the file: the other end has gone
            }
            catch (TimeoutException)
            {
                return IsThere() ? 0 : -1;
            }
            catch (Exception e) when (IsGone(e))
            {
                return -1;
            }
        }

        public bool Write(byte[] bytes, int count)
        {
            try
            {
                port.BaseStream.Write(bytes, 0, count);
                return true;
            }
            catch (Exception e) when (e is TimeoutException || IsGone(e))
            {
                return false;
            }
        }

        public void Dispose()
        {
            try
            {
                port.Dispose();
            }
            catch (Exception e) when (IsGone(e))
            {
                // An unplugged port cannot be restored; there is nothing left to close.
            }

            claim?.Dispose();
        }

        // If the cable is unplugged between two reads, the following reads may only time out; any other request to the port fails.
        private bool IsThere()
        {
            try
            {
                _ = port.BytesToRead;
                return true;
            }
            catch (Exception e) when (IsGone(e))
            {
                return false;
            }
        }

        // Each system reports an unplugged adapter in its own way.
        private static bool IsGone(Exception fault) => fault is IOException or UnauthorizedAccessException or InvalidOperationException or OperationCanceledException;
    }
}
