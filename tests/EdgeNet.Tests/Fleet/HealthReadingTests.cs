using EdgeNet.DeviceTests;
using EdgeNet.Fleet;
using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Fleet;

/// <summary>Health records as the PC reads them.</summary>
[TestClass]
public class HealthReadingTests
{
    [TestMethod]
    public void Read_WhatADeviceWrites_GivesItBack()
    {
        Model model = Model.Load(SmallModels.FilledAndFamiliar());
        var record = new HealthRecord(model, 12, SignatureKind.Ed25519, [1, 2, 3, 4, 5, 6, 7, 0xFF]) { Seconds = 900, Resets = 2, FreeBytes = 40_000, EverySeconds = 300 };
        record.CountInputs([float.NegativeInfinity, 4f]);
        record.CountInputs([3f, 4f]);
        model.Logit([3f, 4f]);
        record.CountDecision(1, 1234);

        HealthReading reading = Read(record)!;

        Assert.AreEqual(model.Name, reading.ModelName);
        Assert.AreEqual(12, reading.Version);
        Assert.AreEqual(SignatureKind.Ed25519, reading.Kind);
        Assert.AreEqual("01020304050607ff", reading.KeyId);
        Assert.AreEqual(1, reading.Number);
        Assert.AreEqual(900, reading.Seconds);
        Assert.AreEqual(900, reading.CoveredSeconds);
        Assert.AreEqual(300, reading.EverySeconds);
        Assert.AreEqual(1, reading.Decisions);
        Assert.AreEqual(model.IsUnfamiliar ? 1 : 0, reading.UnfamiliarDecisions);
        Assert.AreEqual(1234, reading.LongestMicroseconds);
        Assert.AreEqual(2, reading.Resets);
        Assert.AreEqual(40_000, reading.FreeBytes);
        Assert.AreEqual(2, reading.LookedAt);
        Assert.AreEqual(2, reading.InputCount);
        Assert.AreEqual(2, reading.ShareCount);
        Assert.AreEqual(1, reading.GroupSize);
        Assert.AreEqual(0.5, reading.ShareAtEnd(0), 0.005);
        Assert.AreEqual(0, reading.ShareAtEnd(1));
        CollectionAssert.AreEqual(new[] { 0, 1 }, reading.ClassCounts.ToArray());
    }

    [TestMethod]
    [DataRow(64, 64, 1)]
    [DataRow(65, 33, 2)]
    [DataRow(128, 64, 2)]
    [DataRow(129, 43, 3)]
    public void Read_ManyInputs_NeighboursShare(int inputs, int shares, int group)
    {
        RandomModel random = RandomModels.Make(3, inputs, [(2, Activation.Relu)], goldenVectors: 1, takesReadings: false);
        Model model = Model.Load(random.File);
        var record = new HealthRecord(model, 1, SignatureKind.None, null);
        float[] features = model.GoldenInput(0);
        int[] ends = new int[inputs];
        for (int n = 0; n < 10; n++)
        {
            for (int i = 0; i < inputs; i++)
            {
                features[i] = i % 10 < n ? float.PositiveInfinity : 0f;
                ends[i] += model.Inputs.IsSaturated(features[i], i) ? 1 : 0;
            }

            record.CountInputs(features);
        }

        HealthReading reading = Read(record)!;

        Assert.AreEqual(shares, reading.ShareCount);
        Assert.AreEqual(group, reading.GroupSize);
        for (int s = 0; s < shares; s++)
        {
            int most = ends.Skip(s * group).Take(group).Max();
            Assert.AreEqual(Math.Pow(HealthMessage.ShareOf(most, 10) / 255.0, 2), reading.ShareAtEnd(s), $"share {s}");
        }

        Assert.IsGreaterThan(0, ends.Max());
    }

