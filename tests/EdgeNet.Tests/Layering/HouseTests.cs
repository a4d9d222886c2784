using EdgeNet.Tests.Device;

namespace EdgeNet.Tests.Layering;

/// <summary>The check that <see cref="LayeringTests"/> holds the trainer to can fail: it finds a reference wherever it stands.</summary>
[TestClass]
public class HouseTests
{
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
    public void Check_ReferenceToALaterRoom_IsFoundWhereverItStands(string way)
    {
        using var forged = new ForgedRooms();
        Violation.AssertNone(House.OfTheTrainer.Check([forged.Module]));

        forged.Refer(way);

        Violation[] found = [.. House.OfTheTrainer.Check([forged.Module])];
        Assert.HasCount(1, found);
        Assert.StartsWith(ForgedRooms.Early, found[0].Where);
        Assert.AreEqual($"EdgeNet.Networks.Layers may not use EdgeNet.Networks.Training: {ForgedRooms.Late}", found[0].What);
        Violation.AssertNone(House.OfTheTrainer.UpsideDown().Check([forged.Module]));
    }
}
