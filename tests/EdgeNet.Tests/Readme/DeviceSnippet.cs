namespace EdgeNet.Tests.Readme;

/// <summary>The device code of the README, compiled; a test holds the two equal.</summary>
internal static class DeviceSnippet
{
    public static (bool IsMine, float Probability) Run(byte[] bytes)
    {
#pragma warning disable CA2201 // as short as a README wants it
        Model model = Model.Load(bytes);              // checks everything once, allocates every buffer
        if (!model.SelfTest())                        // runs the golden vectors: this machine computes what the PC computed
        {
            throw new Exception("This device does not compute what the PC computed.");
        }

        float[] echo = new float[model.InputCount];   // raw sensor values; no scaling of your own
        bool isMine = model.Classify(echo);           // integers only, allocates nothing
        float probability = model.Predict(echo);      // 0 to 1
#pragma warning restore CA2201
        return (isMine, probability);
    }

    public static (string State, int Decisions) Watch(byte[] bytes, RecordedSensor sensor)
    {
        string state = string.Empty;
        int decisions = 0;
        Pipeline pipeline = Pipeline.Load(bytes);        // in EdgeNet.Streams; SelfTest() runs golden windows of readings
        pipeline.StateChanged += p => Show(p.StateLabel);
        while (sensor.Read(out int x, out int y, out int z)) // counts, at the rate of the recipe
        {
            if (pipeline.Add(x, y, z))                   // true when a window was decided; allocates nothing
            {
                Log(pipeline.State, pipeline.Probability, pipeline.MillisecondsSinceChange);
            }
        }

        return (state, decisions);

        void Show(string label) => state = label;

        void Log(int number, float probability, long sinceChange) =>
            decisions += number >= Pipeline.Unknown && probability is >= 0 and <= 1 && sinceChange >= 0 ? 1 : 0;
    }
}
