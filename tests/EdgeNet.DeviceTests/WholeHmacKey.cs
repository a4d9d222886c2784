namespace EdgeNet.DeviceTests
{
    /// <summary>A key as an application derives it for the board's own HMACSHA256, which takes a whole message.</summary>
    public sealed class WholeHmacKey : HmacKey
    {
        private readonly HmacSha256 _hmac;

        /// <summary>Makes the key.</summary>
        /// <param name="secret">32 bytes or more.</param>
        public WholeHmacKey(byte[] secret)
            : base(secret)
        {
            _hmac = new HmacSha256(secret);
        }

        /// <inheritdoc/>
        protected override byte[] ComputeHash(byte[] message)
        {
            var hash = new byte[Sha256.Length];
            _hmac.Begin().Add(message, 0, message.Length);
            _hmac.Finish(hash);
            return hash;
        }
    }
}
