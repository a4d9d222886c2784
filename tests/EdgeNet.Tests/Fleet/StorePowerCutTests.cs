using System.Globalization;

namespace EdgeNet.Tests.Fleet;

/// <summary>The power fails before, in and after every write and erasure of random histories of updates, and what was not flushed is lost or reordered.</summary>
/// <remarks>EDGENET_HISTORIES=1000 makes a thousand of them, as a release does.</remarks>
[TestClass]
public class StorePowerCutTests
{
    private static int Histories => int.Parse(Environment.GetEnvironmentVariable("EDGENET_HISTORIES") ?? "60", CultureInfo.InvariantCulture);

    [TestMethod]
    public void Start_PowerCutAtEveryOperationOfRandomHistories_AlwaysRunsASoundModel()
    {
        int cuts = 0, updates = 0, operations = 0, reverts = 0;
        for (int seed = 1; seed <= Histories; seed++)
        {
            var history = new StoreHistory(seed);
            history.Run(80);
            cuts += history.Cuts;
            updates += history.Updates;
            operations += history.Operations;
            reverts += history.Reverts;
        }

        Console.WriteLine($"{Histories} histories, {operations} operations, {cuts} power cuts, {updates} models confirmed, {reverts} reverted");
        Assert.IsGreaterThan(4 * 20 * Histories, cuts);
        Assert.IsGreaterThan(2 * Histories, updates);
        Assert.IsGreaterThan(Histories, reverts);
    }
}