    [TestMethod]
    public void Read_ManyClasses_TheLastCounterHasTheRest()
    {
        RandomModel random = RandomModels.Make(4, 3, [(2, Activation.Relu)], 1, false, 20, Activation.Softmax);
        var record = new HealthRecord(Model.Load(random.File), 1, SignatureKind.None, null);
        for (int c = 0; c < 20; c++)
        {
            record.CountDecision(c, 0);
        }

        HealthReading reading = Read(record)!;

        Assert.AreEqual(20, reading.ClassCount);
        CollectionAssert.AreEqual(Enumerable.Repeat(1, 15).Append(5).ToArray(), reading.ClassCounts.ToArray());
    }

    [TestMethod]
    public void Read_GeneratedClass_HasOneShareForAllInputs()
    {
        var model = new EdgeNet.Models.SonarModel();
        var record = new HealthRecord(model, 0, SignatureKind.None, null);
        float[] features = new float[model.InputCount];
        record.CountInputs(features);
        Array.Fill(features, 1e9f);
        record.CountInputs(features);

        HealthReading reading = Read(record)!;

        Assert.IsTrue(reading.IsOfAnyInput);
        Assert.AreEqual(60, reading.InputCount);
        Assert.AreEqual(60, reading.GroupSize);
        Assert.AreEqual(1, reading.ShareCount);
        Assert.IsGreaterThan(0.4, reading.ShareAtEnd(0));
    }

    [TestMethod]
    public void Read_NameWithEscapeCharacters_IsHarmless()
    {
        byte[] message = Written(new HealthRecord(Model.Load(SmallModels.OneLayer()), 1, SignatureKind.None, null));
        message[HealthMessage.NameAt] = 0x1B;

        Assert.AreEqual(@"\u{1b}oy", HealthReading.Read(message, message.Length)!.ModelName);
    }

    [TestMethod]
    public void Read_AnyByteChanged_IsARecordOrNone()
    {
        byte[] message = Written(new HealthRecord(Model.Load(SmallModels.Familiar()), 1, SignatureKind.None, null));
        int refused = 0;
        for (int at = 0; at < message.Length; at++)
        {
            byte own = message[at];
            for (int value = 0; value < 256; value++)
            {
                message[at] = (byte)value;
                HealthReading? reading = HealthReading.Read(message, message.Length);
                refused += reading is null ? 1 : 0;
                if (reading is not null)
                {
                    Assert.HasCount(reading.ClassCount, reading.ClassCounts);
                    Assert.AreEqual(reading.InputCount, reading.ShareCount);
                }
            }

            message[at] = own;
        }

        Assert.IsGreaterThan(2000, refused);
        for (int count = -1; count <= 300; count++)
        {
            Assert.AreEqual(count == message.Length, HealthReading.Read(message, count) is not null, $"{count} bytes");
        }
    }

    [TestMethod]
    public void CountAndWrite_AfterConstruction_AllocateNothing()
    {
        Model model = Model.Load(SmallModels.FilledAndFamiliar());
        var record = new HealthRecord(model, 1, SignatureKind.Hmac, null);
        byte[] bytes = new byte[HealthRecord.MostLine];
        float[] features = [3f, float.NaN];
        int[] readings = [3, 4];
        int length = 0;

        long allocated = Allocations.Least(() =>
        {
            for (int n = 0; n < 100; n++)
            {
                record.CountInputs(features);
                record.CountInputs(readings);
                record.CountDecision(1, n);
                record.Seconds++;
                length = record.WriteLine(bytes) + record.Write(bytes);
                record.Clear();
            }
        });

        Assert.AreEqual(0, allocated);
        Assert.IsGreaterThan(HealthRecord.Length + 100, length);
        Assert.IsGreaterThan(100, record.Number);
    }

    private static HealthReading? Read(HealthRecord record)
    {
        byte[] message = Written(record);
        return HealthReading.Read(message, message.Length);
    }

    private static byte[] Written(HealthRecord record)
    {
        byte[] message = new byte[HealthRecord.Length];
        Assert.AreEqual(message.Length, record.Write(message));
        return message;
    }
}
