using System;
using System.IO;
using EdgeNet;

namespace VibrationNode
{
    /// <summary>A place for the store in files of the board's storage: pieces of 4,096 bytes, a file each.</summary>
    /// <remarks>
    /// On an ESP32 only closing a file brings its bytes to the flash, so each write opens one and closes it: littlefs then has all of that write or nothing.
    /// A write in the middle of a file makes littlefs copy what follows, which is why the files are as short as its blocks. A piece that is not there,
    /// and what is behind the end of one, reads as 0xFF; erasing deletes.
    /// </remarks>
    internal sealed class FileArea : StoreArea
    {
        private readonly string[] _paths;
        private readonly FilePiece _piece;

        /// <summary>Names the files; none is opened.</summary>
        /// <param name="path">The beginning of their names, such as <c>I:\slot-a</c>.</param>
        /// <param name="capacity">Bytes of the area.</param>
        /// <param name="piece">The buffer that all areas read through.</param>
        internal FileArea(string path, int capacity, FilePiece piece)
        {
            Capacity = capacity;
            _piece = piece;
            _paths = new string[(capacity + FilePiece.Length - 1) / FilePiece.Length];
            for (int p = 0; p < _paths.Length; p++)
            {
                _paths[p] = path + "." + p.ToString();
            }
        }

        /// <inheritdoc/>
        public override int Capacity { get; }

        /// <inheritdoc/>
        public override void Read(int position, byte[] buffer, int count)
        {
            for (int done = 0; done < count;)
            {
                int from = (position + done) % FilePiece.Length;
                int some = Math.Min(count - done, FilePiece.Length - from);
                _piece.Load(_paths[(position + done) / FilePiece.Length]);
                Array.Copy(_piece.Bytes, from, buffer, done, some);
                done += some;
            }
        }

        /// <inheritdoc/>
        public override void EraseAll()
        {
            _piece.Forget();
            foreach (string path in _paths)
            {
                if (File.Exists(path))
                {
                    File.Delete(path);
                }
            }
        }

        /// <inheritdoc/>
        public override void Write(int position, byte[] buffer, int count)
        {
            _piece.Forget(); // what is read next is what the storage has
            for (int done = 0; done < count;)
            {
                int from = (position + done) % FilePiece.Length;
                int some = Math.Min(count - done, FilePiece.Length - from);
                WritePiece(_paths[(position + done) / FilePiece.Length], from, buffer, done, some);
                done += some;
            }
        }

        /// <inheritdoc/>
        public override void Flush()
        {
            // Every write has been closed.
        }

        private static void WritePiece(string path, int from, byte[] buffer, int start, int count)
        {
            using (var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite))
            {
                // A file system fills a gap with zeros; it has to read as if it were erased.
                int length = (int)file.Length;
                if (length < from)
                {
                    file.Seek(length, SeekOrigin.Begin);
                    file.Write(Erased(from - length), 0, from - length);
                }

                file.Seek(from, SeekOrigin.Begin);
                file.Write(buffer, start, count);
            }
        }

        private static byte[] Erased(int length)
        {
            var bytes = new byte[length];
            for (int i = 0; i < length; i++)
            {
                bytes[i] = 0xFF;
            }

            return bytes;
        }
    }
}
