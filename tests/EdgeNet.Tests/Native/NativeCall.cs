using System.Runtime.InteropServices;

namespace EdgeNet.Tests.Native;

/// <summary>A program and the arrays that it works with.</summary>
internal sealed class NativeCall
{
    private readonly List<int> _program = [1];
    private readonly List<byte> _model = [];

    public int[] Work { get; set; } = [];

    public float[]? Features { get; set; }

    public int[]? Readings { get; set; }

    public short[]? Window { get; set; }

    public float[]? Outputs { get; set; }

    public int[] Program => [.. _program];

    public byte[] Model => [.. _model];

    /// <summary>Adds an instruction.</summary>
    public NativeCall Add(int instruction, params int[] operands)
    {
        _program.AddRange([instruction, operands.Length, .. operands]);
        return this;
    }

    /// <summary>Puts a table into the model, at a multiple of four.</summary>
    /// <returns>Where it begins.</returns>
    public int Table(params ReadOnlySpan<int> values) => Bytes(MemoryMarshal.AsBytes(values));

    public int Table(params ReadOnlySpan<float> values) => Bytes(MemoryMarshal.AsBytes(values));

    public int Bytes(params ReadOnlySpan<byte> values)
    {
        while (_model.Count % 4 != 0)
        {
            _model.Add(0);
        }

        int at = _model.Count;
        _model.AddRange(values);
        return at;
    }

    public int SBytes(params ReadOnlySpan<sbyte> values) => Bytes(MemoryMarshal.AsBytes(values));

    public int Run(CEngine engine, int[]? program = null) =>
        engine.Run(program ?? Program, Model, Work, Features, Readings, Window, Outputs);
}
