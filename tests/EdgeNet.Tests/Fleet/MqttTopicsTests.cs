using EdgeNet.Files;
using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>Topics and the filters of MQTT, and statuses from anybody.</summary>
[TestClass]
public class MqttTopicsTests
{
    [TestMethod]
    [DataRow("#", "a", true)]
    [DataRow("#", "a/b/c", true)]
    [DataRow("+", "a", true)]
    [DataRow("+", "a/b", false)]
    [DataRow("line-3/+", "line-3/a", true)]
    [DataRow("line-3/+", "line-3/a/b", false)]
    [DataRow("line-3/+", "line-3", false)]
    [DataRow("line-3/+", "line-4/a", false)]
    [DataRow("line-3/#", "line-3/a/b", true)]
    [DataRow("line-3/#", "line-3", true)]
    [DataRow("line-3/#", "line-33", false)]
    [DataRow("+/a/+", "x/a/y", true)]
    [DataRow("+/a/+", "x/b/y", false)]
    [DataRow("press-1", "press-1", true)]
    [DataRow("press-1", "press-10", false)]
    public void Matches_Filter_IsThatOfMqtt(string filter, string device, bool expected)
    {
        Assert.AreEqual(expected, MqttTopics.Below("edgenet", filter).Matches(device));
        Assert.AreEqual(expected, MqttTopics.Below("edgenet", filter).TryRead($"edgenet/{device}/status", out string read, out string kind) && read == device && kind == "status");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("a//b")]
    [DataRow("a/")]
    [DataRow("/a")]
    [DataRow("a+")]
    [DataRow("#/a")]
    [DataRow("a#")]
    public void Below_NoFilter_IsRefused(string filter)
    {
        Assert.Contains("is no filter of MQTT", Assert.ThrowsExactly<InputException>(() => MqttTopics.Below("edgenet", filter)).Message);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("$SYS")]
    [DataRow("a/+")]
    [DataRow("/a")]
    [DataRow("a/")]
    public void Below_NoPrefix_IsRefused(string prefix)
    {
        Assert.Contains("cannot begin the topics", Assert.ThrowsExactly<InputException>(() => MqttTopics.Below(prefix, "#")).Message);
    }

    [TestMethod]
    public void FiltersOf_Filter_AskTheBrokerForWhatIsNeeded()
    {
        Assert.AreEqual("edgenet/line-3/+/status edgenet/line-3/+/offer", string.Join(' ', MqttTopics.Below("edgenet", "line-3/+").FiltersOf("status", "offer")));
        Assert.AreEqual("plant/7/line-3/#", string.Join(' ', MqttTopics.Below("plant/7", "line-3/#").FiltersOf("status", "offer")));
    }

    [TestMethod]
    public void TryRead_TopicsOfOthers_AreNotTaken()
    {
        MqttTopics topics = MqttTopics.Below("edgenet", "#");
        foreach (string topic in (string[])["edgenet", "edgenet/status", "edgenets/a/status", "other/a/status", "edgenet//status", $"edgenet/{new string('a', 300)}/status"])
        {
            Assert.IsFalse(topics.TryRead(topic, out _, out _), topic);
        }
    }

    [TestMethod]
    public void Read_EveryTruncationAndExtension_IsNoStatus()
    {
        byte[] bytes = RolloutStatus.Bytes(UpdatePhase.Receiving, 6, 6, missing: [3, 5], reason: "Because.");
        Assert.IsNotNull(NodeStatus.Read(bytes));
        for (int count = 0; count < bytes.Length; count++)
        {
            Assert.IsNull(NodeStatus.Read(bytes.AsSpan(0, count)), $"{count} bytes");
        }

        Assert.IsNull(NodeStatus.Read([.. bytes, 0]));
    }

    [TestMethod]
    public void Read_AnyBytes_NeverThrows()
    {
        var random = new Random(1);
        byte[] sound = RolloutStatus.Bytes(UpdatePhase.Receiving, 6, 6, missing: [3, 5], reason: "Because.");
        int read = 0;
        for (int i = 0; i < 200_000; i++)
        {
            byte[] bytes = [.. sound];
            for (int k = random.Next(1, 6); k > 0; k--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (NodeStatus.Read(bytes) is { } status)
            {
                read++;
                Assert.IsTrue(status.Missing(64).All(chunk => chunk >= 0 && chunk < status.Chunks));
                Assert.IsNotNull(status.OutcomeText);
            }
        }

        Assert.IsGreaterThan(1000, read);
    }
}
