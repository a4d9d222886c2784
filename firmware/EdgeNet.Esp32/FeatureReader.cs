namespace EdgeNet.Esp32
{
    /// <summary>Reads the sensors.</summary>
    /// <param name="features">To be filled with raw values in the order of training, shape (n[0]). The same array every time.</param>
    public delegate void FeatureReader(float[] features);
}
