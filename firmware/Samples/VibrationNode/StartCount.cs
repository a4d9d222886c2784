using System;
using System.IO;

#nullable disable

namespace VibrationNode
{
    /// <summary>Counts cold starts in a file, so that a node that is reset again and again is seen. Restarts that the node itself wants are not counted.</summary>
    internal static class StartCount
    {
        private const int Length = 4;

        /// <summary>Reads the count.</summary>
        /// <param name="path">The file, such as <c>I:\starts</c>.</param>
        /// <param name="isColdStart">Whether to add one first: sleeping nodes write nothing.</param>
        /// <returns>The count; 0 where the storage cannot be used.</returns>
        internal static int Read(string path, bool isColdStart)
        {
            int count = Load(path);
            if (isColdStart && count < int.MaxValue && Save(path, count + 1))
            {
                count++;
            }

            return count;
        }

        /// <summary>Takes off the one that the next start adds: into a new model, or out of one that failed.</summary>
        /// <param name="path">The file.</param>
        internal static void BeforeRestart(string path)
        {
            int count = Load(path);
            if (count > 0)
            {
                Save(path, count - 1);
            }
        }

        private static int Load(string path)
        {
            try
            {
                byte[] bytes = File.Exists(path) ? File.ReadAllBytes(path) : null;
                int count = bytes != null && bytes.Length == Length ? BitConverter.ToInt32(bytes, 0) : 0;
                return count < 0 ? 0 : count;
            }
            catch (Exception)
            {
                return 0;
            }
        }

        private static bool Save(string path, int count)
        {
            try
            {
                File.WriteAllBytes(path, BitConverter.GetBytes(count));
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
