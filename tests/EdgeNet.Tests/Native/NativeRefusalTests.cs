namespace EdgeNet.Tests.Native;

/// <summary>A program that does not fit its arrays is refused, and what the firmware does not know is told apart from that.</summary>
[TestClass]
public class NativeRefusalTests
{
    private const int Done = 0;
    private const int Invalid = -1;
    private const int Unknown = -2;

    private static readonly int[] Wrong = [-129, int.MinValue, int.MinValue + 3, int.MaxValue, int.MaxValue - 3, 1 << 28];

    private static readonly Lazy<CEngine> Engine = new(() => new CEngine("-O2"));

    [ClassCleanup]
    public static void Clean()
    {
        if (Engine.IsValueCreated)
        {
            Engine.Value.Dispose();
        }
    }

    // Of each instruction, operands that fit the arrays of Call exactly, and the places of those that any number could be.
    public static IEnumerable<object[]> Sound =>
    [
        [1, (int[])[8, -1, 0, 32, 0], (int[])[]],
        [1, (int[])[8, 2, 0, 32, 0], (int[])[]],
        [2, (int[])[8, -1, 0, 32, 64, 2], (int[])[]],
        [3, (int[])[8, 3, 0, 0, 0, 64, 0, 7], (int[])[]],
        [3, (int[])[5, 3, 1, 1, 92, 64, 0, 7], (int[])[]],
        [4, (int[])[3, 64, 20, 5, -128, 0, 9], (int[])[]],
        [5, (int[])[3, 64, 64, 20, 5, 0, 9], (int[])[]],
        [6, (int[])[3, 64, 20, 76, 0, 9], (int[])[]],
        [7, (int[])[9, 0, 9], (int[])[]],
        [8, (int[])[6, 4, 0], (int[])[2]],
        [9, (int[])[6, 4, 0, 32, 1], (int[])[4]],
        [10, (int[])[3, 2, 0, 1, 4, 6, 8, 10, 1096, 1, 9], (int[])[4, 5, 6, 7]],
        [11, (int[])[0, 1104, 9], (int[])[]],
        [12, (int[])[8, 3, 0, 0, 64, -1, -1, -1, 9], (int[])[]],
        [12, (int[])[8, 3, 1, 1, 64, 0, 32, 64, 9], (int[])[]],
        [13, (int[])[9, 0], (int[])[1]],
    ];

    [TestMethod]
    [DynamicData(nameof(Sound))]
    public void Execute_EachOperandWrong_IsRefusedAndNothingIsWritten(int instruction, int[] operands, int[] free)
    {
        Assert.AreEqual(Done, Run(instruction, operands).Result);
        Assert.AreEqual(Done, Run(instruction, [.. operands, 1, int.MinValue]).Result); // what a later version adds
        Assert.AreEqual(Invalid, Run(instruction, operands[..^1]).Result);
        for (int k = 0; k < operands.Length; k++)
        {
            foreach (int wrong in Wrong)
            {
                int[] changed = [.. operands];
                changed[k] = wrong;
                (int result, int[] work) = Run(instruction, changed);
                if (free.Contains(k))
                {
                    Assert.AreEqual(Done, result, $"operand {k} is {wrong}");
                }
                else
                {
                    Assert.IsTrue(result is Invalid or Unknown, $"operand {k} is {wrong}: {result}");
                    Assert.AreSequenceEqual(Call().Work, work);
                }
            }
        }
    }

    [TestMethod]
    [DataRow(3, new[] { 8, 3, 2, 0, 0, 64, 0, 7 }, Unknown, DisplayName = "kind of weights")]
    [DataRow(3, new[] { 8, 3, 0, 2, 0, 64, 0, 7 }, Unknown, DisplayName = "kind of codes")]
    [DataRow(12, new[] { 8, 3, 2, 0, 64, -1, -1, -1, 9 }, Unknown, DisplayName = "kind of weights of a bound")]
    [DataRow(10, new[] { 3, 2, 0, 1, 4, 6, 8, 10, 0, 1, 3 }, Unknown, DisplayName = "kind of a feature")]
    [DataRow(14, new int[0], Unknown, DisplayName = "instruction")]
    [DataRow(-1, new int[0], Unknown, DisplayName = "negative instruction")]
    [DataRow(1, new[] { 8, -1, 2, 32, 0 }, Invalid, DisplayName = "table beside a multiple of four")]
    [DataRow(3, new[] { 8, 3, 0, 0, 0, 64, 0, 1 }, Invalid, DisplayName = "overlap")]
    [DataRow(4, new[] { 3, 64, 20, 5, -128, 0, 2 }, Invalid, DisplayName = "overlap of accumulators and codes")]
    [DataRow(7, new[] { 9, 0, 3 }, Invalid, DisplayName = "overlap of logits and the highest")]
    [DataRow(3, new[] { -8, -3, 0, 0, 0, 64, 0, 7 }, Invalid, DisplayName = "negative counts of a positive product")]
    [DataRow(4, new[] { 3, 64, 0, 5, -128, 0, 9 }, Invalid, DisplayName = "shift of 0")]
    [DataRow(4, new[] { 3, 64, 53, 5, -128, 0, 9 }, Invalid, DisplayName = "shift of 53")]
    [DataRow(4, new[] { 3, 64, 20, 128, -128, 0, 9 }, Invalid, DisplayName = "zero point of nine bits")]
    [DataRow(10, new[] { 3, 2, 0, 1, 3, 6, 8, 10, 1088, 1, 9 }, Invalid, DisplayName = "deviations over the readings")]
    [DataRow(10, new[] { 3, 3, 0, 1, 4, 6, 8, 10, 1096, 1, 9 }, Invalid, DisplayName = "more channels than the window has")]
    [DataRow(10, new[] { 3, 1, 0, 1, 4, 6, 8, 10, 1096, 1, 9 }, Invalid, DisplayName = "feature of another channel")]
    public void Execute_WhatMakesNoSenseOrIsNotKnown_IsRefused(int instruction, int[] operands, int expected) =>
        Assert.AreEqual(expected, Run(instruction, operands).Result);

