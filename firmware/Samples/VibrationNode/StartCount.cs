using System;
using System.IO;

#nullable disable

namespace VibrationNode
{
    /// <summary>Counts cold starts in a file, so that a node that is reset again and again is seen.</summary>
    internal static class StartCount
    {
        private const int Length = 4;

        /// <summary>Reads the count.</summary>
        /// <param name="path">The file, such as <c>I:\starts</c>.</param>
        /// <param name="isColdStart">Whether to add one first: sleeping nodes write nothing.</param>
        /// <returns>The count; 0 where the storage cannot be used.</returns>
        internal static int Read(string path, bool isColdStart)
        {
            try
            {
                byte[] bytes = File.Exists(path) ? File.ReadAllBytes(path) : null;
                int count = bytes != null && bytes.Length == Length ? BitConverter.ToInt32(bytes, 0) : 0;
                if (count < 0)
                {
                    count = 0;
                }

                if (isColdStart && count < int.MaxValue)
                {
                    count++;
                    File.WriteAllBytes(path, BitConverter.GetBytes(count));
                }

                return count;
            }
            catch (Exception)
            {
                return 0;
            }
        }
    }
}
