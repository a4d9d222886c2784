using System.Numerics;
using System.Security.Cryptography;

namespace EdgeNet.Tests.Fleet;

/// <summary>Ed25519 as RFC 8032 writes it down, in <see cref="BigInteger"/>: the plain twin of what boards run.</summary>
internal static class Ed25519Twin
{
    public static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    public static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");
    public static readonly BigInteger D = Mod(-121665 * Inverse(121666));

    private static readonly BigInteger SquareRootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);

    /// <summary>A point, x and y; both below p.</summary>
    public sealed record Point(BigInteger X, BigInteger Y)
    {
        public static Point Neutral { get; } = new(0, 1);

        public static Point Base { get; } = Decode(Ed25519Twin.Encode(Mod(4 * Inverse(5)), isOdd: false))!;

        /// <summary>A point whose order is 8.</summary>
        public static Point OfOrderEight { get; } = Decode(Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"))!;

        public Point Negative => new(Mod(-X), Y);

        public static Point operator +(Point a, Point b)
        {
            BigInteger t = Mod(D * Mod(a.X * b.X) * Mod(a.Y * b.Y));
            return new Point(Mod(((a.X * b.Y) + (b.X * a.Y)) * Inverse(1 + t)), Mod(((a.Y * b.Y) + (a.X * b.X)) * Inverse(1 - t)));
        }

        public static Point operator *(BigInteger factor, Point point)
        {
            // Without a division a step: X, Y, Z, as x = X/Z and y = Y/Z.
            (BigInteger X, BigInteger Y, BigInteger Z) sum = (0, 1, 1);
            for (long bit = (long)factor.GetBitLength() - 1; bit >= 0; bit--)
            {
                sum = Sum(sum, sum);
                if (!((factor >> (int)bit) & 1).IsZero)
                {
                    sum = Sum(sum, (point.X, point.Y, 1));
                }
            }

            BigInteger inverse = Inverse(sum.Z);
            return new Point(Mod(sum.X * inverse), Mod(sum.Y * inverse));
        }

        public byte[] Encode() => Ed25519Twin.Encode(Y, !X.IsEven);

        private static (BigInteger X, BigInteger Y, BigInteger Z) Sum((BigInteger X, BigInteger Y, BigInteger Z) a, (BigInteger X, BigInteger Y, BigInteger Z) b)
        {
            BigInteger z = Mod(a.Z * b.Z);
            BigInteger zz = Mod(z * z);
            BigInteger x = Mod(a.X * b.X);
            BigInteger y = Mod(a.Y * b.Y);
            BigInteger t = Mod(D * x * y);
            BigInteger minus = zz - t;
            BigInteger plus = zz + t;
            return (Mod(z * minus * ((a.X * b.Y) + (b.X * a.Y))), Mod(z * plus * (x + y)), Mod(minus * plus));
        }
    }

    /// <summary>The bytes of a number, the lowest first.</summary>
    public static byte[] Bytes(BigInteger value, int length = 32)
    {
        var bytes = new byte[length];
        Assert.IsTrue(value.TryWriteBytes(bytes, out _, isUnsigned: true));
        return bytes;
    }

    /// <summary>A number of bytes, the lowest first.</summary>
    public static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    /// <summary>The residue from 0 to p - 1.</summary>
    public static BigInteger Mod(BigInteger value)
    {
        BigInteger rest = BigInteger.Remainder(value, P);
        return rest.Sign < 0 ? rest + P : rest;
    }

    public static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), P - 2, P);

    /// <summary>An encoding, of a y that need not be below p.</summary>
    public static byte[] Encode(BigInteger y, bool isOdd) => Bytes(y | (isOdd ? BigInteger.One << 255 : BigInteger.Zero));

    /// <summary>The point of a canonical encoding; null where there is none.</summary>
    public static Point? Decode(byte[] encoding)
    {
        BigInteger all = Number(encoding);
        bool isOdd = all >> 255 == 1;
        BigInteger y = all & ((BigInteger.One << 255) - 1);
        BigInteger square = Mod(((y * y) - 1) * Inverse((D * y * y) + 1));
        BigInteger x = BigInteger.ModPow(square, (P + 3) / 8, P);
        x = Mod(x * x) == square ? x : Mod(x * SquareRootOfMinusOne);
        bool isPoint = y < P && Mod(x * x) == square && !(x.IsZero && isOdd);
        return isPoint ? new Point(x.IsEven == isOdd ? Mod(-x) : x, y) : null;
    }

    /// <summary>SHA-512(R ‖ A ‖ M) mod L.</summary>
    public static BigInteger Hash(byte[] r, byte[] publicKey, byte[] message) => Number(SHA512.HashData([.. r, .. publicKey, .. message])) % Order;

    /// <summary>A signature with a secret number, whatever bytes stand for R and for the public key: S = r + h·a.</summary>
    public static byte[] Sign(BigInteger secret, byte[] publicKey, BigInteger nonce, byte[] r, byte[] message) =>
        [.. r, .. Bytes((nonce + (Hash(r, publicKey, message) * secret)) % Order)];

    /// <summary>Whether [S]B - [h]A has the encoding R.</summary>
    public static bool Verify(byte[] publicKey, byte[] message, byte[] signature)
    {
        byte[] r = signature[..32];
        BigInteger s = Number(signature.AsSpan(32));
        return Decode(publicKey) is { } key
            && s < Order
            && ((s * Point.Base) + (Hash(r, publicKey, message) * key.Negative)).Encode().AsSpan().SequenceEqual(r);
    }
}
