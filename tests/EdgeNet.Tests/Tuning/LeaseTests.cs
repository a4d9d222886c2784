using System.Diagnostics;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

[TestClass]
public class LeaseTests
{
    [TestMethod]
    public void StartOf_ThisProcess_IsAlwaysTheSame()
    {
        Assert.IsNotNull(ProcessClock.StartOf(Environment.ProcessId));
        Assert.AreEqual(ProcessClock.StartOf(Environment.ProcessId), ProcessClock.StartOf(Environment.ProcessId));
    }

    [TestMethod]
    public void StartOf_EndedProcess_IsNull()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        process.WaitForExit();
        Assert.IsNull(ProcessClock.StartOf(process.Id));
    }

    [TestMethod]
    public void IsHeld_ThisProcess_IsAlive()
    {
        Lease lease = Lease.New();
        Assert.IsTrue(lease.IsHeld(lease.Self.ToString(), lease.Now));
        Assert.IsFalse(lease.IsHeld((lease.Self with { ProcessStart = lease.Self.ProcessStart + 1 }).ToString(), lease.Now));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("host/1/2")]
    [DataRow("host/x/2/session")]
    public void IsHeld_OwnerThatIsNone_IsDead(string owner)
    {
        Lease lease = Lease.New();
        Assert.IsFalse(lease.IsHeld(owner, lease.Now));
    }

    [TestMethod]
    public void Parse_Written_IsTheSame()
    {
        LeaseOwner owner = LeaseOwner.New();
        Assert.AreEqual(owner, LeaseOwner.Parse(owner.ToString()));
    }
}
