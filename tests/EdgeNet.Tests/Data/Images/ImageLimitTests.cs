using System.Buffers.Binary;
using System.IO.Compression;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Images;

namespace EdgeNet.Tests.Data.Images;

/// <summary>A small file that unpacks into a large one is refused before it does, and images that are decoded at once share a budget.</summary>
[TestClass]
public class ImageLimitTests
{
    private static readonly ImageShape Shape = new(4, 4, IsGrey: true);

    [TestMethod]
    [DataRow(8, 8)]
    [DataRow(1, 1)]
    public void Read_PngThatUnpacksIntoMoreThanItsSize_IsRefusedInLittleMemory(int width, int height)
    {
        byte[] file = Png(width, height, 0, (64 << 20) + 1);
        Assert.IsLessThan(100_000, file.Length);

        BadImageException? error = null;
        long bytes = Allocations.Least(() => error = Assert.ThrowsExactly<BadImageException>(() => ImageDecoder.Read(file, Shape)), runs: 1);

        Assert.AreEqual("damaged: it unpacks into more pixels than its size has", error!.Message);
        Assert.IsLessThan(1_000_000L, bytes);
    }

    [TestMethod]
    [DataRow(0, 200)] // 8 rows of 24 bytes and a filter
    [DataRow(1, 207)] // seven pictures with 1, 1, 1, 2, 2, 4 and 4 rows: 15 filters
    public void Read_PngWithExactlyItsPixels_IsRead(int interlaced, int bytes)
    {
        Assert.HasCount(16, ImageDecoder.Read(Png(8, 8, (byte)interlaced, bytes), Shape).Pixels);
        Assert.ThrowsExactly<BadImageException>(() => ImageDecoder.Read(Png(8, 8, (byte)interlaced, bytes - 1), Shape));
        Assert.ThrowsExactly<BadImageException>(() => ImageDecoder.Read(Png(8, 8, (byte)interlaced, bytes + 1), Shape));
    }

    [TestMethod]
    public void Read_TextThatUnpacksIntoMuch_IsNotUnpacked()
    {
        using var packed = new MemoryStream();
        packed.Write("Comment\0\0"u8);
        Pack(packed, 64 << 20);
        byte[] file = Png(8, 8, 0, 200, packed.ToArray());

        long bytes = Allocations.Least(() => ImageDecoder.Read(file, Shape), runs: 2);
        Assert.IsLessThan(1_000_000L, bytes);
    }

    [TestMethod]
    [DataRow(4, 1)]
    [DataRow(4, 3)]
    [DataRow(4, null)]
    [DataRow(2, null)]
    public void Read_JpegWhoseColoursAreNotKnown_IsRefused(int components, int? transform)
    {
        byte[] file = JpegBytes.Of(2, 2, 4, (_, _) => [10, 200, 200, 255]);
        int adobe = file.AsSpan().IndexOf("Adobe"u8);
        int frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        file[adobe] = transform is null ? (byte)'a' : file[adobe];
        file[adobe + 11] = (byte)(transform ?? 0);
        file[frame + 9] = (byte)components;

        StringAssert.StartsWith(Assert.ThrowsExactly<BadImageException>(() => ImageDecoder.Read(file, Shape)).Message, $"a JPEG of {components} components");
    }

    [TestMethod]
    public void Run_ManyAtOnce_NeverTakeMoreThanTheBudget()
    {
        var budget = new DecodeBudget(100);
        long now = 0, most = 0;
        object gate = new();
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            long cost = i % 10 == 0 ? 1000 : 40;
            Assert.AreEqual(i, budget.Run(cost, () =>
            {
                Add(Math.Min(cost, 100));
                Thread.Yield();
                Add(-Math.Min(cost, 100));
                return i;
            }));
        });

        Assert.IsLessThanOrEqualTo(100L, most);
        Assert.AreEqual(0L, now);
        Assert.ThrowsExactly<BadImageException>(() => budget.Run<int>(100, () => throw new BadImageException("no")));
        Assert.AreEqual(1, budget.Run(100, () => 1));

        void Add(long cost)
        {
            lock (gate)
            {
                now += cost;
                most = Math.Max(most, now);
            }
        }
    }

    private static byte[] Png(int width, int height, byte interlaced, int bytes, byte[]? text = null)
    {
        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG"u8, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (8, PngBytes.Rgb, interlaced);
        Chunk("IHDR"u8, header);
        if (text is not null)
        {
            Chunk("zTXt"u8, text);
        }

        using var data = new MemoryStream();
        Pack(data, bytes);
        byte[] packed = data.ToArray();
        Chunk("IDAT"u8, packed[..(packed.Length / 2)]);
        Chunk("IDAT"u8, packed[(packed.Length / 2)..]);
        Chunk("IEND"u8, []);
        return file.ToArray();

        void Chunk(ReadOnlySpan<byte> type, byte[] content)
        {
            byte[] number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
            file.Write(number);
            byte[] all = [.. type, .. content];
            file.Write(all);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Compute(new ByteWindow(all), all.Length));
            file.Write(number);
        }
    }

    private static void Pack(Stream into, int zeros)
    {
        using var zlib = new ZLibStream(into, CompressionLevel.SmallestSize, leaveOpen: true);
        byte[] block = new byte[1 << 16];
        for (int left = zeros; left > 0; left -= block.Length)
        {
            zlib.Write(block, 0, Math.Min(left, block.Length));
        }
    }
}
