namespace EdgeNet
{
    /// <summary>A key by which a board knows that a model comes from its owner.</summary>
    public abstract class ModelKey
    {
        /// <summary>Bytes of a key's id.</summary>
        public const int IdLength = 8;

        /// <summary>The kind of signature that it checks.</summary>
        public abstract SignatureKind Kind { get; }

        /// <summary>Bytes of a signature.</summary>
        public abstract int SignatureLength { get; }

        /// <summary>Copies the key's id, by which files say which key signed them.</summary>
        /// <param name="id">Written from its beginning, <see cref="IdLength"/> bytes.</param>
        public abstract void CopyId(byte[] id);

        /// <summary>Checks a signature.</summary>
        /// <param name="file">A model file. What is signed are its bytes, with zeros for the signature and the CRC at the end.</param>
        /// <param name="signatureAt">Where in the file the signature begins; all of it lies before the CRC.</param>
        /// <returns>Whether this key signed these bytes.</returns>
        public abstract bool Verify(ModelStorage file, int signatureAt);
    }

    /// <summary>How a model file is signed.</summary>
    public enum SignatureKind : byte
    {
        /// <summary>Not at all.</summary>
        None = 0,

        /// <summary>HMAC-SHA256 (RFC 2104), with a secret that the boards share.</summary>
        Hmac = 1,

        /// <summary>Ed25519 (RFC 8032), with a public key on the boards.</summary>
        Ed25519 = 2,
    }
}
