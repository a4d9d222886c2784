using EdgeNet.Files;
using EdgeNet.Interchange;

namespace EdgeNet.Tests.Import;

/// <summary>Damaged files of each kind: they are read or refused in one line, soon, and in memory that their size bounds.</summary>
[TestClass]
public class ImportFuzzTests
{
    private const int Mutations = 400;
    private const long MostBytes = 64 << 20;

    [TestMethod]
    [DataRow("torch_nofold_view.onnx")]
    [DataRow("torch_bn_softmax_o17.onnx")]
    [DataRow("h5_k2_timedense_fun.h5")]
    [DataRow("latest.h5")]
    [DataRow("keras3_rescale_seq.keras")]
    public void Read_DamagedFile_IsReadOrRefused(string name)
    {
        byte[] whole = File.ReadAllBytes(ImportFiles.Of(name));
        using var folder = new TemporaryFolder();
        string path = folder.Combine("net" + Path.GetExtension(name));
        var random = new Random(whole.Length);
        int refused = 0;
        for (int n = 0; n < Mutations; n++)
        {
            File.WriteAllBytes(path, Mutate(whole, random));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                NetworkFile.Read(path);
            }
            catch (InputException e)
            {
                refused++;
                Assert.StartsWith(path, e.Message, $"mutation {n}");
                Assert.DoesNotContain("\n", e.Message, $"mutation {n}");
            }

            Assert.IsLessThan(MostBytes, GC.GetAllocatedBytesForCurrentThread() - before, $"mutation {n}");
        }

        Assert.IsGreaterThan(Mutations / 4, refused);
    }

    // Flipped bits, other bytes, cuts, insertions, deletions, copies, and lengths that are far too large.
    private static byte[] Mutate(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            int at = random.Next(bytes.Count), few = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 4:
                    bytes.RemoveRange(at, few);
                    break;
                case 5:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - few + 1), few));
                    break;
                default:
                    for (int k = 0; k < few; k++)
                    {
                        bytes[at + k] = random.Next(3) == 0 ? (byte)0x7F : (byte)0xFF;
                    }

                    break;
            }
        }

        return [.. bytes];
    }
}
