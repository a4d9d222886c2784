namespace EdgeNet.Capture;

/// <summary>The end of a file that others may have cut.</summary>
internal static class FileTail
{
    /// <summary>Whether a position is the beginning of a line.</summary>
    public static bool IsBehindALineEnd(FileStream file, long position)
    {
        Span<byte> last = stackalloc byte[1];
        return position == 0 || (RandomAccess.Read(file.SafeFileHandle, last, position - 1) == 1 && last[0] == (byte)'\n');
    }

    /// <summary>Cuts the zeros off with which the system fills what somebody has cut between a look at the file and a write.</summary>
    /// <param name="file">The file.</param>
    /// <param name="before">Where it was written.</param>
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
