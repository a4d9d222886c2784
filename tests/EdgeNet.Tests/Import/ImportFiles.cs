using System.Globalization;
using EdgeNet.Interchange;

namespace EdgeNet.Tests.Import;

/// <summary>Networks that other frameworks wrote, with what they computed.</summary>
internal static class ImportFiles
{
    public static string Folder => Path.Combine(TestData.RepositoryFolder(), "tests", "EdgeNet.Tests", "Import", "Files");

    public static string Of(string name) => Path.Combine(Folder, name);

    /// <summary>A file of the data beside the repository; the test is inconclusive where it is not there.</summary>
    public static string Shared(params string[] place)
    {
        string path = Path.Combine([Path.GetDirectoryName(TestData.RepositoryFolder())!, "shared", "data", .. place]);
        path = Path.Exists(path) ? path : Path.Combine([TestData.RepositoryFolder(), "..", "..", "shared", "data", .. place]);
        if (!Path.Exists(path))
        {
            Assert.Inconclusive($"{Path.Combine(place)} is not in ../shared/data.");
        }

        return path;
    }

    /// <summary>The inputs of MLPerf Tiny's autoencoder of one recording: five frames of 128 numbers each.</summary>
    public static float[][] ToyCarWindows()
    {
        const int Mels = 128, Frames = 5;
        byte[] bytes = File.ReadAllBytes(Shared("mlperf-ad", "normal_id_01_00000000_hist_librosa.bin"));
        var spectrogram = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, spectrogram, 0, bytes.Length);
        return [.. Enumerable.Range(0, (spectrogram.Length / Mels) - Frames + 1).Select(frame => spectrogram[(frame * Mels)..((frame + Frames) * Mels)])];
    }

    public static double[][] Rows(string path, bool hasHeader = false) =>
        [.. File.ReadLines(path).Skip(hasHeader ? 1 : 0).Where(line => line.Length > 0).Select(line => line.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())];

    /// <summary>Requires that a network gives the outputs of its framework.</summary>
    public static void ShouldAgree(ImportedNetwork network, double[][] inputs, double[][] outputs, double tolerance = 1e-5)
    {
        Assert.AreNotEqual(0, inputs.Length);
        for (int row = 0; row < inputs.Length; row++)
        {
            double[] actual = ImportedForward.Of(network, inputs[row]);
            Assert.HasCount(outputs[row].Length, actual);
            for (int j = 0; j < actual.Length; j++)
            {
                Assert.AreEqual(outputs[row][j], actual[j], tolerance * Math.Max(1, Math.Abs(outputs[row][j])), $"output {j} of row {row}");
            }
        }
    }
}
