using EdgeNet.Files;
using EdgeNet.Tuning;

namespace EdgeNet.Tests.Tuning;

/// <summary>The recipe and its data in the database, and out of it again on another machine.</summary>
[TestClass]
public sealed class StudyFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _there = new();
    private readonly string _place = PostgresServer.Shared.MakeDatabase();

    [TestMethod]
    public void Fetch_FilesInFolders_AreTheSame()
    {
        Directory.CreateDirectory(_folder.Combine("data"));
        byte[] data = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 7))];
        File.WriteAllBytes(_folder.Combine("data/d.csv"), data);
        Open(_folder.Write("recipe.json", "{}"), _folder.Combine("data/d.csv"), _folder.Combine("data/d.csv"));
        File.WriteAllText(_folder.Combine("recipe.json"), "changed");
        Open(_folder.Combine("recipe.json")); // what is kept stays

        string folder = _there.Combine("new");
        foreach (int _ in Enumerable.Range(0, 2)) // again where they are already
        {
            IReadOnlyList<string> paths = StudyFiles.Fetch(_place, "m", folder);
            CollectionAssert.AreEquivalent((string[])[Path.Combine(folder, "recipe.json"), Path.Combine(folder, "data", "d.csv")], paths.ToArray());
            Assert.AreEqual("{}", File.ReadAllText(Path.Combine(folder, "recipe.json")));
            CollectionAssert.AreEqual(data, File.ReadAllBytes(Path.Combine(folder, "data", "d.csv")));
        }

        File.WriteAllText(Path.Combine(folder, "recipe.json"), "mine");
        Assert.EndsWith("recipe.json: is another file than that of the study 'm'; name another folder.", Refusal(folder));
        Assert.AreEqual("mine", File.ReadAllText(Path.Combine(folder, "recipe.json")));
    }

    [TestMethod]
    public void Fetch_NotKept_SaysWhy()
    {
        string recipe = _folder.Write("recipe.json", "{}");
        Open(recipe, _folder.Path); // images
        Assert.Contains("the files of 'm' are not kept there: they are images, more than 256 MB or outside of the recipe's folder", Refusal(_there.Path));
        Open(recipe, _there.Write("outside.csv", "1"));
        Assert.Contains("the files of 'm' are not kept there", Refusal(_there.Combine("new")));
        using (FileStream large = File.Create(_folder.Combine("large.csv")))
        {
            large.SetLength((256L << 20) + 1);
        }

        Open(recipe, _folder.Combine("large.csv"));
        Assert.Contains("the files of 'm' are not kept there", Refusal(_there.Combine("new")));
        Assert.EndsWith(": has no study 'other'.", Assert.ThrowsExactly<InputException>(() => StudyFiles.Fetch(_place, "other", _there.Path)).Message);
    }

    [TestMethod]
    [DataRow("../out")]
    [DataRow("/out")]
    [DataRow("a/../../out")]
    [DataRow("./out")]
    [DataRow("a//out")]
    [DataRow("..\\out")]
    [DataRow("C:out")]
    [DataRow("")]
    public void Fetch_NameOutsideOfTheFolder_WritesNothing(string name)
    {
        Open(_folder.Write("recipe.json", "{}"));
        FakeStudies.Execute(_place, $"INSERT INTO edgenet_file SELECT study, place, '{name}', sha256, content FROM edgenet_file");
        Assert.Contains($"the file '{name}' of 'm' would not be in the folder", Refusal(_there.Path));
        Assert.IsEmpty(_there.FileNames);
    }

    [TestMethod]
    public void Fetch_ContentDamaged_WritesNothing()
    {
        Open(_folder.Write("recipe.json", "{}"));
        FakeStudies.Execute(_place, "UPDATE edgenet_file SET content = 'x'");
        Assert.Contains("the file 'recipe.json' of 'm' is not what was stored", Refusal(_there.Path));
        Assert.IsEmpty(_there.FileNames);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _there.Dispose();
    }

    private void Open(params string[] files) => Study.Open(_place, "m", FakeStudies.Identity, 8, new StudySettings { Files = files }).Dispose();

    private string Refusal(string folder) => Assert.ThrowsExactly<InputException>(() => StudyFiles.Fetch(_place, "m", folder)).Message;
}
