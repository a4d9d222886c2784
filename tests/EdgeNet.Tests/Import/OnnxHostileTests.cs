using EdgeNet.Files;
using EdgeNet.Interchange.Onnx;

namespace EdgeNet.Tests.Import;

/// <summary>Files that were made to do harm: each gives one clear line, soon and in little memory.</summary>
[TestClass]
public class OnnxHostileTests
{
    private const long LittleMemory = 1 << 30;

    [TestMethod]
    public void Read_Cycle_IsRefused() => Assert.AreEqual(
        "node 'make_h' (Add) takes 'y', which no node before it gives: the graph has a cycle, or is out of order.",
        new OnnxGraph().Input("x", -1, 3).Node("Add", "x y", "h").Gemm("h", "y", 3, 3).Output("y").Refusal());

    [TestMethod]
    [DataRow(-1L, 3L, "has a dimension of -1; each is 0 to 8,388,608")]
    [DataRow(1L << 40, 1L << 40, "has a dimension of 1099511627776; each is 0 to 8,388,608")]
    [DataRow(1L << 20, 1L << 20, "would make 1,099,511,627,776 numbers, and 8,388,608 are possible")]
    [DataRow(2L, 2L, "has 1 numbers, and its dimensions are for 4; the file is damaged")]
    public void Read_DimensionsOfAConstant_AreChecked(long rows, long columns, string what) => Assert.AreEqual(
        $"the constant 'W' {what}.",
        new OnnxGraph().Input("x", -1, 3).Floats("W", [rows, columns], 1).Node("MatMul", "x W", "y").Output("y").Refusal());

    [TestMethod]
    [DataRow(-5L, "has a negative dimension; the file is damaged.")]
    [DataRow(1L << 40, "would make 2,147,483,647 numbers, and 8,388,608 are possible.")]
    public void Read_DimensionsOfTheInput_AreChecked(long size, string what)
    {
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 1).Gemm("x", "y", 1, 1).Output("y");
        graph.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = size;

