namespace EdgeNet.DeviceTests
{
    /// <summary>Model files small enough to compute by hand.</summary>
    public static class SmallModels
    {
        /// <summary>Where the golden vectors of <see cref="OneLayer"/> end: the last logit is 8 bytes before the end of the file.</summary>
        public const int LastGoldenLogitFromEnd = 8;

        /// <summary>Bytes of a golden vector of either model: two inputs and the logit.</summary>
        public const int GoldenLength = 12;

        /// <summary>
        /// <c>logit = 3·code[0] - 2·code[1] + 7</c> with <c>code[0] = round(x[0]) - 128</c> and <c>code[1] = round(2·x[1]) - 128</c>;
        /// positive from 10 on; three golden vectors.
        /// </summary>
        public static byte[] OneLayer()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 1, 3, 0, 0.01f, 10, "toy", "rock", "mine");
            file.WriteInputs(new float[] { 1f, 2f }, new float[] { 0.5f, 0.5f });
            file.WriteLayer(4, 0, 0, new int[] { 7 }, null, null, new sbyte[] { 3, -2 });
            file.WriteGoldenVector(new float[] { 128f, 64f }, 7);
            file.WriteGoldenVector(new float[] { 130f, 60f }, 29);
            file.WriteGoldenVector(new float[] { 1000f, -1000f }, 644);
            return file.ToFile();
        }

        /// <summary>
        /// Two leaky units, whose inputs are their own codes: half of what is positive and an eighth of what is not, all and a quarter; the
        /// zero point is -3. Then <c>logit = 7·code[0] - 9·code[1] + 100</c>.
        /// </summary>
        public static byte[] TwoLayers()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 2, 2, 0, 0.5f, 100, string.Empty, "no", "yes");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteLayer(2, 4, -3, new int[] { 3, -4 }, new int[] { 8, 16 }, new int[] { 2, 4 }, new sbyte[] { 10, 5, -10, 5 });
            file.WriteLayer(4, 0, 0, new int[] { 100 }, null, null, new sbyte[] { 7, -9 });
            file.WriteGoldenVector(new float[] { 2f, 1f }, 249);
            file.WriteGoldenVector(new float[] { -1f, 0f }, 45);
            return file.ToFile();
        }

        /// <summary>One tabulated unit of the given activation, 3 (tanh) or 4 (sigmoid): <c>logit = table[input + 512]</c>.</summary>
        public static byte[] Tabulated(int activation)
        {
            var file = new ModelBytes();
            file.WriteHeader(1, 2, 1, 1024, 1f, 0, "table", "-", "+");
            file.WriteInputs(new float[] { 1f }, new float[] { 128.5f });
            file.WriteLayer(activation, 1, 0, new int[] { 0 }, new int[] { 2 }, null, new sbyte[] { 1 });
            file.WriteLayer(4, 0, 0, new int[] { 0 }, null, null, new sbyte[] { 1 });
            file.WriteTable(Table());
            file.WriteGoldenVector(new float[] { 100f }, 25);
            return file.ToFile();
        }

        /// <summary>
        /// Inputs are their own codes. Two prototypes: <c>(3·(x[0] - 10)² + (x[1] + 20)²) &gt;&gt; 1</c>, and <c>((x[0] + 50)² + 2·x[1]²) &gt;&gt; 1</c> and 5 more;
        /// unusual from 100 on.
        /// </summary>
        public static byte[] Anomaly()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 0, 3, 0, 1f, 100, "usual", "normal", "unusual");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteHead(1, 1, 100, new int[] { 0, 5 }, new sbyte[] { 10, -20, -50, 0 }, new ushort[] { 3, 1, 1, 2 });
            file.WriteGoldenVector(new float[] { 10f, -20f }, 0);
            file.WriteGoldenVector(new float[] { 20f, -20f }, 150);
            file.WriteGoldenVector(new float[] { -48f, 3f }, 16);
            file.WriteNoNames();
            return file.ToFile();
        }

        /// <summary>Two prototypes, (-100, 0) with the widths 65,535 and 1, and (100, 10) with 1 and 65,535: inputs may be farther from both than distances go.</summary>
        public static byte[] FarAnomaly()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 0, 1, 0, 1f, 100, "far", "normal", "unusual");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteHead(1, 0, 100, new int[] { 0, 0 }, new sbyte[] { -100, 0, 100, 10 }, new ushort[] { 65535, 1, 1, 65535 });
            file.WriteGoldenVector(new float[] { 127f, -128f }, 1 << 30);
            file.WriteNoNames();
            return file.ToFile();
        }

        /// <summary>
        /// Inputs are their own codes. Two prototypes, <c>5·((x[0])² + (x[1] - 10)²)</c>, and the same from (60, -60); unusual from 200 on. It learns from 6 examples and
        /// calibrates by 4, of which the second farthest is the threshold; refused beyond 2,400, no prototype farther than 1,200, four refused are too many; a prototype counts as 2.
        /// </summary>
        public static byte[] Learning()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 0, 2, 0, 1f, 200, "learns", "normal", "unusual");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteHead(1, 3, 200, new int[] { 0, 0 }, new sbyte[] { 0, 10, 60, -60 }, new ushort[] { 40, 40, 40, 40 });
            file.WriteLearning(new int[] { 6, 4, 2400, 1200, 0 }, new int[] { 2, 2, 1, 1 }, 3);
            file.WriteGoldenVector(new float[] { 4f, 10f }, 80);
            file.WriteGoldenVector(new float[] { 60f, -59f }, 5);
            file.WriteNoNames();
            return file.ToFile();
        }

        /// <summary>Three classes, each of the ReLU unit that is the code of its input.</summary>
        public static byte[] Adaptable()
        {
            var file = new ModelBytes();
            file.WriteHeader(3, 2, 1, 0, 0.0003f, 0, "user", "a", "b", new string[] { "c" });
            file.WriteInputs(new float[] { 1f, 1f, 1f }, new float[] { 128.5f, 128.5f, 128.5f });
            file.WriteLayer(1, 1, -128, new int[] { 0, 0, 0 }, new int[] { 4, 4, 4 }, null, new sbyte[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 });
            file.WriteLayer(5, 0, 0, new int[] { 0, 0, 0 }, null, null, new sbyte[] { 40, 0, 0, 0, 40, 0, 0, 0, 40 });
            file.WriteGoldenVector(new float[] { 10f, 0f, 20f }, -4320, -5120, -3520);
            return file.ToFile();
        }

        /// <summary>Two classes, of two ReLU units that are the codes of their inputs: positive where the first is larger.</summary>
        public static byte[] AdaptableTwo()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 2, 1, 0, 0.0003f, 0, "user", "no", "yes");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteLayer(1, 1, -128, new int[] { 0, 0 }, new int[] { 4, 4 }, null, new sbyte[] { 1, 0, 0, 1 });
            file.WriteLayer(4, 0, 0, new int[] { 0 }, null, null, new sbyte[] { 40, -40 });
            file.WriteGoldenVector(new float[] { 10f, 0f }, 800);
            return file.ToFile();
        }

        /// <summary>Two linear units with the codes x[0] + x[1] and x[0] - x[1]; the distance from (0, 0) is the sum of their squares, and unusual from 50 on.</summary>
        public static byte[] EncodedAnomaly()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 1, 1, 0, 1f, 50, "rotated", "normal", "unusual");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteLayer(0, 1, 0, new int[] { 0, 0 }, new int[] { 2, 2 }, null, new sbyte[] { 1, 1, 1, -1 });
            file.WriteHead(1, 0, 50, new int[] { 0 }, new sbyte[] { 0, 0 }, null);
            file.WriteGoldenVector(new float[] { 3f, 1f }, 20);
            file.WriteNoNames();
            return file.ToFile();
        }

        /// <summary>
        /// One unit with the code <c>x[0] + x[1]</c>, and two that both give half of it, to be compared with the inputs:
        /// <c>2·(half - x[0])² + (half - x[1])²</c>, unusual from 9 on.
        /// </summary>
        public static byte[] Reconstruction()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 2, 2, 0, 1f, 9, "copy", "normal", "unusual");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteLayer(0, 1, 0, new int[] { 0 }, new int[] { 2 }, null, new sbyte[] { 1, 1 });
            file.WriteLayer(0, 1, 0, new int[] { 0, 0 }, new int[] { 1, 1 }, null, new sbyte[] { 1, 1 });
            file.WriteHead(2, 0, 9, new int[] { 0 }, null, new ushort[] { 2, 1 });
            file.WriteGoldenVector(new float[] { 4f, 4f }, 0);
            file.WriteGoldenVector(new float[] { 10f, 2f }, 48);
            file.WriteNoNames();
            return file.ToFile();
        }

        /// <summary>
        /// <see cref="OneLayer"/> with <c>logit = 3·code[0] - 2·code[1] + 7</c>, which is familiar with inputs whose codes are near (0, 0): the distance is
        /// the sum of the squares, and unfamiliar from 400 on.
        /// </summary>
        public static byte[] Familiar()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 1, 2, 0, 0.01f, 10, "toy", "rock", "mine");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteLayer(4, 0, 0, new int[] { 7 }, null, null, new sbyte[] { 3, -2 });
            file.WriteHead(4, 0, 400, new int[] { 0 }, new sbyte[] { 0, 0 }, null);
            file.WriteGoldenVector(new float[] { 3f, 4f }, 8, 25);
            file.WriteGoldenVector(new float[] { 30f, -40f }, 177, 2500);
            file.WriteNoNames();
            return file.ToFile();
        }

        /// <summary>A model of two inputs that may be missing, and are 3 and 4 then: 3·x1 - 2·x2 + 7.</summary>
        public static byte[] Filled()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 1, 2, 0, 0.01f, 10, "toy", "rock", "mine");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteFills(new float[] { 3f, 4f });
            file.WriteLayer(4, 0, 0, new int[] { 7 }, null, null, new sbyte[] { 3, -2 });
            file.WriteGoldenVector(new float[] { 30f, -40f }, 177);
            file.WriteGoldenVector(new float[] { float.NaN, float.NaN }, 8);
            file.WriteNoNames();
            return file.ToFile();
        }

        /// <summary><see cref="Familiar"/> with the inputs of <see cref="Filled"/>.</summary>
        public static byte[] FilledAndFamiliar()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 1, 2, 0, 0.01f, 10, "toy", "rock", "mine");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteFills(new float[] { 3f, 4f });
            file.WriteLayer(4, 0, 0, new int[] { 7 }, null, null, new sbyte[] { 3, -2 });
            file.WriteHead(4, 0, 400, new int[] { 0 }, new sbyte[] { 0, 0 }, null);
            file.WriteGoldenVector(new float[] { float.NaN, float.NaN }, 8, 25);
            file.WriteGoldenVector(new float[] { 30f, -40f }, 177, 2500);
            file.WriteNoNames();
            return file.ToFile();
        }

        /// <summary>
        /// <see cref="Familiar"/>, where each step that the logit is nearer to the threshold than 100 adds 2 to 256 times the binary logarithm of the
        /// distance + 1; unfamiliar from 2377 on, and
        /// however sure the decision is where that logarithm is beyond 2800.
        /// </summary>
        public static byte[] FamiliarWhereUnsure()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 1, 3, 0, 0.01f, 10, "toy", "rock", "mine");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteLayer(4, 0, 0, new int[] { 7 }, null, null, new sbyte[] { 3, -2 });
            file.WriteHead(4, 0, 2377, new int[] { 0 }, new sbyte[] { 0, 0 }, null, 100, 2 << 16, 2800);
            file.WriteGoldenVector(new float[] { 3f, 4f }, 8, 1203 + 196);
            file.WriteGoldenVector(new float[] { 30f, -40f }, 177, 2889);
            file.WriteGoldenVector(new float[] { 100f, -100f }, 507, 2377 + (4 * (3657 - 2800)));
            file.WriteNoNames();
            return file.ToFile();
        }

        /// <summary>Three classes of the codes of two ReLU units; the distance is of these codes from (0, 0) or (40, 0), and unfamiliar from 100 on.</summary>
        public static byte[] FamiliarCodes()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 2, 1, 0, 0.01f, 0, "three", "a", "b", new string[] { "c" });
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteLayer(1, 1, 0, new int[] { 0, 0 }, new int[] { 2, 2 }, null, new sbyte[] { 1, 0, 0, 1 });
            file.WriteLayer(5, 0, 0, new int[] { 0, 0, 1 }, null, null, new sbyte[] { 1, 0, 0, 1, 0, 0 });
            file.WriteHead(3, 0, 100, new int[] { 0, 0 }, new sbyte[] { 0, 0, 40, 0 }, null);
            file.WriteGoldenVector(new float[] { 43f, -7f }, 43, 0, 1, 9);
            file.WriteNoNames();
            return file.ToFile();
        }

        /// <summary>
        /// <c>logit = 3·code[0] - 2·code[1] + 7</c> from integer readings: <c>code[0] = x[0] &gt;&gt; 4</c> of 0 to 4095, and
        /// <c>code[1] = x[1]</c> of -2000 to -3.
        /// </summary>
        public static byte[] Readings()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 1, 1, 0, 0.01f, 10, "adc", "low", "high");
            file.WriteReadings(new int[] { 0, -2000 }, new int[] { 4095, -3 }, new sbyte[] { 4, 0 });
            file.WriteLayer(4, 0, 0, new int[] { 7 }, null, null, new sbyte[] { 3, -2 });
            file.WriteGoldenVector(new float[] { 4095f, -2000f }, 4772);
            return file.ToFile();
        }

        /// <summary><c>logit = 3·(x[0] &gt;&gt; 4) - 2·x[1] + 7</c> from two integer readings of one range.</summary>
        public static byte[] Readings(int lowest, int highest)
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 1, 1, 0, 0.01f, 10, "adc", "low", "high");
            file.WriteReadings(new int[] { lowest, lowest }, new int[] { highest, highest }, new sbyte[] { 4, 0 });
            file.WriteLayer(4, 0, 0, new int[] { 7 }, null, null, new sbyte[] { 3, -2 });
            file.WriteGoldenVector(new float[] { 160f, 100f }, -163);
            return file.ToFile();
        }

        /// <summary><see cref="OneLayer"/> with the names and ranges of its inputs: version 4.</summary>
        public static byte[] Named()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 1, 1, 0, 0.01f, 10, "toy", "rock", "mine");
            file.WriteInputs(new float[] { 1f, 2f }, new float[] { 0.5f, 0.5f });
            file.WriteLayer(4, 0, 0, new int[] { 7 }, null, null, new sbyte[] { 3, -2 });
            file.WriteGoldenVector(new float[] { 130f, 60f }, 29);
            file.WriteNames(new float[] { 1f, -2.5f }, new float[] { 250f, 120f }, new byte[][] { new byte[] { 0x74, 0xC3, 0xA4 }, new byte[] { 0x75 } });
            return file.ToFile();
        }

        /// <summary>
        /// Three classes from the codes a and b of two inputs, which are their own codes: <c>3a - 2b + 7</c>, <c>4b - a - 5</c> and <c>2a + 2b</c>,
        /// half of a unit each.
        /// </summary>
        public static byte[] ThreeClasses()
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 1, 1, 0, 0.5f, 0, "gait", "rest", "walk", new string[] { "run" });
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteLayer(5, 0, 0, new int[] { 7, -5, 0 }, null, null, new sbyte[] { 3, -2, -1, 4, 2, 2 });
            file.WriteGoldenVector(new float[] { 2f, 1f }, 11, -3, 6);
            return file.ToFile();
        }

        /// <summary>
        /// Two quantities from the codes a and b of two inputs, <c>20 + (3a - 2b + 7) / 2</c> and <c>(4b - a - 5) / 4 - 1</c>; where the
        /// activation is 1, ReLU, no bracket counts below 0.
        /// </summary>
        public static byte[] Quantities(int activation)
        {
            var file = new ModelBytes();
            file.WriteHeader(2, 1, 1, 0, 1f, 0, "motor", "winding", "load");
            file.WriteInputs(new float[] { 1f, 1f }, new float[] { 128.5f, 128.5f });
            file.WriteLayer(
                activation, 0, 0, new int[] { 7, -5 }, null, null, new sbyte[] { 3, -2, -1, 4 }, new float[] { 0.5f, 0.25f }, new float[] { 20f, -1f });
            file.WriteGoldenVector(new float[] { 2f, 1f }, 11, -3);
            return file.ToFile();
        }

        /// <summary>One quantity, <c>(7a - 8b + 3c) / 4</c>, with weights of half a byte; there are three, so that half a byte is padding.</summary>
        public static byte[] Nibbles()
        {
            var file = new ModelBytes();
            file.WriteHeader(3, 1, 1, 0, 1f, 0, "level", "litres", string.Empty);
            file.WriteInputs(new float[] { 1f, 1f, 1f }, new float[] { 128.5f, 128.5f, 128.5f });
            file.WriteLayer(0, 0, 0, new int[] { 0 }, null, null, new sbyte[] { 7, -8, 3 }, new float[] { 0.25f }, new float[] { 0f }, true);
            file.WriteGoldenVector(new float[] { 1f, -1f, 2f }, 21);
            return file.ToFile();
        }

        /// <summary>A straight line in place of the tanh, so that an entry is known from its index: <c>floor((k - 512) / 4)</c>.</summary>
        public static sbyte[] Table()
        {
            var table = new sbyte[1024];
            for (int k = 0; k < table.Length; k++)
            {
                table[k] = (sbyte)((k - 512) >> 2);
            }

            return table;
        }

        /// <summary><see cref="Table"/> as it lies in a file.</summary>
        public static byte[] TableBytes()
        {
            sbyte[] table = Table();
            var bytes = new byte[table.Length];
            for (int k = 0; k < table.Length; k++)
            {
                bytes[k] = (byte)table[k];
            }

            return bytes;
        }
    }
}
