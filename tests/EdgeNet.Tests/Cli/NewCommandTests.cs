using System.Globalization;
using System.Text;
using EdgeNet.Cli;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Cli;

[TestClass]
public class NewCommandTests
{
    [TestMethod]
    [DataRow("iris.csv", "iris", "\"classes\": [\"setosa\", \"versicolor\", \"virginica\"]")]
    [DataRow("sonar.csv", "sonar", "\"classes\": [\"mine\", \"rock\"]")]
    public void New_FromATable_MakesARecipeThatTrains(string file, string model, string classes)
    {
        using var folder = new TemporaryFolder();
        string made = folder.Combine("made");
        CliRun run = CliRun.Of("new", made, "--from", Path.Combine(TestData.ModelFolder(model), file));
        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains($"Next: edgenet train {made}", run.Output);
        string recipe = File.ReadAllText(Path.Combine(made, "recipe.json"));
        Assert.Contains(classes, recipe);
        CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(TestData.ModelFolder(model), file)), File.ReadAllBytes(Path.Combine(made, file)));
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", made).ExitCode);
    }

    [TestMethod]
    public void New_ColumnsThatAreNoInputs_LeavesThemOutAndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        var csv = new StringBuilder("nr,patient_id,machine,colour,empty,same,twin,a,code,kind\n");
        var random = new Random(3);
        for (int r = 0; r < 120; r++)
        {
            int kind = random.Next(2);
            double a = random.NextDouble() + (0.3 * kind);
            csv.Append(CultureInfo.InvariantCulture, $"{r},{100_000 + random.Next(50_000)},m{r / 10},{(r % 3 == 0 ? "red" : "blue")},,7,{a:F4},{a:F4},{10 + kind},{(kind == 1 ? "worn" : "normal")}\n");
        }

        folder.Write("d.csv", csv.ToString());
        CliRun run = CliRun.Of("new", folder.Combine("m"), "--from", folder.Combine("d.csv"));
        Assert.AreEqual(string.Empty, run.Error);
        string recipe = File.ReadAllText(folder.Combine("m/recipe.json"));
        Assert.Contains("\"ignore\": [\"nr\", \"patient_id\", \"colour\", \"empty\", \"same\", \"code\", \"a\"]", recipe);
        Assert.Contains("\"group\": \"machine\"", recipe);
        Assert.Contains("\"classes\": [\"normal\", \"worn\"]", recipe);
        Assert.Contains("Left out 'code': it gives the label away: is 10 for 'normal', 11 for 'worn' in every row.", run.Output);
        Assert.Contains("Left out 'colour': text such as 'red', and inputs are numbers; write it in numbers if the board has it.", run.Output);
        Assert.Contains("Rows with the same 'machine' stay in one part", run.Output);
        CliRun train = CliRun.Of("train", folder.Combine("m"));
        Assert.AreEqual(ExitCode.Success, train.ExitCode, train.Error);
        Assert.DoesNotContain("row-numbers", train.Output);
    }

    [TestMethod]
    public void New_Gaps_LeavesRowsOutUnlessAColumnHasMany()
    {
        using var folder = new TemporaryFolder();
        var csv = new StringBuilder("a,b,rare,kind\n");
        for (int r = 0; r < 100; r++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{(r * 37) % 50},{(r == 4 ? "NA" : $"{(r * 53) % 40}")},{(r % 2 == 0 ? "?" : $"{(r * 7) % 11}")},{(r == 9 ? string.Empty : r % 4 == 0 ? "x" : "y")}\n");
        }

        folder.Write("d.csv", csv.ToString());
        CliRun run = CliRun.Of("new", folder.Combine("m"), "--from", folder.Combine("d.csv"), "--label", "kind");
        Assert.AreEqual(string.Empty, run.Error);
        Assert.Contains("Left out 'rare': gaps in 50 of 100 rows.", run.Output);
        Assert.Contains("Left out 2 rows of 100 with a gap, the first in line 6: 'b' has a gap in 1, the label has a gap in 1.", run.Output);
        string[] lines = File.ReadAllLines(folder.Combine("m/d-prepared.csv"));
        Assert.HasCount(99, lines);
        Assert.AreEqual("a,b,rare,kind", lines[0]);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Combine("m")).ExitCode);
    }

    [TestMethod]
    public void New_NumbersAsLabel_AreClassesWhereFewAndWhole()
    {
        using var folder = new TemporaryFolder();
        string[] rows = [.. Enumerable.Range(0, 200).Select(r => string.Create(CultureInfo.InvariantCulture, $"{(r * 37) % 101},{r % 5},{r % 2},{r * 0.37 % 9:F3}"))];
        folder.Write("d.csv", $"a,grade,flag,weight\n{string.Join('\n', rows)}\n");
        Assert.Contains("\"classes\": [\"0\", \"1\", \"2\", \"3\", \"4\"]", RecipeFor("grade"));
        Assert.Contains("\"classes\": [\"0\", \"1\"]", RecipeFor("flag"));
        Assert.Contains("\"output\": \"linear\"", RecipeFor("weight"));
        Assert.Contains("\"output\": \"linear\"", RecipeFor("grade", "--quantity"));
        Assert.Contains("\"classes\": [\"4\", \"3\", \"2\", \"1\", \"0\"]", RecipeFor("grade", "--classes", "4,3,2,1,0"));

        string RecipeFor(string label, params string[] more)
        {
            string made = folder.Combine("m");
            if (Directory.Exists(made))
            {
                Directory.Delete(made, recursive: true);
            }

            CliRun run = CliRun.Of(["new", made, "--from", folder.Combine("d.csv"), "--label", label, .. more]);
            Assert.AreEqual(string.Empty, run.Error);
            Assert.AreEqual(ExitCode.Success, CliRun.Of("train", made).ExitCode);
            return File.ReadAllText(Path.Combine(made, "recipe.json"));
        }
    }

    [TestMethod]
    [DataRow("a,kind\n1,x\n2,x\n", "d.csv, line 1: the column 'kind' has only 'x', so there is nothing to tell apart; add rows of another class, or name another column with --label.")]
    [DataRow("a,kind\nq,x\nr,y\n", "d.csv, line 1: no column of numbers is left for the inputs. Left out 'a': text such as 'q', and inputs are numbers; write it in numbers if the board has it.")]
    [DataRow("a,b\n1,2\n", "d.csv, line 1: no column is called 'kind'; there are a, b.")]
    [DataRow("a;kind\n1;x\n", "d.csv, line 1: the cells are separated by ';'; write commas between them, and a point in numbers like 0.25.")]
    [DataRow("a,kind\n,x\n,y\n", "d.csv, line 1: no column of numbers is left for the inputs. Left out 'a': it is empty.")]
    [DataRow("5.1,3.5,x\n4.9,3.0,y\n", "d.csv, line 1: is a row of numbers, such as 5.1, 3.5, and must name the columns; put a line with names above it.")]
    [DataRow("", "d.csv: the file is empty; its first line names the columns.")]
    public void New_TableThatCannotBeUsed_SaysWhyAndMakesNothing(string csv, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", csv);
        CliRun.Of("new", folder.Combine("m"), "--from", folder.Combine("d.csv"), "--label", "kind").ShouldFail(ExitCode.BadInput, message);
        Assert.IsFalse(Directory.Exists(folder.Combine("m")));
    }

    [TestMethod]
    public void New_LabelsThatDiffer_ByNotationAreOneClassAndByCaseAreNamed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", "a,code,kind\n" + string.Concat(Enumerable.Range(0, 60).Select(r => FormattableString.Invariant($"{(r * 37) % 23},{(r % 3 == 0 ? "1" : r % 3 == 1 ? "1.0" : "2")},{(r % 3 == 0 ? "OK" : r % 3 == 1 ? "ok" : "bad")}\n"))));
        CliRun.Of("new", folder.Combine("m"), "--from", folder.Combine("d.csv"), "--label", "code", "--ignore", "kind");
        Assert.Contains("\"classes\": [\"1\", \"2\"]", File.ReadAllText(folder.Combine("m/recipe.json")));
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Combine("m")).ExitCode);
        CliRun run = CliRun.Of("new", folder.Combine("n"), "--from", folder.Combine("d.csv"), "--label", "kind");
        Assert.Contains("Careful: 'OK' and 'ok' are different classes here; if they are one, write it alike in the table.", run.Output);
    }

    [TestMethod]
    public void New_ClassThatTrainingRefuses_IsRefusedAtOnce()
    {
        using var folder = new TemporaryFolder();
        string longName = new('x', 65);
        folder.Write("d.csv", "a,kind\n" + string.Concat(Enumerable.Range(0, 60).Select(r => FormattableString.Invariant($"{(r * 37) % 23},{(r % 2 == 0 ? longName : "y")}\n"))));
        CliRun.Of("new", folder.Combine("m"), "--from", folder.Combine("d.csv")).ShouldFail(
            ExitCode.BadRecipe, $"recipe.json: '{longName}' in 'classes' is longer than 64 characters; shorten it.");
        Assert.IsFalse(Directory.Exists(folder.Combine("m")));
    }

    [TestMethod]
    public void New_ColumnThatTellsTheClassOrHasCommas_SaysSo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", "a,price,code,failed\n" + string.Concat(Enumerable.Range(0, 90).Select(r => FormattableString.Invariant($"{(r * 37) % 23},\"{1 + r},{100 + r}\",{(r % 3 == 0 ? 11 + (r % 4) : 0)},{(r % 3 == 0 ? "TRUE" : "FALSE")}\n"))));
        CliRun run = CliRun.Of("new", folder.Combine("m"), "--from", folder.Combine("d.csv"), "--label", "failed");
        Assert.Contains("Careful: 'code' by itself tells the class in every row.", run.Output);
        Assert.Contains("Left out 'price': text such as '1,100', and inputs are numbers; write 1100, without commas.", run.Output);
        folder.Write("s.csv", "sample,900,902,904,kind\n" + string.Concat(Enumerable.Range(0, 40).Select(r => FormattableString.Invariant($"s{r},{(r * 37) % 23},{(r * 7) % 11},{(r * 3) % 7},{(r % 2 == 0 ? "p" : "q")}\n"))));
        Assert.Contains("Inputs: 3 columns, '900', '902', '904'.", CliRun.Of("new", folder.Combine("s"), "--from", folder.Combine("s.csv"), "--label", "kind").Output);
    }

    [TestMethod]
    [DataRow(200, true)]
    [DataRow(320, false)]
    public void New_ManyInputs_SaysWhetherThereWillBeAClass(int inputs, bool isClass)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(5);
        folder.Write("d.csv", string.Concat(Enumerable.Range(0, inputs).Select(c => $"c{c},")) + "kind\n" + string.Concat(Enumerable.Range(0, 60).Select(
            r => string.Concat(Enumerable.Range(0, inputs).Select(c => FormattableString.Invariant($"{random.NextDouble():F4},"))) + (r % 2 == 0 ? "x\n" : "y\n"))));
        CliRun run = CliRun.Of("new", folder.Combine("m"), "--from", folder.Combine("d.csv"));
        Assert.AreEqual(!isClass, run.Output.Contains("too large for a C# class", StringComparison.Ordinal), run.Output);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Combine("m"), "--set", "training.epochs=3").ExitCode);
        Assert.AreEqual(isClass, File.Exists(folder.Combine("m/MModel.cs")));
    }

    [TestMethod]
    public void New_RowsLostFromOneClass_SaysSo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", "a,kind\n" + string.Concat(Enumerable.Range(0, 300).Select(r => FormattableString.Invariant($"{(r % 2 == 1 && r % 6 == 1 ? ">999" : $"{(r * 37) % 50}")},{(r % 2 == 1 ? "high" : "low")}\n"))));
        CliRun run = CliRun.Of("new", folder.Combine("m"), "--from", folder.Combine("d.csv"));
        Assert.Contains("Left out 50 rows of 300 with a gap, the first in line 3: 'a' has no number in 50 of them, such as '>999' in line 3.", run.Output);
        Assert.Contains("Careful: 50 of the 150 rows of 'high' are among them.", run.Output);
    }

    [TestMethod]
    public void New_NamesThatLookLikeSomethingElse_AreTakenAsTheyAreMeant()
    {
        using var folder = new TemporaryFolder();
        string[] ions = ["Na", "K", "Li"];
        folder.Write("ions.csv", "0,1,2,ion\n" + string.Concat(Enumerable.Range(0, 90).Select(r => FormattableString.Invariant($"{(r * 37) % 23},{(r * 7) % 11},{(r * 3) % 13},{ions[r % 3]}\n"))));
        Assert.Contains("3 classes: K, Li, Na.", CliRun.Of("new", folder.Combine("i"), "--from", folder.Combine("ions.csv")).Output);
        folder.Write("move.csv", "x,y,z,gesture\n" + string.Concat(Enumerable.Range(0, 90).Select(r => FormattableString.Invariant($"{(r * 37) % 23},{(r * 7) % 11},{(r * 3) % 13},{ions[r % 2]}\n"))));
        Assert.Contains("Label: 'gesture'", CliRun.Of("new", folder.Combine("g"), "--from", folder.Combine("move.csv")).Output);
        folder.Write("two.csv", "state,a,target\n" + string.Concat(Enumerable.Range(0, 90).Select(r => FormattableString.Invariant($"{ions[r % 3]},{(r * 7) % 11},{r % 2}\n"))));
        CliRun.Of("new", folder.Combine("t"), "--from", folder.Combine("two.csv")).ShouldFail(
            ExitCode.BadInput, "two.csv, line 1: which column is the label? Name it with --label; the columns are state, target.");
        Assert.Contains("Label: 'target'", CliRun.Of("new", folder.Combine("t"), "--from", folder.Combine("two.csv"), "--ignore", "state").Output);
        folder.Write("many.csv", "who,a\n" + string.Concat(Enumerable.Range(0, 1200).Select(r => FormattableString.Invariant($"p{r},{(r * 7) % 11}\n"))));
        CliRun.Of("new", folder.Combine("w"), "--from", folder.Combine("many.csv"), "--label", "who", "--classes", "p1,p2").ShouldFail(
            ExitCode.BadInput, "many.csv, line 1: the column 'who' has more than 1,000 different texts, too many for classes; name the column with the class with --label.");
        folder.Write("group.csv", "subject,a,kind\n" + string.Concat(Enumerable.Range(0, 90).Select(r => FormattableString.Invariant($"s{r % 9},{(r * 7) % 11},{ions[r % 2]}\n"))));
        Assert.DoesNotContain("stay in one part", CliRun.Of("new", folder.Combine("s"), "--from", folder.Combine("group.csv"), "--ignore", "subject").Output);
        folder.Write("flag.csv", "a,flag\n" + string.Concat(Enumerable.Range(0, 90).Select(r => FormattableString.Invariant($"{(r * 7) % 11},{(r % 3 == 0 ? "True" : "False")}\n"))));
        Assert.AreEqual(ExitCode.Success, CliRun.Of("new", folder.Combine("f"), "--from", folder.Combine("flag.csv"), "--label", "flag", "--quantity").ExitCode);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Combine("f"), "--set", "training.epochs=30").ExitCode);
    }

    [TestMethod]
    public void New_RecipeThere_IsNotWrittenOver()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", "a,kind\n1,x\n2,y\n3,x\n4,y\n");
        folder.Write("recipe.json", "{}");
        CliRun.Of("new", folder.Path, "--from", folder.Combine("d.csv")).ShouldFail(
            ExitCode.BadInput, $"{folder.Combine("recipe.json")}: is there already; choose another name, or move it away.");
        Assert.AreEqual("{}", File.ReadAllText(folder.Combine("recipe.json")));
    }

    [TestMethod]
    public void Train_Table_SaysThatItIsOneAndHowToMakeTheRecipe()
    {
        using var folder = new TemporaryFolder();
        folder.Write("my data.csv", "a,kind,b\n1,x,2\n");
        string path = folder.Combine("my data.csv");
        CliRun.Of("train", path).ShouldFail(
            ExitCode.BadRecipe, $"{path}: that is a table, and this takes a recipe: 'edgenet new my-data --from \"{path}\" --label kind' makes one for it.");
    }

    [TestMethod]
    public void New_TableOfR_TakesRowNumbersWithoutANameAndLogicals()
    {
        using var folder = new TemporaryFolder();
        string[] rows = [.. Enumerable.Range(0, 80).Select(r => FormattableString.Invariant($"\"{r + 1}\",{(r % 3 == 0 ? "TRUE" : "FALSE")},{(r * 37) % 50},{(r % 4 == 0 ? "\"cat\"" : "\"dog\"")}"))];
        folder.Write("r.csv", "\"\",\"hair\",\"legs\",\"type\"\n" + string.Join('\n', rows) + "\n");
        CliRun run = CliRun.Of("new", folder.Combine("m"), "--from", folder.Combine("r.csv"));
        Assert.AreEqual(string.Empty, run.Error);
        Assert.Contains("Left out 'row': by its name and its many different whole numbers it says which row it is.", run.Output);
        Assert.Contains("Wrote 1 for true and 0 for false in 'hair'", run.Output);
        Assert.AreEqual("1,1,0,cat", File.ReadAllLines(folder.Combine("m/r-prepared.csv"))[1]);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", folder.Combine("m")).ExitCode);
        Assert.AreEqual(
            CliRun.Of("run", folder.Combine("m/m.edgenet"), folder.Combine("m/r-prepared.csv"), "--label", "type").Output,
            CliRun.Of("run", folder.Combine("m/m.edgenet"), folder.Combine("r.csv"), "--label", "type").Output,
            "the table as R wrote it runs too");
    }

    [TestMethod]
    public void New_SemicolonsAndQuotes_NamesTheSeparator()
    {
        using var folder = new TemporaryFolder();
        folder.Write("d.csv", "\"a\";\"kind\"\n1,5;\"x\"\n");
        CliRun.Of("new", folder.Combine("m"), "--from", folder.Combine("d.csv")).ShouldFail(
            ExitCode.BadInput, "d.csv, line 1: the cells are separated by ';'; write commas between them, and a point in numbers like 0.25.");
    }

    [TestMethod]
    [DataRow("MyFan", "MyFan", false)]
    [DataRow("motor_3", "Motor3", true)]
    public void New_WithoutATable_MakesTheTemplatesProjectWhichTrains(string name, string className, bool isStream)
    {
        using var folder = new TemporaryFolder();
        string made = folder.Combine(name);
        CliRun run = CliRun.Of(["new", made, .. (string[])(isStream ? ["--stream"] : [])]);
        Assert.AreEqual((string.Empty, ExitCode.Success), (run.Error, run.ExitCode));
        using var template = new Templates.TemplateFolder(isStream ? "stream" : "classifier", name);
        foreach (string file in Directory.EnumerateFiles(template.Path, "*", SearchOption.AllDirectories))
        {
            string path = Path.Combine(made, Path.GetRelativePath(template.Path, file));
            Assert.IsTrue(File.Exists(path), path);
            if (Path.GetExtension(path) is ".json" or ".cs" or ".csv" or ".md")
            {
                Assert.AreEqual(File.ReadAllText(file), File.ReadAllText(path));
            }
        }

        CollectionAssert.AreEqual(RecipeSchema.ToBytes(), File.ReadAllBytes(Path.Combine(made, "recipe.schema.json")));
        CliRun train = CliRun.Of("train", made);
        Assert.AreEqual(ExitCode.Success, train.ExitCode, train.Error);
        Assert.DoesNotContain("Warning", train.Output);
        Assert.IsTrue(File.Exists(Path.Combine(made, $"{className}Model.cs")));
        Assert.DoesNotContain("B3C51C52", File.ReadAllText(Path.Combine(made, $"{name}.sln")), "each project has a GUID of its own");
    }

    [TestMethod]
    [DataRow("iris", "iris.csv", "species")]
    [DataRow("winding", "winding.csv", "winding_c")]
    public void New_FromATable_WritesAProgramThatCompilesForTheDevice(string model, string file, string label)
    {
        using var folder = new TemporaryFolder();
        string made = folder.Combine("unit-4");
        Assert.AreEqual(ExitCode.Success, CliRun.Of("new", made, "--from", Path.Combine(TestData.ModelFolder(model), file), "--label", label).ExitCode);
        Assert.AreEqual(ExitCode.Success, CliRun.Of("train", made, "--set", "training.epochs=30").ExitCode);
        string[] sources = [.. ((string[])["device/Program.cs", "Unit4Model.cs", "Unit4Model.Golden.cs"]).Select(path => Path.Combine(made, path))];
        using Mono.Cecil.ModuleDefinition module = Device.DeviceCompiler.CompileFiles("unit-4", sources);
        Assert.Contains("reading[0] = ", File.ReadAllText(sources[0]));
        Assert.DoesNotContain("synthetic", File.ReadAllText(Path.Combine(made, "README.md")));
    }
}
