using EdgeNet.Cli;
using EdgeNet.Networks.Layers;
using EdgeNet.Tests.Cli;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tests.Data.Images;

[TestClass]
public class RecipeImagesTests
{
    [TestMethod]
    public void Read_Images_TakesTheFoldersAsClasses()
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        folder.Write("recipe.json", """{ "name": "m", "images": { "width": 16, "height": 12, "grey": true } }""");
        Recipe recipe = RecipeReader.Read(folder.Path);

        Assert.AreEqual(new ImageShape(16, 12, IsGrey: true), recipe.Images);
        CollectionAssert.AreEqual((string[])["dark", "light"], recipe.Classes.ToArray());
        Assert.AreEqual(folder.Path, recipe.DataPath);
        Assert.AreEqual(LearningTask.Binary, recipe.Task);
    }

    [TestMethod]
    public void Read_ClassesInAnotherOrder_AreInThatOrder()
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        folder.Write("recipe.json", """{ "name": "m", "images": {}, "classes": ["light", "dark"] }""");
        Recipe recipe = RecipeReader.Read(folder.Path);
        CollectionAssert.AreEqual((string[])["light", "dark"], RecipeData.Read(recipe).ClassNames.ToArray());
        Assert.AreEqual(ImageShape.Default, recipe.Images);
    }

    [TestMethod]
    [DataRow(""" "images": {}, "data": "d.csv" """, "'images' and 'data' exclude each other: 'images' is for folders of images, each of them a class, 'data' for a table; remove one.")]
    [DataRow(""" "images": {}, "label": "kind" """, "'images' and 'label' exclude each other: 'images' is for folders of images, each of them a class, 'label' for a table; remove one.")]
    [DataRow(""" "images": { "size": 5 } """, "unknown key 'images.size'; the keys here are width, height, grey.")]
    [DataRow(""" "images": { "width": 0 } """, "'images.width' must be a whole number from 1 to 1024, and is 0.")]
    [DataRow(""" "images": { "grey": "yes" } """, "'images.grey' must be true or false, and is \"yes\".")]
    [DataRow(""" "images": true """, "'images' must be an object in braces, and is true.")]
    [DataRow(""" "images": { "width": 256, "height": 256 } """, "256 x 256 pixels are 196608 inputs, and 65535 are the most; choose a smaller size or grey.")]
    [DataRow(""" "images": {}, "readings": { "lowest": 0, "highest": 4095 } """, "'readings' is 0 to 4095; those of images are 0 to 255. Correct it or leave it out.")]
    public void Read_WrongKey_SaysSoInOneLine(string keys, string line)
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        folder.Write("recipe.json", $$"""{ "name": "m", {{keys}} }""");
        CliRun.Of("train", folder.Path).ShouldFail(ExitCode.BadRecipe, $"recipe.json: {line}");
    }

    [TestMethod]
    [DataRow(""" ["dark", "bright"] """, "no folder is called 'bright', as 'classes' names it; the folders are dark, grey, light.")]
    [DataRow(""" ["dark", "light"] """, "the folder 'grey' is not among 'classes'; name it there or move it away.")]
    public void Read_ClassesThatAreNotTheFolders_NamesTheDifference(string classes, string line)
    {
        using TemporaryFolder folder = ImageFiles.DarkAndLight();
        folder.Write("grey", "1.png", ImageFiles.Plain(4, 4, 100));
        folder.Write("recipe.json", $$"""{ "name": "m", "images": {}, "classes": {{classes}} }""");
        CliRun.Of("train", folder.Path).ShouldFail(ExitCode.BadInput, $"{Path.GetFileName(folder.Path)}: {line}");
    }
}