    [TestMethod]
    [DataRow(new int[0], Invalid)]
    [DataRow(new[] { 0 }, Unknown)]
    [DataRow(new[] { 2, 0, 0 }, Unknown)]
    [DataRow(new[] { 1 }, Done)]
    [DataRow(new[] { 1, 0 }, Done)]
    [DataRow(new[] { 1, 0, 0 }, Done)]
    [DataRow(new[] { 1, 0, 0, 99, 0 }, Done)] // after the end
    [DataRow(new[] { 1, 7 }, Invalid)]
    [DataRow(new[] { 1, 7, 3 }, Invalid)]
    [DataRow(new[] { 1, 7, -1, 0, 0, 0 }, Invalid)]
    [DataRow(new[] { 1, 7, int.MaxValue, 9, 0, 9 }, Invalid)]
    [DataRow(new[] { 1, 99 }, Unknown)]
    public void Execute_ProgramsAsAWhole_EndAsTheInterfaceSays(int[] program, int expected) => Assert.AreEqual(expected, Call().Run(Engine.Value, program));

    [TestMethod]
    public void Execute_ArraysThatAreNull_AreAnswered()
    {
        Assert.AreEqual(Invalid, Engine.Value.Run(null, new byte[4], new int[1], null, null, null, null));
        Assert.AreEqual(Invalid, Engine.Value.Run([1], null, new int[1], null, null, null, null));
        Assert.AreEqual(Invalid, Engine.Value.Run([1], new byte[4], null, null, null, null, null));
        NativeCall call = Call();
        call.Features = null;
        Assert.AreEqual(Done, call.Add(1, 8, -1, 0, 32, 0).Run(Engine.Value)); // of the readings
        call.Readings = null;
        Assert.AreEqual(Invalid, call.Run(Engine.Value));
        call.Outputs = null;
        call.Window = null;
        Assert.AreEqual(Invalid, call.Run(Engine.Value, [1, 13, 2, 9, 0]));
        Assert.AreEqual(Invalid, call.Run(Engine.Value, [1, 10, 11, 3, 2, 0, 1, 4, 6, 8, 10, 1096, 1, 9]));
    }

    [TestMethod]
    public void Execute_MoreInputsThanALayerHas_IsRefused()
    {
        foreach (int kind in (int[])[0, 1])
        {
            Assert.AreEqual(Done, Dense(65535, kind).Run(Engine.Value));
            Assert.AreEqual(Invalid, Dense(65536, kind).Run(Engine.Value));
        }

        static NativeCall Dense(int inputs, int kind)
        {
            var call = new NativeCall { Work = new int[inputs + 1] };
            int weights = call.Bytes(new byte[inputs]);
            return call.Add(3, inputs, 1, 0, kind, weights, call.Table(1), 0, inputs);
        }
    }

    [TestMethod]
    public void Execute_PositionOutsideItsRing_IsRefused()
    {
        foreach (int position in (int[])[-1, 3, int.MaxValue, int.MinValue])
        {
            NativeCall call = Call();
            call.Work[0] = position;
            Assert.AreEqual(Invalid, call.Add(10, 3, 2, 0, 1, 4, 6, 8, 10, 1096, 1, 9).Run(Engine.Value));
        }
    }

    private static (int Result, int[] Work) Run(int instruction, int[] operands)
    {
        NativeCall call = Call().Add(instruction, operands);
        return (call.Run(Engine.Value), call.Work);
    }

    // Eight inputs, ten words of work, a window of two channels of three; bytes of a model in which any table can lie, and at its end a
    // skewness of the first channel and a mean of the second.
    private static NativeCall Call()
    {
        var call = new NativeCall
        {
            Work = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29],
            Features = new float[8],
            Readings = new int[8],
            Window = new short[6],
            Outputs = new float[6],
        };
        call.Bytes([.. Enumerable.Range(0, 1088).Select(i => (byte)(i < 8 ? 200 : 0)), 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        return call;
    }
}
