using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace EdgeNet.Trainer.Tuning;

/// <summary>Tells when a process of this machine began, and so whether it is still the same one.</summary>
internal static class ProcessClock
{
    /// <summary>When a process began: clock ticks since boot on Linux, ticks of the calendar elsewhere; null when it is not running.</summary>
    public static long? StartOf(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            return StartInProc(processId);
        }

        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks;
        }
        catch (ArgumentException)
        {
            return null; // no such process
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return null; // it has just ended, or is none of this user's
        }
    }

    // proc(5): "pid (name) state …", the 22nd field is the start time. A zombie has ended and waits for its parent only.
    private static long? StartInProc(int processId)
    {
        try
        {
            string text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
