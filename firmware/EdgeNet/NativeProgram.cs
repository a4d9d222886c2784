using System;

namespace EdgeNet
{
    /// <summary>Writes the programs of <see cref="NativeEngine"/>.</summary>
    internal sealed class NativeProgram
    {
        private const int Version = 1;
        private const int Quantize = 1;
        private const int ShiftReadings = 2;
        private const int Dense = 3;
        private const int Requantize = 4;
        private const int Leaky = 5;
        private const int LookUp = 6;
        private const int Softmax = 8;
        private const int Quantities = 9;
        private const int Window = 10;
        private const int Crc = 11;
        private const int LogisticOutput = 13;

        private const int MostWords = 10; // of an instruction
        private const int InputArrays = -1;
        private const int CodesOfBytes = 0;
        private const int CodesOfInts = 1;

        private readonly int[] _words;
        private int _count;

        private NativeProgram(int instructions)
        {
            _words = new int[1 + (instructions * MostWords) + 2];
            _words[0] = Version;
            _count = 1;
        }

        /// <summary>A program that does nothing.</summary>
        public static int[] Empty()
        {
            return new NativeProgram(0)._words;
        }

        /// <summary>Writes the program of a network whose file lies in memory: raw inputs in, logits at the beginning of the work array.</summary>
        /// <param name="inputs">The input stage.</param>
        /// <param name="layers">The layers.</param>
        /// <param name="tableAt">Where the tanh table lies.</param>
        /// <param name="scalesAt">Where the output scales of a regression lie, the offsets behind them; or 0.</param>
        /// <param name="scaleBits">The bits of the logit scale.</param>
        /// <param name="workLength">Elements that the work array needs.</param>
        /// <param name="end">Where the network ends in the program: what follows turns logits into probabilities or quantities.</param>
        /// <returns>The program.</returns>
        public static int[] Of(
            StoredInputs inputs, StoredLayer[] layers, int tableAt, int scalesAt, int scaleBits, out int workLength, out int end)
        {
            int width = 0;
            int codes = inputs.TakesReadings ? inputs.Count : (inputs.Count + 3) / 4;
            for (int l = 0; l < layers.Length; l++)
            {
                width = Math.Max(width, layers[l].Units);
                codes = Math.Max(codes, (layers[l].Units + 3) / 4);
            }

            workLength = width + codes;
            var program = new NativeProgram((2 * layers.Length) + 1);
            program.AddInputs(inputs, width);
            for (int l = 0; l < layers.Length; l++)
            {
                program.AddDense(layers[l], l == 0 && inputs.TakesReadings ? CodesOfInts : CodesOfBytes, layers[l].WeightsAt, layers[l].BiasesAt, layers[l].Units, width, 0);
                if (l < layers.Length - 1)
                {
                    program.AddActivation(layers[l], tableAt, width);
                }
            }

            end = program._count;
            program.AddOutputs(layers[layers.Length - 1], scalesAt, scaleBits);
            return program._words;
        }

        /// <summary>Makes the program of some rows of a layer, for <see cref="SetRows"/>.</summary>
        /// <returns>The program.</returns>
        public static int[] OfRows()
        {
            return new NativeProgram(1)._words;
        }

        /// <summary>Writes the program of some rows of a layer, whose codes are integers of 32 bits at the beginning of the work array.</summary>
        /// <param name="program">Written.</param>
        /// <param name="layer">The layer.</param>
        /// <param name="weightsAt">Where the first row lies.</param>
        /// <param name="biasesAt">Where its bias lies.</param>
        /// <param name="rows">How many rows.</param>
        /// <param name="output">Where the accumulators go.</param>
        public static void SetRows(int[] program, StoredLayer layer, int weightsAt, int biasesAt, int rows, int output)
        {
            program[1] = Dense;
            program[2] = 8;
            program[3] = layer.Inputs;
            program[4] = rows;
            program[5] = layer.HasNibbles ? ModelFormat.NibbleWeights : ModelFormat.ByteWeights;
            program[6] = CodesOfInts;
            program[7] = weightsAt;
            program[8] = biasesAt;
            program[9] = 0;
            program[10] = output;
        }

