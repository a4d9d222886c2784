using System.Globalization;
using System.Security.Cryptography;
using EdgeNet.Tests.Fleet;

namespace EdgeNet.Tests.Cost;

/// <summary>What the check of a signature takes on a board, in IL instructions. A count is the same on every machine: a change of it is a change of the code.</summary>
[TestClass]
public class SignatureCostTests
{
    private const int FileLength = 20 * 1024;
    private const int SignatureAt = FileLength - 100;

    // Counted when they were written; each is held within a share of itself.
    private const double Share = 0.02;
    private const double MakeEd25519 = 13_815;
    private const double CurveOfFirstCheck = 1_849_443;
    private const double CurveOfLaterCheck = 1_615_548;
    private const double Sha512OfByte = 76.5;
    private const double MakeHmac = 11_852;
    private const double Sha256OfByte = 134.6;

    [TestMethod]
    public void Ed25519_CheckOfAFile_TakesWhatWasWrittenDown()
    {
        using var device = new CountedDevice();
        var pair = new SignatureKeys(new Random(5));
        byte[] file = File(FileLength);
        byte[] half = File(FileLength / 2);
        pair.Sign(SignatureKeys.Blank(file, SignatureAt, 64)).CopyTo(file, SignatureAt);
        pair.Sign(SignatureKeys.Blank(half, 0, 64)).CopyTo(half, 0);
        object? key = null;

        long make = device.Count(() => key = device.MakeKey("Ed25519Key", pair.Public));
        long first = CountCheck(device, key!, file, SignatureAt);
        long later = CountCheck(device, key!, file, SignatureAt);
        long ofCurve = CountIn(device, "FieldElement", "Edwards", "Ed25519Scalar", "Ed25519Key.MultiplyAndAdd", "Ed25519Key.Add(");
        double ofByte = CountIn(device, "Sha512", "BlockHash", "SignedBytes") / (double)FileLength;

        Assert.IsTrue(device.Verify(key!, half, 0));
        Print("Ed25519Key, making it", make);
        Print("Ed25519Key, first check of 20 KB", first);
        Print("Ed25519Key, later check of 20 KB", later);
        Print("  of this the curve", ofCurve);
        Print("  and the hash, a byte", ofByte);
        AssertNear(MakeEd25519, make);
        AssertNear(CurveOfFirstCheck, ofCurve + first - later);
        AssertNear(CurveOfLaterCheck, ofCurve);
        AssertNear(Sha512OfByte, ofByte);
    }

    [TestMethod]
    public void Hmac_CheckOfAFile_TakesWhatWasWrittenDown()
    {
        using var device = new CountedDevice();
        byte[] secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        byte[] file = File(FileLength);
        HMACSHA256.HashData(secret, SignatureKeys.Blank(file, SignatureAt, 32)).CopyTo(file, SignatureAt);
        object? key = null;

        long make = device.Count(() => key = device.MakeKey("ManagedHmacKey", secret));
        long check = CountCheck(device, key!, file, SignatureAt);

        Print("ManagedHmacKey, making it", make);
        Print("ManagedHmacKey, check of 20 KB", check);
        AssertNear(MakeHmac, make);
        AssertNear(Sha256OfByte, check / (double)FileLength);
    }

    private static byte[] File(int length)
    {
        var file = new byte[length];
        new Random(length).NextBytes(file);
        return file;
    }

    private static long CountCheck(CountedDevice device, object key, byte[] file, int signatureAt)
    {
        bool isSigned = false;
        long count = device.Count(() => isSigned = device.Verify(key, file, signatureAt));
        Assert.IsTrue(isSigned);
        return count;
    }

    private static long CountIn(CountedDevice device, params string[] methods) =>
        device.Executed.Where(each => methods.Any(name => each.Block.Method.StartsWith(name, StringComparison.Ordinal))).Sum(each => each.Block.Instructions * each.Visits);

    private static void Print(string what, double instructions) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {instructions:N1} IL instructions, {instructions * 0.25e-3:N1} to {instructions * 0.65e-3:N1} ms"));

    private static void AssertNear(double expected, double counted) =>
        Assert.IsInRange(expected * (1 - Share), expected * (1 + Share), counted);
}