        Assert.AreEqual($"the input 'x' {what}", graph.Refusal());
    }

    [TestMethod]
    public void Read_ManyDimensions_IsRefused() => Assert.AreEqual(
        "the constant 'W' has more than 16 dimensions.",
        new OnnxGraph().Input("x", -1, 1).Floats("W", [.. Enumerable.Repeat(1L, 100_000)], 1).Node("MatMul", "x W", "y").Output("y").Refusal());

    [TestMethod]
    [DataRow("../secret.bin")]
    [DataRow("/etc/passwd")]
    [DataRow("sub/../../secret.bin")]
    [DataRow("link.bin")]
    [DataRow("linked/secret.bin")]
    public void Read_ConstantsOutsideTheFolder_AreNotRead(string location)
    {
        using var outer = new TemporaryFolder();
        File.WriteAllBytes(outer.Combine("secret.bin"), new byte[64]);
        string folder = Directory.CreateDirectory(outer.Combine("inner")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "link.bin"), outer.Combine("secret.bin"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "linked"), outer.Path);
        string path = Path.Combine(folder, "net.onnx");
        File.WriteAllBytes(path, new OnnxGraph().Input("x", -1, 3).Node("MatMul", "x W", "y").Output("y").Constant("W", OnnxDenseTests.External(location)).ToBytes());

        Assert.AreEqual(
            $"{path}: the constant 'W' lies in '{location}', which is outside the folder of the model; nothing is read from there.",
            Assert.ThrowsExactly<InputException>(() => OnnxReader.Read(path)).Message);
    }

    [TestMethod]
    [DataRow("weights.bin", "60", null, "takes 24 bytes at 60 of 'weights.bin', which has 64; copy that file again.")]
    [DataRow("weights.bin", "9223372036854775807", null, "takes 24 bytes at 9223372036854775807 of 'weights.bin', which has 64; copy that file again.")]
    [DataRow("weights.bin", "0", "8", "takes 24 bytes at 0 of 'weights.bin', which has 64; copy that file again.")]
    [DataRow("weights.bin", "-1", null, "has the offset '-1'.")]
    [DataRow("gone.bin", null, null, "lies in 'gone.bin' beside the model, which cannot be read; copy that file too.")]
    [DataRow("", null, null, "lies in another file, and none is named.")]
    public void Read_ConstantsInADamagedFile_IsRefused(string location, string? offset, string? length, string what)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Combine("weights.bin"), new byte[64]);
        string path = folder.Combine("net.onnx");
        File.WriteAllBytes(path, new OnnxGraph().Input("x", -1, 3).Node("MatMul", "x W", "y").Output("y").Constant("W", OnnxDenseTests.External(location, offset, length)).ToBytes());

        Assert.AreEqual($"{path}: the constant 'W' {what}".Replace("'W' has the", "'W' has the", StringComparison.Ordinal), Assert.ThrowsExactly<InputException>(() => OnnxReader.Read(path)).Message);
    }

    [TestMethod]
    public void Read_FunctionsThatCallEachOther_IsRefused()
    {
        OnnxGraph graph = Calling([("A", "B"), ("B", "A")]);

        Assert.AreEqual("node 'make_r' (A) calls functions that call each other without end; the file is damaged.", graph.Refusal());
    }

    [TestMethod]
    public void Read_FunctionsThatMultiplyTheirCalls_IsRefusedSoon()
    {
        OnnxGraph graph = Calling([.. Enumerable.Range(0, 14).Select(k => ($"F{k}", $"F{k + 1}"))], calls: 50);

        Assert.AreEqual("has more than 100,000 nodes in its functions; export the dense network alone.", graph.Refusal());
    }

    [TestMethod]
    public void Read_TooManyNodes_IsRefused()
    {
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 3);
        graph.Graph.Node.Add(Enumerable.Range(0, 100_001).Select(k => new NodeProto { OpType = "Identity", Input = { k == 0 ? "x" : $"n{k - 1}" }, Output = { $"n{k}" } }));

        Assert.AreEqual("has 100,001 nodes, and 100,000 are possible; export the dense network alone.", graph.Output("n100000").Refusal());
    }

    [TestMethod]
    public void Read_ALineOfAHundredThousandNodes_Ends()
    {
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 2).Gemm("x", "n0", 2, 2);
        graph.Graph.Node.Add(Enumerable.Range(1, 99_990).Select(k => new NodeProto { OpType = "Neg", Input = { $"n{k - 1}" }, Output = { $"n{k}" } }));

        Assert.AreEqual("2-2", graph.Output("n99990").Read().Sizes);
    }

    [TestMethod]
    [DataRow("ConstantOfShape")]
    [DataRow("MatMul")]
    [DataRow("Expand")]
    public void Read_NumbersOutOfNothing_AreBounded(string way)
    {
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 1).Integers("many", 2800, 2800).Integers("row", 1, 4_000_000).Node("ConstantOfShape", "many", "c0");
        for (int k = 1; k < 50; k++)
        {
            graph = way switch
            {
                "ConstantOfShape" => graph.Node("ConstantOfShape", "many", $"p{k}").Node("Add", $"p{k} c{k - 1}", $"c{k}"),
                "MatMul" => graph.Node("MatMul", $"c{k - 1} c0", $"c{k}"),
                _ => graph.Node("Expand", "x row", $"e{k}").Node("ConstantOfShape", "many", $"c{k}"),
            };
        }

        graph = way == "Expand" ? graph.Node("Concat", string.Join(' ', Enumerable.Range(1, 49).Select(k => $"e{k}")), "y", ("axis", 1)).Output("y") : graph.Node("MatMul", "x c49", "y").Output("y");
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("this is no network for a small device.", graph.Refusal());
        Assert.IsLessThan(LittleMemory, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Read_AttributesNestedDeep_IsRefused()
    {
        var inner = new GraphProto { Name = "inner" };
        for (int k = 0; k < 200; k++)
        {
            inner = new GraphProto { Node = { new NodeProto { OpType = "If", Output = { "y" }, Attribute = { new AttributeProto { Name = "then_branch", G = inner } } } } };
        }

        OnnxGraph graph = new OnnxGraph().Input("x", -1, 3).Output("y");
        graph.Graph.Node.Add(inner.Node);

        Assert.AreEqual("is no ONNX file, or is damaged; export or copy it again.", graph.Refusal());
    }

    [TestMethod]
    public void Read_NameOfManyLines_StaysOneShortLine()
    {
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 3).Node("Foo", "x", "y").Output("y");
        graph.Graph.Node[0].Name = "a\nb\u001b[2J" + new string('c', 10_000);

        string message = graph.Refusal();

        Assert.StartsWith("node 'a?b?[2Jccc", message);
        Assert.IsLessThan(300, message.Length);
    }

    [TestMethod]
    public void Read_ManyOutputs_IsRefusedBeforeAnyIsRun()
    {
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 3).Gemm("x", "y", 3, 2);
        for (int k = 0; k < 1000; k++)
        {
            graph.Output($"o{k}");
        }

        Assert.AreEqual("has 1000 outputs; name one with --output-name.", graph.Refusal());
    }

    [TestMethod]
    public void Read_EveryTruncation_IsRefusedOrRead()
    {
        byte[] whole = new OnnxGraph().Input("x", -1, 3).Gemm("x", "h", 3, 2).Node("Relu", "h", "a").Gemm("a", "y", 2, 1).Output("y").ToBytes();
        using var folder = new TemporaryFolder();
        string path = folder.Combine("net.onnx");
        int refused = 0;
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            try
            {
                OnnxReader.Read(path);
            }
            catch (InputException e)
            {
                refused++;
                Assert.StartsWith(path, e.Message);
            }
        }

        Assert.IsGreaterThan(whole.Length / 2, refused);
    }

    private static OnnxGraph Calling((string Name, string Inner)[] functions, int calls = 1)
    {
        OnnxGraph graph = new OnnxGraph().Input("x", -1, 3).Node("own", functions[0].Name, "x", "y").Output("y");
        graph.Model.Functions.Add(functions.Select(function =>
        {
            var proto = new FunctionProto { Name = function.Name, Domain = "own", Input = { "a" }, Output = { "r" } };
            proto.Node.Add(Enumerable.Range(0, calls).Select(_ => OnnxGraph.NodeOf("own", function.Inner, "a", "r")));
            return proto;
        }));
        graph.Model.Functions.Add(new FunctionProto { Name = $"F{functions.Length}", Domain = "own", Input = { "a" }, Output = { "r" } });
        return graph;
    }
}
