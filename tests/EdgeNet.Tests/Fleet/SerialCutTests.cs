using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>Noise on the line, and cuts at every point of the exchange: it takes longer, and that is all.</summary>
[TestClass]
public class SerialCutTests
{
    private const int Chunk = 64;
    private const int Cuts = 1000;

    [TestMethod]
    [DataRow(1, 500)]
    [DataRow(2, 500)]
    [DataRow(3, 500)]
    [DataRow(4, 500)]
    [DataRow(5, 100)]
    [DataRow(6, 50)]
    public void Run_BytesWrongLostOrTooMany_LosesTimeOnly(int seed, int oneIn)
    {
        var fake = new SerialFake { Noise = Noise(seed, oneIn, out Func<int> faults) };
        OfferedModel model = SerialModel.Of(7);

        SerialPushResult result = Push(fake, model);

        Assert.AreEqual(SerialPushEnd.Confirmed, result.End, result.Message);
        Assert.AreEqual(7, fake.Board.Store.ConfirmedVersion);
        Assert.AreEqual(1 + (2 * model.ChunksOf(Chunk)), fake.Board.SlotWrites, "No chunk is stored twice.");
        Assert.IsGreaterThan(5, faults());
        Assert.IsGreaterThan(model.ChunksOf(Chunk), result.ChunksSent);
    }

    [TestMethod]
    public void Run_PowerOfTheBoardCutAtEachPoint_GoesOnWhereItWas() => CutEverywhere((fake, model) =>
    {
        SerialPushResult result = Push(fake, model);

        Assert.IsInRange(2, 3, fake.Board.Starts, "At first, after the cut, and for the trial, which the cut itself may have begun.");
        return result;
    });

    [TestMethod]
    public void Run_CableOutAtEachPoint_GoesOnWhereItWas() => CutEverywhere((fake, model) => Push(fake, model), fake => fake.Unplug(TimeSpan.FromSeconds(3)));

    [TestMethod]
    public void Run_PusherDiesAtEachPoint_TheNextOneGoesOn() => CutEverywhere(
        (fake, model) =>
        {
            try
            {
                SerialPushResult result = Push(fake, model);
                Assert.AreEqual(SerialPushEnd.Confirmed, result.End, "The cut came too late.");
            }
            catch (KilledException)
            {
                // Nothing of it is left, and what is on the line may be half a frame.
            }

            return Push(fake, model);
        },
        _ => throw new KilledException());

    [TestMethod]
    public void Run_CutAndNoise_GoesOnWhereItWas() => CutEverywhere(
        (fake, model) =>
        {
            fake.Noise = Noise((int)fake.Event!.Value.At, 500, out _);
            return Push(fake, model);
        },
        step: 10);

    /// <summary>Cuts a push at as many points of its bytes, and sees that it ends well and that nothing was asked for twice.</summary>
    private static void CutEverywhere(Func<SerialFake, OfferedModel, SerialPushResult> push, Action<SerialFake>? cut = null, int step = 1)
    {
        OfferedModel model = SerialModel.Of(7);
        var whole = new SerialFake();
        Push(whole, model);
        Assert.IsGreaterThan(Cuts, whole.Carried, "There are as many bytes as cuts.");
        int done = 0;
        for (int n = 0; n < Cuts; n += step)
        {
            var fake = new SerialFake();
            fake.Event = (1 + (n * (StagedAt(whole) - 1) / (Cuts - 1)), () =>
            {
                done++;
                if (cut is null)
                {
                    fake.CutPower();
                }
                else
                {
                    cut(fake);
                }
            });
            long at = fake.Event.Value.At;

            SerialPushResult result = push(fake, model);

            Assert.AreEqual(SerialPushEnd.Confirmed, result.End, $"byte {at}: {result.Message}");
            Assert.AreEqual(7, fake.Board.Store.ConfirmedVersion, $"byte {at}");
            Assert.AreEqual(1 + (2 * model.ChunksOf(Chunk)), fake.Board.SlotWrites, $"byte {at}: every chunk was stored once");
            Assert.AreEqual(1, fake.Board.SlotErasures, $"byte {at}");
        }

        Assert.AreEqual((Cuts + step - 1) / step, done);
    }

    // The bytes of an exchange until the model is staged: after that the board starts anew by itself, and a cut would end the trial.
    private static long StagedAt(SerialFake whole) => s_stagedAt ??= FindStaged(whole);

    private static long? s_stagedAt;

    private static long FindStaged(SerialFake whole)
    {
        var fake = new SerialFake();
        fake.Board.Restarts = false;
        Push(fake, SerialModel.Of(7), TimeSpan.Zero);
        Assert.IsLessThan(whole.Carried, fake.Carried);
        return fake.Carried;
    }

    internal static Func<byte, byte[]> Noise(int seed, int oneIn, out Func<int> faults)
    {
        var random = new Random(seed);
        int count = 0;
        faults = () => count;
        return b =>
        {
            if (random.Next(oneIn) != 0)
            {
                return [b];
            }

            count++;
            return random.Next(3) switch
            {
                0 => [(byte)(b ^ (1 << random.Next(8)))],
                1 => [],
                _ => [b, (byte)random.Next(256)],
            };
        };
    }

    private static SerialPushResult Push(SerialFake fake, OfferedModel model, TimeSpan? wait = null) =>
        new SerialPush(model, fake, new SerialPushOptions { ChunkBytes = Chunk, Wait = wait ?? TimeSpan.FromMinutes(10) }).Run(CancellationToken.None);

    private sealed class KilledException : Exception;
}
