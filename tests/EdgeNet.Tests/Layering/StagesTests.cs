using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Layering;

/// <summary>The check that <see cref="LayeringTests"/> holds the trainer to can fail: it finds a reference wherever it stands.</summary>
[TestClass]
public class StagesTests
{
    private static readonly Stages ReversedOrder = new([.. Stages.OfTheTrainer.Order.Reverse()]);

    [TestMethod]
    [DataRow("base type")]
    [DataRow("interface")]
    [DataRow("field")]
    [DataRow("generic argument")]
    [DataRow("constraint of the type")]
    [DataRow("constraint of a method")]
    [DataRow("result")]
    [DataRow("parameter")]
    [DataRow("local")]
    [DataRow("caught")]
    [DataRow("call")]
    [DataRow("field read")]
    [DataRow("cast")]
    [DataRow("argument of a generic call")]
    [DataRow("nested type")]
    public void Check_ReferenceToALaterStage_IsFoundWhereverItStands(string way)
    {
        using var forged = new ForgedStages();
        Violation.AssertNone(Stages.OfTheTrainer.Check(forged.Module));

        forged.Refer(way);

        Violation[] found = [.. Stages.OfTheTrainer.Check(forged.Module)];
        Assert.HasCount(1, found);
        Assert.StartsWith(ForgedStages.Early, found[0].Where);
        Assert.AreEqual($"Networks may not use Training: {ForgedStages.Late}", found[0].What);
        Violation.AssertNone(ReversedOrder.Check(forged.Module));
    }
}
