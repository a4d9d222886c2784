using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeNet.Tests.Capture;

/// <summary>A pair of terminals: what the test writes into one end, whoever has opened the other one reads, as from a serial port.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int TermiosBytes = 256; // more than any system's
    private const short PollIn = 1;

    // O_RDWR, O_NOCTTY: the test's own terminal stays what it is, and O_CLOEXEC: a process that inherited an end would keep the cable plugged in.
    private static readonly int Flags = 2 | (OperatingSystem.IsMacOS() ? 0x1020000 : 0x80100);

    // Kept open, so that the mode that was set stays.
    private readonly int _slave;
    private int _master;

    public PseudoTerminal()
    {
        _master = Checked(open("/dev/ptmx", Flags));
        Checked(grantpt(_master));
        Checked(unlockpt(_master));
        Name = Marshal.PtrToStringUTF8(ptsname(_master))!;
        _slave = Checked(open(Name, Flags));
        byte[] mode = new byte[TermiosBytes];
        Checked(tcgetattr(_slave, mode));
        cfmakeraw(mode);
        Checked(tcsetattr(_slave, 0, mode));
    }

    /// <summary>The path of the other end.</summary>
    public string Name { get; }

    public static void RequireUnix()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Windows has no pseudo-terminals that can be opened as a serial port; the same code is tested on the other systems.");
        }
    }

    /// <summary>Opens a file for reading as the C library does it.</summary>
    public static SafeFileHandle OpenFile(string path) => new(Checked(open(path, 0)), ownsHandle: true);

    /// <summary>Writes all, and waits while the other end is full.</summary>
    /// <returns><c>false</c> when this end was closed meanwhile.</returns>
    public bool Write(ReadOnlySpan<byte> bytes)
    {
        byte[] rest = bytes.ToArray();
        while (rest.Length > 0)
        {
            nint count = write(_master, rest, rest.Length);
            if (count < 0)
            {
                return false;
            }

            rest = rest[(int)count..];
        }

        return true;
    }

    /// <summary>Takes what whoever has opened the other end has written, without waiting for it.</summary>
    /// <returns>How many bytes; 0 when there are none.</returns>
    public int Read(byte[] buffer)
    {
        var request = new PollRequest { File = _master, Events = PollIn };
        return poll(ref request, 1, 0) == 1 && (request.Answer & PollIn) != 0 ? (int)Math.Max(0, read(_master, buffer, buffer.Length)) : 0;
    }

    /// <summary>Throws away what nobody reads any more, until a writer that waits for room has ended.</summary>
    public void DiscardUntil(Task writer)
    {
        while (!writer.Wait(1))
        {
            Checked(tcflush(_slave, OperatingSystem.IsMacOS() ? 1 : 0)); // TCIFLUSH
        }
    }

    /// <summary>Pulls the cable out.</summary>
    public void Unplug()
    {
        if (_master >= 0)
        {
            Checked(close(_master));
            _master = -1;
        }
    }

    public void Dispose()
    {
        Unplug();
        Checked(close(_slave));
    }

    private static int Checked(int result) => result >= 0 ? result : throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));

#pragma warning disable SYSLIB1054, CA2101, CA5392 // plain imports need no unsafe code; the names are those of the C library
    [DllImport("libc", SetLastError = true)]
    private static extern int grantpt(int file);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlockpt(int file);

    [DllImport("libc", SetLastError = true)]
    private static extern nint ptsname(int file);

    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcgetattr(int file, byte[] mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcsetattr(int file, int when, byte[] mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcflush(int file, int queue);

    [DllImport("libc")]
    private static extern void cfmakeraw(byte[] mode);

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(int file, byte[] bytes, nint count);

    [DllImport("libc", SetLastError = true)]
    private static extern nint read(int file, byte[] bytes, nint count);

    [DllImport("libc", SetLastError = true)]
    private static extern int poll(ref PollRequest requests, nuint count, int milliseconds);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int file);
#pragma warning restore SYSLIB1054, CA2101, CA5392

    private struct PollRequest
    {
        public int File;
        public short Events;
        public short Answer;
    }
}
