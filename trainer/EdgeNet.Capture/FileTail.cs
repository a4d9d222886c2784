namespace EdgeNet.Capture;

/// <summary>Looks at the end of a file that other programs may have truncated.</summary>
internal static class FileTail
{
    /// <summary>Whether a line begins at a position.</summary>
    public static bool IsBehindALineEnd(FileStream file, long position)
    {
        Span<byte> last = stackalloc byte[1];
        return position == 0 || (RandomAccess.Read(file.SafeFileHandle, last, position - 1) == 1 && last[0] == (byte)'\n');
    }

    /// <summary>Removes the zeros with which the system fills the gap when somebody truncates the file just before a write.</summary>
    /// <param name="file">The file.</param>
    /// <param name="before">The position of that write.</param>
    public static void RemoveHole(FileStream file, long before)
    {
        byte[] buffer = new byte[4096];
        long end = before;
        int start = -1;
        while (end > 0 && start < 0)
        {
            int count = (int)Math.Min(buffer.Length, end);
            count = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(0, count), end - count);
            start = buffer.AsSpan(0, count).LastIndexOfAnyExcept((byte)0);
            end -= count - (start + 1);
        }

        file.SetLength(end);
    }
}
