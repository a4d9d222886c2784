using System.Buffers.Binary;
using EdgeNet.Files;
using EdgeNet.Interchange;

namespace EdgeNet.Tests.Import;

/// <summary>HDF5 files that were made to do harm.</summary>
[TestClass]
public class HdfHostileTests
{
    private const string Refused = "cannot be read as HDF5; it is damaged, or of another kind. Save the model again.";

    [TestMethod]
    public void Read_ATreeThatIsItsOwnChild_Ends()
    {
        byte[] bytes = File.ReadAllBytes(ImportFiles.Of("h5_k2_timedense_fun.h5"));
        foreach (int tree in PlacesOf(bytes, "TREE"u8))
        {
            const int FirstChild = 32;
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(tree + FirstChild), tree);
        }

        Assert.EndsWith("layer 'dense' (Dense) has no kernel in the file; save the model again, weights and all.", Message(bytes));
    }

    [TestMethod]
    public void Read_NamesThatLieBeyondTheFile_IsRefused()
    {
        byte[] bytes = File.ReadAllBytes(ImportFiles.Of("h5_k2_timedense_fun.h5"));
        foreach (int heap in PlacesOf(bytes, "HEAP"u8))
        {
            const int Address = 24;
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(heap + Address), 1L << 40);
        }

        Assert.EndsWith(Refused, Message(bytes));
    }

    [TestMethod]
    public void Read_TextOfAnEndlessHeap_IsRefused()
    {
        byte[] bytes = File.ReadAllBytes(ImportFiles.Of("h5_k2_timedense_fun.h5"));
        foreach (int heap in PlacesOf(bytes, "GCOL"u8))
        {
            bytes.AsSpan(heap + 16, 4000).Clear();
        }

        Assert.EndsWith(Refused, Message(bytes));
    }

    [TestMethod]
    public void Read_NotHdf_IsRefused() => Assert.EndsWith(Refused, Message([1, 2, 3]));

    [TestMethod]
    public void Read_Nothing_IsRefused() => Assert.EndsWith(Refused, Message([]));

    [TestMethod]
    [DataRow("external_link.h5")]
    [DataRow("soft_link.h5")]
    public void Read_LinksInPlaceOfWeights_AreNotFollowed(string name) => Assert.EndsWith(
        ": 'dense/kernel:0' is missing; save the model again, weights and all.",
        Assert.ThrowsExactly<InputException>(() => NetworkFile.Read(ImportFiles.Of(Path.Combine("Hostile", name)))).Message);

    [TestMethod]
    [DataRow("external_storage.h5")]
    [DataRow("chunked.h5")]
    public void Read_WeightsThatLieElsewhere_AreRefused(string name)
    {
        string path = ImportFiles.Of(Path.Combine("Hostile", name));

        Assert.AreEqual(
            $"{path}: 'model_weights/dense/dense/kernel:0' is compressed, in chunks or in another file; save the model again with Keras.",
            Assert.ThrowsExactly<InputException>(() => NetworkFile.Read(path)).Message);
    }

    private static List<int> PlacesOf(byte[] bytes, ReadOnlySpan<byte> mark)
    {
        var places = new List<int>();
        for (int at = 0; bytes.AsSpan(at).IndexOf(mark) is var next && next >= 0; at += next + mark.Length)
        {
            places.Add(at + next);
        }

        return places;
    }

    private static string Message(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("net.h5");
        File.WriteAllBytes(path, bytes);
        string message = Assert.ThrowsExactly<InputException>(() => NetworkFile.Read(path)).Message;
        Assert.StartsWith(path, message);
        return message;
    }
}
