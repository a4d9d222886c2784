using System.IO;

#nullable disable

namespace VibrationNode
{
    /// <summary>The file of an area that was read last, so that reading a model by small parts does not open a file for each.</summary>
    internal sealed class FilePiece
    {
        /// <summary>Bytes of a piece: a block of littlefs.</summary>
        internal const int Length = 4096;

        private string _path;

        /// <summary>The bytes; 0xFF where the file has none.</summary>
        internal byte[] Bytes { get; } = new byte[Length];

        /// <summary>Reads a file, unless it is here.</summary>
        /// <param name="path">The file; it need not exist.</param>
        internal void Load(string path)
        {
            if (path == _path)
            {
                return;
            }

            _path = null;
            int count = File.Exists(path) ? Read(path) : 0;
            for (int i = count; i < Length; i++)
            {
                Bytes[i] = 0xFF;
            }

            _path = path;
        }

        /// <summary>Reads anew next time.</summary>
        internal void Forget()
        {
            _path = null;
        }

        private int Read(string path)
        {
            int count = 0;
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read))
            {
                while (count < Length)
                {
                    int some = file.Read(Bytes, count, Length - count);
                    if (some <= 0)
                    {
                        break;
                    }

                    count += some;
                }
            }

            return count;
        }
    }
}
