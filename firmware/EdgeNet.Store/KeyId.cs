using System;

namespace EdgeNet
{
    /// <summary>The id of a key: the first bytes of a SHA-256.</summary>
    internal static class KeyId
    {
        /// <summary>Computes it.</summary>
        /// <param name="prefix">Hashed first; null for nothing.</param>
        /// <param name="key">Hashed then.</param>
        /// <param name="id">Filled.</param>
        public static void Compute(byte[] prefix, byte[] key, byte[] id)
        {
            var sha = new Sha256();
            var hash = new byte[Sha256.Length];
            sha.Reset();
            if (prefix != null)
            {
                sha.Add(prefix, 0, prefix.Length);
            }

            sha.Add(key, 0, key.Length);
            sha.Finish(hash, 0);
            Array.Copy(hash, 0, id, 0, id.Length);
        }
    }
}
