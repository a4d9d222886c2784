using System.Text.RegularExpressions;

namespace EdgeNet.Tests.Readme;

/// <summary>Every claim of the page on security names tests, and they are there.</summary>
[TestClass]
public partial class SecurityPageTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(TestData.RepositoryFolder(), ".github", "SECURITY.md"));

    [TestMethod]
    public void Claims_OfThePage_NameTestsThatExist()
    {
        string[] rows = [.. Row().Matches(Text).Select(row => row.Groups[1].Value)];
        Assert.HasCount(13, rows);
        foreach (string heldBy in rows)
        {
            MatchCollection tests = TestName().Matches(heldBy);
            Assert.IsNotEmpty(tests, heldBy);
            foreach (Match test in tests)
            {
                Type? type = typeof(SecurityPageTests).Assembly.GetTypes().SingleOrDefault(each => each.Name == test.Groups[1].Value && each.IsDefined(typeof(TestClassAttribute), inherit: false));
                Assert.IsNotNull(type, test.Value);
                Assert.IsTrue(test.Groups[2].Length == 0 || type.GetMethod(test.Groups[2].Value)?.IsDefined(typeof(TestMethodAttribute), inherit: true) == true, test.Value);
            }
        }
    }

    [GeneratedRegex(@"^\| (?:an?|names|other) .*\| ([^|]+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+)(?:\.(\w+))?`")]
    private static partial Regex TestName();
}