        /// <summary>Writes the program of the CRC of the first bytes; it goes to the beginning of the work array.</summary>
        /// <param name="length">How many bytes.</param>
        /// <returns>The program.</returns>
        public static int[] OfCrc(int length)
        {
            var program = new NativeProgram(1);
            program.Begin(Crc, 3);
            program.Add(0, length);
            program.Add(0);
            return program._words;
        }

        /// <summary>Writes the program of the features of a window.</summary>
        /// <param name="operands">The eleven of the instruction.</param>
        /// <returns>The program.</returns>
        public static int[] OfWindow(int[] operands)
        {
            var program = new NativeProgram(2);
            program.Begin(Window, operands.Length);
            foreach (int operand in operands)
            {
                program.Add(operand);
            }

            return program._words;
        }

        private void AddInputs(StoredInputs inputs, int output)
        {
            if (inputs.TakesReadings)
            {
                Begin(ShiftReadings, 6);
                Add(inputs.Count, InputArrays, inputs.At, inputs.SecondAt);
                Add(inputs.ShiftsAt, output);
            }
            else
            {
                Begin(Quantize, 5);
                Add(inputs.Count, InputArrays, inputs.At, inputs.SecondAt);
                Add(output);
            }
        }

        private void AddDense(StoredLayer layer, int codeKind, int weightsAt, int biasesAt, int rows, int input, int output)
        {
            Begin(Dense, 8);
            Add(layer.Inputs, rows, layer.HasNibbles ? ModelFormat.NibbleWeights : ModelFormat.ByteWeights, codeKind);
            Add(weightsAt, biasesAt, input, output);
        }

        private void AddActivation(StoredLayer layer, int tableAt, int output)
        {
            const int Accumulators = 0;
            switch (layer.Activation)
            {
                case Activation.Tanh:
                case Activation.Sigmoid:
                    Begin(LookUp, 6);
                    Add(layer.Units, layer.MultipliersAt, layer.Shift, tableAt);
                    Add(Accumulators, output);
                    break;
                case Activation.LeakyRelu:
                    Begin(Leaky, 7);
                    Add(layer.Units, layer.MultipliersAt, layer.NegativesAt, layer.Shift);
                    Add(layer.ZeroPoint, Accumulators);
                    Add(output);
                    break;
                default:
                    Begin(Requantize, 7);
                    Add(layer.Units, layer.MultipliersAt, layer.Shift, layer.ZeroPoint);
                    Add(layer.Activation == Activation.Relu ? layer.ZeroPoint : sbyte.MinValue, Accumulators);
                    Add(output);
                    break;
            }
        }

        private void AddOutputs(StoredLayer layer, int scalesAt, int scaleBits)
        {
            const int Logits = 0;
            switch (layer.Activation)
            {
                case Activation.Sigmoid:
                    Begin(LogisticOutput, 2);
                    Add(Logits, scaleBits);
                    break;
                case Activation.Softmax:
                    Begin(Softmax, 3);
                    Add(layer.Units);
                    Add(Logits, scaleBits);
                    break;
                default:
                    Begin(Quantities, 5);
                    Add(layer.Units, Logits, scalesAt, scalesAt + (4 * layer.Units));
                    Add(layer.Activation == Activation.Relu ? 1 : 0);
                    break;
            }
        }

        private void Begin(int instruction, int operands)
        {
            Add(instruction, operands);
        }

        private void Add(int value)
        {
            _words[_count++] = value;
        }

        private void Add(int first, int second)
        {
            Add(first);
            Add(second);
        }

        private void Add(int first, int second, int third, int fourth)
        {
            Add(first, second);
            Add(third, fourth);
        }
    }
}
