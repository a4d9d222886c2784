using EdgeNet;

namespace VibrationNode
{
    /// <summary>The key that signs models for these boards. Put your own here: <c>edgenet key new</c> makes it.</summary>
    /// <remarks>
    /// This one is of nobody: it is the first point of the curve among SHA-256 of "EdgeNet has no key of yours 0", "… 1", and so on. Whoever has no secret
    /// cannot sign, so with it the boards take no model, and run the built-in one.
    /// </remarks>
    internal static class FleetKey
    {
        /// <summary>Makes the key.</summary>
        internal static ModelKey Make()
        {
            return new Ed25519Key(new byte[]
            {
                0x62, 0xD4, 0x96, 0x22, 0x9E, 0xF0, 0xB3, 0x43, 0xE1, 0xBD, 0x29, 0x00, 0xFE, 0x91, 0x9B, 0xA6,
                0x93, 0xC1, 0xA1, 0x8B, 0x71, 0x7B, 0xF4, 0x26, 0x5F, 0x92, 0x19, 0xC4, 0x1A, 0xF8, 0xAE, 0x7A,
            });
        }
    }
}
